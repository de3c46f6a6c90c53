"""Recoveries (追偿): what the recipient pays back who got aid by deceit, and the fine (LA-103).

It must not book anything, nor judge whether there was deceit: the termination does.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.recovery_pursuit import RecoveryPursuit
from services.legal_aid.domain.settlement import ReversalOrder, ReversalReason

# The recipient's times to pay: the cost, the cost after a reminder, the fine; the bureau sets them.
CLOCK, REMINDED, FINE_CLOCK, RULE = "PAY_RECOVERY", "PAY_REMINDED", "PAY_FINE", "LA-103"
EXPENSE = "directExpenses/"


class RecoveryState(enum.Enum):
    """Where a recovery stands."""

    OPENED = enum.auto()
    DEMANDED = enum.auto()
    SETTLED = enum.auto()
    CANCELLED = enum.auto()


_S = RecoveryState


def _fine(state: RecoveryState) -> dict[str, frozenset[RecoveryState]]:
    return dict.fromkeys(("imposeFine", "recordFinePayment"), frozenset({state}))


MOVES: Moves[RecoveryState] = {
    _S.OPENED: {
        "demand": frozenset({_S.DEMANDED, _S.SETTLED}),
        **_fine(_S.OPENED),
        "cancel": frozenset({_S.CANCELLED}),
    },
    _S.DEMANDED: {
        "recordReceipt": frozenset({_S.SETTLED}),
        "pursue": frozenset({_S.DEMANDED}),
        **_fine(_S.DEMANDED),
        "cancel": frozenset({_S.CANCELLED}),
    },
    _S.SETTLED: _fine(_S.SETTLED),
    _S.CANCELLED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryLine:
    """One payment that the aid cost."""

    payable: str
    fund_source: str
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryDemand:
    """The order to pay, within so many days."""

    document: str
    pay_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryReceipt:
    """What the recipient paid."""

    voucher: str
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFine:
    """The decision on the fine; `pay_days` 0 when it sets no time."""

    document: str
    fine_fen: int
    pay_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FinePayment:
    """How the fine was paid."""

    voucher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The file; `lines` are frozen by the demand."""

    name: str
    case: str
    termination_number: str
    lines: tuple[RecoveryLine, ...]
    state: RecoveryState
    document: str
    demanded_by: str
    demanded_date: dt.date | None
    voucher: str
    received_fen: int
    received_date: dt.date | None
    fine_document: str
    fine_fen: int
    institution: str
    division: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str
    fine_voucher: str = ""
    fine_paid_date: dt.date | None = None
    pursuits: tuple[RecoveryPursuit, ...] = ()

    @property
    def subsidies_fen(self) -> int:
        """Subsidies among the lines."""
        return sum(one.amount_fen for one in self.lines if not one.payable.startswith(EXPENSE))

    @property
    def expenses_fen(self) -> int:
        """Direct expenses among the lines."""
        return sum(one.amount_fen for one in self.lines if one.payable.startswith(EXPENSE))

    @property
    def order(self) -> ReversalOrder:
        """The demand, as the written decision to take the payments back (M-05)."""
        return ReversalOrder(document=self.document, reason=ReversalReason.DECEIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryFilter:
    """What a list asks for; None and empty mean any."""

    state: RecoveryState | None
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryMoved:
    """A recovery was opened, demanded, fined, settled or cancelled (LA-103)."""

    recovery: str
    case: str
    institution: str
    division: str
    state: RecoveryState
    subsidies_fen: int
    expenses_fen: int
    received_fen: int
    fine_fen: int
    moved_date: dt.date


def open_recovery(
    *, name: str, case: str, number: str, lines: Sequence[RecoveryLine], institution: str, division: str,
    now: dt.datetime,
) -> Recovery:  # fmt: skip
    """A new file about a case that was terminated for deceit."""
    return Recovery(
        name=name, case=case, termination_number=number, lines=tuple(lines), state=RecoveryState.OPENED, document="",
        demanded_by="", demanded_date=None, voucher="", received_fen=0, received_date=None, fine_document="",
        fine_fen=0, institution=institution, division=division, deadlines=(), create_time=now, etag="1",
    )  # fmt: skip


def allow(recovery: Recovery, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, recovery.state, action, what="追偿", etag=recovery.etag, given=etag)


def demanded(recovery: Recovery, lines: Sequence[RecoveryLine], document: str, *, by: str, on: dt.date) -> Recovery:
    """The order to pay back what was paid by now; nothing paid is nothing owed."""
    state = RecoveryState.DEMANDED if lines else RecoveryState.SETTLED
    changed = replace(recovery, lines=tuple(lines), state=state, document=document, demanded_by=by, demanded_date=on)
    return touched(changed)


def settled(recovery: Recovery, receipt: RecoveryReceipt, *, due_fen: int, on: dt.date) -> Recovery:
    """The recipient paid all that is still to be paid back. Raises RECOVERY_AMOUNT_WRONG for any other amount."""
    if receipt.amount_fen != due_fen:
        raise RuleViolated(
            "RECOVERY_AMOUNT_WRONG",
            "收款金额与应追缴金额不一致（LA-103）。请核对；应一次足额缴回后再登记。",
            rules=("LA-103",),
            due_fen=str(due_fen),
        )
    changed = replace(
        recovery, state=RecoveryState.SETTLED, voucher=receipt.voucher, received_fen=receipt.amount_fen,
        received_date=on,
    )  # fmt: skip
    return touched(changed)


def fined(recovery: Recovery, fine: RecoveryFine, *, most_fen: int) -> Recovery:
    """The fine, once and within the law's limit (LA-103). Raises FINE_IMPOSED, FINE_TOO_HIGH."""
    if recovery.fine_fen:
        raise RuleViolated("FINE_IMPOSED", "对该行为已作出罚款决定，不得重复处罚（LA-103）。", rules=("LA-103",))
    if fine.fine_fen > most_fen:
        raise RuleViolated(
            "FINE_TOO_HIGH",
            "罚款超过法律规定的限额（LA-103）。请在限额以内确定罚款数额。",
            rules=("LA-103",),
            most_fen=str(most_fen),
        )
    return touched(replace(recovery, fine_document=fine.document, fine_fen=fine.fine_fen))


def fine_paid(recovery: Recovery, payment: FinePayment, *, on: dt.date) -> Recovery:
    """The fine was paid (LA-103). Raises FINE_NOT_IMPOSED, FINE_PAID."""
    if not recovery.fine_fen:
        raise RuleViolated("FINE_NOT_IMPOSED", "尚未作出罚款决定（LA-103），没有应缴罚款。", rules=("LA-103",))
    if recovery.fine_paid_date is not None:
        raise RuleViolated("FINE_PAID", "罚款已经缴纳并登记（LA-103），请核对缴款凭证。", rules=("LA-103",))
    return touched(replace(recovery, fine_voucher=payment.voucher, fine_paid_date=on))


def cancelled(recovery: Recovery) -> Recovery:
    """The file taken back."""
    return touched(replace(recovery, state=RecoveryState.CANCELLED))


def told_moved(recovery: Recovery, *, on: dt.date) -> RecoveryMoved:
    """The fact of how it stands now."""
    return RecoveryMoved(
        recovery=recovery.name, case=recovery.case, institution=recovery.institution, division=recovery.division,
        state=recovery.state, subsidies_fen=recovery.subsidies_fen, expenses_fen=recovery.expenses_fen,
        received_fen=recovery.received_fen, fine_fen=recovery.fine_fen, moved_date=on,
    )  # fmt: skip


def touched(recovery: Recovery) -> Recovery:
    """The file, written anew."""
    return replace(recovery, etag=str(int(recovery.etag) + 1))
