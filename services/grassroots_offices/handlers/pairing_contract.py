"""Use cases of contracts with law firms: enter, end, read, look over (GO-19). It must not enter an activity."""

from __future__ import annotations

from chassis.kernel.errors import InvalidFields, NotFound, Violation
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.activity import ActivityKind
from services.grassroots_offices.domain.office_case_steps import WORKING
from services.grassroots_offices.domain.pairing_contract import (
    PairingContract,
    PairingContractDraft,
    PairingContractFilter,
    PairingEnd,
    PairingLine,
    allow,
    check_pairing,
    ended,
    sign,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import pairing_contract as rows
from services.grassroots_offices.persistence.activity import held_activities
from services.grassroots_offices.persistence.office import offices_in_scope


def create_pairing_contract(tx: Tx, draft: PairingContractDraft) -> PairingContract:
    """Enter one; the office's row is locked meanwhile (GO-19). Raises OFFICE_UNKNOWN, PAIRING_OVERLAPS."""
    office = chosen_office(tx, draft.office)
    name = f"pairingContracts/{tx.new_id()}"
    others = rows.pairings_of(tx.session, [office.name])
    made = sign(draft, others, name=name, division=office.division, now=tx.now)
    rows.insert_pairing_contract(tx.session, made)
    tx.note("pairing_contract.create", made.name, rules=("GO-19",), document=made.document_number)
    return made


def get_pairing_contract(tx: Tx, name: str) -> PairingContract:
    """One within the caller's divisions."""
    return _found(rows.load_pairing_contract(tx.session, name, tx.principal))


def list_pairing_contracts(
    tx: Tx, wanted: PairingContractFilter, page: Page
) -> tuple[list[PairingContract], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_pairing_contracts(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_pairing_contract(tx: Tx, name: str, end: PairingEnd, *, etag: str) -> PairingContract:
    """It ended before its last day (GO-19)."""
    contract = _found(rows.load_pairing_contract(tx.session, name, tx.principal, lock=True))
    allow(contract, "end", etag=etag)
    entry = enter_happening(tx, end, division=contract.division, not_before=contract.from_date)
    done = ended(contract, end, entry)
    rows.update_pairing_contract(tx.session, done)
    tx.note("pairing_contract.end", name, rules=("GO-19",), document=end.document_number)
    return done


def check_pairings(tx: Tx, year: int) -> list[PairingLine]:
    """How every working office of the caller's divisions stands in the year (GO-19). Raises YEAR_IN_FUTURE."""
    if year > tx.today.year:
        fault = Violation(field="year", reason="YEAR_IN_FUTURE", description="该年度尚未开始，请填写本年或以前年度")
        raise InvalidFields((fault,))
    working = [one.name for one in offices_in_scope(tx.session, tx.principal) if one.state in WORKING]
    contracts = rows.pairings_of(tx.session, working)
    held = held_activities(tx.session, ActivityKind.PAIRING, tx.principal)
    together = [office for one in held if one.activity_date.year == year for office in one.offices]
    return [
        check_pairing(office, [one for one in contracts if one.office == office], together.count(office), year)
        for office in working
    ]


def _found(contract: PairingContract | None) -> PairingContract:
    if contract is None:
        raise NotFound("共建协议")
    return contract
