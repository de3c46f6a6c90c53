"""Movements of a budget: one person proposes, another approves, then it is booked (LA-90, LA-115, M-05).

It must not book anything itself, and it cannot say "from this source to that one": a carry-over is two entries in two
ledgers on one document, between two years of the same kind.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.ledger import Draft, Entry, EntryKind, Transfer, reverse
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.fund_balance import appropriation, arrival, carried_in, carried_out
from services.legal_aid.domain.fund_source import FundSource


class FundMovementKind(enum.Enum):
    """What a movement does."""

    APPROPRIATION = enum.auto()
    ARRIVAL = enum.auto()
    CARRY_OVER = enum.auto()
    REVERSAL = enum.auto()


class FundMovementState(enum.Enum):
    """Where it stands."""

    PROPOSED = enum.auto()
    BOOKED = enum.auto()
    REJECTED = enum.auto()


MOVES: Moves[FundMovementState] = {
    FundMovementState.PROPOSED: {
        "approve": frozenset({FundMovementState.BOOKED}),
        "reject": frozenset({FundMovementState.REJECTED}),
    },
    FundMovementState.BOOKED: {},
    FundMovementState.REJECTED: {},
}
REVERSIBLE = frozenset({FundMovementKind.APPROPRIATION, FundMovementKind.ARRIVAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """What is allotted, or what arrived."""

    document: str
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Allotment):
    """What goes into the next year, and how much of it has arrived."""

    arrived_fen: int
    carried_into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingBack:
    """Which movement was wrong."""

    document: str
    fund_movement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMovement:
    """One movement; empty and None where it does not apply."""

    name: str
    fund_source: str
    kind: FundMovementKind
    amount_fen: int
    arrived_fen: int
    carried_into: str | None
    reverses: str | None
    document: str
    state: FundMovementState
    made_by: str
    approved_by: str | None
    entry: str | None
    booked_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMovementFilter:
    """What a list asks for; None and empty mean any."""

    fund_source: str
    state: FundMovementState | None


def propose(
    source: FundSource,
    kind: FundMovementKind,
    said: Allotment,
    *,
    name: str,
    made_by: str,
    now: dt.datetime,
    reverses: str | None = None,
) -> FundMovement:
    """A movement that waits for somebody else."""
    return FundMovement(
        name=name, fund_source=source.name, kind=kind, amount_fen=said.amount_fen,
        arrived_fen=said.arrived_fen if isinstance(said, CarryOver) else 0,
        carried_into=said.carried_into if isinstance(said, CarryOver) else None, reverses=reverses,
        document=said.document, state=FundMovementState.PROPOSED, made_by=made_by, approved_by=None, entry=None,
        booked_date=None, division=source.division, create_time=now, etag="1",
    )  # fmt: skip


def check_carry_over(source: FundSource, into: FundSource | None, said: CarryOver) -> None:
    """Raise CARRY_OVER_UNFIT unless it goes to the next year of the same institution and kind (LA-90, LA-115)."""
    if said.arrived_fen > said.amount_fen:
        text = "已到位金额不能大于结转金额，请核对后重新填写（LA-115）"
        raise InvalidFields((Violation(field="arrived_fen", reason="ARRIVED_ABOVE_AMOUNT", description=text),))
    fits = into is not None and (into.institution, into.kind, into.fiscal_year) == (
        source.institution, source.kind, source.fiscal_year + 1,
    )  # fmt: skip
    if not fits:
        raise RuleViolated(
            "CARRY_OVER_UNFIT",
            "只能结转到本机构下一年度同一类别的经费来源，不同来源之间不得划转（LA-90、LA-115）。请先登记下一年度的经费来源。",
            rules=("LA-90", "LA-115"),
        )


def check_reversible(movement: FundMovement | None, source: FundSource) -> FundMovement:
    """The movement to take back. Raises ENTRY_NOT_REVERSIBLE unless it is this source's booked allotment or arrival."""
    if (
        movement is None
        or movement.fund_source != source.name
        or movement.kind not in REVERSIBLE
        or movement.state is not FundMovementState.BOOKED
    ):
        raise not_reversible()
    return movement


def not_reversible() -> RuleViolated:
    """The refusal of a reversal that has nothing to take back."""
    return RuleViolated(
        "ENTRY_NOT_REVERSIBLE",
        "只能冲销本经费来源已入账且未冲销的下达或者到位记录（M-05）。补贴付款请在补贴申领上办理冲销。",
        rules=("M-05",),
    )


def allow(movement: FundMovement, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, movement.state, action, what="经费变动", etag=movement.etag, given=etag)


def draft_of(movement: FundMovement, reversed_entry: Entry | None, *, approved_by: str, today: dt.date) -> Draft:
    """The entry in the source's own ledger."""
    return Draft(
        kind=EntryKind.REVERSE if reversed_entry else EntryKind.BOOK, purpose=movement.kind.name,
        subject=movement.name, transfers=_transfers(movement, reversed_entry), booked_date=today,
        made_by=movement.made_by, approved_by=approved_by, document=movement.document,
        reverses=reversed_entry.name if reversed_entry else None,
    )  # fmt: skip


def draft_into(movement: FundMovement, *, approved_by: str, today: dt.date) -> Draft:
    """The entry of a carry-over in the next year's ledger."""
    return Draft(
        kind=EntryKind.BOOK, purpose=movement.kind.name, subject=movement.name,
        transfers=carried_in(movement.amount_fen, movement.arrived_fen), booked_date=today,
        made_by=movement.made_by, approved_by=approved_by, document=movement.document,
    )  # fmt: skip


def booked(movement: FundMovement, *, entry: str, approved_by: str, today: dt.date) -> FundMovement:
    """The movement as it was booked."""
    return _decided(movement, FundMovementState.BOOKED, approved_by, entry=entry, booked_date=today)


def rejected(movement: FundMovement, *, approved_by: str) -> FundMovement:
    """The movement turned down."""
    return _decided(movement, FundMovementState.REJECTED, approved_by)


def _decided(
    movement: FundMovement,
    state: FundMovementState,
    by: str,
    *,
    entry: str | None = None,
    booked_date: dt.date | None = None,
) -> FundMovement:
    return replace(
        movement, state=state, approved_by=by, entry=entry, booked_date=booked_date,
        etag=str(int(movement.etag) + 1),
    )  # fmt: skip


def _transfers(movement: FundMovement, reversed_entry: Entry | None) -> tuple[Transfer, ...]:
    if reversed_entry is not None:
        return reverse(reversed_entry)
    if movement.kind is FundMovementKind.CARRY_OVER:
        return carried_out(movement.amount_fen, movement.arrived_fen)
    return (
        appropriation(movement.amount_fen)
        if movement.kind is FundMovementKind.APPROPRIATION
        else arrival(movement.amount_fen)
    )
