"""What is done when the recipient does not pay in time: a reminder, the court (LA-103). It must not know a file."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline, DeadlineState
from chassis.kernel.deadline_moves import is_late
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation


class PursuitKind(enum.Enum):
    """What was done."""

    REMINDER = enum.auto()
    COURT_ENFORCEMENT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PursuitOrder:
    """What the bureau does; `pay_days` is the period of a reminder."""

    kind: PursuitKind
    document: str
    pay_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPursuit:
    """One step that was done."""

    kind: PursuitKind
    document: str
    pursued_date: dt.date


def pursuit_of(
    order: PursuitOrder, before: Sequence[RecoveryPursuit], times: Sequence[Deadline], *, on: dt.date
) -> RecoveryPursuit:  # fmt: skip
    """The step (LA-103), each kind once and not before every time to pay is over.

    Raises RuleViolated NOT_OVERDUE, PURSUED_BEFORE, InvalidFields PAY_DAYS_MISSING.
    """
    if any(one.state is not DeadlineState.MISSED and not is_late(one, on) for one in times):
        raise RuleViolated(
            "NOT_OVERDUE",
            "受援人的缴款期限尚未届满（LA-103），请待期限届满后再催告或者申请执行。",
            rules=("LA-103",),
        )
    if order.kind in {one.kind for one in before}:
        raise RuleViolated(
            "PURSUED_BEFORE", "该项催缴措施已经办理（LA-103），请核对追偿记录，或者采取其他措施。", rules=("LA-103",)
        )
    if order.kind is PursuitKind.REMINDER and order.pay_days == 0:
        text = "催告须写明缴款期限，请填写天数（LA-103）"
        raise InvalidFields((Violation(field="pay_days", reason="PAY_DAYS_MISSING", description=text),))
    return RecoveryPursuit(kind=order.kind, document=order.document, pursued_date=on)
