"""Use cases of branches' accounts, and which organisation a caller stands for. It must not enter anything for one."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.branch_account import (
    BranchAccount,
    BranchAccountDraft,
    BranchAccountFilter,
    account_not_linked,
    ended,
    link,
)
from services.party_building.domain.member_refusals import organisation_unknown
from services.party_building.domain.organisation import STANDING
from services.party_building.persistence import branch_account as rows
from services.party_building.persistence.organisation import load_organisation


def create_account(tx: Tx, draft: BranchAccountDraft) -> BranchAccount:
    """Link an account with an organisation. Raises ORGANISATION_UNKNOWN, ACCOUNT_TAKEN."""
    organisation = load_organisation(tx.session, draft.organisation, tx.principal)
    if organisation is None or organisation.state not in STANDING:
        raise organisation_unknown()
    made = link(draft, name=f"branchAccounts/{tx.new_id()}", division=organisation.division, now=tx.now)
    rows.insert_account(tx.session, made)
    tx.note("branch_account.create", made.name, document=draft.document_number)
    return made


def list_accounts(tx: Tx, wanted: BranchAccountFilter, page: Page) -> tuple[list[BranchAccount], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_accounts(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_account(tx: Tx, name: str, *, etag: str) -> BranchAccount:
    """It stands for nothing any more."""
    before = rows.load_account(tx.session, name, tx.principal, lock=True)
    if before is None:
        raise NotFound("账号关联")
    after = ended(before, tx.today, etag=etag)
    rows.update_account(tx.session, after)
    tx.note("branch_account.end", name)
    return after


def own_organisation(tx: Tx, given: str = "") -> str:
    """The organisation for which the caller's account stands.

    Raises ACCOUNT_NOT_LINKED, ORGANISATION_UNKNOWN for another one.
    """
    organisation = rows.organisation_of_account(tx.session, tx.principal.subject)
    if not organisation:
        raise account_not_linked()
    if given not in ("", organisation):
        raise organisation_unknown()
    return organisation
