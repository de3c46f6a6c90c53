"""A draw is planned, bound, drawn, sealed, visited and published; nobody can choose it (SV-05, SV-60 to SV-66)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import draw_pb2 as pb

from services.supervision.domain.draw import MOVES, DrawState
from tests.doors import refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.draws import (
    AFTER,
    LATER,
    PAPER,
    PUBLIC,
    SECRETS,
    VISIT,
    bound,
    commit,
    drawn,
    freeze,
    frozen,
    office,
    offices,
    plan,
    read,
    result,
    reveal,
    run,
    state_of,
    step,
    targets,
)

OF_THE_BOOK = ("PLANNED", "DRAWN", "INSPECTED", "PUBLISHED")
ORDINARY = pb.DRAW_STRATUM_ORDINARY


def test_the_states_of_the_book_stand_in_its_order() -> None:
    reached, way = DrawState.PLANNED, ["PLANNED"]
    while forward := {to for action, tos in MOVES[reached].items() if action != "fail" for to in tos} - {reached}:
        (reached,) = forward
        way.append(reached.name)
    assert tuple(name for name in way if name in OF_THE_BOOK) == OF_THE_BOOK
    assert set(way) | {"FAILED"} == {one.name for one in DrawState}
    failing = {one.name for one in DrawState if "fail" in MOVES[one]}
    assert failing == {"PLANNED", "APPROVED", "FROZEN", "COMMITTED", "DRAWN"}
    assert [one.name for one in DrawState if not MOVES[one]] == ["PUBLISHED", "FAILED"]


@pytest.mark.rule("SV-60", "SV-64", "SV-65", "SV-66", "SV-05")
def test_a_draw_goes_from_plan_to_proof(bureau: Bureau, profile: Profile) -> None:
    draw = plan(bureau)
    assert (state_of(draw), draw.number, draw.percent, draw.low_risk_percent, draw.min_count) == (
        "PLANNED",
        "",
        10,
        10,
        2,
    )
    draw = step(bureau, draw, "ApproveDraw", "chief", **PAPER)
    assert (state_of(draw), draw.number) == ("APPROVED", "（2026）抽查第1号")
    draw = freeze(bureau, draw, offices(21))
    assert (state_of(draw), draw.roster_size, [one.quota for one in draw.strata]) == ("FROZEN", 21, [3, 0, 0])
    for who in SECRETS:
        draw = commit(bureau, draw, who)
    draw = step(bureau, draw, "PublishCommitment", **PAPER)
    assert (state_of(draw), [one.kind for one in draw.deadlines]) == ("COMMITTED", ["REVEAL_SECRETS"])
    with at(bureau, profile, AFTER) as after:
        draw = run(after, draw)
        assert (state_of(draw), draw.drawn_date, draw.public_value) == ("DRAWN", "2026-06-19", PUBLIC)
    with at(bureau, profile, VISIT) as visit:
        assert state_of(step(visit, draw, "StartVisits")) == "VISITING"
        assert len(targets(visit, draw)) == 3
        assert all(len(set(one.officers)) == 2 for one in result(visit, draw).assignments)
        draw = step(visit, draw, "FinishVisits", **PAPER)
        assert [(one.kind, one.due_date) for one in draw.deadlines][1:] == [("PUBLISH_DRAW", "2026-06-26")]
    with at(bureau, profile, LATER) as later:
        draw = step(later, draw, "PublishDraw", **PAPER)
        assert (state_of(draw), draw.published_date, list(draw.allowed_actions)) == ("PUBLISHED", "2026-06-24", [])
        assert [one.done_date for one in draw.deadlines] == ["2026-06-19", "2026-06-24"]
    told = [one.type.rpartition(".")[2] for one in logged(bureau.door.service)]
    assert [one for one in told if one != "DeadlineChanged"] == ["DrawCommitted", "DrawPublished"]


@pytest.mark.rule("SV-66")
def test_whoever_plans_does_not_approve(bureau: Bureau) -> None:
    draw = plan(bureau)
    same = bureau.door.person("bureau_chief", subject="section")
    answer = refused(lambda: bureau.call("ApproveDraw", same, name=draw.name, **PAPER))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"as_of_date": "2026-06-16"}, "as_of_date", "DATE_IN_FUTURE"),
        ({"public_time": {"seconds": 1781485200}}, "public_time", "PUBLIC_TIME_PAST"),
        ({"visit_date": "2026-06-17"}, "visit_date", "VISIT_BEFORE_PUBLIC_TIME"),
        ({"replaces": "draws/019ed7e5-3a00-7000-8000-000000000001"}, "replacement_reason",
         "REPLACEMENT_REASON_MISSING"),
    ],
)  # fmt: skip
def test_a_plan_that_could_not_be_drawn_fairly_is_refused(
    bureau: Bureau, changes: dict[str, Any], field: str, reason: str
) -> None:
    assert dict(refused(lambda: plan(bureau, **changes)).violations) == {f"draw.{field}": reason}


@pytest.mark.rule("SV-66")
def test_only_officers_with_a_certificate_on_the_day_are_planned(bureau: Bureau) -> None:
    good, ends, begins = (
        bureau.officer(), bureau.officer(valid_until_date="2026-06-20"), bureau.officer(valid_from_date="2026-06-22"),
    )  # fmt: skip
    strange = good.name[:-4] + "ffff"

    def reason(other: str) -> str:
        return refused(lambda: plan(bureau, officers=[good.name, other])).reason

    assert [reason(one) for one in (ends.name, begins.name, strange)] == [
        "OFFICER_UNFIT", "OFFICER_UNFIT", "OFFICER_UNKNOWN",
    ]  # fmt: skip
    fits = bureau.officer(valid_from_date="2026-06-21", valid_until_date="2026-06-21")
    assert state_of(plan(bureau, officers=[good.name, fits.name])) == "PLANNED"


@pytest.mark.rule("SV-65")
def test_two_people_commit_to_secrets_and_each_hands_in_his_own(bureau: Bureau, profile: Profile) -> None:
    draw = frozen(bureau)
    missing = refused(lambda: step(bureau, commit(bureau, draw, "section"), "PublishCommitment", **PAPER))
    again = refused(lambda: commit(bureau, draw, "section"))
    copied = refused(lambda: step(bureau, draw, "CommitSecret", "witness", sha256=read(bureau, draw).secrets[0].sha256))
    assert (missing.reason, again.reason, copied.reason) == ("SECRETS_MISSING", "SECRET_COMMITTED", "SECRET_COMMITTED")
    commit(bureau, draw, "witness")
    draw = step(bureau, draw, "PublishCommitment", **PAPER)
    assert refused(lambda: reveal(bureau, draw, "section")).reason == "PUBLIC_VALUE_UNKNOWN"
    with at(bureau, profile, AFTER) as after:
        wrong = refused(lambda: step(after, draw, "RevealSecret", "witness", secret=SECRETS["section"]))
        assert dict(wrong.violations) == {"secret": "SECRET_MISMATCH"}
        stranger = after.door.person("draw_witness", subject="other")
        asked = {"name": draw.name, "secret": SECRETS["section"]}
        assert refused(lambda: after.call("RevealSecret", stranger, **asked)).reason == "NO_SECRET_OF_YOURS"
        reveal(after, draw, "section")
        early = refused(lambda: step(after, draw, "RunDraw", public_value=PUBLIC, **PAPER))
        assert early.reason == "SECRETS_NOT_REVEALED"
        told = reveal(after, reveal(after, draw, "witness"), "section")
        assert [one.revealed for one in told.secrets] == [True, True]


@pytest.mark.rule("SV-65")
def test_nothing_is_bound_after_the_public_value_exists(bureau: Bureau, profile: Profile) -> None:
    draw = frozen(bureau)
    for who in SECRETS:
        commit(bureau, draw, who)
    with at(bureau, profile, "2026-06-18T21:15") as late:
        assert refused(lambda: step(late, draw, "PublishCommitment", **PAPER)).reason == "PUBLIC_VALUE_KNOWN"
    with at(bureau, profile, "2026-06-18T21:14") as in_time:
        assert state_of(step(in_time, draw, "PublishCommitment", **PAPER)) == "COMMITTED"


@pytest.mark.rule("SV-64", "SV-05")
def test_it_is_drawn_three_days_before_at_the_earliest_and_opened_on_the_day(bureau: Bureau, profile: Profile) -> None:
    draw = bound(bureau, visit_date="2026-06-23")
    with at(bureau, profile, AFTER) as early:
        assert refused(lambda: run(early, draw)).reason == "DRAW_TOO_EARLY"
    with at(bureau, profile, "2026-06-20T09:00") as after:
        step(after, draw, "RunDraw", public_value=PUBLIC, **PAPER)
        assert refused(lambda: step(after, draw, "StartVisits")).reason == "VISIT_DATE_NOT_REACHED"
        assert refused(lambda: result(after, draw)).reason == "DRAW_SEALED"


def test_an_empty_roster_and_too_few_officers_are_bound_by_nobody(bureau: Bureau) -> None:
    draw = step(bureau, plan(bureau), "ApproveDraw", "chief", **PAPER)
    draw = freeze(bureau, draw, [])
    for who in SECRETS:
        commit(bureau, draw, who)
    assert refused(lambda: step(bureau, draw, "PublishCommitment", **PAPER)).reason == "ROSTER_EMPTY"


@pytest.mark.rule("SV-61")
def test_an_officer_with_an_interest_is_not_drawn_there(bureau: Bureau, profile: Profile) -> None:
    kin, *others = (bureau.officer() for _ in range(3))
    interest = {"subject": office(1), "ground": 1}
    bureau.call("DeclareInterest", bureau.section, name=kin.name, interest=interest, **PAPER)
    draw = drawn(bureau, profile, offices(2), officers=[kin.name, *(one.name for one in others)])
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
        found = {one.target: set(one.officers) for one in result(visit, draw).assignments}
    assert found[office(1)] == {one.name for one in others}


@pytest.mark.rule("SV-61")
def test_a_draw_without_two_officers_for_everybody_is_not_bound(bureau: Bureau) -> None:
    kin, other = bureau.officer(), bureau.officer()
    bureau.call("DeclareInterest", bureau.section, name=kin.name, interest={"subject": office(1), "ground": 1}, **PAPER)
    draw = frozen(bureau, officers=[kin.name, other.name])
    for who in SECRETS:
        commit(bureau, draw, who)
    assert refused(lambda: step(bureau, draw, "PublishCommitment", **PAPER)).reason == "TOO_FEW_OFFICERS"


CALLS: dict[str, Callable[[Bureau, pb.Draw], Any]] = {
    "ApproveDraw": lambda b, d: step(b, d, "ApproveDraw", "chief", **PAPER),
    "CommitSecret": lambda b, d: commit(b, d, "section"),
    "PublishCommitment": lambda b, d: step(b, d, "PublishCommitment", **PAPER),
    "RevealSecret": lambda b, d: reveal(b, d, "section"),
    "RunDraw": lambda b, d: step(b, d, "RunDraw", public_value=PUBLIC, **PAPER),
    "StartVisits": lambda b, d: step(b, d, "StartVisits"),
    "RecuseOfficer": lambda b, d: step(
        b, d, "RecuseOfficer", target=office(1), officer=d.officers[0], ground="亲属", **PAPER
    ),
    "ExtendDraw": lambda b, d: step(
        b, d, "ExtendDraw", "chief", stratum=ORDINARY, count=1, reason="举报较多", **PAPER
    ),
    "FinishVisits": lambda b, d: step(b, d, "FinishVisits", **PAPER),
    "PublishDraw": lambda b, d: step(b, d, "PublishDraw", **PAPER),
}  # fmt: skip


@pytest.mark.parametrize("rpc", CALLS)
def test_nothing_is_done_with_a_draw_that_was_given_up(bureau: Bureau, rpc: str) -> None:
    draw = step(bureau, plan(bureau), "FailDraw", "chief", failure_reason="计划取消", **PAPER)
    assert refused(lambda: CALLS[rpc](bureau, draw)).reason == "ACTION_NOT_ALLOWED"


def test_draws_are_listed_by_state_within_the_callers_divisions(bureau: Bureau) -> None:
    draw = plan(bureau)
    assert [one.name for one in bureau.call("ListDraws", bureau.chief).draws] == [draw.name]
    assert list(bureau.call("ListDraws", bureau.chief, state=pb.DRAW_STATE_DRAWN).draws) == []
    stranger = bureau.door.person("bureau_chief", divisions=("990203",))
    assert list(bureau.call("ListDraws", stranger).draws) == []
    assert refused(lambda: bureau.call("GetDraw", stranger, name=draw.name)).code is grpc.StatusCode.NOT_FOUND
