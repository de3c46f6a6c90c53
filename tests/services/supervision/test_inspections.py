"""Inspections: planned, approved, unseen before the start, signed by two with their own keys, closed (SV-04, P-03)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf.json_format import MessageToJson
from sifa.supervision.v1 import appraisal_pb2, rectification_pb2
from sifa.supervision.v1 import inspection_pb2 as pb

from services.supervision.domain import checklist as checklists
from services.supervision.domain.inspection import MOVES
from services.supervision.offline import inspection_client as client
from services.supervision.persistence.row import METADATA
from tests.doors import refused
from tests.facts import logged
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.inspections import (
    DAY,
    PROBLEM,
    officer_with_key,
    planned,
    post,
    spot_check,
)
from tests.services.supervision.units import OFFICE, PRACTITIONER, office

FOUND = {
    "answers": [{"item": "1.1", "outcome": "SOUND", "note": ""}, {"item": "1.2", "outcome": "PROBLEM", "note": ""}],
    "result": "PROBLEMS", "problems": [PROBLEM],
}  # fmt: skip


def moves(table: Any) -> dict[str, dict[str, set[str]]]:
    return {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in table.items()
    }


def test_the_moves_are_those_of_the_book() -> None:
    """RULEBOOK 2.4.2: PLANNED, APPROVED, STARTED, SIGNED, CLOSED; a replay goes the same way."""
    assert moves(MOVES) == {
        "PLANNED": {"approve": {"APPROVED"}},
        "APPROVED": {"start": {"STARTED"}, "replay": {"STARTED", "SIGNED"}},
        "STARTED": {
            "addEvidence": {"STARTED"}, "record": {"STARTED"}, "sign": {"STARTED", "SIGNED"},
            "replay": {"STARTED", "SIGNED"},
        },
        "SIGNED": {"addEvidence": {"SIGNED"}, "answer": {"SIGNED"}, "close": {"CLOSED"}, "replay": {"SIGNED"}},
        "CLOSED": {"replay": {"CLOSED"}},
    }  # fmt: skip
    assert moves(checklists.MOVES) == {"DRAFT": {"revise": {"DRAFT"}, "publish": {"PUBLISHED"}}, "PUBLISHED": {}}


@pytest.mark.rule("SV-05")
def test_nobody_reads_the_unit_of_a_spot_check_before_the_start(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    needle = visit.unit.name.partition("/")[2].encode()
    for who in (bureau.section, bureau.chief):
        for rpc, asked in (("GetInspection", {"name": visit.name}), ("ListInspections", {})):
            assert needle not in bureau.call(rpc, who, **asked).SerializeToString()
    assert not any(needle in one.body.encode() for one in logged(bureau.door.service))
    other = office(bureau, "另一法律服务所", subject=OFFICE[:-1] + "9", people=[])
    for wrong in ({"unit": other.name}, {"secret": "00" * 32}, {"unit": ""}):
        assert refused(lambda wrong=wrong: visit.start(**wrong)).reason == "TARGET_DIFFERS"  # type: ignore[misc]
    begun = visit.start()
    assert (begun.unit, begun.unit_title, begun.started_date) == (visit.unit.name, visit.unit.title, DAY)


@pytest.mark.rule("SV-61", "SV-66", "P-04")
def test_two_certified_officers_without_an_interest_and_an_approval_beforehand(bureau: Bureau) -> None:
    """TV-S10."""
    visit = spot_check(bureau)
    one = {"officers": list(visit.keys)[:1], "checklist": visit.inspection.checklist, "target_commitment": "0" * 64}
    assert "inspection.officers" in refused(lambda: planned(bureau, pb.INSPECTION_KIND_SPOT_CHECK, **one)).violations
    bare = planned(bureau, pb.INSPECTION_KIND_SPOT_CHECK, **{**one, "officers": list(visit.keys)})
    start = refused(lambda: bureau.call("StartInspection", bureau.section, name=bare.name))
    assert start.reason == "ACTION_NOT_ALLOWED"
    interest = {"interest": {"subject": PRACTITIONER, "ground": 1}, "document_number": "声明1号"}
    bureau.call("DeclareInterest", bureau.section, name=next(iter(visit.keys)), **interest)
    assert refused(visit.start).reason == "OFFICERS_UNFIT"


@pytest.mark.rule("P-03", "SV-04", "SV-67", "SV-20", "SV-79", "SV-57")
def test_both_officers_sign_the_same_bytes_and_problems_are_put_right(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    record = visit.record(**FOUND)
    first, second = visit.keys
    visit.start()
    assert refused(lambda: visit.sign(record, first)).reason == "RECORD_MISSING"
    entered = visit.write(record)
    assert entered.record_sha256 == hashlib.sha256(client.signed_bytes(visit.name, record)).hexdigest()
    once = visit.sign(record, first)
    assert once.state == pb.INSPECTION_STATE_STARTED
    assert refused(lambda: visit.sign(record, first)).reason == "SIGNED_ALREADY"
    altered = visit.record(**{**FOUND, "files_checked": 2})
    assert refused(lambda: visit.sign(altered, second)).reason == "SIGNATURE_WRONG"
    assert refused(lambda: visit.sign(record, second, public_key="0" * 64)).reason == "SIGNATURE_WRONG"
    outsider, key = officer_with_key(bureau)
    visit.keys[outsider] = key
    assert refused(lambda: visit.sign(record, outsider)).reason == "SIGNATURE_WRONG"
    assert refused(visit.close).reason == "ACTION_NOT_ALLOWED"
    assert visit.sign(record, second).state == pb.INSPECTION_STATE_SIGNED
    assert refused(lambda: visit.write(record)).reason == "ACTION_NOT_ALLOWED"
    assert refused(visit.close).reason == "UNIT_UNANSWERED"
    left = refused(lambda: visit.answer(answer=pb.UNIT_ANSWER_REFUSED, reason="不同意", witness=""))
    assert left.violations == {"response.witness": "REFUSAL_NOTE"}
    visit.answer(answer=pb.UNIT_ANSWER_REFUSED, reason="不同意所列问题", witness="示例村委会主任")
    closed = visit.close()
    assert (closed.state, len(closed.rectifications)) == (pb.INSPECTION_STATE_CLOSED, 1)
    made = bureau.call("GetRectification", bureau.chief, name=closed.rectifications[0])
    assert (made.source, made.source_reference, made.document_number, made.item) == (
        rectification_pb2.RECTIFICATION_SOURCE_INSPECTION, visit.name, closed.number, 3,
    )  # fmt: skip
    (told,) = [one for one in logged(bureau.door.service) if one.type.endswith("InspectionClosed")]
    assert json.loads(told.body) == {
        "inspection": visit.name, "kind": "INSPECTION_KIND_SPOT_CHECK", "unit": OFFICE, "division": "990102",
        "problemCount": 1, "closedDate": DAY,
    }  # fmt: skip
    (booked,) = bureau.call("ListAppraisalEntries", bureau.chief, subject=OFFICE).appraisal_entries
    assert (booked.source, booked.kind, booked.effect) == (
        visit.name, appraisal_pb2.APPRAISAL_KIND_SPOT_CHECK, appraisal_pb2.APPRAISAL_EFFECT_AGAINST,
    )  # fmt: skip


@pytest.mark.rule("P-03")
def test_a_new_record_takes_the_signatures_of_the_one_before_away(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    visit.start()
    record = visit.record()
    visit.write(record)
    visit.sign(record, next(iter(visit.keys)))
    changed = visit.write(visit.record(files_checked=2))
    assert (len(changed.signatures), changed.state) == (0, pb.INSPECTION_STATE_STARTED)


@pytest.mark.rule("SV-67", "SV-78")
def test_a_record_answers_every_item_and_every_person(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    visit.start()
    person = visit.unit.people[0].person

    def tried(**changes: Any) -> Any:
        return refused(lambda: visit.write(visit.record(**changes))).violations

    assert tried(answers=visit.record()["answers"][:1]) == {"record.answers": "ITEM_UNANSWERED"}
    strange = [*visit.record()["answers"], {"item": "9", "outcome": "SOUND", "note": ""}]
    assert tried(answers=strange) == {"record.answers[2].item": "ITEM_UNKNOWN"}
    assert tried(**{**FOUND, "problems": []}) == {"record.problems": "PROBLEM_MISMATCH"}
    assert tried(**{**FOUND, "result": "NONE_FOUND"}) == {"record.result": "RESULT_MISMATCH"}
    assert tried(checklist_version=2) == {"record.checklist_version": "RECORD_MISMATCH"}
    assert tried(start_time="2026-06-14T08:10") == {"record.start_time": "RECORD_MISMATCH"}
    assert tried(end_time=f"{DAY}T08:00") == {"record.end_time": "TIMES_REVERSED"}
    assert tried(end_time="2026-06-31T08:00") == {"record.end_time": "TIME_INVALID"}
    assert tried(end_time="2026-06-16T08:00") == {"record.end_time": "DATE_IN_FUTURE"}
    assert tried(posts=[]) == {"record.posts": "POST_UNCHECKED"}
    assert tried(posts=[post(person), post("nobody")]) == {"record.posts[1].person": "PERSON_UNKNOWN"}
    assert tried(posts=[post(person, manner="IMPROPER")]) == {"record.posts[0].note": "NOTE_MISSING"}
    assert tried(posts=[post(person, on_post=False)]) == {"record.posts[0].manner": "MANNER_UNSEEN"}


@pytest.mark.rule("SV-78")
@pytest.mark.parametrize(("leave", "counted"), [("", 1), ("请假条1号", 0)])
def test_who_is_rostered_and_away_without_leave_is_told(bureau: Bureau, leave: str, counted: int) -> None:
    visit = spot_check(bureau)
    person = visit.unit.people[0].person
    away = post(person, on_post=False, signed_in=False, manner="NOT_SEEN", leave_document=leave)
    visit.signed(visit.record(posts=[away]))
    visit.answer()
    visit.close()
    (told,) = [one for one in logged(bureau.door.service) if one.type.endswith("InspectionClosed")]
    assert json.loads(told.body).get("offPostCount", 0) == counted


@pytest.mark.rule("SV-67")
def test_anybody_verifies_the_signed_bytes_again(bureau: Bureau, tmp_path: Any) -> None:
    visit = spot_check(bureau)
    record = visit.record()
    visit.signed(record)
    proof = bureau.call("GetInspectionProof", bureau.chief, name=visit.name)
    assert proof.signed_content == client.signed_bytes(visit.name, record)
    assert [one.valid for one in proof.signatures] == [True, True]

    file = tmp_path / "proof.json"
    file.write_text(MessageToJson(proof), encoding="utf-8")
    assert client.main(["verify", str(file)]) == 0
    proof.signed_content = proof.signed_content.replace(b"08:50", b"08:51")
    file.write_text(MessageToJson(proof), encoding="utf-8")
    assert client.main(["verify", str(file)]) == 1


@pytest.mark.rule("SV-67")
def test_evidence_is_kept_under_its_hash(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    content, sha256 = b"photo", hashlib.sha256(b"photo").hexdigest()
    told = {"name": visit.name, "title": "现场照片", "media_type": "image/jpeg", "sha256": sha256}
    visit.signed(visit.record(evidence=[{"title": "现场照片", "sha256": sha256}]))
    other = {**told, "sha256": hashlib.sha256(b"other").hexdigest()}
    wrong = refused(lambda: bureau.call("AddInspectionEvidence", bureau.section, **told, content=b"other"))
    assert wrong.reason == "HASH_MISMATCH"
    late = refused(lambda: bureau.call("AddInspectionEvidence", bureau.section, **other, content=b"other"))
    assert late.reason == "EVIDENCE_NOT_SIGNED"
    bureau.call("AddInspectionEvidence", bureau.section, **told, content=content)
    found = bureau.call("GetInspectionEvidence", bureau.chief, name=visit.name, sha256=sha256)
    assert (found.content, found.media_type) == (content, "image/jpeg")


@pytest.mark.rule("SV-05")
def test_no_row_names_the_unit_of_a_spot_check_before_the_start(bureau: Bureau) -> None:
    """So no rpc, list, event, note or statistic can: there is nothing to be read."""
    visit = spot_check(bureau)
    needle = visit.unit.name.partition("/")[2]
    with bureau.door.service.database.read() as session:
        found = {
            table.name
            for table in METADATA.sorted_tables
            for row in session.execute(sa.select(table))
            if needle in repr(row)
        }
    assert found == {"supervised_unit"}
