"""Teaching cases: of archived cases alone, masked, with consent, approved by somebody else (LA-146)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import teaching_case_pb2 as pb

from services.legal_aid.domain.teaching_case import MOVES
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import brought_to
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of
from tests.services.legal_aid.teaching import RPC_OF, TEXT, WORDS, move, standing, written

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
TABLE: dict[str, dict[str, set[str]]] = {
    "DRAFT": {"revise": {"DRAFT"}, "approve": {"APPROVED"}, "withdraw": {"WITHDRAWN"}},
    "APPROVED": {"recordUse": {"APPROVED"}, "withdraw": {"WITHDRAWN"}},
    "WITHDRAWN": {},
}


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-146")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = standing(counter, state)
    assert (pb.TeachingCaseState.Name(made.state), list(made.allowed_actions)) == (
        f"TEACHING_CASE_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetTeachingCase", counter.chief, name=made.name) == made
    assert list(counter.call("ListTeachingCases", counter.chief, state=made.state).teaching_cases) == [made]
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-146")
def test_only_an_archived_case_teaches(counter: Counter) -> None:
    case = brought_to(counter, "PAID").name
    answer = refused(lambda: written(counter, case))
    assert (answer.code, answer.reason) == (FAILED, "CASE_NOT_ARCHIVED")
    unknown = refused(lambda: written(counter, "cases/00000000-0000-4000-8000-000000000000"))
    assert (unknown.code, unknown.reason) == (FAILED, "CASE_UNKNOWN")


@pytest.mark.rule("LA-146")
def test_neither_the_people_nor_the_number_of_the_case_stand_in_it(counter: Counter) -> None:
    case = brought_to(counter, "ARCHIVED")
    source = counter.call("GetApplication", counter.clerk, name=case.application)
    for secret in (source.applicant.full_name, case.number, "13800138000", "990102198506150019"):
        said: dict[str, Any]
        for field, said in (("text", {"text": f"{TEXT}{secret}"}), ("title", {"title": f"案例{secret}"})):
            answer = refused(lambda said=said: written(counter, case.name, **said))  # type: ignore[misc]
            assert (answer.code, answer.violations) == (INVALID, {f"teaching_case.{field}": "TEXT_NOT_MASKED"})
            assert secret not in answer.message
    made = written(counter, case.name)
    told = {**WORDS["revise"], "text": f"{TEXT}{source.applicant.full_name}"}
    assert refused(lambda: move(counter, "revise", made.name, **told)).violations == {"text": "TEXT_NOT_MASKED"}


@pytest.mark.rule("LA-146")
def test_whoever_wrote_it_does_not_approve_it(counter: Counter) -> None:
    made = written(counter)
    move(counter, "revise", made.name)
    answer = refused(lambda: move(counter, "approve", made.name))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")


@pytest.mark.rule("LA-146")
def test_uses_add_up_and_none_is_of_tomorrow(counter: Counter) -> None:
    made = standing(counter, "APPROVED")
    move(counter, "recordUse", made.name)
    done = move(counter, "recordUse", made.name, channel=pb.TEACHING_CHANNEL_ONLINE, audience_count=1200)
    assert (len(done.uses), done.audience_total) == (2, 1260)
    answer = refused(lambda: move(counter, "recordUse", made.name, used_date="2026-06-16"))
    assert (answer.code, answer.violations) == (INVALID, {"used_date": "DATE_IN_FUTURE"})
