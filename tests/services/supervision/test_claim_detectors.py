"""Detectors of split matters, of one recipient twice, and of one grader for everything (SV-40)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.legal_aid.v1 import case_pb2, duplicate_review_pb2, events_pb2
from sifa.supervision.v1 import red_flag_pb2 as pb

from services.supervision.domain.monthly_count import GraderRule, by_one
from tests.doors import HOME
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.test_red_flags import flags
from tests.services.supervision.told import INSTITUTION, Teller, parked

RULE = GraderRule(percent=100, min_count=10)
ABOUT: dict[str, Any] = {"institution": INSTITUTION, "division": HOME}


def alike(ground: str, case: int = 1) -> events_pb2.ClaimsAlike:
    return events_pb2.ClaimsAlike(
        duplicate_review=f"duplicateReviews/{case}", case=f"cases/{case}", found_date="2026-06-12", **ABOUT,
        ground=duplicate_review_pb2.DuplicateGround.Value(f"DUPLICATE_GROUND_{ground}"),
    )  # fmt: skip


def graded(case: int, grader: str, day: str = "2026-06-12") -> events_pb2.CaseGraded:
    return events_pb2.CaseGraded(
        case=f"cases/{case}", grade=case_pb2.GRADE_GOOD, graded_date=day, grader_key=grader, **ABOUT
    )


@pytest.mark.rule("SV-40")
@pytest.mark.parametrize(
    ("ground", "detector"), [("SAME_OPPONENT", "split-matter"), ("SAME_COURT_NUMBER", "duplicate-recipient")]
)
def test_claims_that_look_like_one_case_are_seen(
    bureau: Bureau, teller: Teller, ground: str, detector: str
) -> None:  # fmt: skip
    teller.tell(alike(ground), alike(ground, 2))
    teller.inbox.receive(teller.told[0])
    (flag,) = flags(bureau)
    assert (flag.detector, flag.institution, flag.month, flag.item) == (detector, INSTITUTION, "2026-06", 2)
    assert [(one.source, one.position, one.subject) for one in flag.provenance] == [
        ("legal_aid", 1, "cases/1"), ("legal_aid", 2, "cases/2"),
    ]  # fmt: skip
    done = bureau.call("DismissRedFlag", bureau.section, name=flag.name, reason="两案诉讼标的不同").red_flag
    assert done.state == pb.RED_FLAG_STATE_DISMISSED
    (history,) = [one for one in bureau.call("CompareDetectors", bureau.chief).detectors if one.detector == detector]
    assert (history.dismissed_count, history.false_percent) == (1, 100)


def test_a_ground_of_a_later_release_is_parked(bureau: Bureau, teller: Teller) -> None:
    later = alike("SAME_OPPONENT")
    later.ground = 99  # type: ignore[assignment]
    teller.tell(later)
    assert (len(parked(bureau.door)), flags(bureau)) == (1, [])


@pytest.mark.rule("SV-40")
def test_one_person_who_grades_a_whole_month_is_seen(bureau: Bureau, teller: Teller) -> None:
    teller.tell(*(graded(case, "a") for case in range(9)), graded(90, "a", day="2026-05-31"))
    assert flags(bureau) == []
    teller.tell(graded(9, "a"))
    (flag,) = flags(bureau, detector="one-grader")
    assert (flag.month, flag.threshold, [one.subject for one in flag.provenance]) == ("2026-06", 10, ["cases/9"])
    teller.tell(graded(10, "a"), graded(11, "b"), graded(12, "a"))
    (after,) = flags(bureau)
    assert [one.subject for one in after.provenance] == ["cases/9", "cases/10"]


@pytest.mark.rule("SV-40")
def test_two_graders_and_grades_of_nobody_known_are_no_sign(bureau: Bureau, teller: Teller) -> None:
    """What an older legal_aid tells has no grader."""
    teller.tell(*(graded(case, "ab"[case == 3]) for case in range(15)), *(graded(case, "") for case in range(20, 40)))
    assert flags(bureau) == []


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5), st.integers(1, 100), st.integers(1, 40))
def test_a_share_is_weighed_without_rounding(counts: list[int], percent: int, least: int) -> None:
    found = by_one(counts, GraderRule(percent=percent, min_count=least))
    assert found is (sum(counts) >= least and max(counts) / sum(counts) >= percent / 100 - 1e-12)
    assert by_one([sum(counts)], RULE) is (sum(counts) >= 10)
