"""A source that was restored from a backup goes on in a new log; nothing is lost, doubled or undone by machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from chassis.clients import PeerEventLog
from chassis.events.event_log import LoggedEvent, append_event, fork_log, number_events
from chassis.events.repair import REWOUND, Repairer
from chassis.schema import event_head, event_log
from chassis.schema import inbox as inbox_table
from chassis.service import Service
from tests.doors import Door, serving
from tests.facts import drain, fact, logged
from tests.store.recorder import SOURCE, Recorder, received


@pytest.fixture
def source(legal_aid: Service) -> Iterator[Door]:
    """Legal aid with facts 1 to 5 in its log, and its event log open to peers."""
    with serving(legal_aid) as door:
        tell(legal_aid, 1, 2, 3, 4, 5)
        yield door


@pytest.fixture
def recorder(supervision: Service, source: Door) -> Recorder:
    """Supervision has applied facts 1 to 5."""
    recorder = Recorder(supervision)
    drain(source.service, recorder.inbox())
    return recorder


def tell(service: Service, *numbers: int) -> None:
    """Write and number facts whose ids follow from their numbers, as those of a reaction that runs again would."""
    with service.database.write() as session:
        for number in numbers:
            made = fact(number, received(number))
            append_event(
                session,
                LoggedEvent(
                    id=made.event_id, position=None, type=made.type, subject=made.subject, body=made.body,
                    created=made.happened,
                ),
            )  # fmt: skip
        number_events(session)


def restore(service: Service, position: int, *, fork: bool = True) -> None:
    """Put the database back to a position, as a backup would, and begin a new log as the operator does."""
    with service.database.write() as session:
        session.execute(sa.delete(event_log).where(event_log.c.position > position))
        session.execute(sa.update(event_head).values(position=position, published=position))
        if fork:
            fork_log(session, log_id=service.clock.new_id())


def look(recorder: Recorder, times: int = 1) -> None:
    """Look as `work` does after each of its starts, so that no look waits for the last one."""
    for _ in range(times):
        peer = PeerEventLog(recorder.service.settings, caller="supervision", peer=SOURCE, default_port=0)
        repairer = Repairer(recorder.service, recorder.inbox(), peer, SOURCE)
        repairer.look()
        repairer.close()


def logs(recorder: Recorder) -> dict[int, int]:
    """Rows of the inbox per log, the newest log last."""
    with recorder.service.database.read() as session:
        rows = session.execute(sa.select(inbox_table.c.log_id, sa.func.count()).group_by(inbox_table.c.log_id))
        return dict(enumerate(row[1] for row in sorted(rows)))


def test_the_cursor_goes_on_at_the_fork(recorder: Recorder, source: Door) -> None:
    restore(source.service, 3)
    look(recorder)
    assert recorder.applied == 3


def test_new_facts_of_the_new_log_have_their_effect(recorder: Recorder, source: Door) -> None:
    restore(source.service, 3)
    tell(source.service, 14, 15)
    look(recorder, 2)
    assert (recorder.seen, recorder.applied) == ([1, 2, 3, 4, 5, 4, 5], 5)


def test_shared_rows_move_and_rows_beyond_the_fork_stay_in_the_old_log(recorder: Recorder, source: Door) -> None:
    restore(source.service, 3)
    look(recorder)
    assert logs(recorder) == {0: 2, 1: 3}


def test_a_fact_repeated_under_its_old_id_has_no_second_effect(recorder: Recorder, source: Door) -> None:
    restore(source.service, 3)
    tell(source.service, 5, 4, 16)
    look(recorder, 2)
    assert (recorder.seen, recorder.applied) == ([1, 2, 3, 4, 5, 6], 6)


def test_a_consumer_that_was_behind_the_fork_stays_where_it_was(supervision: Service, source: Door) -> None:
    recorder = Recorder(supervision)
    recorder.inbox().receive(logged(source.service)[0])
    restore(source.service, 3)
    look(recorder)
    assert (recorder.seen, recorder.applied, recorder.alarms) == ([1, 2, 3], 3, {})


def test_a_restore_to_the_newest_position_loses_nothing(recorder: Recorder, source: Door) -> None:
    restore(source.service, 5)
    tell(source.service, 16)
    look(recorder, 2)
    assert (recorder.seen, recorder.alarms) == ([1, 2, 3, 4, 5, 6], {})


def test_a_head_below_the_cursor_in_the_same_log_halts_with_an_alarm(recorder: Recorder, source: Door) -> None:
    restore(source.service, 3, fork=False)
    tell(source.service, 14)
    look(recorder, 2)
    assert (recorder.seen, recorder.alarms) == ([1, 2, 3, 4, 5], {REWOUND: 1})


def test_a_log_that_continues_an_unknown_one_halts_with_an_alarm(recorder: Recorder, source: Door) -> None:
    restore(source.service, 4)
    restore(source.service, 3)
    tell(source.service, 14)
    look(recorder, 2)
    assert (recorder.seen, recorder.alarms) == ([1, 2, 3, 4, 5], {REWOUND: 1})


def test_a_halted_source_is_not_applied_from_the_broker_either(recorder: Recorder, source: Door) -> None:
    restore(source.service, 3, fork=False)
    look(recorder)
    tell(source.service, 14, 15, 16)
    drain(source.service, recorder.inbox())
    assert recorder.seen == [1, 2, 3, 4, 5]
