"""One list of what is due and overdue, for each person and each institution (D-12, D-14)."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sifa.legal_aid.v1 import deadline_pb2 as pb

from chassis.manifest import installed_services
from services.legal_aid.domain.complaint_clock import EXTENDED, REPLY, ComplaintClock
from services.legal_aid.domain.contact_owning import OFFER_CLOCKS
from services.legal_aid.domain.due_list import ENTERED_WHEN_DONE, STANDS
from services.legal_aid.domain.recovery import CLOCK as PAY_RECOVERY
from services.legal_aid.domain.recovery import FINE_CLOCK, REMINDED
from services.legal_aid.domain.time_limit import DeadlineKind
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.due import due_list, due_page, kinds, live_through_duties
from tests.services.legal_aid.handling import able_lawyer, act_on, bar_handler, brought_to, granted_case
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.publications import on_day
from tests.services.legal_aid.routes import OUTSIDE, supplement
from tests.services.legal_aid.steps import act, run_job

ALL = {kind.name for kind in DeadlineKind} | {clock.name for clock in ComplaintClock}
ALL |= {REPLY, EXTENDED, PAY_RECOVERY, REMINDED, FINE_CLOCK, *OFFER_CLOCKS}
# Begun by a job when the quarter is over, and by a reminder when the first time is: on the later day.
ON_A_LATER_DAY = {"PUBLISH_QUARTER", REMINDED}
# Ends in a year without a calendar: test_service_lists finds it in the list.
IN_A_YEAR = {"REVISE_LIST"}
OVERDUE, DUE, PAUSED = pb.DUE_STANDING_OVERDUE, pb.DUE_STANDING_DUE, pb.DUE_STANDING_PAUSED


def test_clocks_are_started_nowhere_but_where_their_kinds_are_known_here() -> None:
    handlers = installed_services()["legal_aid"].folder / "handlers"
    starts = re.compile(r"\bstart_deadline\(|\btime_limits\.start_limit\(")
    starters = {file.stem for file in handlers.glob("*.py") if starts.search(file.read_text(encoding="utf-8"))}
    assert starters == {"time_limit", "complaint_clock", "contact", "recovery"}


def test_every_kind_of_duty_is_in_the_table_of_what_stands() -> None:
    assert set(STANDS) | ENTERED_WHEN_DONE == ALL
    assert not set(STANDS) & ENTERED_WHEN_DONE


def test_every_kind_of_duty_is_listed_while_it_is_due_and_when_it_is_overdue(
    counter: Counter, profile: Profile
) -> None:  # fmt: skip
    live_through_duties(counter)
    found = due_list(counter)
    assert kinds(found) == set(STANDS) - ON_A_LATER_DAY - IN_A_YEAR
    assert {item.institution for item in found} == {counter.institution}
    with on_day(counter, profile, "2026-12-01") as later:
        run_job(later.door.service, "begin-publication-duties")
        at_once = due_list(later, standing=OVERDUE)
        assert kinds(at_once) == set(STANDS) - {REMINDED} - IN_A_YEAR
        while run_job(later.door.service, "watch-deadlines"):
            pass
        afterwards = due_list(later, standing=OVERDUE)
        assert [item.deadline.name for item in afterwards] == [item.deadline.name for item in at_once]
        assert all(item.days_left < 0 for item in afterwards)


def test_the_list_is_by_last_day_and_what_has_none_comes_last(counter: Counter) -> None:
    live_through_duties(counter)
    found = due_list(counter)
    days = [item.deadline.due_date or "9999-12-31" for item in found]
    assert days == sorted(days)
    assert days[-1] == "9999-12-31"
    assert {item.standing for item in found if not item.deadline.due_date} == {PAUSED}
    assert not any(item.HasField("days_left") for item in found if not item.deadline.due_date)
    today = dt.date(2026, 6, 15)
    assert all(
        item.days_left == (dt.date.fromisoformat(item.deadline.due_date) - today).days
        for item in found
        if item.deadline.due_date
    )


def test_pages_hold_every_duty_once(counter: Counter) -> None:
    live_through_duties(counter)
    whole, met, token = due_list(counter), [], ""
    while True:
        page = due_page(counter, page_size=4, page_token=token)
        met += [item.deadline.name for item in page.due_deadlines]
        token = page.next_page_token
        if not token:
            break
    assert met == [item.deadline.name for item in whole]
    assert refused(lambda: due_page(counter, page_token="x" * 60)).violations == {"page_token": "PAGE_TOKEN_INVALID"}


@pytest.mark.rule("LA-54", "LA-77")
def test_each_person_sees_what_he_has_to_do(counter: Counter) -> None:
    live_through_duties(counter)
    lawyer = able_lawyer(counter).name
    own = due_list(counter, person=lawyer)
    assert kinds(own) == {"SUBMIT_FILE"}
    assert {item.deadline.owner for item in own} == {able_lawyer(counter).unit}
    others = [item for item in due_list(counter) if item.person and item.person != lawyer]
    assert kinds(others) == {
        "SUPPLEMENT_REPLY",
        "FORMALITIES",
        "SUCCESSION",
        "COMPLAINT_REPLY",
        "PAY_RECOVERY",
        "PAY_FINE",
    }
    for item in others:
        repays = item.deadline.kind in ("PAY_RECOVERY", "PAY_FINE")
        assert item.person.startswith("applications/") if repays else item.person == item.deadline.subject
        theirs = [one.deadline.name for one in due_list(counter, person=item.person)]
        assert item.deadline.name in theirs
        assert len(theirs) == 1 + repays


@pytest.mark.rule("LA-55")
def test_a_duty_of_the_unit_becomes_that_of_whom_it_arranges(counter: Counter) -> None:
    case = granted_case(counter)
    act_on(counter, "assign", case)
    assert {(item.deadline.kind, item.person) for item in due_list(counter)} == {("ARRANGE", ""), ("AGREE", "")}
    assert due_list(counter, owner=able_lawyer(counter).unit) == due_list(counter)
    act_on(counter, "arrange", case)
    assert kinds(due_list(counter, person=able_lawyer(counter).name)) == {"AGREE"}


def test_each_institution_sees_its_own_matters(counter: Counter) -> None:
    counter.receive()
    other = open_counter(counter.door, "黄法援")
    theirs = other.receive()
    assert len(due_list(counter)) == 2
    assert [item.deadline.subject for item in due_list(counter, institution=other.institution)] == [theirs.name]


def test_nobody_sees_another_divisions_list(counter: Counter) -> None:
    counter.receive()
    neighbour = counter.door.person("legal_aid_clerk", divisions=("990103",))
    county = counter.door.person("supervision_officer", divisions=("990100",))
    assert due_list(counter, neighbour) == []
    assert len(due_list(counter, county)) == 1


@pytest.mark.rule("D-12", "D-14")
def test_the_last_day_itself_is_due_and_the_next_one_overdue(counter: Counter, profile: Profile) -> None:
    received = counter.receive()
    (item,) = due_list(counter)
    assert (item.deadline.due_date, item.standing, item.days_left) == ("2026-06-22", DUE, 7)
    assert due_list(counter, due_before="2026-06-21") == []
    assert len(due_list(counter, due_before="2026-06-22")) == 1
    with on_day(counter, profile, "2026-06-22") as last:
        assert [(one.standing, one.days_left) for one in due_list(last)] == [(DUE, 0)]
        assert due_list(last, standing=OVERDUE) == []
    with on_day(counter, profile, "2026-06-23") as over:
        assert [(one.standing, one.days_left) for one in due_list(over, standing=OVERDUE)] == [(OVERDUE, -1)]
        assert due_list(over, standing=DUE) == []
        run_job(over.door.service, "watch-deadlines")
        assert kinds(due_list(over, standing=OVERDUE)) == {"DECIDE"}
        over.decide(received.name)
        assert kinds(due_list(over)) == {"ASSIGN"}


@pytest.mark.rule("D-04", "LA-55")
def test_a_limit_in_hours_is_overdue_at_its_instant(counter: Counter, profile: Profile) -> None:
    act_on(counter, "assign", granted_case(counter))
    (clock,) = due_list(counter, kind="ARRANGE")
    assert (clock.deadline.due_date, clock.standing) == ("2026-06-16", DUE)
    for time, standing in (("08:50", DUE), ("09:50", OVERDUE)):
        with reopened(counter, profile, SIFA_NOW=f"2026-06-16T{time}+08:00") as then:
            assert [one.standing for one in due_list(then, kind="ARRANGE")] == [standing]
            assert len(due_list(then, kind="ARRANGE", standing=standing)) == 1


def test_a_missed_duty_goes_when_its_matter_is_over(counter: Counter, profile: Profile) -> None:
    received = counter.receive()
    supplement(counter)
    replaced = brought_to(counter, "ASSIGNED")
    barred = bar_handler(counter, able_lawyer(counter).name)
    with on_day(counter, profile, "2026-12-01") as later:
        while run_job(later.door.service, "watch-deadlines"):
            pass
        assert kinds(due_list(later)) == {"DECIDE", "SUPPLEMENT_REPLY", "AGREE", "LEAVE_BARRED"}
        act(later, "withdraw", received.name)
        run_job(later.door.service, "lapse-unanswered")
        assert kinds(due_list(later)) == {"AGREE", "LEAVE_BARRED"}
        later.call("LiftAssignmentBar", later.head, name=barred.name)
        assert kinds(due_list(later)) == {"AGREE"}
        act_on(later, "replace", replaced.name)
        assert kinds(due_list(later)) == {"REASSIGN"}
        act_on(later, "terminate", replaced.name)
        assert due_list(later) == []


@pytest.mark.rule("LA-33")
def test_a_refused_matter_owes_nothing(counter: Counter) -> None:
    counter.decide(counter.receive(**OUTSIDE).name)
    terminated = granted_case(counter)
    assert kinds(due_list(counter)) == {"ASSIGN"}
    act_on(counter, "terminate", terminated)
    assert due_list(counter) == []


@pytest.mark.rule("D-08")
def test_what_waits_for_a_year_is_listed_without_a_day(profile: Profile) -> None:
    with counter_at(profile, "2026-12-25T09:00+08:00") as winter:
        winter.receive()
        (item,) = due_list(winter, standing=pb.DUE_STANDING_UNRESOLVED)
        assert (item.deadline.unresolved_year, item.deadline.earliest_date) == (2027, "2027-01-01")
        assert not item.HasField("days_left")
        assert due_list(winter, due_before="2027-12-31") == []
