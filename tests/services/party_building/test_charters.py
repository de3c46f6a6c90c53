"""Charters hold the clauses of form F-12 exactly, in versions that the city approves (PB-28, GO-14)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.party_building.v1 import charter_check_pb2 as pb
from sifa.party_building.v1 import charter_check_service_pb2 as service_pb

from services.party_building.domain.charter_check import MOVES, CharterCheckState, CharterDraft, look_through
from services.party_building.domain.charter_comparison import LineChangeKind, compare
from tests.doors import HOME, Identity, refused
from tests.facts import HAPPENED
from tests.services.party_building.registry import Registry, new_name
from tests.services.party_building.test_charter_text import WHOLE

RELATIONS = list(pb.RelationClause.values())[1:]
_S = CharterCheckState


def enter(registry: Registry, office: str, *lines: str, missing: int = 0, **changes: Any) -> pb.CharterCheck:
    marks = [pb.RelationMark(clause=clause, line=2) for clause in RELATIONS[missing:]]
    fields: dict[str, Any] = {
        "office": office, "lines": lines or WHOLE, "relation_marks": marks, "document_number": "报送1号", **changes,
    }  # fmt: skip
    made: pb.CharterCheck = registry.call("CreateCharterCheck", charter_check=pb.CharterCheck(**fields))
    return made


def city(registry: Registry) -> Identity:
    return registry.door.person("grassroots_approver", subject="city", divisions=("990100",))


def act(registry: Registry, rpc: str, name: str, who: Identity | None = None, **more: Any) -> pb.CharterCheck:
    asked = {"name": name, "document_number": "意见1号", **more}
    done: pb.CharterCheck = registry.call(rpc, who or registry.superior, **asked).charter_check
    return done


@pytest.fixture
def office(registry: Registry) -> str:
    """An office that this service covers."""
    name = new_name("offices")
    registry.staff(name)
    return name


@pytest.mark.rule("GO-14", "PB-28")
def test_a_whole_charter_is_reported_and_approved(registry: Registry, office: str) -> None:
    made = enter(registry, office)
    assert (made.version, made.complete, list(made.missing_relations)) == (1, True, [])
    assert [mark.article for mark in made.relation_marks] == ["第一条"] * 6
    early = refused(lambda: act(registry, "ApproveCharter", made.name, city(registry)))
    assert early.reason == "ACTION_NOT_ALLOWED"
    reported = act(registry, "GiveCharterOpinion", made.name, agreed=True, remark="同意报送", etag=made.etag)
    assert reported.state == pb.CHARTER_CHECK_STATE_REPORTED
    done = act(registry, "ApproveCharter", made.name, city(registry))
    assert (done.state, done.approved_date) == (pb.CHARTER_CHECK_STATE_APPROVED, "2026-06-15")
    assert [(one.state, one.remark) for one in done.opinions] == [
        (pb.CHARTER_CHECK_STATE_REPORTED, "同意报送"), (pb.CHARTER_CHECK_STATE_APPROVED, ""),
    ]  # fmt: skip
    assert list(done.allowed_actions) == []


@pytest.mark.rule("GO-14")
def test_what_is_missing_or_only_near_is_never_reported(registry: Registry, office: str) -> None:
    near = [line.replace("坚持中国共产党领导", "坚持中国共产党的领导") for line in WHOLE]
    for lines, missing in ((near, 0), (WHOLE, 1)):
        made = enter(registry, office, *lines, missing=missing)
        assert not made.complete
        found = refused(partial(act, registry, "GiveCharterOpinion", made.name, agreed=True))
        assert found.reason == "CHARTER_INCOMPLETE"
    back = act(registry, "GiveCharterOpinion", made.name, remark="补写党组织与管理层关系")
    assert back.state == pb.CHARTER_CHECK_STATE_RETURNED


@pytest.mark.rule("GO-14")
def test_the_city_may_send_a_charter_back(registry: Registry, office: str) -> None:
    made = enter(registry, office)
    act(registry, "GiveCharterOpinion", made.name, agreed=True)
    early = refused(lambda: act(registry, "ReturnCharter", made.name, city(registry), happened_date="2026-06-14"))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    assert act(registry, "ReturnCharter", made.name, city(registry)).state == pb.CHARTER_CHECK_STATE_RETURNED


@pytest.mark.rule("P-04")
def test_whoever_entered_a_charter_cannot_approve_it(registry: Registry, office: str) -> None:
    made = enter(registry, office)
    act(registry, "GiveCharterOpinion", made.name, agreed=True)
    both = registry.door.person("grassroots_approver", subject="clerk", divisions=("990100",))
    found = refused(lambda: act(registry, "ApproveCharter", made.name, both))
    assert (found.code, found.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")


@pytest.mark.rule("PB-28")
def test_a_newer_version_supersedes_and_is_compared(registry: Registry, office: str) -> None:
    first = enter(registry, office, *WHOLE[:7])
    second = enter(registry, office, *WHOLE)
    assert (second.version, second.complete) == (2, True)
    assert registry.call("GetCharterCheck", name=first.name).state == pb.CHARTER_CHECK_STATE_SUPERSEDED
    found = registry.call("CompareCharterChecks", name=second.name)
    assert (found.earlier, [(one.kind, one.line, one.text) for one in found.changes]) == (
        first.name, [(service_pb.LINE_CHANGE_KIND_ADDED, 8, WHOLE[7])],
    )  # fmt: skip
    assert (list(found.gained), list(found.lost)) == ([pb.PARTY_CLAUSE_CORE_VALUES], [])
    turned = registry.call("CompareCharterChecks", name=first.name, earlier=second.name)
    assert (turned.changes[0].kind, list(turned.lost)) == (
        service_pb.LINE_CHANGE_KIND_REMOVED, [pb.PARTY_CLAUSE_CORE_VALUES],
    )  # fmt: skip
    assert len(registry.call("CompareCharterChecks", name=first.name).changes) == 7
    listed = registry.call("ListCharterChecks", office=office).charter_checks
    assert [(one.version, len(one.lines)) for one in listed] == [(1, 0), (2, 0)]


@pytest.mark.rule("PB-28")
def test_versions_of_many_equal_lines_are_compared_at_once() -> None:
    """The first pair kept a plain comparison busy for more than a minute."""
    versions = [
        look_through(
            CharterDraft(office="offices/1", lines=lines, relation_marks=(), document_number="1号"),
            name=f"charterChecks/{number}", version=number, division=HOME, now=HAPPENED,
        )
        for number, lines in enumerate([("甲", "乙") * 750, ("甲",) * 1500])
    ]  # fmt: skip
    assert {change.kind for change in compare(*versions).changes} == {LineChangeKind.REMOVED, LineChangeKind.ADDED}


@pytest.mark.rule("PB-28")
def test_a_version_of_another_office_is_no_version_to_compare_with(registry: Registry, office: str) -> None:
    other = new_name("offices")
    registry.staff(other)
    made, foreign = enter(registry, office), enter(registry, other)
    found = refused(lambda: registry.call("CompareCharterChecks", name=made.name, earlier=foreign.name))
    assert found.code == grpc.StatusCode.NOT_FOUND


@pytest.mark.rule("PB-28")
def test_what_cannot_be_a_charter_is_refused(registry: Registry, office: str) -> None:
    long = refused(lambda: enter(registry, office, *["章" * 2000] * 21))
    assert long.violations == {"charter_check.lines": "TEXT_TOO_LONG"}
    marks = [pb.RelationMark(clause=RELATIONS[0], line=line) for line in (1, 9)]
    wrong = refused(lambda: enter(registry, office, relation_marks=marks))
    assert wrong.violations == {
        "charter_check.relation_marks[1].line": "LINE_UNKNOWN",
        "charter_check.relation_marks[1].clause": "CLAUSE_TWICE",
    }
    assert refused(lambda: enter(registry, new_name("offices"))).reason == "OFFICE_UNKNOWN"


def test_the_moves_of_a_charter_are_those_of_its_approval() -> None:
    assert {state: {action: set(to) for action, to in moves.items()} for state, moves in MOVES.items()} == {
        _S.CHECKED: {"giveOpinion": {_S.REPORTED, _S.RETURNED}},
        _S.REPORTED: {"approve": {_S.APPROVED}, "return": {_S.RETURNED}},
        _S.APPROVED: {}, _S.RETURNED: {}, _S.SUPERSEDED: {},
    }  # fmt: skip


def test_another_county_sees_no_charter(registry: Registry, office: str) -> None:
    made = enter(registry, office)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetCharterCheck", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListCharterChecks", neighbour).charter_checks == []
