"""What comes in by the report lines: registered, triaged to one of four, answered where somebody is known (SV-82)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sifa.supervision.v1 import clue_pb2
from sifa.supervision.v1 import events_pb2 as events
from sifa.supervision.v1 import report_item_pb2 as pb

from services.supervision.domain.report_item import MOVES
from services.supervision.persistence.report_item import TABLE
from tests.doors import HOME, refused
from tests.facts import logged
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.told import clues

HANDLER = "handlers/019ed7e5-3a00-7000-8000-2f6b1c9d1a01"
CALLER, SAID = "0000-7654321", "来电人反映承办人索要五百元"


def registered(bureau: Bureau, which: int = 1, **changes: Any) -> pb.ReportItem:
    fields: dict[str, Any] = {
        "division": HOME, "channel": pb.REPORT_CHANNEL_LINE_12348, "source_reference": f"来电第{which}号",
        "owner": HANDLER, "item": 4, "words": {"content": SAID, "caller": CALLER, "answer": "不读取"}, **changes,
    }  # fmt: skip
    made: pb.ReportItem = bureau.call("CreateReportItem", bureau.section, report_item=fields)
    return made


def triaged(bureau: Bureau, name: str, kind: str, **fields: Any) -> pb.ReportItem:
    asked = {"triage": f"REPORT_TRIAGE_{kind}", "reason": "按内容分类", "document_number": "分类1号", **fields}
    return bureau.call("TriageReportItem", bureau.section, name=name, **asked).report_item  # type: ignore[no-any-return]


def answered(bureau: Bureau, name: str) -> pb.ReportItem:
    asked = {"name": name, "answer": "已转问题线索核查", "document_number": "答复1号"}
    return bureau.call("AnswerReportItem", bureau.section, **asked).report_item  # type: ignore[no-any-return]


def told(bureau: Bureau) -> list[str]:
    return [one.type.rpartition(".")[2] for one in logged(bureau.door.service) if "platform" not in one.type]


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "REGISTERED": {"triage": {"TRIAGED"}}, "TRIAGED": {"answer": {"ANSWERED"}}, "ANSWERED": {},
    }  # fmt: skip


@pytest.mark.rule("SV-82", "SV-07")
def test_every_item_is_registered_with_its_words_sealed(bureau: Bureau) -> None:
    first, second = registered(bureau), registered(bureau, 2, words={"content": SAID})
    assert [one.number for one in (first, second)] == ["（2026）举报登记第1号", "（2026）举报登记第2号"]
    assert (first.caller_known, second.caller_known, first.words.answer) == (True, False, "")
    assert refused(lambda: registered(bureau)).reason == "REPORT_REGISTERED"
    assert registered(bureau, channel=pb.REPORT_CHANNEL_RADIO).number == "（2026）举报登记第3号"
    with bureau.door.service.database.read() as session:
        kept = " ".join(str(row) for row in session.execute(sa.select(TABLE)))
    assert SAID not in kept
    assert CALLER not in kept


@pytest.mark.rule("SV-82", "XF-25", "SV-07")
@pytest.mark.parametrize(("kind", "heard"), [("CLUE", []), ("COMPLAINT", ["TipMatched"])])
def test_a_clue_and_a_complaint_open_one_record(bureau: Bureau, kind: str, heard: list[str]) -> None:
    done = triaged(bureau, registered(bureau).name, kind)
    (clue,) = clues(bureau.door)
    assert (done.clue, clue.source, clue.subject) == (clue.name, clue_pb2.CLUE_SOURCE_HOTLINE, done.name)
    assert (clue.owner, clue.item, clue.words.summary, clue.rule_id) == (HANDLER, 4, SAID, "SV-82")
    assert told(bureau) == heard
    assert refused(lambda: triaged(bureau, done.name, kind)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("SV-82")
def test_a_petition_is_a_clue_of_its_own_source(bureau: Bureau) -> None:
    triaged(bureau, registered(bureau, channel=pb.REPORT_CHANNEL_PETITION).name, "CLUE")
    assert [one.source for one in clues(bureau.door)] == [clue_pb2.CLUE_SOURCE_PETITION]


@pytest.mark.rule("SV-82", "XF-38")
def test_a_consultation_is_told_to_legal_aid_and_keeps_no_clue(bureau: Bureau) -> None:
    done = triaged(bureau, registered(bureau).name, "CONTACT")
    assert clues(bureau.door) == []
    (one,) = [one for one in logged(bureau.door.service) if one.type == events.CallWasConsultation.DESCRIPTOR.full_name]
    assert done.name in one.body
    assert CALLER not in one.body


@pytest.mark.rule("SV-82")
def test_what_is_not_ours_names_whose_it_is(bureau: Bureau) -> None:
    name = registered(bureau, owner="").name
    assert refused(lambda: triaged(bureau, name, "NOT_OURS")).violations == {"handed_to": "HANDED_TO"}
    assert refused(lambda: triaged(bureau, name, "CLUE", handed_to="某局")).violations == {"handed_to": "HANDED_TO"}
    assert refused(lambda: triaged(bureau, name, "COMPLAINT")).reason == "COMPLAINT_WITHOUT_SUBJECT"
    done = triaged(bureau, name, "NOT_OURS", handed_to="示范县信访局")
    assert (done.handed_to, done.clue, told(bureau)) == ("示范县信访局", "", [])


@pytest.mark.rule("SV-82")
def test_whoever_is_known_is_answered_and_nobody_else(bureau: Bureau) -> None:
    named, nameless = registered(bureau).name, registered(bureau, 2, words={"content": SAID}).name
    assert refused(lambda: answered(bureau, named)).reason == "ACTION_NOT_ALLOWED"
    for name in (named, nameless):
        triaged(bureau, name, "CLUE")
    assert refused(lambda: answered(bureau, nameless)).reason == "CALLER_UNKNOWN"
    done = answered(bureau, named)
    assert (done.state, done.answered_date, list(done.allowed_actions)) == (
        pb.REPORT_ITEM_STATE_ANSWERED, "2026-06-15", [],
    )  # fmt: skip
    listed = bureau.call("ListReportItems", bureau.chief, state=pb.REPORT_ITEM_STATE_TRIAGED).report_items
    assert [one.name for one in listed] == [nameless]
    neighbour = bureau.door.person("supervision_officer", divisions=("990103",))
    assert not bureau.call("ListReportItems", neighbour).report_items
    assert bureau.call("GetReportItem", bureau.chief, name=named) == done
