"""Deadlines in the database: what handlers do with them, and what is told of it."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from chassis.clock import SHANGHAI
from chassis.deadlines import (
    cancel_deadlines,
    deadlines_of,
    find_deadlines,
    finish_deadline,
    load_deadline,
    load_deadline_named,
    pause_deadline,
    resume_deadline,
)
from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.deadline import Deadline, DeadlineFilter, DeadlineState
from chassis.kernel.errors import RuleViolated
from chassis.paging import Page
from chassis.principal import Principal
from chassis.schema import alarm, event_log
from chassis.service import Service
from tests.store.clocks import SUBJECT, day, start, told, tx_on


@pytest.fixture
def service(supervision: Service) -> Service:
    return supervision


def stored(service: Service, subject: str = SUBJECT, kind: str = "DECIDE") -> Deadline:
    with service.database.read() as session:
        found = load_deadline(session, subject, kind)
    assert found is not None
    return found


def officer(*divisions: str) -> Principal:
    return Principal(subject="li", name="李", roles=frozenset(), divisions=divisions)


@pytest.mark.rule("D-02")
def test_a_started_deadline_is_stored_as_it_was_computed(service: Service) -> None:
    """TV-D02."""
    with tx_on(service, "2026-09-24") as tx:
        made = start(tx)
    assert stored(service) == made
    assert made.due_date == day("2026-10-08")


def test_a_start_is_told_about_the_subject(service: Service) -> None:
    with tx_on(service, "2026-09-24") as tx:
        made = start(tx)
    with service.database.read() as session:
        row = session.execute(sa.select(event_log)).one()
    assert (row.type, row.subject) == ("sifa.platform.v1.DeadlineChanged", SUBJECT)
    assert row.body == (
        f'{{"deadline": "{made.name}", "subject": "applications/1", "kind": "DECIDE", "ruleId": "LA-30", '
        '"owner": "institutions/1", "division": "990102", "state": "DEADLINE_STATE_RUNNING", '
        '"startDate": "2026-09-24", "dueDate": "2026-10-08"}'
    )


@pytest.mark.rule("D-04")
def test_hours_run_from_an_instant_to_an_instant(service: Service) -> None:
    """TV-D12."""
    began = dt.datetime(2026, 10, 1, 9, 30, tzinfo=SHANGHAI)
    with tx_on(service, "2026-10-01") as tx:
        start(tx, limit=Limit(24, Basis.HRS), start=began.astimezone(dt.UTC))
    found = stored(service)
    assert (found.start_date, found.due_date, found.due_time) == (began.date(), day("2026-10-02"), began.replace(day=2))
    with tx_on(service, "2026-10-02") as tx:
        finish_deadline(tx, SUBJECT, "DECIDE", on=began.replace(day=2, second=1))
    assert stored(service).state is DeadlineState.MISSED


@pytest.mark.rule("LA-31")
def test_a_supplement_stops_the_clock_until_it_arrives(service: Service) -> None:
    """TV-D13."""
    with tx_on(service, "2026-09-08") as tx:
        start(tx)
    with tx_on(service, "2026-09-10") as tx:
        assert pause_deadline(tx, SUBJECT, "DECIDE", on=tx.today) is not None
    assert stored(service).due_date is None
    with tx_on(service, "2026-09-22") as tx:
        resume_deadline(tx, SUBJECT, "DECIDE", on=tx.today)
    assert stored(service).due_date == day("2026-09-28")
    with tx_on(service, "2026-09-28") as tx:
        finish_deadline(tx, SUBJECT, "DECIDE", on=tx.today)
    assert (stored(service).state, stored(service).done_date) == (DeadlineState.MET, day("2026-09-28"))
    assert told(service) == [
        ("UNSPECIFIED", "RUNNING"), ("RUNNING", "PAUSED"), ("PAUSED", "RUNNING"), ("RUNNING", "MET"),
    ]  # fmt: skip


def test_a_clock_that_has_run_out_is_not_stopped(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        start(tx)
    with tx_on(service, "2026-06-16") as tx:
        assert pause_deadline(tx, SUBJECT, "DECIDE", on=tx.today) is None
    assert stored(service).state is DeadlineState.MISSED
    assert told(service)[-1] == ("RUNNING", "MISSED")


def test_where_nothing_is_open_nothing_happens(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        start(tx)
        start(tx, subject="applications/2")
        finish_deadline(tx, SUBJECT, "DECIDE", on=tx.today)
    before = told(service)
    with tx_on(service, "2026-06-09") as tx:
        for subject, kind in ((SUBJECT, "DECIDE"), (SUBJECT, "ASSIGN"), ("applications/9", "DECIDE")):
            assert pause_deadline(tx, subject, kind, on=tx.today) is None
            assert resume_deadline(tx, subject, kind, on=tx.today) is None
            assert finish_deadline(tx, subject, kind, on=tx.today) is None
        assert resume_deadline(tx, "applications/2", "DECIDE", on=tx.today) is None
        assert cancel_deadlines(tx, SUBJECT) == 0
    assert told(service) == before


def test_a_subject_has_one_deadline_of_a_kind(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        start(tx)
        with pytest.raises(RuleViolated, match="DEADLINE_EXISTS"):
            start(tx)
        start(tx, kind="ASSIGN")
    with service.database.read() as session:
        found = deadlines_of(session, [SUBJECT, "applications/2"])
    assert {subject: [item.kind for item in items] for subject, items in found.items()} == {
        SUBJECT: ["DECIDE", "ASSIGN"]
    }


def test_open_deadlines_of_a_subject_are_cancelled_together(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        for kind in ("DECIDE", "ASSIGN", "PAY"):
            start(tx, kind=kind)
        start(tx, subject="applications/2")
        pause_deadline(tx, SUBJECT, "ASSIGN", on=tx.today)
        finish_deadline(tx, SUBJECT, "PAY", on=tx.today)
        assert cancel_deadlines(tx, SUBJECT) == 2
    states = [stored(service, kind=kind).state.name for kind in ("DECIDE", "ASSIGN", "PAY")]
    assert states == ["CANCELLED", "CANCELLED", "MET"]
    assert stored(service, "applications/2").state is DeadlineState.RUNNING


@pytest.mark.rule("D-08")
def test_a_missing_year_refuses_nobody_and_raises_one_alarm(service: Service) -> None:
    """Several counters at once, the first ones ever to meet the missing year."""

    def receive(number: int) -> DeadlineState:
        with tx_on(service, "2026-12-25") as tx:
            return start(tx, subject=f"applications/{number}").state

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(receive, range(12))) == {DeadlineState.UNRESOLVED}
    with service.database.read() as session:
        rows = session.execute(sa.select(alarm.c.kind, alarm.c.subject, alarm.c["count"])).all()
    assert [tuple(row) for row in rows] == [("CALENDAR_MISSING", "2027", 1)]


def test_a_page_shows_what_lies_in_the_callers_divisions(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        for number, division in enumerate(("990102", "990103", "990102", "980101", "990102")):
            start(tx, subject=f"applications/{number}", division=division)
    with service.database.read() as session:
        first = find_deadlines(session, DeadlineFilter(), Page(size=2, after=None), officer("990102"))
        rest = find_deadlines(session, DeadlineFilter(), Page(size=2, after=first[1].name), officer("990102"))
        province = find_deadlines(session, DeadlineFilter(), Page(size=9, after=None), officer("990000"))
        nobody = find_deadlines(session, DeadlineFilter(), Page(size=9, after=None), officer())
        other = load_deadline_named(session, first[0].name, officer("980000"))
        assert load_deadline_named(session, first[0].name, officer("990102")) == first[0]
    assert [item.subject for item in first] == ["applications/0", "applications/2", "applications/4"]
    assert [item.subject for item in rest] == ["applications/4"]
    assert (len(province), nobody, other) == (4, [], None)


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        (DeadlineFilter(state=DeadlineState.PAUSED), ["applications/1"]),
        (DeadlineFilter(kind="ASSIGN"), ["applications/2"]),
        (DeadlineFilter(owner="institutions/2"), ["applications/3"]),
        pytest.param(DeadlineFilter(due_before=day("2026-06-15")), ["applications/2"], id="the day itself (D-14)"),
        (DeadlineFilter(due_before=day("2026-06-14")), []),
        (DeadlineFilter(state=DeadlineState.RUNNING, owner="institutions/1"), ["applications/2"]),
    ],
    ids=str,
)
def test_a_list_is_filtered(service: Service, wanted: DeadlineFilter, subjects: list[str]) -> None:
    with tx_on(service, "2026-06-08") as tx:
        start(tx)
        start(tx, subject="applications/2", kind="ASSIGN")
        start(tx, subject="applications/3", owner="institutions/2", start=day("2026-06-09"))
        pause_deadline(tx, SUBJECT, "DECIDE", on=tx.today)
    with service.database.read() as session:
        found = find_deadlines(session, wanted, Page(size=9, after=None), officer("990102"))
    assert [item.subject for item in found] == subjects


def test_two_counters_finish_and_one_of_them_did_it(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        start(tx)

    def finish(_: int) -> Deadline | None:
        with tx_on(service, "2026-06-09") as tx:
            return finish_deadline(tx, SUBJECT, "DECIDE", on=tx.today)

    with ThreadPoolExecutor(4) as pool:
        done = [found for found in pool.map(finish, range(4)) if found is not None]
    assert len(done) == 1
    assert told(service) == [("UNSPECIFIED", "RUNNING"), ("RUNNING", "MET")]
