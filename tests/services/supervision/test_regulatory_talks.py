"""Talks with units and people: approved, by two officers, with undertakings that are put right by their day (SV-77)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.supervision.v1 import rectification_pb2 as subjects
from sifa.supervision.v1 import regulatory_talk_pb2 as pb

from services.supervision.domain.regulatory_talk import MOVES
from tests.doors import HOME, refused
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.units import OFFICE

PROMISE = {
    "problem": "向当事人收取额外费用", "measure": "退还全部费用", "responsible_person": "所主任",
    "due_date": "2026-07-10",
}  # fmt: skip


def planned(bureau: Bureau, **changes: Any) -> pb.RegulatoryTalk:
    fields: dict[str, Any] = {
        "division": HOME, "subject_type": subjects.SUBJECT_TYPE_OFFICE, "subject": OFFICE,
        "unit_title": "桥头法律服务所", "source_reference": "问题线索1号", "facts": "两次向当事人收取额外费用",
        "demands": "立即停止并退还", **changes,
    }  # fmt: skip
    fields.setdefault("officers", [bureau.officer().name for _ in range(2)])
    made: pb.RegulatoryTalk = bureau.call("CreateRegulatoryTalk", bureau.section, regulatory_talk=fields)
    return made


def approved(bureau: Bureau, **changes: Any) -> str:
    name = planned(bureau, **changes).name
    bureau.call("ApproveRegulatoryTalk", bureau.chief, name=name, document_number="约谈审批1号")
    return name


def recorded(bureau: Bureau, name: str, **changes: Any) -> pb.RegulatoryTalk:
    fields = {"undertakings": [PROMISE], "signed": True, "document_number": "约谈笔录1号", **changes}
    return bureau.call("RecordRegulatoryTalk", bureau.section, name=name, **fields).regulatory_talk  # type: ignore[no-any-return]


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "PLANNED": {"approve": {"APPROVED"}, "cancel": {"CANCELLED"}},
        "APPROVED": {"record": {"HELD"}, "cancel": {"CANCELLED"}}, "HELD": {}, "CANCELLED": {},
    }  # fmt: skip


@pytest.mark.rule("SV-77")
def test_an_approved_talk_is_held_and_its_undertakings_become_rectifications(bureau: Bureau) -> None:
    name = planned(bureau).name
    assert refused(lambda: recorded(bureau, name)).reason == "ACTION_NOT_ALLOWED"
    bureau.call("ApproveRegulatoryTalk", bureau.chief, name=name, document_number="约谈审批1号")
    done = recorded(bureau, name)
    (made,) = bureau.call("ListRectifications", bureau.chief).rectifications
    assert [one.rectification for one in done.undertakings] == [made.name]
    assert (made.source_reference, made.subject, made.due_date, made.problem) == (
        name, OFFICE, "2026-07-10", PROMISE["problem"],
    )  # fmt: skip
    assert (done.held_date, done.signed, list(done.allowed_actions)) == ("2026-06-15", True, [])
    assert bureau.call("GetRegulatoryTalk", bureau.chief, name=name) == done


@pytest.mark.rule("SV-77")
def test_it_is_signed_or_how_it_was_refused_is_written_down(bureau: Bureau) -> None:
    name = approved(bureau)
    for wrong in ({"signed": False}, {"signed": True, "refusal_note": "当场拒绝"}):
        answer = refused(lambda wrong=wrong: recorded(bureau, name, **wrong))  # type: ignore[misc]
        assert answer.violations == {"refusal_note": "SIGNATURE_OR_REFUSAL"}
    early = refused(lambda: recorded(bureau, name, undertakings=[{**PROMISE, "due_date": "2026-06-14"}]))
    assert early.violations == {"undertakings[0].due_date": "DATE_BEFORE_PREVIOUS"}
    done = recorded(bureau, name, signed=False, refusal_note="当场拒绝，两名人员在场", undertakings=[])
    assert (done.signed, done.refusal_note) == (False, "当场拒绝，两名人员在场")


@pytest.mark.rule("SV-77")
def test_two_certified_officers_without_an_interest_talk(bureau: Bureau) -> None:
    one, other = (bureau.officer().name for _ in range(2))
    assert "regulatory_talk.officers" in refused(lambda: planned(bureau, officers=[one])).violations
    interest = {"name": other, "interest": {"subject": OFFICE, "ground": 1}, "document_number": "声明1号"}
    name = approved(bureau, officers=[one, other])
    bureau.call("DeclareInterest", bureau.section, **interest)
    assert refused(lambda: planned(bureau, officers=[one, other])).reason == "OFFICERS_UNFIT"
    assert refused(lambda: recorded(bureau, name)).reason == "OFFICERS_UNFIT"


@pytest.mark.rule("SV-77", "P-04")
def test_who_planned_it_does_not_approve_it(bureau: Bureau) -> None:
    both = bureau.door.person("supervision_officer", "bureau_chief", subject="section")
    name = planned(bureau).name
    answer = refused(
        lambda: bureau.call("ApproveRegulatoryTalk", both, name=name, document_number="约谈审批1号")
    )  # fmt: skip
    assert answer.reason == "SEPARATION_OF_DUTIES"


@pytest.mark.rule("SV-77")
def test_a_talk_that_is_not_held_says_why(bureau: Bureau) -> None:
    name = approved(bureau)
    done = bureau.call("CancelRegulatoryTalk", bureau.chief, name=name, reason="该所已注销").regulatory_talk
    assert (done.state, done.cancel_reason) == (pb.REGULATORY_TALK_STATE_CANCELLED, "该所已注销")
    listed = bureau.call("ListRegulatoryTalks", bureau.chief, subject=OFFICE).regulatory_talks
    assert [one.name for one in listed] == [name]
    assert refused(lambda: planned(bureau, subject="")).reason == "SUBJECT_MISMATCH"
    assert refused(lambda: planned(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
