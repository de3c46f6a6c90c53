"""Rounds in which people from outside appraise a unit: panel, three reports, opinions with public answers (SV-81)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import appraisal_round_pb2 as pb

from services.supervision.domain.appraisal_round import MOVES
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at

TOPICS = (pb.ROUND_REPORT_TOPIC_DUTY, pb.ROUND_REPORT_TOPIC_INTEGRITY, pb.ROUND_REPORT_TOPIC_LAW)
PANEL = [{"group": group, "people": 3} for group in pb.PanelGroup.values() if group]
OPINION = {
    "channel": pb.OPINION_CHANNEL_FORUM, "summary": "窗口排队时间过长", "owner": "公共法律服务管理科",
    "due_date": "2026-06-18",
}  # fmt: skip


def planned(bureau: Bureau, **changes: Any) -> pb.AppraisalRound:
    fields: dict[str, Any] = {
        "kind": pb.APPRAISAL_ROUND_KIND_DEMOCRATIC, "division": HOME, "title": "2026年民主评议",
        "unit_title": "桥头司法所", "panel": PANEL, "document_number": "评议方案1号", **changes,
    }  # fmt: skip
    made: pb.AppraisalRound = bureau.call("CreateAppraisalRound", bureau.section, appraisal_round=fields)
    return made


def step(bureau: Bureau, rpc: str, name: str, **fields: Any) -> pb.AppraisalRound:
    who = bureau.chief if rpc in ("OpenAppraisalRound", "CloseAppraisalRound") else bureau.section
    asked = {"name": name, "document_number": "评议文书1号", **fields}
    return bureau.call(rpc, who, **asked).appraisal_round  # type: ignore[no-any-return]


def opened(bureau: Bureau, **changes: Any) -> str:
    name = planned(bureau, **changes).name
    for topic in TOPICS:
        step(bureau, "ReportAppraisalRound", name, topic=topic)
    return step(bureau, "OpenAppraisalRound", name).name


def answers(bureau: Bureau) -> list[pb.RoundAnswer]:
    """What everybody reads, without any credential."""
    return list(bureau.call("ListRoundAnswers", ()).round_answers)


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "PLANNED": {"report": {"PLANNED"}, "open": {"OPEN"}},
        "OPEN": {"addOpinion": {"OPEN"}, "answerOpinion": {"OPEN"}, "close": {"CLOSED"}},
        "CLOSED": {},
    }


@pytest.mark.rule("SV-81")
def test_every_opinion_has_an_owner_a_day_and_an_answer_that_everybody_reads(bureau: Bureau) -> None:
    name = opened(bureau)
    (opinion,) = step(bureau, "AddRoundOpinion", name, opinion=OPINION).opinions
    assert (opinion.number, opinion.owner, opinion.received_date, opinion.due_date) == (
        1, "公共法律服务管理科", "2026-06-15", "2026-06-18",
    )  # fmt: skip
    assert answers(bureau) == []
    assert refused(lambda: step(bureau, "CloseAppraisalRound", name)).reason == "OPINION_UNANSWERED"
    done = step(bureau, "AnswerRoundOpinion", name, number=1, answer="增设两个窗口")
    assert (done.opinions[0].answered_date, done.opinions[0].overdue) == ("2026-06-15", False)
    (told,) = answers(bureau)
    assert (told.appraisal_round, told.summary, told.answer, told.unit_title) == (
        name, "窗口排队时间过长", "增设两个窗口", "桥头司法所",
    )  # fmt: skip
    again = refused(lambda: step(bureau, "AnswerRoundOpinion", name, number=1, answer="另作答复"))
    assert again.reason == "OPINION_ANSWERED"
    unknown = refused(lambda: step(bureau, "AnswerRoundOpinion", name, number=2, answer="增设两个窗口"))
    assert unknown.code is grpc.StatusCode.NOT_FOUND
    many = refused(lambda: step(bureau, "CloseAppraisalRound", name, asked_count=9, returned_count=10))
    assert many.violations == {"returned_count": "COUNTS_REVERSED"}
    closed = step(bureau, "CloseAppraisalRound", name, asked_count=100, returned_count=93)
    assert (closed.state, closed.closed_date, closed.returned_count, list(closed.allowed_actions)) == (
        pb.APPRAISAL_ROUND_STATE_CLOSED, "2026-06-15", 93, [],
    )  # fmt: skip
    assert bureau.call("GetAppraisalRound", bureau.chief, name=name) == closed
    listed = bureau.call("ListAppraisalRounds", bureau.chief, kind=pb.APPRAISAL_ROUND_KIND_DEMOCRATIC)
    assert list(listed.appraisal_rounds) == [closed]


@pytest.mark.rule("SV-81")
@pytest.mark.parametrize("missing", TOPICS)
def test_nobody_is_asked_before_duty_integrity_and_law_are_reported(
    bureau: Bureau, missing: pb.RoundReportTopic.ValueType
) -> None:
    name = planned(bureau).name
    given = [topic for topic in TOPICS if topic != missing]
    for topic in given:
        step(bureau, "ReportAppraisalRound", name, topic=topic)
    assert refused(lambda: step(bureau, "OpenAppraisalRound", name)).reason == "REPORTS_MISSING"
    twice = refused(lambda: step(bureau, "ReportAppraisalRound", name, topic=given[0]))
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "REPORT_GIVEN")
    assert refused(lambda: step(bureau, "AddRoundOpinion", name, opinion=OPINION)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("SV-81")
def test_a_group_that_is_missing_on_the_panel_has_its_reason(bureau: Bureau) -> None:
    field = "appraisal_round.panel_note"
    assert refused(lambda: planned(bureau, panel=PANEL[:4])).violations == {field: "PANEL_NOTE"}
    assert refused(lambda: planned(bureau, panel_note="无")).violations == {field: "PANEL_NOTE"}
    twice = refused(lambda: planned(bureau, panel=[*PANEL[:4], PANEL[0]]))
    assert twice.violations == {"appraisal_round.panel[4].group": "GROUP_TWICE"}
    made = planned(bureau, panel=PANEL[:4], panel_note="本街道不设行政村")
    assert [one.people for one in made.panel] == [3, 3, 3, 3]
    assert refused(lambda: planned(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"


@pytest.mark.rule("SV-81", "P-01")
@pytest.mark.parametrize(
    "text", ["请致电13900001111", "身份证11010119900101123X有误", "联系0531-8888 6666", "139-0000-1111"]
)
def test_no_number_of_anybody_is_published(bureau: Bureau, text: str) -> None:
    name = opened(bureau)
    asked = refused(lambda: step(bureau, "AddRoundOpinion", name, opinion={**OPINION, "summary": text}))
    assert asked.violations == {"opinion.summary": "PERSONAL_DATA"}
    step(bureau, "AddRoundOpinion", name, opinion={**OPINION, "summary": "2025-2026年收费12000元，2026-06-15前未公示"})
    answer = refused(lambda: step(bureau, "AnswerRoundOpinion", name, number=1, answer=text))
    assert answer.violations == {"answer": "PERSONAL_DATA"}
    assert answers(bureau) == []


@pytest.mark.rule("SV-81")
@pytest.mark.parametrize(("day", "late"), [("2026-06-18", 0), ("2026-06-19", 1)])
def test_an_answer_after_its_last_day_says_so(bureau: Bureau, profile: Profile, day: str, late: int) -> None:
    name = opened(bureau)
    early = refused(lambda: step(bureau, "AddRoundOpinion", name, opinion={**OPINION, "due_date": "2026-06-14"}))
    assert early.violations == {"opinion.due_date": "DATE_BEFORE_PREVIOUS"}
    step(bureau, "AddRoundOpinion", name, opinion=OPINION)
    with at(bureau, profile, f"{day}T09:00") as then:
        done = step(then, "AnswerRoundOpinion", name, number=1, answer="增设两个窗口")
    assert int(done.opinions[0].overdue) == late
