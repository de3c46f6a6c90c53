"""Payment files for the bank (支付文件): a frozen list, its file, and what the bank's result must say (LA-96, P-04).

It must not pay anything.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.table import CellKind, Column, Value
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.fund_source import FundSource

MOST_LINES = 500
RESULT = (
    Column(heading="单据", name="payable", key=True),
    Column(heading="金额", name="amount", kind=CellKind.AMOUNT),
    Column(heading="支付日期", name="paid_date", kind=CellKind.DATE),
    Column(heading="银行流水号", name="bank_reference", key=False),
)


class PaymentBatchState(enum.Enum):
    """Where a batch stands."""

    EXPORTED = enum.auto()
    PAID = enum.auto()
    WITHDRAWN = enum.auto()


_S = PaymentBatchState
MOVES: Moves[PaymentBatchState] = {
    _S.EXPORTED: {"importResult": frozenset({_S.PAID}), "withdraw": frozenset({_S.WITHDRAWN})},
    _S.PAID: {},
    _S.WITHDRAWN: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """What is paid to whom."""

    payable: str
    unit: str
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBatchDraft:
    """What is exported: everything that waits on the source."""

    fund_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBatch(PaymentBatchDraft):
    """A frozen list; `content` and `signature` (DER, hexadecimal) are what the bank gets."""

    name: str
    payment_count: int
    total_fen: int
    content: str
    sha256: str
    signature: str
    state: PaymentBatchState
    exported_by: str
    exported_date: dt.date
    result_sha256: str
    institution: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBatchFilter:
    """What a list asks for; None and empty mean any."""

    fund_source: str
    state: PaymentBatchState | None


def file_of(name: str, lines: Sequence[PaymentLine]) -> str:
    """The file: names, units and amounts, and a last line that they must add up to. Nothing in it needs quotes."""
    rows = [f"{one.payable},{one.unit},{_yuan(one.amount_fen)}" for one in lines]
    total = f"{name},{len(lines)},{_yuan(sum(one.amount_fen for one in lines))}"
    return "\n".join(("单据,收款单位,金额", *rows, total)) + "\n"


def batch_of(
    source: FundSource, lines: Sequence[PaymentLine], *, name: str, content: str, signature: str, by: str,
    today: dt.date, now: dt.datetime,
) -> PaymentBatch:  # fmt: skip
    """A batch as it is exported."""
    return PaymentBatch(
        name=name, fund_source=source.name, payment_count=len(lines),
        total_fen=sum(one.amount_fen for one in lines), content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(), signature=signature, state=PaymentBatchState.EXPORTED,
        exported_by=by, exported_date=today, result_sha256="", institution=source.institution,
        division=source.division, create_time=now, etag="1",
    )  # fmt: skip


def allow(batch: PaymentBatch, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, batch.state, action, what="支付文件", etag=batch.etag, given=etag)


def moved(batch: PaymentBatch, state: PaymentBatchState, result_sha256: str = "") -> PaymentBatch:
    """The batch as it now stands."""
    return replace(batch, state=state, result_sha256=result_sha256, etag=str(int(batch.etag) + 1))


def check_result(
    batch: PaymentBatch, lines: Sequence[PaymentLine], rows: Sequence[Mapping[str, Value]], today: dt.date
) -> None:
    """Raise InvalidFields with every cell that the batch does not say, and every line that is not there."""
    faults = tuple(_faults(batch, {one.payable: one for one in lines}, rows, today))
    if faults:
        raise InvalidFields(faults)


def nothing_to_pay() -> RuleViolated:
    """The refusal of an empty file."""
    return RuleViolated(
        "NOTHING_TO_PAY",
        "该经费来源没有已批准且未列入其他支付文件的补贴或者直接费用（LA-96）。请先办理批准。",
        rules=("LA-96",),
    )


def imported_before(by: str, at: dt.datetime) -> Refusal:
    """The refusal of a result that was taken already, by whom and when (C14)."""
    message = "该银行回单已导入并入账，不能重复导入（LA-94）。请核对是否选错文件。"
    known = {"imported_by": by, "imported_time": at.isoformat()}
    return Refusal(Kind.ALREADY_EXISTS, "RESULT_IMPORTED", message, metadata={"rules": "LA-94", **known})


def _faults(
    batch: PaymentBatch, lines: dict[str, PaymentLine], rows: Sequence[Mapping[str, Value]], today: dt.date
) -> Iterator[Violation]:
    for place, row in enumerate(rows, start=1):
        line, day = lines.pop(str(row["payable"]), None), row["paid_date"]
        if line is None:
            yield _fault(f"[{place}].payable", "NOT_IN_BATCH", "单据：不在该支付文件中")
        elif row["amount"] != line.amount_fen:
            yield _fault(f"[{place}].amount", "AMOUNT_DIFFERS", "金额：与支付文件不一致")
        if isinstance(day, dt.date) and not batch.exported_date <= day <= today:
            yield _fault(f"[{place}].paid_date", "PAID_DATE", "支付日期：须在导出日至今日之间")
    for payable in lines:
        yield _fault("", "MISSING", f"缺少{payable}的支付结果，全部支付成功后方可导入")


def _fault(where: str, reason: str, text: str) -> Violation:
    return Violation(field=f"content{where}", reason=reason, description=text)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
