"""A quarter of an organisation's dues: handed on, given back in full, closed at difference 0 (PB-24, PB-41).

It must not reckon what a member owes.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.money import split
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.dues_line import DuesLine


class DuesRefundState(enum.Enum):
    """Where a period stands."""

    COLLECTED = enum.auto()
    REMITTED = enum.auto()
    REFUNDED = enum.auto()
    RECONCILED = enum.auto()


_S = DuesRefundState
MOVES: Moves[DuesRefundState] = {
    _S.COLLECTED: {"remit": frozenset({_S.REMITTED})},
    _S.REMITTED: {"recordReturn": frozenset({_S.REFUNDED}), "reconcile": frozenset({_S.RECONCILED})},
    _S.REFUNDED: {"recordReturn": frozenset({_S.REFUNDED}), "reconcile": frozenset({_S.RECONCILED})},
    _S.RECONCILED: {},
}
LAST_MONTH = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesRefundDraft:
    """What is entered of a period."""

    organisation: str
    period: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesPart:
    """Dues of one unit, practitioners apart from others."""

    unit: str
    returnable: bool
    paid_fen: int
    remitted_fen: int
    refunded_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesReturn:
    """Money that came back."""

    returned_date: dt.date
    amount_fen: int
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesRefund(DuesRefundDraft):
    """A period as it is kept; sums only. `short_told`: others heard that less came back in time."""

    name: str
    state: DuesRefundState
    member_count: int
    due_fen: int
    paid_fen: int
    remitted_fen: int
    returnable_fen: int
    refunded_fen: int
    owed_by: str
    parts: tuple[DuesPart, ...]
    returns: tuple[DuesReturn, ...]
    remitted_date: dt.date | None
    refunded_date: dt.date | None
    short_told: bool
    deadlines: tuple[Deadline, ...]
    division: str
    create_time: dt.datetime
    etag: str

    @property
    def difference_fen(self) -> int:
        """What was handed on and must come back still; never reckoned from what was paid in (PB-24)."""
        return self.returnable_fen - self.refunded_fen

    @property
    def open_item_fen(self) -> int:
        """The difference once less came back than had to, or the time limit is over; 0 else."""
        return self.difference_fen if self.state is _S.REFUNDED or self.short_told else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesRefundFilter:
    """What a list asks for; None, empty and False mean any."""

    organisation: str
    period: str
    state: DuesRefundState | None
    open_items: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesPaper(Happening):
    """When and on which paper something became of a period."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesRefundShort:
    """Less of practitioners' dues came back in time than was handed on (XF-10)."""

    dues_refund: str
    organisation: str
    owed_by: str
    division: str
    period: str
    difference_fen: int
    due_date: dt.date


def last_month(period: str) -> str:
    """The last month of a quarter, `YYYY-MM`."""
    return f"{period[:5]}{LAST_MONTH[period[5:]]}"


def first_month(period: str) -> str:
    """The first month of a quarter, `YYYY-MM`."""
    return f"{period[:5]}{int(LAST_MONTH[period[5:]]) - 2:02d}"


def collect(
    draft: DuesRefundDraft, lines: Iterable[DuesLine], *, name: str, division: str, now: dt.datetime
) -> DuesRefund:
    """The paid lines by unit, practitioners apart from others (PB-41). Raises NOTHING_COLLECTED.

    `lines` are those of the period and earlier ones that were paid since; none is in another period.
    """
    listed = list(lines)
    settled = [line for line in listed if line.paid_date is not None]
    sums: dict[tuple[str, bool], int] = defaultdict(int)
    for line in settled:
        sums[(line.unit, line.returnable)] += line.due_fen
    paid_fen = sum(sums.values())
    if paid_fen == 0:
        message = "该党组织该季度没有已交纳的党费可以汇总（PB-24）。请先登记党费交纳情况。"
        raise RuleViolated("NOTHING_COLLECTED", message, rules=("PB-24",))
    parts = tuple(
        DuesPart(unit=unit, returnable=returnable, paid_fen=fen, remitted_fen=0, refunded_fen=0)
        for (unit, returnable), fen in sorted(sums.items())
    )
    return DuesRefund(
        organisation=draft.organisation, period=draft.period, document_number=draft.document_number, name=name,
        state=_S.COLLECTED, member_count=len({line.member for line in settled}),
        due_fen=sum(line.due_fen for line in listed), paid_fen=paid_fen, remitted_fen=0, returnable_fen=0,
        refunded_fen=0, owed_by="", parts=parts, returns=(), remitted_date=None, refunded_date=None, short_told=False,
        deadlines=(), division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(refund: DuesRefund, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, refund.state, action, what="党费返还", etag=refund.etag, given=etag)


def remitted(refund: DuesRefund, amount_fen: int, superior: str, entry: Entry) -> DuesRefund:
    """Handed on to the superior organisation, which owes practitioners' part of it (PB-24, PB-41).

    Raises REMITTED_TOO_MUCH, SUPERIOR_UNKNOWN.
    """
    if amount_fen > refund.paid_fen:
        message = "上缴数不能大于已交纳的党费（PB-24）。请核对上缴凭证。"
        raise RuleViolated("REMITTED_TOO_MUCH", message, rules=("PB-24",))
    if not superior:
        raise superior_unknown()
    shares = split(amount_fen, [part.paid_fen for part in refund.parts])
    parts = tuple(replace(part, remitted_fen=fen) for part, fen in zip(refund.parts, shares, strict=True))
    return replace(
        refund, state=_S.REMITTED, remitted_fen=amount_fen, parts=parts, owed_by=superior,
        returnable_fen=sum(part.remitted_fen for part in parts if part.returnable),
        remitted_date=entry.happened_date, etag=_next(refund),
    )  # fmt: skip


def returned(refund: DuesRefund, amount_fen: int, paper: DuesPaper, entry: Entry) -> DuesRefund:
    """Something came back, for the offices by what was handed on for each (PB-41). Raises REFUNDED_TOO_MUCH."""
    if amount_fen > refund.difference_fen:
        message = "返还数大于应返还的从业人员党费（PB-24）。司法所人员的党费和特殊党费不在返还之列，请核对返还凭证。"
        raise RuleViolated("REFUNDED_TOO_MUCH", message, rules=("PB-24",))
    back = refund.refunded_fen + amount_fen
    shares = split(back, [part.remitted_fen if part.returnable else 0 for part in refund.parts])
    parts = tuple(replace(part, refunded_fen=fen) for part, fen in zip(refund.parts, shares, strict=True))
    made = DuesReturn(returned_date=entry.happened_date, amount_fen=amount_fen, document_number=paper.document_number)
    return replace(
        refund, state=_S.REFUNDED, refunded_fen=back, parts=parts, returns=(*refund.returns, made),
        refunded_date=entry.happened_date, etag=_next(refund),
    )  # fmt: skip


def reconciled(refund: DuesRefund) -> DuesRefund:
    """Closed at difference 0 (PB-24). Raises DIFFERENCE_OPEN."""
    if refund.difference_fen:
        message = "上缴数与返还数的差额不为零，不能对账结清（PB-24）。请先向上级党组织催要差额。"
        raise RuleViolated("DIFFERENCE_OPEN", message, rules=("PB-24",))
    return replace(refund, state=_S.RECONCILED, etag=_next(refund))


def short(refund: DuesRefund, due_date: dt.date) -> DuesRefundShort:
    """What others hear when the time limit is over (XF-10)."""
    return DuesRefundShort(
        dues_refund=refund.name, organisation=refund.organisation, owed_by=refund.owed_by, division=refund.division,
        period=refund.period, difference_fen=refund.difference_fen, due_date=due_date,
    )  # fmt: skip


def refuse_running_period(period: str, today: dt.date) -> None:
    """Raise PERIOD_NOT_OVER."""
    if last_month(period) >= today.isoformat()[:7]:
        message = "该季度尚未结束，不能汇总党费（PB-24）。请于季度结束后办理。"
        raise RuleViolated("PERIOD_NOT_OVER", message, rules=("PB-24",))


def superior_unknown() -> RuleViolated:
    """The refusal to hand dues on when nobody stands above the organisation."""
    message = "该党组织没有登记上级党组织，无法确定党费交给谁、由谁返还（PB-24）。请先登记上级党组织。"
    return RuleViolated("SUPERIOR_UNKNOWN", message, rules=("PB-24",))


def period_taken() -> Refusal:
    """The refusal of a second collection for one organisation and quarter."""
    message = "该党组织该季度的党费已经汇总，请在原记录上办理，以后补交的并入下一季度（PB-24）。"
    return Refusal(Kind.ALREADY_EXISTS, "DUES_PERIOD_TAKEN", message)


def _next(refund: DuesRefund) -> str:
    return str(int(refund.etag) + 1)
