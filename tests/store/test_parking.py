"""A fact whose reaction fails waits with everything behind it that concerns the same subject; nothing else waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.clock import real_seconds
from chassis.events import parking
from chassis.events.inbox import Inbox
from chassis.schema import parked_event
from chassis.service import Service
from tests.facts import fact
from tests.store.recorder import SOURCE, Recorder, received

DAY = 86_400.0


@pytest.fixture
def recorder(supervision: Service) -> Recorder:
    """Positions 1 and 3 concern subject a, 2 subject b; the reaction to 1 fails."""
    return Recorder(supervision, failing={1})


@pytest.fixture
def inbox(recorder: Recorder) -> Inbox:
    """All three facts have arrived."""
    inbox = recorder.inbox()
    for position, subject in ((1, "a"), (2, "b"), (3, "a")):
        inbox.receive(fact(position, received(position), subject=subject))
    return inbox


def retry(inbox: Inbox, times: int) -> None:
    """Retry as `work` would on so many later days."""
    for day in range(1, times + 1):
        inbox.retry_parked(SOURCE, now=real_seconds() + day * DAY)


def lot(recorder: Recorder) -> dict[int, tuple[int, bool]]:
    with recorder.service.database.read() as session:
        return {row.position: (row.attempts, row.dead) for row in session.execute(sa.select(parked_event))}


def decide(recorder: Recorder, what: Callable[[Session, str, str], bool], position: int) -> bool:
    with recorder.service.database.write() as session:
        return what(session, SOURCE, fact(position, received(position)).event_id)


@pytest.mark.usefixtures("inbox")
def test_a_failing_reaction_parks_its_fact_and_leaves_no_trace(recorder: Recorder) -> None:
    assert (lot(recorder)[1], 1 in recorder.seen) == ((1, False), False)


@pytest.mark.usefixtures("inbox")
def test_later_facts_of_the_subject_wait_behind_and_others_flow(recorder: Recorder) -> None:
    assert (recorder.parked, recorder.seen, recorder.applied) == ([1, 3], [2], 3)


def test_a_parked_fact_is_not_retried_before_its_time(recorder: Recorder, inbox: Inbox) -> None:
    recorder.failing.clear()
    assert inbox.retry_parked(SOURCE, now=real_seconds() - 1) == 0
    assert recorder.parked == [1, 3]


def test_a_retry_that_succeeds_applies_the_subject_in_order(recorder: Recorder, inbox: Inbox) -> None:
    recorder.failing.clear()
    retry(inbox, 1)
    assert (recorder.seen, recorder.parked) == ([2, 1, 3], [])


def test_those_behind_stay_while_the_first_goes_on_failing(recorder: Recorder, inbox: Inbox) -> None:
    retry(inbox, 3)
    assert lot(recorder) == {1: (4, False), 3: (0, False)}


def test_a_fact_that_arrives_later_parks_behind_as_well(recorder: Recorder, inbox: Inbox) -> None:
    inbox.receive(fact(4, received(4), subject="a"))
    assert recorder.parked == [1, 3, 4]


def test_twelve_failures_make_a_fact_dead_and_raise_the_alarm(recorder: Recorder, inbox: Inbox) -> None:
    retry(inbox, 20)
    assert (lot(recorder)[1], recorder.alarms) == ((12, True), {"EVENT_DEAD": 1})


def test_those_behind_a_dead_fact_stay(recorder: Recorder, inbox: Inbox) -> None:
    retry(inbox, 20)
    recorder.failing.clear()
    retry(inbox, 2)
    assert (recorder.parked, recorder.seen) == ([1, 3], [2])


def test_a_revived_fact_runs_again_with_those_behind(recorder: Recorder, inbox: Inbox) -> None:
    retry(inbox, 12)
    recorder.failing.clear()
    assert decide(recorder, parking.revive, 1)
    inbox.retry_parked(SOURCE, now=real_seconds())
    assert (recorder.seen, recorder.parked) == ([2, 1, 3], [])


def test_a_discarded_fact_frees_those_behind(recorder: Recorder, inbox: Inbox) -> None:
    assert decide(recorder, parking.discard, 1)
    inbox.retry_parked(SOURCE, now=real_seconds())
    assert (recorder.seen, recorder.parked) == ([2, 3], [])


@pytest.mark.usefixtures("inbox")
@pytest.mark.parametrize("what", [parking.revive, parking.discard])
def test_what_is_not_parked_is_neither_revived_nor_discarded(
    recorder: Recorder, what: Callable[[Session, str, str], bool]
) -> None:
    assert not decide(recorder, what, 2)


def test_a_duplicate_of_a_parked_fact_changes_nothing(recorder: Recorder, inbox: Inbox) -> None:
    before = lot(recorder)
    inbox.receive(fact(1, received(1), subject="a"))
    assert (lot(recorder), recorder.seen) == (before, [2])


def test_the_error_is_kept_by_its_class_alone(recorder: Recorder, inbox: Inbox) -> None:
    retry(inbox, 1)
    with recorder.service.database.read() as session:
        errors = session.execute(sa.select(parked_event.c.error).order_by(parked_event.c.position)).scalars().all()
    assert errors == ["ValueError", ""]
