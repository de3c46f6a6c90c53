"""Use cases of registers that were kept before: prepare, enter by somebody else, give up (P-07). It must not decide."""

from __future__ import annotations

from hashlib import sha256

from chassis.kernel.errors import InvalidFields, NotFound
from chassis.kernel.uploaded_row import FIELD
from chassis.paging import Page
from chassis.table_file import read_table
from chassis.tx import Tx
from services.legal_aid.domain.contact import ContactState
from services.legal_aid.domain.contact_opening import (
    ContactOpening,
    ContactOpeningFilter,
    OpeningFile,
    allow,
    check_cut_off,
    contact_of,
    entered,
    numbers_known,
    prepared,
    prepared_already,
    withdrawn,
)
from services.legal_aid.domain.contact_opening_table import COLUMNS, OpeningRow, opening_faults, opening_rows
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.institution import chosen_institution, next_number
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import contact_opening as rows
from services.legal_aid.persistence.contact import insert_contact


def prepare_opening(tx: Tx, file: OpeningFile) -> ContactOpening:
    """Keep a register for a second person (P-07). Raises OPENING_PREPARED, and InvalidFields with every bad cell."""
    institution = chosen_institution(tx, file.institution)
    check_cut_off(file, today=tx.today)
    digest = sha256(file.content).hexdigest()
    if rows.is_prepared(tx.session, institution.name, digest):
        raise prepared_already()
    table = read_table(file.content, COLUMNS, field=FIELD)
    known = rows.known_numbers(tx.session, institution.name)
    if faults := tuple(opening_faults(table, known, cut_off=file.cut_off_date)):
        raise InvalidFields(faults)
    found = opening_rows(table)
    made = prepared(
        file, found, name=f"contactOpenings/{tx.new_id()}", institution=institution, sha256=digest,
        by=tx.principal.subject, now=tx.now,
    )  # fmt: skip
    rows.insert_opening(tx.session, made, found)
    tx.note("contact_opening.prepare", made.name, rules=("P-07",), document=file.document_number)
    return made


def get_opening(tx: Tx, name: str, *, lock: bool = False) -> ContactOpening:
    """One within the caller's divisions."""
    found = rows.load_opening(tx.session, name, tx.principal, lock=lock)
    if found is None:
        raise NotFound("期初台账")
    return found


def list_openings(tx: Tx, wanted: ContactOpeningFilter, page: Page) -> tuple[list[ContactOpening], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_openings(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def enter_opening(tx: Tx, name: str, *, etag: str) -> ContactOpening:
    """Every row becomes a contact with its own date; nothing is told or alarmed of what was before (P-07)."""
    before = get_opening(tx, name, lock=True)
    allow(before, "enter", etag=etag)
    tx.note("contact_opening.enter", name, rules=("P-04", "P-07"), document=before.document_number)
    found = rows.rows_of(tx.session, name)
    known = rows.known_numbers(tx.session, before.institution)
    if twice := sum(row.number in known for row in found):
        raise numbers_known(twice)
    institution = chosen_institution(tx, before.institution)
    made = [(row.number, _entered(tx, row, before, institution)) for row in found]
    rows.insert_numbers(tx.session, institution.name, made)
    after = entered(before, by=tx.principal.subject, on=tx.today)
    rows.end_opening(tx.session, after)
    return after


def withdraw_opening(tx: Tx, name: str, reason: str, *, etag: str) -> ContactOpening:
    """Give it up (P-07)."""
    before = get_opening(tx, name, lock=True)
    allow(before, "withdraw", etag=etag)
    after = withdrawn(before, reason)
    rows.end_opening(tx.session, after)
    tx.note("contact_opening.withdraw", name, rules=("P-07",))
    return after


def _entered(tx: Tx, row: OpeningRow, opening: ContactOpening, institution: Institution) -> str:
    """The time to answer what nobody settled runs from today: it was not late before the system came (P-07, LA-128)."""
    made = contact_of(
        row, opening, name=f"contacts/{tx.new_id()}", number=next_number(tx, institution, DocumentKind.CONTACT),
        now=tx.now,
    )  # fmt: skip
    insert_contact(tx.session, made)
    if made.state is ContactState.UNSETTLED:
        start_limit(
            tx, DeadlineKind.ANSWER_CONTACT, subject=made.name, owner=institution.name,
            division=institution.division, start=tx.today,
        )  # fmt: skip
    tx.note("contact.create", made.name, rules=("LA-125", "P-07"), document=opening.document_number)
    return made.name
