"""Two-way entry and cross-posting, and who is on the way into the Party (PB-36, PB-39). It must not appoint anybody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from services.party_building.domain.coverage import Coverage
from services.party_building.domain.member import IN_LINE, Member, MemberStanding
from services.party_building.domain.organisation import Organisation
from services.party_building.domain.roster import OfficeLeaders


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossPosting:
    """Who of an office sits in the leadership of its branch and in its management."""

    office: str
    organisation: str
    cross_posted: tuple[str, ...]
    eligible_for_branch: tuple[str, ...]
    eligible_for_management: tuple[str, ...]
    listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentLine:
    """How many of an office are on the way into the Party."""

    office: str
    division: str
    practitioner_count: int
    applicant_count: int
    activist_count: int
    target_count: int
    probationary_count: int
    nobody: bool


def posting_in(
    office: str, organisation: Organisation, staff: list[Member], leaders: OfficeLeaders | None
) -> CrossPosting:  # fmt: skip
    """Who sits on both sides (PB-39); `staff` are those of the register who practise there.

    An office is listed when nobody does although somebody could: a formal member of the management who holds no post,
    or somebody with a post who is not of the management. Nothing is said of an office whose management is not known.
    """
    posted = {post.member for post in organisation.posts}
    managing = {leaders.director, *leaders.managers} - {""} if leaders else set()
    formal = [one for one in staff if one.standing is MemberStanding.FORMAL]
    both = tuple(one.name for one in formal if one.name in posted and one.practitioner in managing)
    branch = tuple(one.name for one in formal if one.name not in posted and one.practitioner in managing)
    management = tuple(one.name for one in formal if one.name in posted and one.practitioner not in managing)
    return CrossPosting(
        office=office, organisation=organisation.name, cross_posted=both, eligible_for_branch=branch,
        eligible_for_management=management, listed=bool(managing and not both and (branch or management)),
    )  # fmt: skip


def line_of(coverage: Coverage, staff: list[Member]) -> DevelopmentLine:
    """How many of an office are at each step (PB-36); an office with nobody on the way is listed."""
    counts = Counter(one.standing for one in staff)
    return DevelopmentLine(
        office=coverage.office, division=coverage.division, practitioner_count=coverage.practitioner_count,
        applicant_count=counts[MemberStanding.APPLICANT], activist_count=counts[MemberStanding.ACTIVIST],
        target_count=counts[MemberStanding.TARGET], probationary_count=counts[MemberStanding.PROBATIONARY],
        nobody=not any(counts[standing] for standing in IN_LINE),
    )  # fmt: skip
