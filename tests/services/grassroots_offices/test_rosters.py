"""Services read whom a random inspection may draw, as of a day, with the risk of each office (SV-60, SV-63)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import daily_entry_pb2, penalty_pb2
from sifa.grassroots_offices.v1 import roster_pb2 as pb

from chassis.auth.tokens import make_service_token
from tests.doors import HOME, bearer, refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices import penalties
from tests.services.grassroots_offices.applications import Partners, grant
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.successions import merge
from tests.services.grassroots_offices.test_award_rounds import FAIL, PASS, graded
from tests.services.grassroots_offices.test_daily_entries import note

OFFICES, PEOPLE = pb.ROSTER_KIND_OFFICE, pb.ROSTER_KIND_PRACTITIONER
LOW, ORDINARY = pb.ROSTER_STRATUM_LOW_RISK, pb.ROSTER_STRATUM_ORDINARY
COMPLAINT = daily_entry_pb2.DAILY_ENTRY_KIND_COMPLAINT
TODAY, YESTERDAY = "2026-06-15", "2026-06-14"


def page(desk: Desk, kind: Any = OFFICES, on: str = TODAY, **asked: Any) -> Any:
    token = make_service_token(desk.door.service.settings.keys_dir, caller="supervision", callee="grassroots_offices")
    asked = {"division": HOME, "kind": kind, "as_of_date": on, **asked}
    return desk.call("ListRoster", bearer(token), **asked)


def names(desk: Desk, kind: Any = OFFICES, on: str = TODAY, **asked: Any) -> list[str]:
    return [one.subject for one in page(desk, kind, on, **asked).members]


def stratum(desk: Desk, office: str, on: str = TODAY) -> int:
    (found,) = [one.stratum for one in page(desk, on=on).members if one.subject == office]
    return int(found)


@pytest.mark.rule("SV-60")
def test_an_office_is_listed_from_its_licence_until_it_is_deregistered(desk: Desk) -> None:
    office, _ = desk.staffed_office(3, licensed_date="2020-05-04")
    other, _ = desk.staffed_office(4, licensed_date="2018-03-01")
    assert [names(desk, on=day) for day in ("2018-02-28", "2018-03-01", "2020-05-03", "2020-05-04")] == [
        [], [other.name], [other.name], [office.name, other.name],
    ]  # fmt: skip
    grant(desk, merge(desk, office.name, other.name))
    assert (names(desk), names(desk, on=YESTERDAY)) == ([office.name], [office.name, other.name])


@pytest.mark.rule("SV-60")
def test_a_practitioner_is_listed_where_he_belonged_on_the_day(desk: Desk) -> None:
    office, (stays, leaves) = desk.staffed_office(2)
    desk.intern(office.name)
    Partners(desk).hold(stays.name)
    desk.leave(leaves, happened_date="2026-06-10")
    found = {day: names(desk, PEOPLE, day) for day in ("2018-04-30", "2018-05-01", "2026-06-09", "2026-06-10", TODAY)}
    both = [stays.name, leaves.name]
    assert list(found.values()) == [[], both, both, [stays.name], [stays.name]]
    assert {(one.office, one.stratum) for one in page(desk, PEOPLE).members} == {(office.name, ORDINARY)}


@pytest.mark.rule("SV-63")
def test_only_an_office_that_passed_and_was_blameless_is_of_low_risk(desk: Desk, profile: Profile) -> None:
    passed, failed, ungraded, told, penalised, held = (desk.enter_office().name for _ in range(6))
    graded(desk, profile, {passed: PASS, failed: FAIL, told: PASS, penalised: PASS, held: PASS})
    note(desk, told, kind=COMPLAINT)
    penalties.brought(desk, penalty_pb2.PENALTY_STATE_PENALISED, office=penalised)
    Partners(desk).hold(held)
    strata = {one: stratum(desk, one) for one in (passed, failed, ungraded, told, penalised, held)}
    assert [one for one, found in strata.items() if found == LOW] == [passed]


@pytest.mark.rule("SV-63")
def test_before_its_grade_was_final_an_office_was_ordinary(desk: Desk, profile: Profile) -> None:
    passed = desk.enter_office().name
    graded(desk, profile, {passed: PASS})
    assert (stratum(desk, passed, YESTERDAY), stratum(desk, passed)) == (ORDINARY, LOW)


@pytest.mark.rule("SV-63")
@pytest.mark.parametrize(
    ("day", "kind", "found"),
    [
        ("2023-06-14", COMPLAINT, LOW), ("2023-06-15", COMPLAINT, ORDINARY), (TODAY, COMPLAINT, ORDINARY),
        (TODAY, daily_entry_pb2.DAILY_ENTRY_KIND_VISIT, LOW),
    ],
)  # fmt: skip
def test_a_complaint_counts_for_three_years(
    desk: Desk, profile: Profile, day: str, kind: Any, found: pb.RosterStratum.ValueType
) -> None:
    office = desk.enter_office().name
    graded(desk, profile, {office: PASS})
    note(desk, office, day, kind=kind)
    assert stratum(desk, office) == found


def test_a_complaint_that_was_withdrawn_or_came_later_speaks_against_nobody(desk: Desk, profile: Profile) -> None:
    office = desk.enter_office().name
    graded(desk, profile, {office: PASS})
    noted = note(desk, office, kind=COMPLAINT)
    with on_day(desk, profile, "2026-06-20") as later:
        note(later, office, "2026-06-18", kind=COMPLAINT)
        assert (stratum(later, office, "2026-06-20"), stratum(later, office, "2026-06-17")) == (ORDINARY, ORDINARY)
        later.call("WithdrawDailyEntry", later.clerk, name=noted.name, withdrawal_reason="核实无误")
        assert (stratum(later, office, "2026-06-20"), stratum(later, office, "2026-06-17")) == (ORDINARY, LOW)


def test_a_roster_is_of_its_division_and_comes_in_pages(desk: Desk) -> None:
    made = [desk.enter_office().name for _ in range(3)]
    staff = [desk.enter_practitioner(made[0]).name for _ in range(3)]
    for kind, everybody in ((OFFICES, made), (PEOPLE, staff)):
        first = page(desk, kind, page_size=2)
        rest = page(desk, kind, page_size=2, page_token=first.next_page_token)
        assert [one.subject for one in [*first.members, *rest.members]] == everybody
        assert (len(first.members), rest.next_page_token) == (2, "")
        assert names(desk, kind, division="990100") == everybody
        assert names(desk, kind, division="990103") == []
    other = refused(lambda: page(desk, PEOPLE, page_token=page(desk, page_size=2).next_page_token))
    assert dict(other.violations) == {"page_token": "PAGE_TOKEN_INVALID"}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("as_of_date", "2026-06-16", "DATE_IN_FUTURE"), ("as_of_date", "2026-02-30", "DATE_INVALID"),
        ("division", "9901", "STRING_PATTERN"), ("kind", 0, "ENUM_NOT_IN"),
    ],
)  # fmt: skip
def test_a_roster_is_asked_for_exactly(desk: Desk, field: str, value: Any, reason: str) -> None:
    answer = refused(lambda: page(desk, **{field: value}))
    assert (answer.code, dict(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, {field: reason})


@pytest.mark.parametrize("role", ["service", "supervision_officer", "grassroots_approver", "bureau_chief"])
def test_no_person_reads_a_roster(desk: Desk, role: str) -> None:
    asked = {"division": HOME, "kind": OFFICES, "as_of_date": TODAY}
    answer = refused(lambda: desk.call("ListRoster", desk.door.person(role), **asked))
    assert answer.code is grpc.StatusCode.PERMISSION_DENIED
