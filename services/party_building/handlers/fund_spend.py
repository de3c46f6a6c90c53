"""Use cases of spending a fund: propose, approve and book, turn down, find misuse, read. It must not reckon."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.kernel.ledger import Draft, EntryKind
from chassis.ledger.booking import book
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.fund_allocation import ACCOUNTS, AVAILABLE
from services.party_building.domain.fund_spend import (
    FundMisused,
    FundSpend,
    FundSpendDraft,
    FundSpendFilter,
    FundSpendState,
    SpendPaper,
    allow,
    approver_of,
    decided,
    misused,
    office_without_fund,
    propose_spend,
    refuse_beyond,
    transfer_of,
)
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import fund as funds
from services.party_building.persistence import fund_spend as rows
from services.party_building.persistence.organisation import general_branch_in, standing_over


def create_spend(tx: Tx, draft: FundSpendDraft) -> FundSpend:
    """Propose a spending to the organisation that approves it (PB-38). Raises OFFICE_WITHOUT_FUND, APPROVER_UNKNOWN."""
    division = funds.division_of(tx.session, draft.office, tx.principal)
    if division is None:
        raise office_without_fund()
    own, _ = standing_over(tx.session, [draft.office]).get(draft.office, ("", None))
    made = propose_spend(
        draft, name=f"fundSpends/{tx.new_id()}", approver=approver_of(own, general_branch_in(tx.session, division)),
        holder=tx.policy("pb.fund_holder", division=division, on=tx.today).value, division=division,
        made_by=tx.principal.subject, now=tx.now,
    )  # fmt: skip
    rows.insert_spend(tx.session, made)
    tx.note("fund_spend.create", made.name, rules=("PB-38",), document=draft.document_number)
    return made


def get_spend(tx: Tx, name: str) -> FundSpend:
    """One spending within the caller's divisions."""
    return _found(rows.load_spend(tx.session, name, tx.principal))


def list_spends(tx: Tx, wanted: FundSpendFilter, page: Page) -> tuple[list[FundSpend], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_spends(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def approve_spend(tx: Tx, name: str, paper: SpendPaper, *, etag: str) -> FundSpend:
    """Approve and book it against the balance (PB-22, PB-38), by somebody else than who proposed it (P-04)."""
    before, entry = _open(tx, name, "approve", paper, etag=etag)
    tx.note("fund_spend.approve", name, rules=("PB-22", "PB-38"), document=paper.document_number)
    ledger = funds.lock_fund(tx.session, before.office, before.division, ACCOUNTS)
    refuse_beyond(funds.balances_of(tx.session, before.office)[AVAILABLE], before.amount_fen)
    draft = Draft(
        kind=EntryKind.BOOK, purpose="SPEND", subject=name, transfers=transfer_of(before),
        booked_date=entry.happened_date, made_by=before.made_by, approved_by=tx.principal.subject,
        document=before.document_number,
    )  # fmt: skip
    booked = book(tx, ledger, [draft])[0].name
    after = decided(before, FundSpendState.APPROVED, paper, entry, ledger_entry=booked)
    rows.update_spend(tx.session, after)
    return after


def reject_spend(tx: Tx, name: str, paper: SpendPaper, *, etag: str) -> FundSpend:
    """Turn it down (PB-38)."""
    before, entry = _open(tx, name, "reject", paper, etag=etag)
    after = decided(before, FundSpendState.REJECTED, paper, entry, ledger_entry="")
    rows.update_spend(tx.session, after)
    tx.note("fund_spend.reject", name, rules=("PB-38",), document=paper.document_number)
    return after


def find_misused(tx: Tx, name: str, paper: SpendPaper, *, etag: str) -> FundSpend:
    """Record that it was spent on something else, and tell it (XF-09)."""
    before, entry = _open(tx, name, "findMisused", paper, etag=etag)
    after = misused(before, paper)
    rows.update_spend(tx.session, after)
    fact = FundMisused(
        fund_spend=name, office=after.office, division=after.division, amount_fen=after.amount_fen,
        found_date=entry.happened_date,
    )  # fmt: skip
    tx.emit(fact, subject=after.office)
    tx.note("fund_spend.findMisused", name, rules=("PB-38",), document=paper.document_number)
    return after


def _open(tx: Tx, name: str, action: str, paper: SpendPaper, *, etag: str) -> tuple[FundSpend, Entry]:
    """The spending, locked, if its state allows the action, and when it happened."""
    found = _found(rows.load_spend(tx.session, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    return found, enter_happening(tx, paper, division=found.division, not_before=found.decided_date)


def _found(spend: FundSpend | None) -> FundSpend:
    if spend is None:
        raise NotFound("党建经费支出")
    return spend
