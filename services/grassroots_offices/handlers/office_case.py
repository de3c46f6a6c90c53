"""Use cases of the case register: register, approve, close, archive, read (GO-17). It must not weigh a conflict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain import office_case_steps as steps
from services.grassroots_offices.domain.acceptance import BusinessKind, Matter
from services.grassroots_offices.domain.case_conflict import (
    CaseConflict,
    IndexedParty,
    find_conflicts,
    place_of,
    refuse_conflicts,
)
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.fee_receipt import refuse_fee
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.office_case import (
    CaseApproval,
    CaseEnd,
    CaseFee,
    CaseFiling,
    CaseHandover,
    OfficeCase,
    OfficeCaseDraft,
    OfficeCaseFilter,
    OfficeCaseKind,
    allow,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.practice_measure import acceptance_bars
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import office_case as rows
from services.grassroots_offices.persistence.case_party import indexed, indexed_of
from services.grassroots_offices.persistence.fee_receipt import collected_for
from services.grassroots_offices.persistence.office import heir_of, lineage_of
from services.grassroots_offices.persistence.practitioner import registered_as

IN_COURT = frozenset({OfficeCaseKind.CIVIL, OfficeCaseKind.ADMINISTRATIVE})


def create_office_case(tx: Tx, draft: OfficeCaseDraft) -> OfficeCase:
    """Register a matter under the next number; what contradicts it is shown (GO-15, GO-17)."""
    steps.check_draft(draft, today=tx.today)
    handler = chosen_practitioner(tx, draft.handler)
    office = chosen_office(tx, draft.office)
    happening = Happening(happened_date=draft.accepted_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=None, field="office_case.accepted_date"
    )  # fmt: skip
    steps.refuse_closed_office(office, entry.happened_date)
    steps.refuse_stranger(handler, office.name, entry.happened_date)
    conflicts = _conflicts(tx, indexed(tx.seal, draft.parties), office, handler.name)
    number = rows.next_number(tx.session, office.name, entry.happened_date.year)
    case = steps.register_case(
        draft, name=f"officeCases/{tx.new_id()}", number=number, division=office.division, conflicts=conflicts,
        entry=entry, now=tx.now,
    )  # fmt: skip
    rows.insert_office_case(tx.session, tx.seal, case)
    tx.note("office_case.create", case.name, rules=("GO-15", "GO-17"), document=case.document_number)
    return replace(case, parties=tuple(replace(one, identity_number="") for one in case.parties))


def get_office_case(tx: Tx, name: str) -> OfficeCase:
    """One matter within the caller's divisions."""
    return _found(rows.load_office_case(tx.session, tx.seal, name, tx.principal))


def list_office_cases(
    tx: Tx, wanted: OfficeCaseFilter, page: Page, offices: Sequence[str] = ()
) -> tuple[list[OfficeCase], str | None]:
    """A page, and the key behind which the next one begins; `offices` empty: of any."""
    found = rows.find_office_cases(tx.session, tx.seal, wanted, page, tx.principal, offices)
    return page.cut(found, key=lambda item: item.name)


def approve_office_case(tx: Tx, name: str, approval: CaseApproval, *, etag: str) -> OfficeCase:
    """Take a matter on, when nothing stands against it on that day (GO-15, GO-42 to GO-44, GO-77)."""
    case, entry = _opened(tx, name, "approve", approval, etag=etag)
    office = chosen_office(tx, heir_of(tx.session, case.office))
    _check_handler(tx, case, case.handler, office, entry.happened_date)
    steps.refuse_closed_office(office, entry.happened_date)
    conflicts = _conflicts(tx, indexed_of(tx.session, case.name), office, case.handler, but=case.name)
    refuse_conflicts(conflicts, approval.conflict_reason)
    done = steps.approved(replace(case, conflicts=conflicts), approval, entry, now=tx.now)
    return _saved(tx, done, "approve", approval, rules=("GO-15", "GO-77"))


def decline_office_case(tx: Tx, name: str, end: CaseEnd, *, etag: str) -> OfficeCase:
    """Do not take it on (GO-15)."""
    case, entry = _opened(tx, name, "decline", end, etag=etag)
    return _saved(tx, steps.declined(case, end, entry, now=tx.now), "decline", end)


def agree_fee(tx: Tx, name: str, fee: CaseFee, *, etag: str) -> OfficeCase:
    """Another fee was agreed (GO-16)."""
    case, entry = _opened(tx, name, "agreeFee", fee, etag=etag)
    refuse_fee(case, fee.fee_fen, collected_for(tx.session, case.name))
    done = replace(case, fee_fen=fee.fee_fen)
    done = steps.stepped(done, "agreeFee", entry, document=fee.document_number, now=tx.now)
    return _saved(tx, done, "agreeFee", fee, rules=("GO-16",))


def record_discussion(tx: Tx, name: str, minutes: Documented, *, etag: str) -> OfficeCase:
    """The office has discussed it (GO-77)."""
    case, entry = _opened(tx, name, "recordDiscussion", minutes, etag=etag)
    done = steps.discussed(case, entry, document=minutes.document_number, now=tx.now)
    return _saved(tx, done, "recordDiscussion", minutes, rules=("GO-77",))


def hand_over(tx: Tx, name: str, handover: CaseHandover, *, etag: str) -> OfficeCase:
    """Somebody else of the office handles it from now on; what would bar him is looked at (GO-15, GO-42 to GO-44)."""
    case, entry = _opened(tx, name, "handOver", handover, etag=etag)
    office = chosen_office(tx, heir_of(tx.session, case.office))
    _check_handler(tx, case, handover.handler, office, entry.happened_date)
    conflicts = _conflicts(tx, indexed_of(tx.session, case.name), office, handover.handler, but=case.name)
    done = steps.handed_over(case, handover, conflicts, entry, now=tx.now)
    return _saved(tx, done, "handOver", handover)


def close_office_case(tx: Tx, name: str, end: CaseEnd, *, etag: str) -> OfficeCase:
    """Close it, once somebody of the office handles it (GO-15, GO-17, GO-77)."""
    case, entry = _opened(tx, name, "close", end, etag=etag)
    handler = registered_as(tx.session, case.handler)
    steps.refuse_orphan(handler, lineage_of(tx.session, heir_of(tx.session, case.office)), entry.happened_date)
    return _saved(tx, steps.closed(case, end, entry, now=tx.now), "close", end, rules=("GO-17", "GO-77"))


def archive_office_case(tx: Tx, name: str, filing: CaseFiling, *, etag: str) -> OfficeCase:
    """Its file is in the archive (GO-17)."""
    case, entry = _opened(tx, name, "archive", filing, etag=etag)
    return _saved(tx, steps.archived(case, filing, entry, now=tx.now), "archive", filing)


def void_office_case(tx: Tx, name: str, end: CaseEnd, *, etag: str) -> OfficeCase:
    """It was registered by mistake; the number stays used (P-06)."""
    case, entry = _opened(tx, name, "void", end, etag=etag)
    return _saved(tx, steps.voided(case, end, entry, now=tx.now), "void", end, rules=("P-06",))


def locked_case(tx: Tx, name: str) -> OfficeCase | None:
    """The matter within the caller's divisions, locked: money is about to be booked on it."""
    return rows.load_office_case(tx.session, tx.seal, name, tx.principal, lock=True)


def _conflicts(
    tx: Tx, parties: tuple[IndexedParty, ...], office: Office, handler: str, *, but: str = ""
) -> tuple[CaseConflict, ...]:
    """What contradicts a matter: in the office, what it took over, of its handler, and around it (GO-15, GO-44)."""
    places = partial(
        place_of, ours=lineage_of(tx.session, office.name), handler=handler, own_division=office.division
    )  # fmt: skip
    return find_conflicts(parties, rows.known_parties(tx.session, parties, places, but=but))


def _check_handler(tx: Tx, case: OfficeCase, name: str, office: Office, on: dt.date) -> None:
    """Raise HANDLER_NOT_OF_OFFICE, ACCEPTANCE_BARRED: asked at each acceptance (E-76, GO-42 to GO-44)."""
    handler = chosen_practitioner(tx, name)
    steps.refuse_stranger(handler, office.name, on)
    business = BusinessKind.LITIGATION if case.kind in IN_COURT else BusinessKind.NON_LITIGATION
    matter = Matter(business=business, institution=case.institution, party_divisions=case.party_divisions)
    if bars := acceptance_bars(tx, handler, matter, on=on):
        raise RuleViolated(
            "ACCEPTANCE_BARRED",
            "承办人依规不得承办本案（执业状态、执业区域或者曾任职法院、检察院的限制，GO-42 至 GO-44）。"
            "请改派符合条件的承办人，没有合适人员的不予收案。",
            rules=tuple(sorted({one.rule_id for one in bars})), bars=",".join(one.code for one in bars),
        )  # fmt: skip


def _opened(tx: Tx, name: str, action: str, happening: Happening, *, etag: str) -> tuple[OfficeCase, Entry]:
    case = _found(rows.load_office_case(tx.session, tx.seal, name, tx.principal, lock=True))
    allow(case, action, etag=etag)
    return case, enter_happening(tx, happening, division=case.division, not_before=case.steps[-1].happened_date)


def _saved(
    tx: Tx, case: OfficeCase, action: str, paper: Documented, *, rules: tuple[str, ...] = ("GO-15",)
) -> OfficeCase:
    rows.update_office_case(tx.session, case)
    tx.note(f"office_case.{action}", case.name, rules=rules, document=paper.document_number)
    return case


def _found(case: OfficeCase | None) -> OfficeCase:
    if case is None:
        raise NotFound("所办案件")
    return case
