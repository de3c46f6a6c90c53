"""Public-opinion briefs: counted from the registers, what rises, no personal data (LA-137, F-30)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import contact_pb2
from sifa.legal_aid.v1 import opinion_brief_pb2 as pb

from services.legal_aid.domain.opinion_brief import MOVES, compared
from tests.doors import refused
from tests.services.legal_aid.complaints import complain
from tests.services.legal_aid.contacts import register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
TABLE: dict[str, dict[str, set[str]]] = {"DRAFT": {"revise": {"DRAFT"}, "send": {"SENT"}}, "SENT": {}}
RPC_OF = {"revise": "ReviseOpinionBrief", "send": "SendOpinionBrief"}
WORDS: dict[str, dict[str, Any]] = {
    "revise": {"assessment": "欠薪咨询集中", "advice": "提前介入在建工地"},
    "send": {"document_number": "舆情1号"},
}
MAY = "2026-05"


def written(counter: Counter, **changes: Any) -> pb.OpinionBrief:
    said = {
        "institution": counter.institution, "month": MAY, "assessment": "总体平稳", "advice": "继续关注",
        "addressees": ["县委政法委"], "media": [pb.MediaTopic(topic="工地欠薪", count=3)], **changes,
    }  # fmt: skip
    made: pb.OpinionBrief = counter.call("CreateOpinionBrief", counter.clerk, opinion_brief=pb.OpinionBrief(**said))
    return made


def move(counter: Counter, action: str, name: str, **fields: Any) -> pb.OpinionBrief:
    reply = counter.call(RPC_OF[action], counter.head, name=name, **{**WORDS[action], **fields})
    done: pb.OpinionBrief = reply.opinion_brief
    return done


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-137")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = written(counter)
    made = move(counter, "send", made.name) if state == "SENT" else made
    assert (pb.OpinionBriefState.Name(made.state), list(made.allowed_actions)) == (
        f"OPINION_BRIEF_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetOpinionBrief", counter.chief, name=made.name) == made
    assert list(counter.call("ListOpinionBriefs", counter.chief, state=made.state).opinion_briefs) == [made]
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-137")
def test_a_month_has_one_brief_after_it_is_over(counter: Counter) -> None:
    answer = refused(lambda: written(counter, month="2026-06"))
    assert (answer.code, answer.reason) == (FAILED, "MONTH_NOT_OVER")
    assert refused(lambda: written(counter, month="2026-13")).violations == {"opinion_brief.month": "MONTH_INVALID"}
    written(counter)
    assert refused(lambda: written(counter)).reason == "BRIEF_EXISTS"


@pytest.mark.rule("LA-137")
def test_counts_come_from_the_registers_and_are_taken_anew_until_it_is_sent(counter: Counter) -> None:
    """Two contacts in April; in May three, one of them a call, and a complaint; one a year before."""
    labour = contact_pb2.CONTACT_CATEGORY_LABOUR
    for day in ("2026-04-02", "2026-04-30", "2026-05-01", "2026-05-31"):
        register(counter, received_date=day, category=labour)
    register(counter, received_date="2025-05-15")
    complain(counter, received_date="2026-05-20", entry_reason="电话停机，次日补录")
    made = written(counter)
    register(counter, received_date="2026-05-12", category=labour, door=contact_pb2.CONTACT_DOOR_HOTLINE)
    done = move(counter, "revise", made.name)
    assert done.assessment == WORDS["revise"]["assessment"]
    rows = {
        one.measure: (one.count, one.month_before, one.year_before, one.month_change, one.year_change, one.rising)
        for one in done.counts
    }
    assert rows["contacts"] == (3, 2, 1, "+50.00%", "+200.00%", True)
    assert rows["hotline"] == (1, 0, 0, "—", "—", True)
    assert rows["complaints"] == (1, 0, 0, "—", "—", True)
    assert rows["incidents"] == (0, 0, 0, "—", "—", False)
    assert rows["category/LABOUR"] == (3, 2, 0, "+50.00%", "—", True)
    assert rows["category/UNCLASSIFIED"] == (0, 0, 1, "—", "-100.00%", False)
    assert (rows["door/COUNTER"][:3], rows["door/HOTLINE"][:3]) == ((2, 2, 1), (1, 0, 0))
    assert {one.measure: one.count for one in made.counts}["contacts"] == 2


@pytest.mark.rule("LA-137")
@pytest.mark.parametrize(
    ("count", "before", "rising"), [(149, 100, False), (150, 100, True), (100, 100, False), (1, 0, True), (0, 0, False)]
)
def test_what_rises_grew_by_the_percent_or_from_nothing(count: int, before: int, *, rising: bool) -> None:
    (one,) = compared({"contacts": count}, {"contacts": before}, {"contacts": 0}, rise=50)
    assert one.rising is rising


@pytest.mark.rule("LA-137")
@pytest.mark.parametrize("secret", ["13800138000", "990102198506150019"])
def test_numbers_of_people_do_not_stand_in_it(counter: Counter, secret: str) -> None:
    said = {"advice": f"请联系{secret}", "media": [pb.MediaTopic(topic=f"号码{secret}", count=1)]}
    answer = refused(lambda: written(counter, **said))
    assert (answer.code, answer.violations) == (
        INVALID,
        {"opinion_brief.advice": "TEXT_NOT_MASKED", "opinion_brief.media[0].topic": "TEXT_NOT_MASKED"},
    )
    made = written(counter)
    assert refused(lambda: move(counter, "revise", made.name, assessment=secret)).violations == {
        "assessment": "TEXT_NOT_MASKED"
    }
