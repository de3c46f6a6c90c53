"""Certified inspection officers (SV-60, SV-66) and in whom they have an interest (SV-61). It must not draw them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class InspectionOfficerState(enum.Enum):
    """Where an officer stands."""

    CERTIFIED = enum.auto()
    WITHDRAWN = enum.auto()


class InterestGround(enum.Enum):
    """Why somebody must not inspect a target (SV-61)."""

    RELATIVE = enum.auto()
    FORMER_POST = enum.auto()
    PARTY = enum.auto()
    OTHER = enum.auto()


_S = InspectionOfficerState
MOVES: Moves[InspectionOfficerState] = {
    _S.CERTIFIED: {
        "declareInterest": frozenset({_S.CERTIFIED}), "registerKey": frozenset({_S.CERTIFIED}),
        "withdraw": frozenset({_S.WITHDRAWN}),
    },
    _S.WITHDRAWN: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerInterest:
    """In whom an officer has an interest; of an office it counts for everybody who belongs to it."""

    subject: str
    ground: InterestGround


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerKey:
    """An Ed25519 public key in hexadecimal, and the days on which it counts (P-03)."""

    public_key: str
    since_date: dt.date
    until_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionOfficerDraft:
    """What is entered."""

    full_name: str
    certificate_number: str
    valid_from_date: dt.date
    valid_until_date: dt.date
    division: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionOfficer(InspectionOfficerDraft):
    """Somebody who is or was certified to inspect."""

    name: str
    interests: tuple[OfficerInterest, ...]
    keys: tuple[OfficerKey, ...]
    state: InspectionOfficerState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionOfficerFilter:
    """What a list asks for; None means any."""

    state: InspectionOfficerState | None


def certified(draft: InspectionOfficerDraft, *, name: str, now: dt.datetime) -> InspectionOfficer:
    """Somebody with a certificate. Raises InvalidFields VALIDITY_REVERSED."""
    if draft.valid_until_date < draft.valid_from_date:
        text = "执法证有效期的最后一日早于第一日（SV-66），请核对证件后填写"
        fault = Violation(
            field="inspection_officer.valid_until_date", reason="VALIDITY_REVERSED", description=text
        )  # fmt: skip
        raise InvalidFields((fault,))
    values = {field.name: getattr(draft, field.name) for field in fields(InspectionOfficerDraft)}
    return InspectionOfficer(
        **values, name=name, interests=(), keys=(), state=InspectionOfficerState.CERTIFIED, create_time=now, etag="1"
    )


def allow(officer: InspectionOfficer, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, officer.state, action, what="执法检查人员", etag=officer.etag, given=etag)


def interested(officer: InspectionOfficer, interest: OfficerInterest) -> InspectionOfficer:
    """The officer with one interest more (SV-61). Raises ALREADY_EXISTS `INTEREST_DECLARED`."""
    if interest.subject in {one.subject for one in officer.interests}:
        message = "该检查人员对这一对象的利害关系已登记（SV-61），不必重复申报。请核对对象编号。"
        raise Refusal(Kind.ALREADY_EXISTS, "INTEREST_DECLARED", message, metadata={"rules": "SV-61"})
    return replace(officer, interests=(*officer.interests, interest), etag=str(int(officer.etag) + 1))


def withdrawn(officer: InspectionOfficer) -> InspectionOfficer:
    """The officer without certificate (SV-66)."""
    return replace(officer, state=InspectionOfficerState.WITHDRAWN, etag=str(int(officer.etag) + 1))


def may_inspect(officer: InspectionOfficer, on: dt.date) -> bool:
    """Whether the certificate is in force on the day (SV-66)."""
    in_time = officer.valid_from_date <= on <= officer.valid_until_date
    return officer.state is InspectionOfficerState.CERTIFIED and in_time


def officer_certified() -> Refusal:
    """ALREADY_EXISTS: somebody has the certificate."""
    message = "该执法证号已登记在执法检查人员名录库中（SV-66），不能重复登记。请核对证号。"
    return Refusal(Kind.ALREADY_EXISTS, "OFFICER_CERTIFIED", message, metadata={"rules": "SV-66"})
