"""Members and those on the way into the Party: their standing, and where their relation is (PB-04, PB-06, PB-36).

It must not count them.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class MemberStanding(enum.Enum):
    """Where somebody stands on the way into the Party (PB-36)."""

    APPLICANT = enum.auto()
    ACTIVIST = enum.auto()
    TARGET = enum.auto()
    PROBATIONARY = enum.auto()
    FORMAL = enum.auto()
    NONE = enum.auto()


class RelationState(enum.Enum):
    """Where somebody's organisational relation is (PB-06)."""

    ATTACHED = enum.auto()
    IN_TRANSIT = enum.auto()
    ELSEWHERE = enum.auto()


class DuesBaseMode(enum.Enum):
    """What somebody's dues are reckoned from."""

    MONTHLY = enum.auto()
    QUARTER_AVERAGE = enum.auto()
    PENSION = enum.auto()
    FIXED = enum.auto()


_S = MemberStanding


def _stays(state: MemberStanding) -> dict[str, frozenset[MemberStanding]]:
    return {"end": frozenset({_S.NONE}), "changeDuesBase": frozenset({state})}


MOVES: Moves[MemberStanding] = {
    _S.APPLICANT: {"advance": frozenset({_S.ACTIVIST}), **_stays(_S.APPLICANT)},
    _S.ACTIVIST: {"advance": frozenset({_S.TARGET}), **_stays(_S.ACTIVIST)},
    _S.TARGET: {"advance": frozenset({_S.PROBATIONARY}), **_stays(_S.TARGET)},
    _S.PROBATIONARY: {"advance": frozenset({_S.FORMAL}), **_stays(_S.PROBATIONARY)},
    _S.FORMAL: _stays(_S.FORMAL),
    _S.NONE: {},
}
IN_LINE = frozenset({_S.APPLICANT, _S.ACTIVIST, _S.TARGET})
IN_PARTY = frozenset({_S.PROBATIONARY, _S.FORMAL})
# What must have lasted before the next step, by policy key (PB-36).
LASTS = {_S.ACTIVIST: "pb.activist_term", _S.PROBATIONARY: "pb.probation_term"}
CULTIVATORS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSpan:
    """A time in one standing. It lasts until the next one begins."""

    standing: MemberStanding
    from_date: dt.date
    document_number: str
    late: bool
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Where somebody works from a day on; `unit` empty without an office."""

    unit: str
    from_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesBase:
    """What somebody's dues are reckoned from, from a month on; `from_month` empty: from the beginning."""

    mode: DuesBaseMode
    from_month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDraft:
    """What is entered of somebody as he stands (P-07)."""

    full_name: str
    practitioner: str
    unit: str
    standing: MemberStanding
    joined_date: dt.date | None
    formal_date: dt.date | None
    organisation: str
    dues_base_mode: DuesBaseMode
    document_number: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(MemberDraft):
    """Somebody in the register; `relation_state` None before admission."""

    name: str
    relation_state: RelationState | None
    cultivators: tuple[str, ...]
    standings: tuple[StandingSpan, ...]
    workplaces: tuple[Workplace, ...]
    dues_bases: tuple[DuesBase, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFilter:
    """What a list asks for; None and empty mean any."""

    standing: MemberStanding | None
    unit: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPaper(Happening):
    """When and on which paper a standing changed."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(StandingPaper):
    """The next step: the admitting branch, the cultivators of an activist."""

    organisation: str
    cultivators: tuple[str, ...]


def register_member(draft: MemberDraft, *, name: str, now: dt.datetime, today: dt.date) -> Member:
    """Somebody as he stands (P-07, PB-18). Raises InvalidFields."""
    faults = tuple(_faults(draft, today))
    if faults:
        raise InvalidFields(faults)
    since = draft.formal_date if draft.standing is _S.FORMAL else draft.joined_date
    first = StandingSpan(
        standing=draft.standing, from_date=since or today, document_number=draft.document_number, late=False,
        entry_reason="",
    )  # fmt: skip
    values = {field.name: getattr(draft, field.name) for field in fields(MemberDraft)}
    relation = _relation(draft.organisation) if draft.standing in IN_PARTY else None
    return Member(
        **values, name=name, relation_state=relation, cultivators=(), standings=(first,),
        workplaces=(Workplace(unit=draft.unit, from_date=today),),
        dues_bases=(DuesBase(mode=draft.dues_base_mode, from_month=""),), create_time=now, etag="1",
    )  # fmt: skip


def allow(member: Member, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, member.standing, action, what="党员登记", etag=member.etag, given=etag)


def next_standing(member: Member) -> MemberStanding:
    """The step after the member's standing; `allow` has passed."""
    (following,) = MOVES[member.standing]["advance"]
    return following


def advanced(member: Member, advance: Advance, entry: Entry) -> Member:
    """The member one step further (PB-36); the relation begins with admission."""
    following, on = next_standing(member), entry.happened_date
    moved = _moved(member, following, advance, entry)
    if following is _S.ACTIVIST:
        return replace(moved, cultivators=advance.cultivators)
    if following is _S.PROBATIONARY:
        branch = advance.organisation or member.organisation
        return replace(moved, joined_date=on, organisation=branch, relation_state=_relation(branch))
    return replace(moved, formal_date=on) if following is _S.FORMAL else moved


def ended(member: Member, paper: StandingPaper, entry: Entry) -> Member:
    """A member no longer: no relation, but what was is kept."""
    return replace(_moved(member, _S.NONE, paper, entry), organisation="", relation_state=None)


def relocated(member: Member, unit: str, division: str, on: dt.date) -> Member:
    """The member at another office from the day on (PB-06); what is told twice is written once."""
    moved = () if unit == member.unit else (Workplace(unit=unit, from_date=on),)
    return changed(member, unit=unit, division=division, workplaces=(*member.workplaces, *moved))


def changed(member: Member, **values: object) -> Member:
    """The member with other values, under the next etag."""
    return replace(member, **values, etag=str(int(member.etag) + 1))  # type: ignore[arg-type]


def _moved(member: Member, standing: MemberStanding, paper: StandingPaper, entry: Entry) -> Member:
    span = StandingSpan(
        standing=standing, from_date=entry.happened_date, document_number=paper.document_number, late=entry.late,
        entry_reason=entry.reason,
    )  # fmt: skip
    return replace(
        member, standing=standing, standings=(*member.standings, span), etag=str(int(member.etag) + 1)
    )  # fmt: skip


def _relation(organisation: str) -> RelationState:
    return RelationState.ATTACHED if organisation else RelationState.ELSEWHERE


def _faults(draft: MemberDraft, today: dt.date) -> Iterator[Violation]:
    """A standing whose dates are missing or too many; dates of tomorrow or in the wrong order; nowhere to be found."""
    needed = {_S.PROBATIONARY: 1, _S.FORMAL: 2}.get(draft.standing, 0)
    given = (draft.joined_date, draft.formal_date)
    for place, (field, day) in enumerate(zip(("joined_date", "formal_date"), given, strict=True), 1):
        if (day is not None) != (place <= needed):
            yield _fault(
                field, "STANDING_DATES", "预备党员填写入党日期，正式党员另填转正日期，其他人员不填（PB-04），请核对"
            )
        elif day is not None and day > today:
            yield _fault(field, "DATE_IN_FUTURE", "日期不能晚于今天（P-06），请按党员档案填写")
    if None not in given and given[0] > given[1]:  # type: ignore[operator]
        yield _fault("formal_date", "DATE_BEFORE_PREVIOUS", "转正日期早于入党日期（PB-36），请按党员档案填写")
    if not draft.practitioner and not draft.unit:
        yield _fault("unit", "UNIT_MISSING", "非从业人员须填写所在单位（PB-02），请填写法律服务所或者司法所")
    if draft.standing is _S.NONE:
        yield _fault("standing", "STANDING_DATES", "已不是党员的不登记（PB-18），请核对政治面貌")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"member.{field}", reason=reason, description=description)
