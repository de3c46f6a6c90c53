"""What the door takes in, what it asks back, and what it marks (LA-08, LA-09, LA-14, LA-17, LA-18, P-06, LA-72)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import application_service_pb2 as service_pb
from sifa.legal_aid.v1 import facts_pb2

from chassis.kernel.credit_code import check_character
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import COMPLETE, applicant, means, papers, papers_without
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import LATER, deadlines_of, state_of

FORM, ORAL = facts_pb2.PAPER_KIND_APPLICATION_FORM, facts_pb2.PAPER_KIND_ORAL_RECORD
LATE_ENTRY, NOT_RECORDED = pb.APPLICATION_FLAG_LATE_ENTRY, pb.APPLICATION_FLAG_BARRIER_FREE_NOT_RECORDED
CODE = "91990102MA00FAKE0"
GROUPS = facts_pb2.PriorityGroup.values()[1:]
ORGANISATION = facts_pb2.APPLICANT_KIND_ORGANISATION


def company(code: str = CODE + check_character(CODE)) -> facts_pb2.Applicant:
    return applicant(full_name="虚构有限公司", identity_number="", kind=ORGANISATION, credit_code=code)


def receipt(counter: Counter, name: str) -> service_pb.Receipt:
    found: service_pb.Receipt = counter.call("GetReceipt", counter.clerk, name=f"{name}/receipt")
    return found


@pytest.mark.rule("LA-08")
def test_a_recorded_oral_application_stands_for_the_form(counter: Counter) -> None:
    oral = counter.receive(papers=[*papers_without(FORM), *papers(ORAL)])
    assert list(oral.missing_papers) == []
    assert state_of(counter.decide(oral.name)) == "GRANTED"


@pytest.mark.rule("LA-07", "LA-08")
def test_without_form_and_record_the_form_is_missing_but_nobody_is_turned_away(counter: Counter) -> None:
    received = counter.receive(papers=papers_without(FORM))
    assert (state_of(received), list(received.missing_papers)) == ("RECEIVED", [FORM])


MISSING: dict[str, tuple[dict[str, Any], list[int]]] = {
    "nothing at all": ({"means": means(pledge_signed=False)}, [1, 3, 5, 6, 9]),
    "a signed pledge": ({}, [1, 3, 5, 9]),
    "figures verified by data": ({"means": means(pledge_signed=False, verified_by_data=True)}, [1, 3, 5, 9]),
    "a proved exemption": ({"means": means(exemption=1, exemption_proved=True, pledge_signed=False)}, [1, 3, 9]),
    "an exemption that is only claimed": ({"means": means(exemption=1)}, [1, 3, 5, 9]),
    "a matter without means condition": ({"matter": facts_pb2.MATTER_HERO_PERSONALITY_RIGHTS}, [1, 3, 8, 9]),
    "limited capacity": ({"applicant": applicant(capacity=facts_pb2.CAPACITY_LIMITED)}, [1, 3, 4, 5, 9]),
    "an organisation": ({"applicant": company()}, []),
    "out of scope": ({"matter": facts_pb2.MATTER_OUTSIDE_SCOPE}, []),
}


@pytest.mark.rule("LA-07")
@pytest.mark.parametrize("case", MISSING)
def test_the_list_of_missing_papers_follows_from_the_case(counter: Counter, case: str) -> None:
    fields, missing = MISSING[case]
    assert list(counter.receive(papers=[], **fields).missing_papers) == missing


def test_a_hardship_certificate_is_on_no_list() -> None:
    assert not [value.name for value in facts_pb2.PaperKind.DESCRIPTOR.values if "CERTIFICATE" in value.name]


@pytest.mark.rule("LA-09")
def test_the_receipt_lists_names_pages_number_and_date(counter: Counter) -> None:
    given = [facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_IDENTITY_DOCUMENT, pages=2, received_date="2026-06-12"),
             facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_OTHER, title="工资条")]  # fmt: skip
    received = counter.receive(papers=given)
    voucher = receipt(counter, received.name)
    assert voucher.text == (
        "玄法援法律援助中心\n法律援助申请材料收讫凭证\n受理号：（2026）玄法援受字第1号\n\n"
        "1. 身份证明，2页，收到日期：2026-06-12\n2. 工资条，收到日期：2026-06-15\n共2件。\n"
    )
    assert (voucher.number, [paper.pages for paper in voucher.papers]) == (received.number, [2, 0])


@pytest.mark.rule("LA-09")
def test_a_paper_of_another_kind_needs_its_name(counter: Counter) -> None:
    answer = refused(lambda: counter.receive(papers=papers(*COMPLETE, facts_pb2.PAPER_KIND_OTHER)))
    assert answer.violations == {f"application.papers[{len(COMPLETE)}].title": "REQUIRED"}


def test_the_receipt_of_an_unknown_application_is_not_found(counter: Counter) -> None:
    unknown = "applications/0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"
    assert refused(lambda: receipt(counter, unknown)).code is grpc.StatusCode.NOT_FOUND


@pytest.mark.rule("LA-14")
def test_an_organisation_is_received_and_refused_as_outside_the_scope(counter: Counter) -> None:
    decided = counter.decide(counter.receive(applicant=company(), papers=[]).name)
    assert (state_of(decided), decided.decision.reasons[0].code) == ("REFUSED", "NOT_A_NATURAL_PERSON")
    assert any("免费法律咨询" in remedy for remedy in decided.decision.remedies)


@pytest.mark.parametrize(("code", "fault"), [
    (CODE + ("0" if check_character(CODE) != "0" else "1"), "CREDIT_CODE_CHECK"),
    ("91990102MA00FAKEIO", "CREDIT_CODE_FORMAT"), ("", "CREDIT_CODE_FORMAT"),
])  # fmt: skip
def test_a_wrong_credit_code_is_refused_and_not_repeated(counter: Counter, code: str, fault: str) -> None:
    answer = refused(lambda: counter.receive(applicant=company(code)))
    assert answer.violations == {"application.applicant.credit_code": fault}
    assert not code or code.encode() not in answer.wire


PROFILES: dict[str, dict[str, Any]] = {
    "within": {}, "above": {"means": means(household_income_fen=140_001)},
    "no means condition": {"matter": facts_pb2.MATTER_GOOD_SAMARITAN_CLAIM},
}  # fmt: skip


@pytest.mark.rule("LA-17")
@pytest.mark.parametrize("profile_of_facts", PROFILES)
def test_no_priority_group_changes_the_decision(counter: Counter, profile_of_facts: str) -> None:
    found = set()
    for groups in ([], *([group] for group in GROUPS), GROUPS):
        given = applicant(priority_groups=groups, barrier_free_offered=True)
        decision = counter.decide(counter.receive(applicant=given, **PROFILES[profile_of_facts]).name).decision
        found.add((decision.outcome, tuple(reason.code for reason in decision.reasons), tuple(decision.remedies)))
    assert len(found) == 1


@pytest.mark.rule("LA-18")
@pytest.mark.parametrize("group", GROUPS, ids=facts_pb2.PriorityGroup.Name)
def test_an_elderly_or_disabled_person_without_recorded_barrier_free_service_is_flagged(
    counter: Counter, group: int
) -> None:
    flagged = group in (facts_pb2.PRIORITY_GROUP_ELDERLY, facts_pb2.PRIORITY_GROUP_DISABLED)
    without = counter.receive(applicant=applicant(priority_groups=[group]))
    offered = counter.receive(applicant=applicant(priority_groups=[group], barrier_free_offered=True))
    assert (list(without.flags), list(offered.flags)) == ([NOT_RECORDED] if flagged else [], [])


@pytest.mark.rule("P-06", "LA-72")
@pytest.mark.parametrize("day", ["2026-06-15", "2026-06-12", "2026-06-10"])
def test_within_three_working_days_nobody_asks_why(counter: Counter, day: str) -> None:
    received = counter.receive(received_date=day)
    assert (list(received.flags), received.steps[0].late) == ([], False)


@pytest.mark.rule("P-06", "LA-72", "LA-30")
def test_what_is_entered_later_needs_a_reason_and_is_flagged_and_its_clock_runs_from_the_day(counter: Counter) -> None:
    before = everything(counter.door.service)
    answer = refused(lambda: counter.receive(received_date="2026-06-09"))
    assert (answer.reason, answer.metadata["rules"]) == ("ENTRY_REASON_MISSING", "P-06")
    assert everything(counter.door.service) == before
    received = counter.receive(received_date="2026-06-09", entry_reason=LATER)
    assert (list(received.flags), received.entry_reason) == ([LATE_ENTRY], LATER)
    assert (received.steps[0].late, received.steps[0].reason) == (True, LATER)
    assert deadlines_of(received) == {"DECIDE": ("2026-06-16", "RUNNING")}


@pytest.mark.rule("P-06")
def test_a_reason_in_time_is_kept_and_flags_nothing(counter: Counter) -> None:
    received = counter.receive(entry_reason="系统故障")
    assert (list(received.flags), received.steps[0].reason) == ([], "系统故障")


@pytest.mark.rule("P-06", "LA-30")
def test_an_overdue_case_is_received_and_decided_and_its_clock_says_missed(counter: Counter) -> None:
    received = counter.receive(received_date="2026-05-06", entry_reason=LATER)
    decided = counter.decide(received.name)
    assert (state_of(decided), deadlines_of(decided)["DECIDE"]) == ("GRANTED", ("2026-05-13", "MISSED"))


@pytest.mark.rule("D-08", "E-03")
def test_a_day_of_a_year_without_calendar_is_received_with_its_clock_unresolved(counter: Counter) -> None:
    received = counter.receive(received_date="2019-03-01", entry_reason=LATER)
    assert [(one.kind, one.unresolved_year, one.earliest_date) for one in received.deadlines] == [
        ("DECIDE", 2019, "2019-03-08")
    ]
    assert deadlines_of(received) == {"DECIDE": ("", "UNRESOLVED")}


@pytest.mark.rule("LA-149")
def test_a_supplementary_matter_needs_its_name_and_counts_only_where_the_province_lists_it(counter: Counter) -> None:
    supplementary = facts_pb2.MATTER_SUPPLEMENTARY
    answer = refused(lambda: counter.receive(matter=supplementary))
    assert answer.violations == {"application.supplementary_matter": "REQUIRED"}
    received = counter.receive(matter=supplementary, supplementary_matter="虚构事项")
    decision = counter.decide(received.name).decision
    assert [(one.code, one.rule_id) for one in decision.reasons] == [("OUTSIDE_SCOPE", "LA-149")]
