"""Twelve written rules are on the wall and in use, year by year; a rule on paper alone is not (GO-15, GO-77)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import written_rule_pb2 as pb

from services.grassroots_offices.domain.written_rule import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk

FEES, OTHER = pb.WRITTEN_RULE_KIND_UNIFIED_FEES, pb.WRITTEN_RULE_KIND_OTHER
MISSING, NOT_POSTED, UNUSED, IN_USE = (
    pb.WRITTEN_RULE_STANDING_MISSING, pb.WRITTEN_RULE_STANDING_NOT_POSTED, pb.WRITTEN_RULE_STANDING_UNUSED,
    pb.WRITTEN_RULE_STANDING_IN_USE,
)  # fmt: skip


def enter(desk: Desk, office: str, kind: pb.WrittenRuleKind.ValueType = FEES, **changes: Any) -> pb.WrittenRule:
    fields: dict[str, Any] = {
        "office": office, "kind": kind, "title": "统一收费制度", "adopted_date": "2020-05-01",
        "document_number": "制度1号", **changes,
    }  # fmt: skip
    made: pb.WrittenRule = desk.call("CreateWrittenRule", desk.clerk, written_rule=pb.WrittenRule(**fields))
    return made


def act(desk: Desk, rpc: str, rule: pb.WrittenRule, **fields: Any) -> pb.WrittenRule:
    done: pb.WrittenRule = desk.call(rpc, desk.clerk, name=rule.name, **fields).written_rule
    return done


def check(desk: Desk, office: str, year: int = 2026) -> dict[int, tuple[int, int]]:
    lines = desk.call("CheckWrittenRules", desk.city, name=office, year=year).lines
    return {one.kind: (one.standing, one.use_count) for one in lines}


@pytest.mark.rule("GO-15", "GO-77")
def test_a_rule_comes_to_be_in_use_by_the_wall_and_the_evidence_of_the_year(desk: Desk) -> None:
    office = desk.enter_office().name
    assert set(check(desk, office).values()) == {(MISSING, 0)}
    assert len(check(desk, office)) == 12
    rule = enter(desk, office)
    assert check(desk, office)[FEES] == (NOT_POSTED, 0)
    act(desk, "PostWrittenRule", rule)
    assert check(desk, office)[FEES] == (UNUSED, 0)
    used = act(desk, "RecordRuleUse", rule, document_number="票据存根1号")
    assert [(one.used_date, one.document_number) for one in used.uses] == [("2026-06-15", "票据存根1号")]
    assert check(desk, office)[FEES] == (IN_USE, 1)
    assert check(desk, office, 2025)[FEES] == (UNUSED, 0)
    assert check(desk, office, 2019)[FEES] == (MISSING, 0)


@pytest.mark.rule("GO-77")
def test_one_of_a_kind_is_in_force_and_a_repealed_one_counts_until_its_end(desk: Desk) -> None:
    office = desk.enter_office().name
    rule = enter(desk, office, posted=True)
    second = refused(lambda: enter(desk, office))
    assert (second.code, second.reason) == (grpc.StatusCode.ALREADY_EXISTS, "RULE_IN_FORCE")
    for _ in range(2):
        enter(desk, office, OTHER, title="保密制度")
    paper = {"document_number": "废止1号", "repeal_reason": "修订", "entry_reason": "补录废止"}
    ended = act(desk, "RepealWrittenRule", rule, happened_date="2026-01-10", **paper)
    assert (ended.state, list(ended.allowed_actions)) == (pb.WRITTEN_RULE_STATE_REPEALED, [])
    assert [check(desk, office, year)[FEES][0] for year in (2025, 2026)] == [UNUSED, MISSING]
    enter(desk, office)


@pytest.mark.rule("GO-77")
def test_a_rule_is_not_in_force_on_the_day_of_its_repeal(desk: Desk) -> None:
    office = desk.enter_office().name
    paper = {"document_number": "废止1号", "repeal_reason": "修订"}
    act(desk, "RepealWrittenRule", enter(desk, office), **paper)
    assert check(desk, office)[FEES] == (MISSING, 0)


def test_what_no_schema_can_say_is_refused_and_another_county_sees_nothing(desk: Desk) -> None:
    office = desk.enter_office().name
    ahead = refused(lambda: enter(desk, office, adopted_date="2026-06-16"))
    assert ahead.violations == {"written_rule.adopted_date": "DATE_IN_FUTURE"}
    assert refused(lambda: check(desk, office, 2027)).violations == {"year": "YEAR_IN_FUTURE"}
    rule = enter(desk, office)
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    for rpc, fields in (("GetWrittenRule", {"name": rule.name}), ("CheckWrittenRules", {"name": office, "year": 2026})):
        assert refused(partial(desk.call, rpc, neighbour, **fields)).code == grpc.StatusCode.NOT_FOUND
    asked: tuple[dict[str, Any], ...] = (
        {"office": office}, {"kind": OTHER}, {"state": pb.WRITTEN_RULE_STATE_IN_FORCE},
    )  # fmt: skip
    found = [desk.call("ListWrittenRules", desk.city, **one).written_rules for one in asked]
    assert [len(page) for page in found] == [1, 0, 1]
    assert desk.call("GetWrittenRule", desk.city, name=rule.name) == rule


def test_the_moves_of_a_written_rule() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "IN_FORCE": ["post", "recordUse", "repeal"], "REPEALED": [],
    }  # fmt: skip
