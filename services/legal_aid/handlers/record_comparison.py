"""Use cases of comparing paper ledger, system and bank (LA-72). It must not judge a difference."""

from __future__ import annotations

import hashlib

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.table_file import read_table
from chassis.tx import Tx
from services.legal_aid.domain.record_comparison import (
    BANK,
    PAPER,
    ComparisonDraft,
    ComparisonFilter,
    RecordComparison,
    check_dates,
    compare,
    told,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import record_comparison as rows
from services.legal_aid.persistence.case import opened_between
from services.legal_aid.persistence.claims_of_case import paid_by_case


def create_record_comparison(tx: Tx, draft: ComparisonDraft) -> RecordComparison:
    """Compare the cases that were opened in the days; each that differs is told (XF-19)."""
    check_dates(draft)
    institution = chosen_institution(tx, draft.institution)
    paper = read_table(draft.paper, PAPER, field="record_comparison.paper")
    bank = read_table(draft.bank, BANK, field="record_comparison.bank") if draft.bank else None
    cases = opened_between(tx.session, institution.name, draft.from_date, draft.until_date)
    paid = paid_by_case(tx.session, [case.name for case in cases])
    made = RecordComparison(
        name=f"recordComparisons/{tx.new_id()}", institution=institution.name, from_date=draft.from_date,
        until_date=draft.until_date, paper_sha256=hashlib.sha256(draft.paper).hexdigest(),
        bank_sha256=hashlib.sha256(draft.bank).hexdigest() if draft.bank else "", paper_count=len(paper),
        system_count=len(cases), differences=tuple(compare(paper, bank, cases, paid)),
        division=institution.division, compared_by=tx.principal.subject, create_time=tx.now,
    )  # fmt: skip
    rows.insert_comparison(tx.session, made)
    for fact in told(made, on=tx.today):
        tx.emit(fact, subject=fact.case or made.name)
    tx.note("record_comparison.create", made.name, rules=("LA-72",))
    return made


def get_record_comparison(tx: Tx, name: str) -> RecordComparison:
    """One comparison within the caller's divisions."""
    found = rows.load_comparison(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("三方比对")
    return found


def list_record_comparisons(
    tx: Tx, wanted: ComparisonFilter, page: Page
) -> tuple[list[RecordComparison], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_comparisons(tx.session, wanted, page, tx.principal), key=lambda item: item.name)
