"""One-off dues of a member, large or special: handed on whole, receipted, never given back (PB-24).

It must not enter a period of dues.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class ExtraDuesKind(enum.Enum):
    """What a payment is."""

    LARGE = enum.auto()
    SPECIAL = enum.auto()


class ExtraDuesState(enum.Enum):
    """Where a payment stands."""

    RECEIVED = enum.auto()
    REMITTED = enum.auto()
    RECEIPTED = enum.auto()


_S = ExtraDuesState
MOVES: Moves[ExtraDuesState] = {
    _S.RECEIVED: {"remit": frozenset({_S.REMITTED})},
    _S.REMITTED: {"recordReceipt": frozenset({_S.RECEIPTED})},
    _S.RECEIPTED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraDuesDraft:
    """What is entered of a payment."""

    member: str
    kind: ExtraDuesKind
    amount_fen: int
    paid_date: dt.date
    entry_reason: str
    purpose: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraDuesPayment(ExtraDuesDraft):
    """A payment as it is kept."""

    name: str
    organisation: str
    state: ExtraDuesState
    remitted_to: str
    remitted_date: dt.date | None
    remittance_document_number: str
    receipt_number: str
    receipt_date: dt.date | None
    late: bool
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraDuesFilter:
    """What a list asks for; None and empty mean any."""

    organisation: str
    state: ExtraDuesState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraDuesPaper(Happening):
    """When and on which paper something became of a payment."""

    document_number: str


def receive(
    draft: ExtraDuesDraft, entry: Entry, *, name: str, organisation: str, division: str, large_fen: int,
    now: dt.datetime,
) -> ExtraDuesPayment:  # fmt: skip
    """A payment that the organisation has (PB-24). Raises LARGE_DUES_TOO_SMALL below `large_fen`."""
    if draft.kind is ExtraDuesKind.LARGE and draft.amount_fen < large_fen:
        raise RuleViolated(
            "LARGE_DUES_TOO_SMALL",
            "一次多交不足规定数额的不是大额党费（PB-24）。请核对 amount_fen，有专门用途的按特殊党费登记。",
            rules=("PB-24",),
        )
    values = {field.name: getattr(draft, field.name) for field in fields(ExtraDuesDraft)}
    return ExtraDuesPayment(
        **values, name=name, organisation=organisation, state=_S.RECEIVED, remitted_to="", remitted_date=None,
        remittance_document_number="", receipt_number="", receipt_date=None, late=entry.late, division=division,
        create_time=now, etag="1",
    )  # fmt: skip


def allow(payment: ExtraDuesPayment, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, payment.state, action, what="大额和特殊党费", etag=payment.etag, given=etag)


def handed_on(payment: ExtraDuesPayment, superior: str, paper: ExtraDuesPaper, entry: Entry) -> ExtraDuesPayment:
    """Handed on whole to the superior organisation, which owes nothing back (PB-24)."""
    return replace(
        payment, state=_S.REMITTED, remitted_to=superior, remitted_date=entry.happened_date,
        remittance_document_number=paper.document_number, etag=_next(payment),
    )  # fmt: skip


def receipted(payment: ExtraDuesPayment, paper: ExtraDuesPaper, entry: Entry) -> ExtraDuesPayment:
    """The receipt from above is the member's."""
    return replace(
        payment, state=_S.RECEIPTED, receipt_number=paper.document_number, receipt_date=entry.happened_date,
        etag=_next(payment),
    )  # fmt: skip


def _next(payment: ExtraDuesPayment) -> str:
    return str(int(payment.etag) + 1)
