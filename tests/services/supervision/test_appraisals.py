"""The yearly appraisal account: entry by entry, with reason and source, and nothing counts twice (SV-79)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import events_pb2 as offices
from sifa.supervision.v1 import appraisal_pb2 as pb
from sifa.supervision.v1 import campaign_pb2 as campaigns
from sifa.supervision.v1 import campaign_unit_pb2 as units_pb
from sifa.supervision.v1 import clue_pb2
from sifa.supervision.v1 import rectification_pb2 as rectifications

from chassis.events.inbox import Inbox
from services.supervision.domain.appraisal import MOVES
from tests.doors import HOME, refused
from tests.facts import fact
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, check, on, plan, start, two_officers, units
from tests.services.supervision.county import PRACTITIONER, County
from tests.services.supervision.leads import HANDLER, step, verified
from tests.services.supervision.units import unit

FOR, AGAINST, NEUTRAL = pb.APPRAISAL_EFFECT_FOR, pb.APPRAISAL_EFFECT_AGAINST, pb.APPRAISAL_EFFECT_NEUTRAL
LOG = "01890000-0000-7000-8000-0000000000c3"
PRAISED = {"kind": pb.APPRAISAL_KIND_PRAISE, "effect": FOR, "reason": "锦旗一面", "source": "来信1号"}


def entered(bureau: Bureau, **changes: Any) -> pb.AppraisalEntry:
    fields = {"division": HOME, "subject": HANDLER, "section": "公共法律服务管理科", **PRAISED, **changes}
    made: pb.AppraisalEntry = bureau.call("CreateAppraisalEntry", bureau.section, appraisal_entry=fields)
    return made


def entries(bureau: Bureau, **asked: Any) -> list[pb.AppraisalEntry]:
    return list(bureau.call("ListAppraisalEntries", bureau.chief, **asked).appraisal_entries)


def accounts(bureau: Bureau, **asked: Any) -> list[tuple[str, int, int, int]]:
    asked = {"division": HOME, "year": 2026, **asked}
    found = bureau.call("CompareAppraisalAccounts", bureau.chief, **asked).appraisal_accounts
    return [
        (one.subject or one.unit_title or one.section, one.for_count, one.against_count, one.neutral_count)
        for one in found
    ]


def tell(inbox: Inbox, *messages: offices.AssessmentGraded | offices.PenaltyDecided) -> None:
    for position, message in enumerate(messages, 1):
        inbox.receive(fact(position, message, log_id=LOG, source="grassroots_offices"))


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {"COUNTED": {"withdraw": {"WITHDRAWN"}}, "WITHDRAWN": {}}


@pytest.mark.rule("SV-79", "SV-42")
def test_an_officer_enters_praise_once_and_the_chief_withdraws_it(bureau: Bureau) -> None:
    made = entered(bureau)
    assert (made.year, made.happened_date, made.state) == (2026, "2026-06-15", pb.APPRAISAL_ENTRY_STATE_COUNTED)
    assert refused(lambda: entered(bureau)).reason == "APPRAISAL_ENTERED"
    entered(bureau, subject="", source="来信2号")
    assert accounts(bureau) == [(HANDLER, 1, 0, 0)]
    assert accounts(bureau, per_section=True) == [("公共法律服务管理科", 2, 0, 0)]
    done = bureau.call("WithdrawAppraisalEntry", bureau.chief, name=made.name, reason="登记错误").appraisal_entry
    assert (done.withdrawal_reason, list(done.allowed_actions)) == ("登记错误", [])
    again = refused(lambda: bureau.call("WithdrawAppraisalEntry", bureau.chief, name=made.name, reason="登记错误"))
    assert again.reason == "ACTION_NOT_ALLOWED"
    assert (accounts(bureau), bureau.call("GetAppraisalEntry", bureau.chief, name=made.name)) == ([], done)
    assert entered(bureau).name != made.name


@pytest.mark.rule("SV-79")
def test_what_the_house_books_itself_and_nobody_in_particular_are_refused(bureau: Bureau) -> None:
    elsewhere = refused(lambda: entered(bureau, kind=pb.APPRAISAL_KIND_SPOT_CHECK))
    assert elsewhere.violations == {"appraisal_entry.kind": "KIND_BOOKED_ELSEWHERE"}
    nobody = refused(lambda: entered(bureau, subject="", section=""))
    assert nobody.violations == {"appraisal_entry.subject": "APPRAISED_MISSING"}
    assert refused(lambda: entered(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
    assert refused(lambda: accounts(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"


@pytest.mark.rule("SV-79", "XF-31")
def test_grades_and_penalties_are_booked_once(bureau: Bureau, inbox: Inbox) -> None:
    grade = offices.AssessmentGraded(
        assessment="assessments/1", subject=PRACTITIONER, division=HOME, year=2025, final_date="2026-05-31",
        grade=offices.ASSESSMENT_GRADE_EXCELLENT,
    )  # fmt: skip
    penalty = offices.PenaltyDecided(
        penalty="penalties/1", subject=PRACTITIONER, division=HOME, basis_code="8", decided_date="2026-06-01"
    )
    tell(inbox, grade, grade, penalty)
    assert [(one.year, one.effect, one.source) for one in entries(bureau, subject=PRACTITIONER)] == [
        (2025, FOR, "assessments/1"), (2026, AGAINST, "penalties/1"),
    ]  # fmt: skip
    assert [one.source for one in entries(bureau, year=2025)] == ["assessments/1"]


@pytest.mark.rule("SV-79", "XF-28")
def test_checks_of_a_campaign_are_booked_as_they_are_entered(bureau: Bureau, profile: Profile) -> None:
    name, officers = plan(bureau).name, two_officers(bureau)
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所")
        start(then, name)
        row = units(then)[0]
        found = {"problem": "台账记录不全", "measure": "逐笔补齐", "responsible_person": "所长"}
        check(then, row, campaigns.COVERAGE_KIND_SECTION_CHECK, officers)
        check(
            then, row, campaigns.COVERAGE_KIND_SPOT_CHECK, officers, result=units_pb.CHECK_RESULT_PROBLEMS,
            problems=[found],
        )  # fmt: skip
        assert [(one.kind, one.effect, one.unit_title) for one in entries(then)] == [
            (pb.APPRAISAL_KIND_CAMPAIGN, FOR, "桥头司法所"), (pb.APPRAISAL_KIND_SPOT_CHECK, AGAINST, "桥头司法所"),
        ]  # fmt: skip
        assert accounts(then, year=2021, per_section=True) == [(row.section, 1, 1, 0)]


@pytest.mark.rule("SV-79")
@pytest.mark.parametrize("disposal", [clue_pb2.CLUE_DISPOSAL_TALK, clue_pb2.CLUE_DISPOSAL_NONE])
def test_a_clue_with_a_consequence_is_a_breach(bureau: Bureau, disposal: int) -> None:
    name = verified(bureau)
    step(bureau, "Dispose", name, disposal=disposal)
    wanted = [(name, pb.APPRAISAL_KIND_BREACH, AGAINST)] * (disposal == clue_pb2.CLUE_DISPOSAL_TALK)
    assert [(one.source, one.kind, one.effect) for one in entries(bureau, subject=HANDLER)] == wanted


@pytest.mark.rule("SV-79", "XF-40", "SV-06")
def test_accountability_is_booked_and_taken_back_with_what_proposed_it(bureau: Bureau, county: County) -> None:
    late = {"issued_date": "2026-06-01", "due_date": "2026-06-10", "entry_reason": "纸质通知先行下达"}
    office = {"subject_type": rectifications.SUBJECT_TYPE_JUDICIAL_OFFICE, "subject": "", "unit_title": "桥头司法所"}
    name = county.issue(**office, **late).name
    assert accounts(bureau) == [("桥头司法所", 0, 1, 0)]
    county.call(
        "SubmitRectification", county.officer, name=name, report="已全部补齐", happened_date="2026-06-10",
        entry_reason="报告迟录", evidence=[{"title": "台账", "sha256": "ab" * 32}],
    )  # fmt: skip
    assert accounts(bureau) == []
    (entry,) = entries(bureau)
    assert (entry.state, "XF-40" in entry.withdrawal_reason) == (pb.APPRAISAL_ENTRY_STATE_WITHDRAWN, True)


@pytest.mark.rule("SV-79", "SV-34")
def test_a_hold_counts_when_it_is_signed_and_not_before(bureau: Bureau, county: County) -> None:
    late = {"issued_date": "2026-06-01", "due_date": "2026-06-10", "entry_reason": "纸质通知先行下达"}
    hold = county.issue(**late).hold
    county.call("CheckPracticeHold", county.verifier, name=hold, opinion="事实清楚，程序合法")
    assert entries(bureau) == []
    county.call("SignPracticeHold", county.chief, name=hold, document_number="暂停执业1号")
    (entry,) = entries(bureau)
    assert (entry.source, entry.subject, entry.effect) == (hold, PRACTITIONER, AGAINST)
    assert ("暂停执业" in entry.reason, "停止执业" in entry.reason) == (True, False)
    assert county.told("PracticeHoldStarted")


@pytest.mark.rule("SV-77")
def test_criticism_rests_on_a_decided_penalty(bureau: Bureau, inbox: Inbox) -> None:
    """TV-S27: without a penalty case it is refused; a penalty of somebody else is none."""
    penalty = "penalties/019ed7e5-3a00-7000-8000-2f6b1c9d3a01"
    name = verified(bureau, owner=PRACTITIONER)

    def criticised(**fields: Any) -> clue_pb2.Clue:
        return step(bureau, "Dispose", name, **{"disposal": clue_pb2.CLUE_DISPOSAL_CRITICISM, **fields})

    decided = offices.PenaltyDecided(penalty=penalty, division=HOME, basis_code="8", decided_date="2026-06-01")
    for subject, refusal in (("", {}), (HANDLER, {"penalty": penalty})):
        if subject:
            decided.subject = subject
            tell(inbox, decided)
        answer = refused(lambda refusal=refusal: criticised(**refusal))  # type: ignore[misc]
        assert answer.reason == "CRITICISM_WITHOUT_PENALTY"
    talk = refused(lambda: criticised(disposal=clue_pb2.CLUE_DISPOSAL_TALK, penalty=penalty))
    assert talk.reason == "CRITICISM_WITHOUT_PENALTY"
    mine = penalty.replace("3a01", "3a02")
    decided.MergeFrom(offices.PenaltyDecided(penalty=mine, subject=PRACTITIONER))
    inbox.receive(fact(2, decided, log_id=LOG, source="grassroots_offices"))
    done = criticised(penalty=mine)
    assert (done.disposal, done.penalty) == (clue_pb2.CLUE_DISPOSAL_CRITICISM, mine)
