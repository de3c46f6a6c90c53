"""Use cases of petitions: take on, steps, end, check of violation 10, read (GO-83). It must not file a penalty case."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.petition import (
    GivenPetitionStep,
    Petition,
    PetitionCheck,
    PetitionDraft,
    PetitionEnd,
    PetitionFilter,
    allow,
    checked,
    ended,
    last_day,
    take_on,
    told,
    with_step,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.penalty import chosen_penalty
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import petition as rows


def create_petition(tx: Tx, draft: PetitionDraft) -> Petition:
    """An office takes one on (GO-83). Raises OFFICE_UNKNOWN, PRACTITIONER_UNKNOWN, NOT_OF_OFFICE."""
    office = chosen_office(tx, draft.office)
    worker = chosen_practitioner(tx, draft.practitioner)
    happening = Happening(happened_date=draft.taken_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=office.licensed_date, field="petition.taken_date"
    )  # fmt: skip
    name = f"petitions/{tx.new_id()}"
    made = take_on(draft, worker, name=name, division=office.division, entry=entry, now=tx.now)
    rows.insert_petition(tx.session, made)
    tx.note("petition.create", made.name, rules=("GO-83",), document=made.document_number)
    return made


def get_petition(tx: Tx, name: str) -> Petition:
    """One within the caller's divisions."""
    return _found(rows.load_petition(tx.session, name, tx.principal))


def list_petitions(tx: Tx, wanted: PetitionFilter, page: Page) -> tuple[list[Petition], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_petitions(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def record_step(tx: Tx, name: str, given: GivenPetitionStep, *, etag: str) -> Petition:
    """The office did something (GO-83)."""
    petition = _locked(tx, name, "recordStep", etag=etag)
    entry = enter_happening(tx, given, division=petition.division, not_before=last_day(petition))
    return _saved(tx, with_step(petition, given, entry), "recordStep", given.document_number)


def end(tx: Tx, name: str, given: PetitionEnd, *, etag: str) -> Petition:
    """The office is done (GO-83); supervision is told of poor agency (XF-37)."""
    petition = _locked(tx, name, "end", etag=etag)
    entry = enter_happening(tx, given, division=petition.division, not_before=last_day(petition))
    done = ended(petition, given, entry)
    if fact := told(done, on=entry.happened_date):
        tx.emit(fact, subject=done.name)
    return _saved(tx, done, "end", given.document_number)


def record_check(tx: Tx, name: str, check: PetitionCheck, *, etag: str) -> Petition:
    """The check of violation 10 is over (GO-83). Raises PENALTY_UNKNOWN, PENALTY_OF_ANOTHER_VIOLATION."""
    petition = _locked(tx, name, "recordCheck", etag=etag)
    enter_happening(tx, check, division=petition.division, not_before=last_day(petition))
    penalty = chosen_penalty(tx, check.penalty) if check.penalty else None
    return _saved(tx, checked(petition, check, penalty), "recordCheck", check.document_number)


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> Petition:
    petition = _found(rows.load_petition(tx.session, name, tx.principal, lock=True))
    allow(petition, action, etag=etag)
    return petition


def _saved(tx: Tx, petition: Petition, action: str, document: str) -> Petition:
    rows.update_petition(tx.session, petition)
    tx.note(f"petition.{action}", petition.name, rules=("GO-83",), document=document)
    return petition


def _found(petition: Petition | None) -> Petition:
    if petition is None:
        raise NotFound("涉法涉诉信访")
    return petition
