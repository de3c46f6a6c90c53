"""Party organisations: what they unite, their states, and how they stood on a day (PB-01, PB-02, PB-05, PB-11).

It must not judge who leads them.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.composition import OrganisationKind, refuse_unfit_units
from services.party_building.domain.leadership import OrganisationWarning, PartyLead, Post
from services.party_building.domain.standard import GradeSpan, HaveCheck


class OrganisationState(enum.Enum):
    """Where an organisation stands; TERM_DUE follows from the day and is never stored."""

    PROPOSED = enum.auto()
    APPROVED = enum.auto()
    ACTIVE = enum.auto()
    TERM_DUE = enum.auto()
    RE_ELECTED = enum.auto()
    EXTENSION_APPROVED = enum.auto()
    MERGED = enum.auto()
    DISSOLVED = enum.auto()


_S = OrganisationState
STANDING = frozenset({_S.ACTIVE, _S.TERM_DUE, _S.RE_ELECTED, _S.EXTENSION_APPROVED})
ENDED = frozenset({_S.MERGED, _S.DISSOLVED})
_AT_WORK = {
    "recordElection": frozenset({_S.RE_ELECTED}), "extendTerm": frozenset({_S.EXTENSION_APPROVED}),
    "merge": frozenset({_S.MERGED}), "dissolve": frozenset({_S.DISSOLVED}),
}  # fmt: skip
_RECORDS = ("changeUnits", "move", "recordHaves", "grade")


def _at_work(state: OrganisationState) -> dict[str, frozenset[OrganisationState]]:
    return {**_AT_WORK, **{action: frozenset({state}) for action in _RECORDS}}


MOVES: Moves[OrganisationState] = {
    _S.PROPOSED: {"approve": frozenset({_S.APPROVED})},
    _S.APPROVED: {"recordElection": frozenset({_S.ACTIVE})},
    **{state: _at_work(state) for state in (_S.ACTIVE, _S.TERM_DUE, _S.RE_ELECTED, _S.EXTENSION_APPROVED)},
    _S.MERGED: {},
    _S.DISSOLVED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """What is proposed."""

    display_name: str
    kind: OrganisationKind
    parent: str
    units: tuple[str, ...]
    division: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationVersion:
    """How an organisation stood from a day on, until the next version begins."""

    from_date: dt.date
    state: OrganisationState
    parent: str
    units: tuple[str, ...]
    posts: tuple[Post, ...]
    term_end: dt.date | None
    document_number: str
    late: bool
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(OrganisationDraft):
    """An organisation as it is kept; `state` never TERM_DUE.

    `lead_gap` is the subject of the clock of PB-07, `term_clock` that of the term which ends (PB-11).
    """

    name: str
    state: OrganisationState
    approved_date: dt.date | None
    exception_document: str
    term_years: int
    elected_date: dt.date | None
    term_end: dt.date | None
    posts: tuple[Post, ...]
    haves: tuple[HaveCheck, ...]
    grades: tuple[GradeSpan, ...]
    versions: tuple[OrganisationVersion, ...]
    lead_gap: str
    term_clock: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    """An organisation with what follows from its members and from the day it is looked at."""

    organisation: Organisation
    state: OrganisationState
    formal_count: int
    probationary_count: int
    leads: tuple[PartyLead, ...]
    warnings: tuple[OrganisationWarning, ...]
    standard_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFilter:
    """What a list asks for; None and empty mean any."""

    kind: OrganisationKind | None
    parent: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPaper(Happening):
    """When and on which paper something became of an organisation."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which organisation, what happened on which paper, and what the caller saw of it."""

    name: str
    etag: str
    paper: OrganisationPaper


def propose_organisation(draft: OrganisationDraft, *, name: str, now: dt.datetime, today: dt.date) -> Organisation:
    """An organisation that waits for the superior one. Raises InvalidFields UNITS_UNFIT."""
    refuse_unfit_units(draft.kind, draft.units)
    values = {field.name: getattr(draft, field.name) for field in fields(OrganisationDraft)}
    made = Organisation(
        **values, name=name, state=_S.PROPOSED, approved_date=None, exception_document="", term_years=0,
        elected_date=None, term_end=None, posts=(), haves=(), grades=(), versions=(), lead_gap="", term_clock="",
        deadlines=(), create_time=now, etag="1",
    )  # fmt: skip
    return replace(
        made, versions=(_version(made, Entry(happened_date=today, late=False, reason=""), draft.document_number),)
    )


def state_on(organisation: Organisation, day: dt.date, notice_days: int) -> OrganisationState:
    """The state on a day: TERM_DUE from `notice_days` before the term ends, without anybody's doing (PB-11)."""
    if organisation.state not in STANDING or organisation.term_end is None:
        return organisation.state
    due = day >= organisation.term_end - dt.timedelta(days=notice_days)
    return _S.TERM_DUE if due else organisation.state


def version_on(organisation: Organisation, day: dt.date) -> OrganisationVersion | None:
    """How it stood on the day; None before it was proposed. The last entry of a day counts."""
    return next((one for one in reversed(organisation.versions) if one.from_date <= day), None)


def allow(organisation: Organisation, state: OrganisationState, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH; `state` is that of today."""
    allow_move(MOVES, state, action, what="党组织", etag=organisation.etag, given=etag)


def renewed(organisation: Organisation, entry: Entry, document: str, **values: object) -> Organisation:
    """The organisation with other values, and its version from that day on."""
    after = replace(
        organisation, **values, etag=str(int(organisation.etag) + 1)  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(after, versions=(*after.versions, _version(after, entry, document)))


def unit_taken() -> RuleViolated:
    """The refusal of a unit that another standing branch unites."""
    message = "所填单位已有支部或者已加入其他联合支部（PB-02）。请先办理该支部的撤并或者调整。"
    return RuleViolated("UNIT_TAKEN", message, rules=("PB-02",))


def parent_unknown() -> RuleViolated:
    """The refusal of a superior organisation that is not there, or not at work, or itself or below itself."""
    message = "所填上级党组织不存在、已撤并，或者是本组织及其下级（PB-40）。请从党组织列表中选择。"
    return RuleViolated("PARENT_UNKNOWN", message, rules=("PB-40",))


def not_joint() -> RuleViolated:
    """The refusal to change the units of anything but a joint branch."""
    message = "只有联合支部可以调整组成单位（PB-02）。单独支部请办理撤并后重新申报。"
    return RuleViolated("NOT_JOINT", message, rules=("PB-02",))


def members_remain() -> RuleViolated:
    """The refusal to dissolve what still has members."""
    message = "该党组织仍有党员，不能撤销（PB-06）。请先办理党员组织关系转接，或者改办合并。"
    return RuleViolated("MEMBERS_REMAIN", message, rules=("PB-06",))


def term_not_longer() -> RuleViolated:
    """The refusal of an extension that ends no later."""
    message = "延期后的届满日应当晚于原届满日（PB-11）。请核对上级党组织批准的日期。"
    return RuleViolated("TERM_NOT_LONGER", message, rules=("PB-11",))


def _version(organisation: Organisation, entry: Entry, document: str) -> OrganisationVersion:
    return OrganisationVersion(
        from_date=entry.happened_date, state=organisation.state, parent=organisation.parent, units=organisation.units,
        posts=organisation.posts, term_end=organisation.term_end, document_number=document, late=entry.late,
        entry_reason=entry.reason,
    )  # fmt: skip
