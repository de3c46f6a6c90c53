"""Who may lead an organisation and who should (PB-07 to PB-10, PB-12). It must not elect anybody."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from services.party_building.domain.member import Member, MemberStanding
from services.party_building.domain.roster import OfficeLeaders


class PostKind(enum.Enum):
    """A post in the leadership; LEAD is the party lead of one office in a joint branch (PB-12)."""

    SECRETARY = enum.auto()
    DEPUTY = enum.auto()
    ORGANISATION = enum.auto()
    PUBLICITY = enum.auto()
    DISCIPLINE = enum.auto()
    MEMBER = enum.auto()
    LEAD = enum.auto()


class SecretaryTier(enum.Enum):
    """By which step of the order somebody leads (PB-07)."""

    DIRECTOR = enum.auto()
    MANAGER = enum.auto()
    MEMBER = enum.auto()


class OrganisationWarning(enum.Enum):
    """What is worth a look and stops nothing."""

    SECRETARY_NEW = enum.auto()
    TIER_LOWER = enum.auto()
    DIRECTOR_PROBATIONARY = enum.auto()
    COMMITTEE_MISSING = enum.auto()
    TERM_OVER = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Who holds a post."""

    post: PostKind
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLead:
    """Who leads in one office, and who should by the order; `tier` and `first_tier` None without anybody."""

    unit: str
    member: str
    tier: SecretaryTier | None
    first_tier: SecretaryTier | None
    eligible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeSize:
    """`pb.committee_from` and `pb.committee_size`."""

    from_formal: int
    least: int
    most: int


ONE_EACH = frozenset({PostKind.SECRETARY, PostKind.DEPUTY})
IN_COMMITTEE = frozenset({PostKind.ORGANISATION, PostKind.PUBLICITY, PostKind.DISCIPLINE, PostKind.MEMBER})
NEEDED = frozenset({PostKind.SECRETARY, PostKind.ORGANISATION, PostKind.PUBLICITY, PostKind.DISCIPLINE})


def tier_of(member: Member, leaders: OfficeLeaders | None) -> SecretaryTier:
    """The step by which a formal member may lead in an office (PB-07)."""
    if leaders is not None and member.practitioner and member.practitioner == leaders.director:
        return SecretaryTier.DIRECTOR
    if leaders is not None and member.practitioner and member.practitioner in leaders.managers:
        return SecretaryTier.MANAGER
    return SecretaryTier.MEMBER


def lead_in(unit: str, lead: str, members: Iterable[Member], leaders: OfficeLeaders | None) -> PartyLead:
    """Who leads in the office and who should (PB-07); probationary members are not eligible (PB-08)."""
    formal = {one.name: tier_of(one, leaders) for one in members if one.standing is MemberStanding.FORMAL}
    first = min(formal.values(), key=lambda tier: tier.value, default=None)
    return PartyLead(
        unit=unit, member=lead if lead in formal else "", tier=formal.get(lead), first_tier=first,
        eligible=tuple(sorted(name for name, tier in formal.items() if tier is first)),
    )  # fmt: skip


def refuse_unfit_leaders(
    posts: tuple[Post, ...], members: Mapping[str, Member], *, formal_count: int, committee: CommitteeSize | None
) -> None:
    """Raise LEADER_UNFIT, LEADERS_UNFIT (PB-08, PB-10). `members` are those of the organisation.

    Fewer formal members than seven: a secretary, a deputy if needed, no committee. From seven on a committee of three
    to seven people with secretary, organisation, publicity and discipline. Above branches `committee` is None.
    """
    for post in posts:
        found = members.get(post.member)
        if found is None or found.standing is not MemberStanding.FORMAL:
            raise RuleViolated(
                "LEADER_UNFIT",
                "支部班子成员应当是本组织的正式党员，预备党员没有被选举权（PB-07、PB-08）。请核对当选人。",
                rules=("PB-07", "PB-08"),
                member=post.member,
            )
    kinds = [post.post for post in posts]
    secretaries, deputies = kinds.count(PostKind.SECRETARY), kinds.count(PostKind.DEPUTY)
    if secretaries != 1 or deputies > 1 or len(set(posts)) != len(posts):
        raise _leaders_unfit("应当且只能有一名书记，副书记至多一名，同一职务不重复填写")
    seats = {post.member for post in posts if post.post is not PostKind.LEAD}
    if committee is None:
        return
    if formal_count < committee.from_formal:
        if IN_COMMITTEE & set(kinds):
            raise _leaders_unfit("正式党员不足七人的支部只设书记和副书记，不设委员会")
    elif not set(kinds) >= NEEDED or not committee.least <= len(seats) <= committee.most:
        raise _leaders_unfit("正式党员七人以上的支部设三至五人、最多七人的委员会，含书记和组织、宣传、纪检委员")


def warnings_of(
    posts: tuple[Post, ...], members: Mapping[str, Member], leads: Iterable[PartyLead], *, director: Member | None,
    formal_count: int, committee: CommitteeSize | None, year_before: dt.date,
) -> tuple[OrganisationWarning, ...]:  # fmt: skip
    """What is worth a look (PB-07 to PB-10). `year_before` is the day one year before today (PB-09)."""
    found = []
    secretary = next((members.get(post.member) for post in posts if post.post is PostKind.SECRETARY), None)
    if secretary is not None and secretary.joined_date is not None and secretary.joined_date > year_before:
        found.append(OrganisationWarning.SECRETARY_NEW)
    if posts and any(is_lower(lead) for lead in leads):
        found.append(OrganisationWarning.TIER_LOWER)
    if director is not None and director.standing is MemberStanding.PROBATIONARY:
        found.append(OrganisationWarning.DIRECTOR_PROBATIONARY)
    has_committee = any(post.post in IN_COMMITTEE for post in posts)
    if posts and committee is not None and formal_count >= committee.from_formal and not has_committee:
        found.append(OrganisationWarning.COMMITTEE_MISSING)
    return tuple(found)


def is_lower(lead: PartyLead) -> bool:
    """Whether nobody leads, or somebody of a later step than the first one by which anybody is eligible (PB-07)."""
    return lead.first_tier is not None and lead.tier is not lead.first_tier


def _leaders_unfit(what: str) -> RuleViolated:
    return RuleViolated("LEADERS_UNFIT", f"{what}（PB-10）。请按选举结果和正式党员人数核对后重填。", rules=("PB-10",))
