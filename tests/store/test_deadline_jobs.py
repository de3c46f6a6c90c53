"""The clock and the deadlines of every service: they are missed, resolved and warned of without the service's help."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from chassis.calendar_rows import add_year
from chassis.clock import SHANGHAI
from chassis.deadline_jobs import resolve_deadlines, warn_of_missing_year, watch_deadlines
from chassis.deadlines import finish_deadline, load_deadline, pause_deadline
from chassis.jobs import PLATFORM_JOBS, JobRunner, load_jobs
from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.deadline import DeadlineState
from chassis.schema import alarm, audit_entry, deadline
from chassis.service import Service
from tests.store.clocks import SUBJECT, YEAR_2027, start, told, tx_on


@pytest.fixture
def service(supervision: Service) -> Service:
    return supervision


def states(service: Service) -> dict[str, int]:
    with service.database.read() as session:
        rows = session.execute(sa.select(deadline.c.state, sa.func.count()).group_by(deadline.c.state))
        return {row[0]: row[1] for row in rows}


def alarms(service: Service) -> list[str]:
    with service.database.read() as session:
        rows = session.execute(sa.select(alarm.c.subject).where(alarm.c.kind == "CALENDAR_MISSING"))
        return sorted(rows.scalars())


def import_2027(service: Service) -> None:
    with tx_on(service, "2026-12-28") as tx:
        add_year(tx.session, YEAR_2027, source="test", now=tx.now)


@pytest.mark.rule("D-12")
def test_a_deadline_is_missed_on_the_day_after_its_last_day(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        start(tx)
    with tx_on(service, "2026-06-15") as tx:
        assert watch_deadlines(tx) == 0
    with tx_on(service, "2026-06-16") as tx:
        assert watch_deadlines(tx) == 1
    with tx_on(service, "2026-06-17") as tx:
        assert watch_deadlines(tx) == 0
    assert told(service) == [("UNSPECIFIED", "RUNNING"), ("RUNNING", "MISSED")]
    with service.database.read() as session:
        row = session.execute(sa.select(audit_entry)).one()
    assert (row.action, row.actor, row.rules) == ("deadline.expire", "svc:supervision", "LA-30")


@pytest.mark.rule("D-12")
def test_what_is_done_after_that_stays_missed_and_its_day_is_kept(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        start(tx)
    with tx_on(service, "2026-06-16") as tx:
        watch_deadlines(tx)
        finish_deadline(tx, SUBJECT, "DECIDE", on=tx.today)
    with service.database.read() as session:
        found = load_deadline(session, SUBJECT, "DECIDE")
    assert found is not None
    assert (found.state, found.done_date) == (DeadlineState.MISSED, dt.date(2026, 6, 16))
    assert told(service) == [("UNSPECIFIED", "RUNNING"), ("RUNNING", "MISSED")]


@pytest.mark.rule("D-04")
def test_hours_are_missed_by_the_clock_on_the_same_day(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        for number, hour in enumerate((11, 12, 13)):
            began = dt.datetime(2026, 6, 7, hour, tzinfo=SHANGHAI)
            start(tx, subject=f"applications/{number}", limit=Limit(24, Basis.HRS), start=began)
        assert watch_deadlines(tx) == 1
    assert states(service) == {"MISSED": 1, "RUNNING": 2}


def test_only_running_deadlines_are_missed(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        for number in range(2):
            start(tx, subject=f"applications/{number}")
        pause_deadline(tx, "applications/0", "DECIDE", on=tx.today)
        finish_deadline(tx, "applications/1", "DECIDE", on=tx.today)
    with tx_on(service, "2026-12-01") as tx:
        assert watch_deadlines(tx) == 0


def test_many_are_missed_in_batches_without_waiting_for_the_next_turn(service: Service) -> None:
    with tx_on(service, "2025-06-09") as tx:
        for number in range(230):
            start(tx, subject=f"applications/{number}")
    with tx_on(service, "2026-06-08") as tx:
        assert watch_deadlines(tx) == 100
    runner = JobRunner(service, (PLATFORM_JOBS[0],))
    assert (runner.turn(), states(service)) == (130, {"MISSED": 230})


@pytest.mark.parametrize("profile", ["production"], indirect=True, scope="module")
def test_a_deadline_that_somebody_is_changing_is_passed_over(service: Service) -> None:
    with tx_on(service, "2026-06-08") as tx:
        for number in range(2):
            start(tx, subject=f"applications/{number}")
    with tx_on(service, "2026-06-16") as handler:
        load_deadline(handler.session, "applications/0", "DECIDE", lock=True)
        with tx_on(service, "2026-06-16") as job:
            assert watch_deadlines(job) == 1
    assert states(service) == {"MISSED": 1, "RUNNING": 1}


@pytest.mark.rule("D-08")
def test_an_import_resolves_what_waited_for_it_and_takes_the_alarm_away(service: Service) -> None:
    with tx_on(service, "2026-12-25") as tx:
        for number in range(3):
            start(tx, subject=f"applications/{number}")
    with tx_on(service, "2027-01-12") as tx:
        for number, done in enumerate(("2027-01-11", "2027-01-12")):
            finish_deadline(tx, f"applications/{number}", "DECIDE", on=dt.date.fromisoformat(done))
        assert (resolve_deadlines(tx), alarms(service)) == (0, ["2027"])
    import_2027(service)
    with tx_on(service, "2027-01-12") as tx:
        assert resolve_deadlines(tx) == 3
        assert (resolve_deadlines(tx), watch_deadlines(tx)) == (0, 1)
    assert (states(service), alarms(service)) == ({"MET": 1, "MISSED": 2}, [])
    changes = [("UNRESOLVED", state) for state in ("MET", "MISSED", "RUNNING")]
    assert sorted(told(service)[3:]) == sorted([*changes, ("RUNNING", "MISSED")])


@pytest.mark.rule("D-08")
def test_the_alarm_stays_while_a_batch_still_waits(service: Service) -> None:
    with tx_on(service, "2026-12-25") as tx:
        for number in range(101):
            start(tx, subject=f"applications/{number}")
    import_2027(service)
    for expected in ((100, ["2027"]), (1, [])):
        with tx_on(service, "2026-12-28") as tx:
            changed = resolve_deadlines(tx)
        assert (changed, alarms(service)) == expected


@pytest.mark.rule("D-08")
def test_a_deadline_that_needs_one_more_year_waits_for_that(service: Service) -> None:
    with tx_on(service, "2026-12-25") as tx:
        start(tx, limit=Limit(300, Basis.WD))
    import_2027(service)
    with tx_on(service, "2026-12-28") as tx:
        resolve_deadlines(tx)
        resolve_deadlines(tx)
    assert (states(service), alarms(service)) == ({"UNRESOLVED": 1}, ["2028"])


@pytest.mark.parametrize(
    ("today", "warned"),
    [("2026-06-15", []), ("2026-10-02", []), ("2026-10-03", ["2027"]), ("2027-01-01", ["2027"]),
     ("2027-12-01", ["2027", "2028"])],
)  # fmt: skip
@pytest.mark.rule("D-08")
def test_people_are_warned_ninety_days_before_a_year_without_a_table(
    service: Service, today: str, warned: list[str]
) -> None:
    for _ in range(2):
        with tx_on(service, today) as tx:
            warn_of_missing_year(tx)
    assert alarms(service) == warned


@pytest.mark.rule("D-08")
def test_a_warning_ends_with_the_import_although_no_deadline_waited(service: Service) -> None:
    with tx_on(service, "2026-11-21") as tx:
        assert warn_of_missing_year(tx) == 1
        resolve_deadlines(tx)
    assert alarms(service) == ["2027"]
    import_2027(service)
    with tx_on(service, "2026-11-21") as tx:
        resolve_deadlines(tx)
    assert alarms(service) == []


def test_every_service_has_the_platforms_jobs(service: Service) -> None:
    first = [job.name for job in load_jobs(service)][:3]
    assert first == ["watch-deadlines", "resolve-deadlines", "warn-of-missing-year"]
