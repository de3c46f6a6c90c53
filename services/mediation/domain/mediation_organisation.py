"""Organisations that mediate and the people who do it there (MD-01, MD-02). It must not look anything up."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace
from typing import Any

from chassis.kernel.credit_code import credit_code_fault
from chassis.kernel.entry import check_day
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from chassis.kernel.unit import UnitChanged, UnitKind, UnitState


class MediationOrganisationKind(enum.Enum):
    """What kind of organisation."""

    PEOPLES_COMMITTEE = enum.auto()
    SPECIALISED = enum.auto()
    INDUSTRY = enum.auto()


class MediationOrganisationState(enum.Enum):
    """Where an organisation stands."""

    ACTIVE = enum.auto()
    CLOSED = enum.auto()


class MediatorKind(enum.Enum):
    """How somebody mediates."""

    FULL_TIME = enum.auto()
    PART_TIME = enum.auto()


_S = MediationOrganisationState
_STAYS = frozenset({_S.ACTIVE})
MOVES: Moves[MediationOrganisationState] = {
    _S.ACTIVE: {
        "appointMediator": _STAYS, "endMediator": _STAYS, "rename": _STAYS, "close": frozenset({_S.CLOSED}),
    },
    _S.CLOSED: {},
}  # fmt: skip
# What supervision's register calls them: it keeps mediation centres of an industry apart (SV-72).
UNIT_KINDS = {
    MediationOrganisationKind.PEOPLES_COMMITTEE: UnitKind.MEDIATION_ORGANISATION,
    MediationOrganisationKind.SPECIALISED: UnitKind.MEDIATION_ORGANISATION,
    MediationOrganisationKind.INDUSTRY: UnitKind.MEDIATION_CENTRE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MediatorDraft:
    """Who is appointed."""

    full_name: str
    kind: MediatorKind
    certificate_number: str
    appointed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediator(MediatorDraft):
    """Somebody who mediates or mediated there; `until_date` is the last day."""

    mediator: str
    until_date: dt.date | None

    def serves(self, on: dt.date) -> bool:
        """Whether he mediates there on the day."""
        return self.appointed_date <= on and (self.until_date is None or on <= self.until_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationOrganisationDraft:
    """What is entered."""

    kind: MediationOrganisationKind
    title: str
    division: str
    credit_code: str
    contact: str
    founded_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationOrganisation(MediationOrganisationDraft):
    """One organisation."""

    name: str
    mediators: tuple[Mediator, ...]
    closed_date: dt.date | None
    state: MediationOrganisationState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationOrganisationFilter:
    """What a list asks for; None means any."""

    kind: MediationOrganisationKind | None
    state: MediationOrganisationState | None


def founded(draft: MediationOrganisationDraft, *, name: str, today: dt.date, now: dt.datetime) -> MediationOrganisation:
    """A new one (MD-01). Raises InvalidFields for a credit code that cannot be, or a day in the future."""
    if draft.credit_code and (fault := credit_code_fault(draft.credit_code)):
        text = "统一社会信用代码有误，请按登记证书核对；没有的请留空"
        field = "mediation_organisation.credit_code"
        raise InvalidFields((Violation(field=field, reason=fault, description=text),))
    check_day(draft.founded_date, today=today, not_before=None, field="mediation_organisation.founded_date")
    values = {field.name: getattr(draft, field.name) for field in fields(MediationOrganisationDraft)}
    return MediationOrganisation(
        **values, name=name, mediators=(), closed_date=None, state=_S.ACTIVE, create_time=now, etag="1"
    )


def allow(organisation: MediationOrganisation, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, organisation.state, action, what="调解组织", etag=organisation.etag, given=etag)


def with_mediator(
    organisation: MediationOrganisation, draft: MediatorDraft, mediator: str, *, today: dt.date
) -> MediationOrganisation:
    """Somebody begins to mediate there (MD-02). Raises InvalidFields for a day before the organisation was founded."""
    check_day(
        draft.appointed_date, today=today, not_before=organisation.founded_date, field="mediator.appointed_date"
    )  # fmt: skip
    values = {field.name: getattr(draft, field.name) for field in fields(MediatorDraft)}
    newcomer = Mediator(**values, mediator=mediator, until_date=None)
    return _changed(organisation, mediators=(*organisation.mediators, newcomer))


def without_mediator(
    organisation: MediationOrganisation, mediator: str, until: dt.date, *, today: dt.date
) -> MediationOrganisation:
    """The day is somebody's last one; nobody is struck off (MD-02). Raises MEDIATOR_UNKNOWN, InvalidFields."""
    found = next((one for one in organisation.mediators if one.mediator == mediator and one.until_date is None), None)
    if found is None:
        message = "本组织没有该在任调解员（MD-02）。请按本组织调解员名册核对 mediator。"
        raise RuleViolated("MEDIATOR_UNKNOWN", message, rules=("MD-02",))
    check_day(until, today=today, not_before=found.appointed_date, field="until_date")
    left = replace(found, until_date=until)
    return _changed(organisation, mediators=tuple(left if one is found else one for one in organisation.mediators))


def renamed(organisation: MediationOrganisation, title: str, document: str) -> MediationOrganisation:
    """It bears another name by the paper (MD-01)."""
    return _changed(organisation, title=title, document_number=document)


def closed(organisation: MediationOrganisation, on: dt.date, *, today: dt.date) -> MediationOrganisation:
    """It is no more from the day on, and nobody mediates there any longer (MD-01). Raises InvalidFields."""
    latest = max((one.appointed_date for one in organisation.mediators), default=organisation.founded_date)
    check_day(on, today=today, not_before=max(latest, organisation.founded_date), field="closed_date")
    people = tuple(one if one.until_date else replace(one, until_date=on) for one in organisation.mediators)
    return _changed(organisation, state=_S.CLOSED, closed_date=on, mediators=people)


def require_nothing_open(*, disputes_open: bool) -> None:
    """Whoever has disputes under way is not closed (MD-01). Raises RuleViolated DISPUTES_OPEN."""
    if disputes_open:
        message = "该调解组织还有未结的纠纷，不能终止（MD-01）。请先办结，或由当事人撤回后另行登记。"
        raise RuleViolated("DISPUTES_OPEN", message, rules=("MD-01",))


def told(organisation: MediationOrganisation, *, on: dt.date) -> UnitChanged:
    """How it stands now, for whoever keeps a register of units (SV-72)."""
    return UnitChanged(
        unit=organisation.name, kind=UNIT_KINDS[organisation.kind], title=organisation.title,
        division=organisation.division, state=UnitState[organisation.state.name], changed_date=on,
    )  # fmt: skip


def organisation_registered() -> Refusal:
    """ALREADY_EXISTS: one of the name is at work in the same place (MD-01)."""
    message = "本区划内已有同名的调解组织（MD-01），不能重复登记。请核对 title，或者办理变更。"
    return Refusal(Kind.ALREADY_EXISTS, "ORGANISATION_REGISTERED", message, metadata={"rules": "MD-01"})


def _changed(organisation: MediationOrganisation, **values: Any) -> MediationOrganisation:
    return replace(organisation, etag=str(int(organisation.etag) + 1), **values)
