"""Use cases of receptions: draw or book, serve, miss, rebook, call off (LA-130). It must not touch an application."""

from __future__ import annotations

from dataclasses import replace

from chassis.clock import SHANGHAI
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.reception import (
    Rebooking,
    Reception,
    ReceptionCancelling,
    ReceptionDraft,
    ReceptionFilter,
    ReceptionMode,
    allow,
    cancelled,
    check_draft,
    drawn,
    missed,
    rebooked,
    refuse_after_closing,
    served,
)
from services.legal_aid.handlers.institution import chosen_institution, next_number
from services.legal_aid.handlers.subject import check_subject
from services.legal_aid.persistence import reception as rows


def create_reception(tx: Tx, draft: ReceptionDraft) -> Reception:
    """Draw a number, or agree a date (LA-130). Raises INSTITUTION_UNKNOWN, SUBJECT_UNKNOWN, COUNTER_CLOSED."""
    check_draft(draft, today=tx.today)
    institution = chosen_institution(tx, draft.institution)
    if draft.subject:
        check_subject(tx, draft.subject)
    number = ""
    if draft.mode is ReceptionMode.COUNTER:
        refuse_after_closing(_clock(tx), _closing(tx, institution.division))
        number = next_number(tx, institution, DocumentKind.RECEPTION)
    name = f"receptions/{tx.new_id()}"
    made = drawn(draft, number=number, name=name, division=institution.division, now=tx.now, today=tx.today)
    rows.insert_reception(tx.session, made)
    tx.note("reception.create", name, rules=("LA-130",), document=number)
    return made


def get_reception(tx: Tx, name: str) -> Reception:
    """One reception within the caller's divisions."""
    return _found(rows.load_reception(tx.session, name, tx.principal))


def list_receptions(tx: Tx, wanted: ReceptionFilter, page: Page) -> tuple[list[Reception], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_receptions(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def serve_reception(tx: Tx, name: str, *, etag: str) -> Reception:
    """Somebody was received."""
    before = _open(tx, name, "serve", etag=etag)
    return _save(tx, served(before, now=tx.now, clock=_clock(tx), closing=_closing(tx, before.division)), "serve")


def miss_reception(tx: Tx, name: str, *, etag: str) -> Reception:
    """Nobody came."""
    return _save(tx, missed(_open(tx, name, "miss", etag=etag), today=tx.today), "miss")


def rebook_reception(tx: Tx, name: str, said: Rebooking, *, etag: str) -> Reception:
    """Another date."""
    return _save(tx, rebooked(_open(tx, name, "rebook", etag=etag), said, today=tx.today), "rebook")


def cancel_reception(tx: Tx, name: str, said: ReceptionCancelling, *, etag: str) -> Reception:
    """It is called off."""
    return _save(tx, cancelled(_open(tx, name, "cancel", etag=etag), said), "cancel")


def _clock(tx: Tx) -> str:
    return f"{tx.now.astimezone(SHANGHAI):%H:%M}"


def _closing(tx: Tx, division: str) -> str:
    return str(tx.policy("la.counter_close", division=division, on=tx.today).value)


def _open(tx: Tx, name: str, action: str, *, etag: str) -> Reception:
    reception = _found(rows.load_reception(tx.session, name, tx.principal, lock=True))
    allow(reception, action, etag=etag)
    return reception


def _save(tx: Tx, after: Reception, action: str) -> Reception:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_reception(tx.session, saved)
    tx.note(f"reception.{action}", saved.name, rules=("LA-130",))
    return saved


def _found(reception: Reception | None) -> Reception:
    if reception is None:
        raise NotFound("接待登记")
    return reception
