"""Use cases of payment files: export what is approved, take the bank's result, take a file back.

It must not sign itself.
NOTE: lock order is the source at an export; at an import the batch, its claims and expenses, its source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.table_file import read_table
from chassis.tx import Tx
from services.legal_aid.domain.payment_batch import (
    RESULT,
    PaymentBatch,
    PaymentBatchDraft,
    PaymentBatchFilter,
    PaymentBatchState,
    PaymentLine,
    allow,
    batch_of,
    check_result,
    file_of,
    imported_before,
    moved,
    nothing_to_pay,
)
from services.legal_aid.handlers import claim_payment, direct_expense, duty_claim, subsidy_claim
from services.legal_aid.handlers.fund_source import locked_source
from services.legal_aid.persistence import payment_batch as rows
from services.legal_aid.persistence.assignment_bar import money_barred_on

NOUN = "payment_batch"
_MODULES: Mapping[str, ModuleType] = {
    "subsidyClaims": subsidy_claim, "directExpenses": direct_expense, "dutyClaims": duty_claim,
}  # fmt: skip
_PAY = (
    (direct_expense, direct_expense.pay_direct_expenses), (duty_claim, duty_claim.pay_duty_claims),
    (subsidy_claim, claim_payment.pay_subsidy_claims),
)  # fmt: skip
Sign = Callable[[bytes], bytes]


def create_payment_batch(tx: Tx, draft: PaymentBatchDraft, sign: Sign) -> PaymentBatch:
    """Freeze and sign what waits to be paid; whoever entered, checked or approved any of it may not (P-04)."""
    source = locked_source(tx, draft.fund_source)
    lines = rows.waiting_lines(tx.session, source.name, money_barred_on(tx.session, tx.today))
    if not lines:
        raise nothing_to_pay()
    name = f"paymentBatches/{tx.new_id()}"
    content = file_of(name, lines)
    batch = batch_of(
        source, lines, name=name, content=content, signature=sign(content.encode()).hex(), by=tx.principal.subject,
        today=tx.today, now=tx.now,
    )  # fmt: skip
    rows.insert_payment_batch(tx.session, batch, lines)
    for module in _MODULES.values():
        tx.note_each(f"{module.NOUN}.export", _names(lines, module), rules=("P-04",))
    tx.note(f"{NOUN}.create", name, rules=("LA-96",))
    return batch


def get_payment_batch(tx: Tx, name: str) -> PaymentBatch:
    """One batch within the caller's divisions."""
    return _found(rows.load_payment_batch(tx.session, name, tx.principal))


def list_payment_batches(tx: Tx, wanted: PaymentBatchFilter, page: Page) -> tuple[list[PaymentBatch], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_payment_batches(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def import_payment_result(tx: Tx, name: str, content: bytes, *, etag: str) -> PaymentBatch:
    """Pay all that the bank paid, or nothing. Raises RESULT_IMPORTED, InvalidFields with every bad cell."""
    batch = _found(rows.load_payment_batch(tx.session, name, tx.principal, lock=True))
    sha256 = hashlib.sha256(content).hexdigest()
    if batch.result_sha256 == sha256:
        raise imported_before(*rows.imported_by(tx.session, name, f"{NOUN}.importResult"))
    allow(batch, "importResult", etag=etag)
    lines = rows.lines_of(tx.session, name)
    found = read_table(content, RESULT, field="content")
    check_result(batch, lines, found, tx.today)
    rows.lock_payables(tx.session, [line.payable for line in lines], tx.principal)
    for module, pay in _PAY:
        if names := _names(lines, module):
            pay(tx, names)
    rows.keep_references(tx.session, found)
    tx.note(f"{NOUN}.importResult", name, rules=("LA-96",))
    return _saved(tx, moved(batch, PaymentBatchState.PAID, sha256))


def withdraw_payment_batch(tx: Tx, name: str, *, etag: str) -> PaymentBatch:
    """Take a batch back that the bank did not pay; its lines may be exported again."""
    batch = _found(rows.load_payment_batch(tx.session, name, tx.principal, lock=True))
    allow(batch, "withdraw", etag=etag)
    rows.delete_lines(tx.session, name)
    tx.note(f"{NOUN}.withdraw", name, rules=("LA-96",))
    return _saved(tx, moved(batch, PaymentBatchState.WITHDRAWN))


def _names(lines: Sequence[PaymentLine], module: ModuleType) -> list[str]:
    return [line.payable for line in lines if _MODULES[line.payable.partition("/")[0]] is module]


def _saved(tx: Tx, batch: PaymentBatch) -> PaymentBatch:
    rows.update_payment_batch(tx.session, batch)
    return batch


def _found(batch: PaymentBatch | None) -> PaymentBatch:
    if batch is None:
        raise NotFound("支付文件")
    return batch
