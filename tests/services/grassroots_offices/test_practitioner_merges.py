"""Two entries of one practitioner become one and can be taken apart again, and nothing counts twice (P-04)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import certificate_pb2, events_pb2, quota_pb2
from sifa.grassroots_offices.v1 import practitioner_merge_pb2 as pb
from sifa.grassroots_offices.v1 import practitioner_pb2 as people

from services.grassroots_offices.domain.practitioner_merge import MOVES
from tests.doors import HOME, refused
from tests.services.grassroots_offices.applications import Partners, transfer
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import register
from tests.services.grassroots_offices.test_aid_cases import accepted, cases_of, tell
from tests.services.grassroots_offices.test_certificates import issue
from tests.services.grassroots_offices.test_own_office import link
from tests.services.grassroots_offices.test_registers_at_once import WRITERS, at_once
from tests.services.grassroots_offices.test_service_hours import CONFIRMED, enter, hours_of
from tests.services.grassroots_offices.test_service_hours import act as act_hours
from tests.services.grassroots_offices.test_trainings import hold, lines

PAPER = {"document_number": "合并批复1号"}


def propose(desk: Desk, merged: str, survivor: str) -> pb.PractitionerMerge:
    asked = pb.PractitionerMerge(
        merged=merged, survivor=survivor, reasons="同一人换发证书后重复登记", document_number="合并申请1号"
    )  # fmt: skip
    made: pb.PractitionerMerge = desk.call("CreatePractitionerMerge", desk.clerk, practitioner_merge=asked)
    return made


def act(desk: Desk, verb: str, merge: pb.PractitionerMerge, **fields: Any) -> pb.PractitionerMerge:
    done: pb.PractitionerMerge = desk.call(
        f"{verb}PractitionerMerge", desk.city, name=merge.name, **PAPER, **fields
    ).practitioner_merge
    return done


def blockers(desk: Desk, merged: str, survivor: str) -> set[str]:
    told = refused(lambda: propose(desk, merged, survivor))
    assert told.reason == "MERGE_BLOCKED"
    return set(told.metadata["blockers"].split(","))


def listed(desk: Desk, office: str, **wanted: Any) -> list[str]:
    return [one.name for one in desk.call("ListPractitioners", desk.clerk, office=office, **wanted).practitioners]


def confirmed(desk: Desk, practitioner: str, day: str, minutes: int, evidence: str) -> None:
    act_hours(
        desk, "Confirm", enter(desk, practitioner, service_date=day, minutes=minutes, evidence=evidence), **CONFIRMED
    )  # fmt: skip


def hours_counted(desk: Desk, office: str) -> Fraction:
    """The average times the person-years: of one person and day at most eight hours count."""
    years = desk.call("ComputeQuotas", desk.city, name=office, year=2026).quota_sheet.person_years.fte_days
    average = hours_of(desk, office).value
    return Fraction(average.numerator, average.denominator) * Fraction(years.numerator, years.denominator)


def test_the_moves_of_a_merge() -> None:
    assert {one.name: {action: {to.name for to in after} for action, after in moves.items()}
            for one, moves in MOVES.items()} == {
        "PROPOSED": {"approve": {"APPROVED"}, "reject": {"REJECTED"}}, "APPROVED": {"undo": {"UNDONE"}},
        "REJECTED": {}, "UNDONE": {},
    }  # fmt: skip


@pytest.mark.rule("P-04")
def test_whoever_reads_the_merged_entry_reads_the_one_that_stays_until_it_is_undone(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    survivor, merged = staff[0], staff[3]
    before = desk.practitioner(merged.name)
    merge = propose(desk, merged.name, survivor.name)
    assert desk.practitioner(merged.name) == before
    done = act(desk, "Approve", merge)
    assert (done.state, done.state_date, list(done.allowed_actions)) == (
        pb.PRACTITIONER_MERGE_STATE_APPROVED, "2026-06-15", ["undo"],
    )  # fmt: skip
    assert desk.practitioner(merged.name) == desk.practitioner(survivor.name)
    assert listed(desk, office.name) == [one.name for one in staff[:3]]
    assert listed(desk, "", state=people.PRACTITIONER_STATE_MERGED) == [merged.name]
    shown = desk.call("ListPublicPractitioners", (), division=HOME).practitioners
    assert merged.name not in {one.practitioner for one in shown}
    act(desk, "Undo", merge)
    after = desk.practitioner(merged.name)
    assert (after.state, after.office, after.certificate_number, after.allowed_actions) == (
        before.state, before.office, before.certificate_number, before.allowed_actions,
    )  # fmt: skip
    assert listed(desk, office.name) == [one.name for one in staff]
    assert merged.name in {
        one.practitioner for one in desk.call("ListPublicPractitioners", (), division=HOME).practitioners
    }  # fmt: skip
    assert [one.merged for one in desk.told("PractitionersMerged")] == [merged.name]
    assert [one.survivor for one in desk.told("PractitionerMergeUndone")] == [survivor.name]
    last = [one.status for one in desk.told("PracticeStatusChanged") if one.subject == merged.name]
    assert last[-2:] == [events_pb2.PRACTICE_STATUS_CANCELLED, events_pb2.PRACTICE_STATUS_ACTIVE]


@pytest.mark.rule("P-04", "GO-80")
def test_hours_cases_and_class_hours_of_both_entries_count_once(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    survivor, merged = staff[0], staff[3]
    confirmed(desk, survivor.name, "2026-06-12", 300, "签到表1号")
    confirmed(desk, merged.name, "2026-06-12", 300, "签到表2号")
    confirmed(desk, merged.name, "2026-06-11", 60, "签到表3号")
    tell(desk, accepted(merged.name, office.name, 10_000))
    hold(desk, (survivor.name, 60), (merged.name, 90))
    before = desk.call("ComputeQuotas", desk.city, name=office.name, year=2026).quota_sheet
    merge = propose(desk, merged.name, survivor.name)
    act(desk, "Approve", merge)
    assert len(hours_of(desk, office.name).facts) == 3
    assert hours_counted(desk, office.name) == 9
    classes = {one.subject: one for one in lines(desk, office.name, quota_pb2.QUOTA_CLASS_HOURS)}
    assert set(classes) == {one.name for one in staff[:3]}
    taken = classes[survivor.name].value
    assert (taken.numerator, taken.denominator) == (2, 1)
    assert cases_of(desk, office.name) == (10, 0)
    act(desk, "Undo", merge)
    assert desk.call("ComputeQuotas", desk.city, name=office.name, year=2026).quota_sheet.lines == before.lines
    assert hours_counted(desk, office.name) == 11


@pytest.mark.rule("P-04")
def test_nobody_approves_what_he_proposed_and_an_entry_is_merged_once(desk: Desk) -> None:
    _, staff = desk.staffed_office(4)
    both = desk.door.person("grassroots_clerk", "grassroots_approver", subject="both")
    asked = pb.PractitionerMerge(
        merged=staff[1].name, survivor=staff[0].name, reasons="重复登记", document_number="合并申请1号"
    )  # fmt: skip
    merge = desk.call("CreatePractitionerMerge", both, practitioner_merge=asked)
    own = refused(lambda: desk.call("ApprovePractitionerMerge", both, name=merge.name, **PAPER))
    assert (own.code, own.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")
    assert refused(lambda: propose(desk, staff[1].name, staff[2].name)).reason == "MERGE_OPEN"
    assert refused(lambda: act(desk, "Undo", merge)).reason == "ACTION_NOT_ALLOWED"
    assert refused(lambda: act(desk, "Approve", merge, etag="9")).reason == "ETAG_MISMATCH"
    rejected = act(desk, "Reject", merge)
    assert (rejected.state, list(rejected.allowed_actions)) == (pb.PRACTITIONER_MERGE_STATE_REJECTED, [])
    same = refused(lambda: propose(desk, staff[0].name, staff[0].name))
    assert same.violations == {"practitioner_merge.survivor": "SAME_ENTRY"}
    stranger = "practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d1aff"
    assert refused(lambda: propose(desk, stranger, staff[0].name)).reason == "PRACTITIONER_UNKNOWN"
    assert at_once(lambda: propose(desk, staff[1].name, staff[2].name)) == {"": 1, "MERGE_OPEN": WRITERS - 1}


@pytest.mark.rule("P-04")
def test_what_still_runs_blocks_a_merge(desk: Desk) -> None:
    office, staff = desk.staffed_office(5)
    survivor = staff[0].name
    register(desk, office.name, staff[1].name)
    issue(desk, staff[1].name, certificate_pb2.CERTIFICATE_COPY_ORIGINAL)
    link(desk, office.name, "practitioner", staff[1].name)
    assert blockers(desk, staff[1].name, survivor) == {"RUNNING_CASES", "CERTIFICATES", "ACCOUNTS"}
    Partners(desk).hold(staff[2].name)
    assert blockers(desk, staff[2].name, survivor) == {"STATE", "HOLD"}
    assert blockers(desk, survivor, staff[2].name) == {"STATE", "HOLD"}
    other, _ = desk.staffed_office(3)
    transfer(desk, staff[3].name, other.name)
    assert blockers(desk, staff[3].name, survivor) == {"STATE"}
    younger = desk.enter_practitioner(office.name, certified_date="2024-05-01")
    assert blockers(desk, survivor, younger.name) == {"BEGAN_LATER"}
    partner = desk.enter_practitioner(office.name, partner=True)
    assert blockers(desk, partner.name, survivor) == {"LEADS_OFFICE"}
    act(desk, "Approve", propose(desk, younger.name, staff[4].name))
    assert blockers(desk, staff[4].name, survivor) == {"OTHER_ENTRIES"}


@pytest.mark.rule("P-04", "GO-02")
def test_an_office_that_counted_somebody_twice_has_a_breach_to_cure(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    merge = propose(desk, staff[2].name, staff[0].name)
    act(desk, "Approve", merge)
    after = desk.office(office.name)
    assert len(after.cure_periods) == 1
    again = partial(desk.call, "ApprovePractitionerMerge", desk.city, name=merge.name, **PAPER)
    assert refused(again).reason == "ACTION_NOT_ALLOWED"
