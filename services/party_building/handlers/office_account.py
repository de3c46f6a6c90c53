"""Use cases of offices' accounts, and which office a caller stands for. It must not enter anything for an office."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.instructor import office_unknown
from services.party_building.domain.office_account import (
    OfficeAccount,
    OfficeAccountDraft,
    OfficeAccountFilter,
    account_not_linked,
    ended,
    link,
    refuse_absorbed,
)
from services.party_building.handlers.office import require_office
from services.party_building.persistence import office_account as rows


def create_account(tx: Tx, draft: OfficeAccountDraft) -> OfficeAccount:
    """Link an account with an office. Raises OFFICE_UNKNOWN, OFFICE_ABSORBED, ACCOUNT_TAKEN."""
    division = require_office(tx, draft.office)
    refuse_absorbed(rows.successor_of(tx.session, draft.office))
    made = link(draft, name=f"officeAccounts/{tx.new_id()}", division=division, now=tx.now)
    rows.insert_account(tx.session, made)
    tx.note("office_account.create", made.name, document=draft.document_number)
    return made


def list_accounts(tx: Tx, wanted: OfficeAccountFilter, page: Page) -> tuple[list[OfficeAccount], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_accounts(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_account(tx: Tx, name: str, *, etag: str) -> OfficeAccount:
    """It stands for nothing any more."""
    before = rows.load_account(tx.session, name, tx.principal, lock=True)
    if before is None:
        raise NotFound("账号关联")
    after = ended(before, tx.today, etag=etag)
    rows.update_account(tx.session, after)
    tx.note("office_account.end", name)
    return after


def end_accounts(tx: Tx, office: str, successor: str) -> None:
    """An office was taken over: its accounts stand for nothing, and nobody is linked with it any more (PB-14)."""
    rows.keep_absorbed(tx.session, office, successor)
    for before in rows.linked_accounts_of(tx.session, office):
        rows.update_account(tx.session, ended(before, tx.today, etag=""))
        tx.note("office_account.end", before.name, rules=("PB-14",))


def own_office(tx: Tx, given: str = "") -> str:
    """The office for which the caller's account stands.

    Raises ACCOUNT_NOT_LINKED, OFFICE_ABSORBED, OFFICE_UNKNOWN for another one.
    """
    office = rows.office_of_account(tx.session, tx.principal.subject)
    last = office or rows.last_office_of(tx.session, tx.principal.subject)
    refuse_absorbed(rows.successor_of(tx.session, last))
    if not office:
        raise account_not_linked()
    if given not in ("", office):
        raise office_unknown()
    return office
