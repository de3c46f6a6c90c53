"""Before the State Council has published next year, nobody is turned away and nothing is guessed (D-08)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import decision_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import clocks_of, department
from tests.services.legal_aid.intake import papers_without
from tests.services.legal_aid.invented_year import alarms, import_year, told_of, unresolved
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.routes import MATTER_PAPERS, OUTSIDE, URGENT
from tests.services.legal_aid.steps import act, deadlines_of, object_to, run_job, state_of

CHRISTMAS, JANUARY = "2026-12-25T09:00+08:00", "2027-01-07T09:00+08:00"
LACKING: dict[str, Any] = {"papers": papers_without(MATTER_PAPERS[0].kind)}
DOINGS: dict[str, Callable[[Counter], pb.Application]] = {
    "an application": lambda counter: counter.receive(),
    "a grant": lambda counter: counter.decide(counter.receive().name),
    "a refusal": lambda counter: counter.decide(counter.receive(**OUTSIDE).name),
    "a supplement notice": lambda counter: act(counter, "requestSupplement", counter.receive(**LACKING).name),
    "provisional aid": lambda counter: act(counter, "grantProvisionalAid", counter.receive(**URGENT).name),
    "a death": lambda counter: act(counter, "recordDeath", counter.receive().name),
    "a withdrawal": lambda counter: act(counter, "withdraw", counter.receive().name),
}


@pytest.fixture
def winter(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A counter on 25 December 2026; `sifa` commands find the same database."""
    for key, value in profile.environ("legal_aid").items():
        monkeypatch.setenv(key, value)
    with counter_at(profile, CHRISTMAS) as counter:
        yield counter


@pytest.mark.rule("D-08", "LA-30")
@pytest.mark.parametrize("year", [pytest.param(2027, id="TV-D23")])
def test_an_application_is_received_though_its_last_day_is_unknown(winter: Counter, year: int) -> None:
    received = winter.receive()
    (clock,) = received.deadlines
    assert deadlines_of(received) == {"DECIDE": ("", "UNRESOLVED")}
    assert (clock.unresolved_year, clock.earliest_date) == (year, "2027-01-01")
    assert [one.name for one in unresolved(winter)] == [clock.name]
    assert alarms(winter) == [str(year)]
    assert told_of(winter, received.name, "DECIDE") == [("UNSPECIFIED", "UNRESOLVED", "")]


@pytest.mark.rule("D-08")
@pytest.mark.parametrize("doing", DOINGS)
def test_nobody_is_refused(winter: Counter, doing: str) -> None:
    assert DOINGS[doing](winter).name


@pytest.mark.rule("D-08", "LA-34")
def test_a_notice_is_taken_and_an_objection_too(winter: Counter) -> None:
    taken = department(winter.door).send(winter.institution, discovered_date="2026-12-25")
    assert {kind: clock[1:] for kind, clock in clocks_of(taken).items()} == {
        "NOTIFY": ("2026-12-28", "MET"), "ASSIGN_NOTIFIED": ("2026-12-28", "RUNNING"),
    }  # fmt: skip
    objection = object_to(winter, DOINGS["a refusal"](winter).name)
    assert deadlines_of(objection) == {"REVIEW_OBJECTION": ("2026-12-30", "RUNNING")}


@pytest.mark.rule("D-08", "LA-30", "LA-33")
def test_a_decision_that_surely_is_in_time_meets_its_clock(winter: Counter) -> None:
    granted = DOINGS["a grant"](winter)
    assert granted.decision.outcome == decision_pb2.OUTCOME_GRANT
    assert deadlines_of(granted) == {"DECIDE": ("", "MET"), "ASSIGN": ("2026-12-28", "RUNNING")}


@pytest.mark.rule("D-08", "LA-31")
@pytest.mark.parametrize("day", ["2026-12-26", "2027-01-09"], ids=["the next day", "the earliest last day"])
def test_a_reply_that_surely_is_in_time_is_taken(winter: Counter, profile: Profile, day: str) -> None:
    asked = DOINGS["a supplement notice"](winter)
    assert (deadlines_of(asked)["SUPPLEMENT_REPLY"], asked.supplement.reply_due_date) == (("", "UNRESOLVED"), "")
    with reopened(winter, profile, SIFA_NOW=f"{day}T09:00+08:00") as later:
        replied = act(later, "submitPapers", asked.name, papers=MATTER_PAPERS)
    assert state_of(replied) == "RECEIVED"
    assert deadlines_of(replied) == {"DECIDE": ("", "UNRESOLVED"), "SUPPLEMENT_REPLY": ("", "MET")}


@pytest.mark.rule("D-08", "LA-31")
def test_a_reply_that_may_be_late_waits_for_the_table(winter: Counter, profile: Profile, tmp_path: Path) -> None:
    name = DOINGS["a supplement notice"](winter).name
    with reopened(winter, profile, SIFA_NOW="2027-01-10T09:00+08:00") as later:
        before = later.get(name)
        answer = refused(lambda: act(later, "submitPapers", name, papers=MATTER_PAPERS))
        assert (answer.reason, answer.metadata["year"]) == ("CALENDAR_NOT_LOADED", "2027")
        assert later.get(name) == before
        assert import_year(tmp_path) == 0
        run_job(later.door.service, "resolve-deadlines")
        assert deadlines_of(later.get(name))["SUPPLEMENT_REPLY"] == ("2027-01-11", "RUNNING")
        assert state_of(act(later, "submitPapers", name, papers=MATTER_PAPERS)) == "RECEIVED"


@pytest.mark.rule("D-08")
def test_an_imported_year_gives_every_waiting_clock_its_day(winter: Counter, tmp_path: Path) -> None:
    name = winter.receive().name
    assert run_job(winter.door.service, "resolve-deadlines") == 0
    assert import_year(tmp_path) == 0
    assert run_job(winter.door.service, "resolve-deadlines") == 1
    (clock,) = winter.get(name).deadlines
    assert (clock.due_date, clock.earliest_date, clock.unresolved_year) == ("2027-01-06", "", 0)
    assert (unresolved(winter), alarms(winter)) == ([], [])
    assert told_of(winter, name, "DECIDE")[1:] == [("UNRESOLVED", "RUNNING", "2027-01-06")]
    assert deadlines_of(winter.receive())["DECIDE"] == ("2027-01-06", "RUNNING")


@pytest.mark.rule("D-08", "P-06")
def test_what_was_decided_meanwhile_is_judged_when_the_year_is_there(
    winter: Counter, profile: Profile, tmp_path: Path
) -> None:
    in_time, too_late, waiting = (winter.receive().name for _ in range(3))
    with reopened(winter, profile, SIFA_NOW=JANUARY) as later:
        act(later, "decide", in_time, happened_date="2027-01-06")
        act(later, "decide", too_late)
        names = (in_time, too_late, waiting)
        assert [deadlines_of(later.get(name))["DECIDE"] for name in names] == [("", "UNRESOLVED")] * 3
        assert run_job(later.door.service, "watch-deadlines") == 0
        assert import_year(tmp_path) == 0
        run_job(later.door.service, "resolve-deadlines")
        assert [deadlines_of(later.get(name))["DECIDE"] for name in names] == [
            ("2027-01-06", "MET"), ("2027-01-06", "MISSED"), ("2027-01-06", "RUNNING"),
        ]  # fmt: skip
        assert told_of(later, too_late, "DECIDE")[-1] == ("UNRESOLVED", "MISSED", "2027-01-06")
        run_job(later.door.service, "watch-deadlines")
        assert deadlines_of(later.get(waiting))["DECIDE"] == ("2027-01-06", "MISSED")
        assert alarms(later) == []


@pytest.mark.rule("D-08")
def test_a_year_that_begins_soon_is_missed_before_anybody_needs_it(winter: Counter) -> None:
    assert (alarms(winter), run_job(winter.door.service, "warn-of-missing-year"), alarms(winter)) == ([], 1, ["2027"])
