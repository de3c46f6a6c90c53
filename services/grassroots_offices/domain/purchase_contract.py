"""Purchases of legal services by the government, from the project to the payment (GO-88).

It must not look for hours or claims of the same act; it says which act is paid for.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.service_hours import ServiceKind


class PurchaseContractState(enum.Enum):
    """Where a purchase stands."""

    PLANNED = enum.auto()
    SIGNED = enum.auto()
    ACCEPTED = enum.auto()
    PAID = enum.auto()
    ENDED = enum.auto()


_S = PurchaseContractState
MOVES: Moves[PurchaseContractState] = {
    _S.PLANNED: {"sign": frozenset({_S.SIGNED}), "end": frozenset({_S.ENDED})},
    _S.SIGNED: {
        "cover": frozenset({_S.SIGNED}), "accept": frozenset({_S.ACCEPTED}), "end": frozenset({_S.ENDED}),
    },
    _S.ACCEPTED: {"cover": frozenset({_S.ACCEPTED}), "pay": frozenset({_S.ACCEPTED, _S.PAID})},
    _S.PAID: {},
    _S.ENDED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredActivity:
    """Work that a contract pays for; `kind` None when it would be no public-interest work."""

    activity: str
    activity_date: dt.date
    kind: ServiceKind | None
    practitioners: tuple[str, ...]
    voided_hours: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePayment:
    """One payment, in fen."""

    amount_fen: int
    paid_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseContractDraft:
    """A project with its budget in fen."""

    project: str
    purchaser: str
    budget_fen: int
    document_number: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseContract(PurchaseContractDraft):
    """One purchase; `office` empty before the contract."""

    name: str
    state: PurchaseContractState
    state_date: dt.date
    office: str
    price_fen: int
    from_date: dt.date | None
    until_date: dt.date | None
    contract_document: str
    accepted_fen: int
    opinion: str
    covered: tuple[CoveredActivity, ...]
    payments: tuple[PurchasePayment, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseContractFilter:
    """What a list asks for; None and empty mean any."""

    state: PurchaseContractState | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing(Documented):
    """The contract."""

    office: str
    price_fen: int
    from_date: dt.date
    until_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering(Documented):
    """Work that the contract pays for."""

    activity: str
    kind: ServiceKind | None
    practitioners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseAcceptance(Documented):
    """What was accepted, in fen."""

    accepted_fen: int
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePaying(Documented):
    """A payment, in fen."""

    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseEnd(Documented):
    """Why it ends."""

    opinion: str


def allow(contract: PurchaseContract, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, contract.state, action, what="政府购买服务", etag=contract.etag, given=etag)
