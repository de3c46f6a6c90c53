"""Awards fall due in their own years, and whoever is not chosen knows why (GO-70)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import award_round_pb2 as pb
from sifa.grassroots_offices.v1 import award_round_service_pb2 as service_pb
from sifa.grassroots_offices.v1 import events_pb2, penalty_pb2, work_brief_pb2

from services.grassroots_offices.domain.award_round import MOVES, AwardKind, AwardRules, awards_due
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices import penalties
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_assessments import act as assess
from tests.services.grassroots_offices.test_assessments import file, review
from tests.services.grassroots_offices.test_work_briefs import submit

BRAND, CASES = pb.AWARD_KIND_BRAND_OFFICE, pb.AWARD_KIND_BEST_CASE
PASS, FAIL = events_pb2.ASSESSMENT_GRADE_PASS, events_pb2.ASSESSMENT_GRADE_FAIL
K = AwardKind
RULES = AwardRules(
    base_year=2020, every_years={K.BRAND_OFFICE: 3, K.ADVANCED_PRACTITIONER: 2, K.BEST_CASE: 1}, best_cases=10
)


def begin(desk: Desk, kind: pb.AwardKind.ValueType, **changes: Any) -> pb.AwardRound:
    award = pb.AwardRound(
        **{"kind": kind, "year": 2026, "division": "990100", "document_number": "评选通知1号", **changes}
    )
    made: pb.AwardRound = desk.call("CreateAwardRound", desk.city, award_round=award)
    return made


def choose(desk: Desk, award: pb.AwardRound, chosen: list[str], *rejected: str) -> pb.AwardRound:
    reasons = [service_pb.RejectedCandidate(subject=one, reason="得票未过半数") for one in rejected]
    asked = {"name": award.name, "document_number": "评选决定1号", "chosen": chosen, "rejected": reasons}
    done: pb.AwardRound = desk.call("ChooseAwardRound", desk.city, **asked).award_round
    return done


def graded(desk: Desk, profile: Profile, grades: dict[str, Any]) -> None:
    """Offices whose grades of 2025 are final."""
    with on_day(desk, profile, "2026-04-10") as spring:
        filed = [(file(spring, office), grade) for office, grade in grades.items()]
        for one, grade in filed:
            review(spring, one, grade)
            assess(spring, "GradeAssessment", one, grade=grade)
    for one, _ in filed:
        assess(desk, "ConfirmGrade", one)


@pytest.mark.rule("GO-70")
@pytest.mark.parametrize(
    ("year", "due"),
    [
        pytest.param(2022, {K.ADVANCED_PRACTITIONER, K.BEST_CASE}, id="TV-G19-2022"),
        pytest.param(2023, {K.BRAND_OFFICE, K.BEST_CASE}, id="TV-G19-2023"),
        pytest.param(2025, {K.BEST_CASE}, id="TV-G19-2025"),
        (2020, set(K)), (2026, set(K)), (2019, set()),
    ],
)  # fmt: skip
def test_each_award_falls_due_in_its_own_years(year: int, due: set[AwardKind]) -> None:
    assert set(awards_due(year, RULES)) == due


@pytest.mark.rule("GO-70")
def test_what_is_due_is_shown_and_what_is_not_is_refused_with_the_next_year(desk: Desk) -> None:
    due = desk.call("ListAwardsDue", desk.city, year=2025, division="990100").awards_due
    assert [(one.kind, one.every_years, one.award_round) for one in due] == [(CASES, 1, "")]
    early = refused(lambda: begin(desk, BRAND, year=2025))
    assert (early.reason, early.metadata["next_year"]) == ("AWARD_NOT_DUE", "2026")
    begun = begin(desk, CASES, year=2025)
    again = refused(lambda: begin(desk, CASES, year=2025))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ROUND_BEGUN")
    due = desk.call("ListAwardsDue", desk.city, year=2025, division="990100").awards_due
    assert [one.award_round for one in due] == [begun.name]
    ahead = refused(lambda: begin(desk, CASES, year=2027))
    assert list(ahead.violations.values()) == ["YEAR_IN_FUTURE"]
    away = refused(lambda: begin(desk, CASES, division="990200"))
    assert away.reason == "DIVISION_OUT_OF_SCOPE"


@pytest.mark.rule("GO-70")
def test_every_candidate_who_is_not_chosen_has_a_reason(desk: Desk, profile: Profile) -> None:
    offices = [desk.staffed_office(3)[0].name for _ in range(5)]
    best, good, failed, new, fined = offices
    graded(desk, profile, {best: PASS, good: PASS, failed: FAIL, fined: PASS})
    penalties.brought(desk, penalty_pb2.PENALTY_STATE_PENALISED, office=fined)
    award = begin(desk, BRAND)
    excluded = {one.subject: one.exclusion for one in award.candidates if one.exclusion}
    assert excluded == {
        failed: pb.AWARD_EXCLUSION_GRADE_TOO_LOW, new: pb.AWARD_EXCLUSION_NOT_GRADED,
        fined: pb.AWARD_EXCLUSION_PENALISED,
    }  # fmt: skip
    for reason, chosen, rejected in (
        ("CANDIDATE_EXCLUDED", [best, fined], [good]), ("CANDIDATE_UNEXPLAINED", [best], []),
        ("CANDIDATE_UNKNOWN", [best, f"{best[:-1]}x".replace("x", "0" if best[-1] != "0" else "1")], [good]),
        ("CANDIDATE_UNKNOWN", [best, good], [good]),
    ):  # fmt: skip
        assert refused(partial(choose, desk, award, chosen, *rejected)).reason == reason
    done = choose(desk, award, [best], good)
    assert {one.subject: (one.chosen, one.exclusion, one.reason) for one in done.candidates} == {
        best: (True, 0, ""), good: (False, pb.AWARD_EXCLUSION_NOT_CHOSEN, "得票未过半数"),
        **{one: (False, why, "") for one, why in excluded.items()},
    }  # fmt: skip
    shown = desk.call(
        "PublishAwardRound", desk.city, name=award.name, document_number="通报1号"
    ).award_round  # fmt: skip
    assert (shown.state, shown.published_date) == (pb.AWARD_ROUND_STATE_PUBLISHED, "2026-06-15")


@pytest.mark.rule("GO-70")
def test_practitioners_are_listed_anew_and_those_who_left_are_not(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    award = begin(desk, pb.AWARD_KIND_ADVANCED_PRACTITIONER)
    assert {one.subject for one in award.candidates} == {one.name for one in staff}
    assert {one.office for one in award.candidates} == {office.name}
    desk.leave(staff[0])
    anew = desk.call("RecompileAwardRound", desk.city, name=award.name).award_round
    assert {one.subject for one in anew.candidates} == {one.name for one in staff[1:]}


@pytest.mark.rule("GO-70")
def test_at_most_ten_cases_are_chosen_of_those_that_were_not_sent_back(desk: Desk) -> None:
    office = desk.enter_office().name
    kind = work_brief_pb2.WORK_BRIEF_KIND_TYPICAL_CASE
    made = [submit(desk, office, f"案例{count}", "2026-06-12", kind=kind) for count in range(12)]
    desk.call(
        "ReturnWorkBrief", desk.clerk, name=made[0].name, return_reason="内容不全",
        return_ground=work_brief_pb2.RETURN_GROUND_INCOMPLETE,
    )  # fmt: skip
    award = begin(desk, CASES)
    names = [one.name for one in made[1:]]
    assert sorted(one.subject for one in award.candidates) == sorted(names)
    assert refused(lambda: choose(desk, award, names)).reason == "TOO_MANY_CHOSEN"
    assert sum(one.chosen for one in choose(desk, award, names[:10], names[10]).candidates) == 10


def test_a_round_of_a_county_holds_its_own_and_a_list_is_of_one_kind_or_state(desk: Desk) -> None:
    desk.staffed_office(3)
    asked = pb.AwardRound(kind=BRAND, year=2026, division="990102", document_number="评选通知2号")
    shut = refused(lambda: desk.call("CreateAwardRound", desk.clerk, award_round=asked))
    assert shut.code == grpc.StatusCode.PERMISSION_DENIED
    award = begin(desk, BRAND, division="990103")
    assert list(award.candidates) == []
    begin(desk, CASES)
    for wanted, count in (({"kind": BRAND}, 1), ({"state": pb.AWARD_ROUND_STATE_COMPILED}, 2)):
        assert len(desk.call("ListAwardRounds", desk.city, **wanted).award_rounds) == count
    assert desk.call("GetAwardRound", desk.city, name=award.name) == award


def test_the_moves_of_a_round() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "COMPILED": ["choose", "recompile"], "CHOSEN": ["publish"], "PUBLISHED": [],
    }  # fmt: skip
