"""Use cases of purchases: plan, sign, name the work, accept, pay, end, read (GO-88). It must not block a claim."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain import purchasing
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office_case_steps import refuse_closed_office
from services.grassroots_offices.domain.purchase_contract import (
    Covering,
    PurchaseAcceptance,
    PurchaseContract,
    PurchaseContractDraft,
    PurchaseContractFilter,
    PurchaseEnd,
    PurchasePaying,
    Signing,
    allow,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.service_hours import void_purchased
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import purchase_contract as rows
from services.grassroots_offices.persistence.covered_act import insert_acts


def create_purchase_contract(tx: Tx, draft: PurchaseContractDraft) -> PurchaseContract:
    """Enter a project with its budget (GO-88)."""
    require_division(tx.principal, draft.division)
    name = f"purchaseContracts/{tx.new_id()}"
    made = purchasing.plan_purchase(draft, name=name, today=tx.today, now=tx.now)
    rows.insert_purchase_contract(tx.session, made)
    tx.note("purchase_contract.create", made.name, rules=("GO-88",), document=made.document_number)
    return made


def get_purchase_contract(tx: Tx, name: str) -> PurchaseContract:
    """One of them within the caller's divisions."""
    return _found(rows.load_purchase_contract(tx.session, name, tx.principal))


def list_purchase_contracts(
    tx: Tx, wanted: PurchaseContractFilter, page: Page
) -> tuple[list[PurchaseContract], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    found = rows.find_purchase_contracts(tx.session, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def sign(tx: Tx, name: str, signing: Signing, *, etag: str) -> PurchaseContract:
    """An office provides it (GO-88)."""
    contract, entry = _opened(tx, name, "sign", signing, etag=etag)
    refuse_closed_office(chosen_office(tx, signing.office), entry.happened_date)
    return _saved(tx, purchasing.signed(contract, signing, entry), "sign", signing)


def cover(tx: Tx, name: str, what: Covering, *, etag: str) -> PurchaseContract:
    """Name work that it pays for: hours of the same act are taken back, and legal_aid is told (GO-88, XF-39)."""
    contract, entry = _opened(tx, name, "cover", what, etag=etag)
    people = [chosen_practitioner(tx, one) for one in sorted(what.practitioners)]
    purchasing.refuse_outside(contract, people, entry.happened_date)
    voided = void_purchased(tx, what, entry.happened_date, document=contract.contract_document)
    activity = what.activity or f"coveredActivities/{tx.new_id()}"
    done = purchasing.covering(contract, what, entry, activity=activity, voided=voided)
    insert_acts(tx.session, contract.name, done.covered[-1])
    office = chosen_office(tx, contract.office)
    tx.emit(purchasing.told_covered(done, done.covered[-1], division=office.division), subject=contract.name)
    return _saved(tx, done, "cover", what)


def accept(tx: Tx, name: str, acceptance: PurchaseAcceptance, *, etag: str) -> PurchaseContract:
    """The work was accepted (GO-88)."""
    contract, entry = _opened(tx, name, "accept", acceptance, etag=etag)
    return _saved(tx, purchasing.accepted(contract, acceptance, entry), "accept", acceptance)


def pay(tx: Tx, name: str, paying: PurchasePaying, *, etag: str) -> PurchaseContract:
    """A payment (GO-88)."""
    contract, entry = _opened(tx, name, "pay", paying, etag=etag)
    return _saved(tx, purchasing.paid(contract, paying, entry), "pay", paying)


def end(tx: Tx, name: str, ending: PurchaseEnd, *, etag: str) -> PurchaseContract:
    """It ends without acceptance (GO-88)."""
    contract, entry = _opened(tx, name, "end", ending, etag=etag)
    return _saved(tx, purchasing.ended(contract, ending, entry), "end", ending)


def _opened(tx: Tx, name: str, action: str, paper: Documented, *, etag: str) -> tuple[PurchaseContract, Entry]:
    """Work may be named for a day before the last step; everything else follows it."""
    contract = _found(rows.load_purchase_contract(tx.session, name, tx.principal, lock=True))
    allow(contract, action, etag=etag)
    earliest = contract.state_date if action in {"accept", "pay"} else None
    return contract, enter_happening(tx, paper, division=contract.division, not_before=earliest)


def _saved(tx: Tx, contract: PurchaseContract, action: str, paper: Documented) -> PurchaseContract:
    rows.update_purchase_contract(tx.session, contract)
    tx.note(f"purchase_contract.{action}", contract.name, rules=("GO-88",), document=paper.document_number)
    return contract


def _found(contract: PurchaseContract | None) -> PurchaseContract:
    if contract is None:
        raise NotFound("政府购买服务")
    return contract
