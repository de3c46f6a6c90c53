"""Use cases of the accounts of offices' people: link, end, read, and for whom a caller stands. It must not file."""

from __future__ import annotations

from collections.abc import Iterable

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.domain.staff_account import (
    StaffAccount,
    StaffAccountDraft,
    StaffAccountFilter,
    StaffPost,
    allow_post,
    ended,
    link,
    passed_on,
    refuse_absorbed,
    refuse_elsewhere,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.persistence import staff_account as rows
from services.grassroots_offices.persistence.office import successor_of
from services.grassroots_offices.persistence.practitioner import load_practitioner


def create_staff_account(tx: Tx, draft: StaffAccountDraft) -> StaffAccount:
    """Link an account with an office.

    Raises OFFICE_UNKNOWN, OFFICE_ABSORBED, PRACTITIONER_NOT_OF_OFFICE, ACCOUNT_TAKEN.
    """
    if draft.practitioner:
        refuse_elsewhere(office_on(chosen_practitioner(tx, draft.practitioner), tx.today), draft.office)
    office = chosen_office(tx, draft.office)
    refuse_absorbed(office.successor)
    made = link(draft, name=f"staffAccounts/{tx.new_id()}", division=office.division, now=tx.now)
    rows.insert_staff_account(tx.session, made)
    tx.note("staff_account.create", made.name, document=draft.document_number)
    return made


def get_staff_account(tx: Tx, name: str) -> StaffAccount:
    """One within the caller's divisions."""
    return _found(rows.load_staff_account(tx.session, name, tx.principal))


def list_staff_accounts(tx: Tx, wanted: StaffAccountFilter, page: Page) -> tuple[list[StaffAccount], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_staff_accounts(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end(tx: Tx, name: str, *, etag: str) -> StaffAccount:
    """It stands for nothing any more."""
    done = ended(_found(rows.load_staff_account(tx.session, name, tx.principal, lock=True)), tx.today, etag=etag)
    rows.update_staff_account(tx.session, done)
    tx.note("staff_account.end", name)
    return done


def pass_accounts_on(tx: Tx, office: str, successor: Office, people: Iterable[str], *, document: str) -> None:
    """Whose office was taken over (GO-08): its practitioners stand for the successor; posts of it end with it.

    Who is clerk or director of the successor is for its own paper to say.
    """
    joined = frozenset(people)
    for before in rows.linked_accounts_of(tx.session, office):
        rows.update_staff_account(tx.session, ended(before, tx.today, etag=""))
        tx.note("staff_account.end", before.name, rules=("GO-08",), document=document)
        if before.practitioner in joined:
            after = passed_on(
                before, name=f"staffAccounts/{tx.new_id()}", office=successor.name, division=successor.division,
                document=document, now=tx.now,
            )  # fmt: skip
            rows.insert_staff_account(tx.session, after)
            tx.note("staff_account.create", after.name, rules=("GO-08",), document=document)


def own_account(tx: Tx, posts: frozenset[StaffPost]) -> StaffAccount:
    """For whom the caller stands; a practitioner who left the office for nobody.

    Raises ACCOUNT_NOT_LINKED, OFFICE_ABSORBED, POST_NOT_ALLOWED.
    """
    account = rows.linked_account(tx.session, tx.principal.subject)
    if account is not None and account.practitioner:
        practitioner = load_practitioner(tx.session, account.practitioner, tx.principal)
        there = "" if practitioner is None else office_on(practitioner, tx.today)
        account = account if there == account.office else None
    if account is None:
        refuse_absorbed(successor_of(tx.session, rows.last_office_of(tx.session, tx.principal.subject)))
    return allow_post(account, posts)


def _found(account: StaffAccount | None) -> StaffAccount:
    if account is None:
        raise NotFound("账号关联")
    return account
