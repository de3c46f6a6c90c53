"""Use cases of claims for duty shifts, settled as claims of cases are. It must not decide about the law.

NOTE: lock order is the shifts or the claim, the fund source, its ledger.
"""

from __future__ import annotations

from collections.abc import Sequence

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.duty_claim import (
    DutyClaim,
    DutyClaimDraft,
    DutyClaimFilter,
    claim_of,
    fits,
    told_duty_paid,
    told_duty_reversed,
)
from services.legal_aid.domain.duty_shift import DutyShift, month_range
from services.legal_aid.domain.fund_use import check_fit
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.domain.settlement import EXPENSE_MOVES, ReversalOrder, allow
from services.legal_aid.domain.tariff import ServiceCode, TariffRow, find_row
from services.legal_aid.handlers import settlement
from services.legal_aid.handlers.duty_shift import lawyer_on_duty
from services.legal_aid.handlers.fund_source import chosen_source
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import duty_claim as rows
from services.legal_aid.persistence.duty_shift import unclaimed_shifts

NOUN, PREFIX = "duty_claim", "dutyClaims/"


def create_duty_claim(tx: Tx, draft: DutyClaimDraft) -> DutyClaim:
    """Claim a lawyer's shifts of a month under the tariff of their days, each shift once (LA-91, LA-92, LA-94)."""
    month_range(draft.month, field="duty_claim.month")
    institution = chosen_institution(tx, draft.institution)
    lawyer, source = lawyer_on_duty(tx, draft.handler), chosen_source(tx, draft.fund_source)
    check_fit(source, institution=institution.name, case_type=CaseType.DUTY_LAWYER_HELP, subsidy=False)
    found = unclaimed_shifts(tx.session, institution.name, lawyer.name, draft.month)
    lines, cited = [], dict[str, None]()
    for shift in found:
        if fits(shift, draft.service):
            row, citation = _tariff(tx, shift, draft.service)
            lines.append((shift, row))
            cited[citation] = None
    claim = claim_of(
        draft, lawyer, lines, division=institution.division, citation="；".join(cited),
        name=f"{PREFIX}{tx.new_id()}", made_by=tx.principal.subject, now=tx.now,
    )  # fmt: skip
    rows.insert_duty_claim(tx.session, claim)
    tx.note(f"{NOUN}.create", claim.name, rules=("LA-92", "LA-94"))
    return claim


def get_duty_claim(tx: Tx, name: str) -> DutyClaim:
    """One claim within the caller's divisions."""
    return _found(rows.load_duty_claim(tx.session, name, tx.principal))


def list_duty_claims(tx: Tx, wanted: DutyClaimFilter, page: Page) -> tuple[list[DutyClaim], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_duty_claims(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def check_duty_claim(tx: Tx, name: str, *, etag: str) -> DutyClaim:
    """Somebody else than the one who entered it found it right."""
    return _saved(tx, [settlement.check(tx, _open(tx, [name], "check", etag)[0], NOUN)])[0]


def approve_duty_claim(tx: Tx, name: str, *, etag: str) -> DutyClaim:
    """Reserve the amount (LA-115)."""
    return approve_duty_claims(tx, [name], etag=etag)[0]


def approve_duty_claims(tx: Tx, names: Sequence[str], *, etag: str = "") -> list[DutyClaim]:
    """Reserve the amounts of claims of one source together (LA-115)."""
    return _saved(tx, settlement.approve(tx, _open(tx, names, "approve", etag), NOUN))


def pay_duty_claim(tx: Tx, name: str, *, etag: str) -> DutyClaim:
    """Pay the lawyer's unit (LA-96)."""
    return pay_duty_claims(tx, [name], etag=etag)[0]


def pay_duty_claims(tx: Tx, names: Sequence[str], *, etag: str = "") -> list[DutyClaim]:
    """Pay claims of one source together; each is told as a subsidy without a case (LA-98)."""
    paid = _saved(tx, settlement.pay(tx, _open(tx, names, "pay", etag), NOUN))
    tx.emit_each([(told_duty_paid(claim, today=tx.today), claim.name) for claim in paid])
    return paid


def order_reversal_of_duty_claim(tx: Tx, name: str, order: ReversalOrder, *, etag: str) -> DutyClaim:
    """Decide in writing that a payment is to be taken back."""
    return _saved(tx, [settlement.order_reversal(tx, _open(tx, [name], "orderReversal", etag)[0], order, NOUN)])[0]


def reverse_duty_claim(tx: Tx, name: str, *, etag: str) -> DutyClaim:
    """Book the reversal; the shifts may be claimed anew (M-05)."""
    claim = _saved(tx, [settlement.reverse(tx, _open(tx, [name], "reverse", etag)[0], NOUN)])[0]
    rows.let_shifts_go(tx.session, name)
    tx.emit(told_duty_reversed(claim, today=tx.today), subject=name)
    return claim


def _tariff(tx: Tx, shift: DutyShift, service: ServiceCode) -> tuple[TariffRow, str]:
    """The tariff on the day of the shift, and where it comes from; the pack is kept."""
    tariff = tx.policy("la.subsidy_tariff", division=shift.division, on=shift.shift_date)
    row = find_row(tariff.value, service, CaseStage.NONE)
    tx.keep_pack(tariff)
    return row, tariff.citation


def _open(tx: Tx, names: Sequence[str], action: str, etag: str) -> list[DutyClaim]:
    """The claims, locked, in the order of the names. Raises NotFound and what `allow` raises for the first."""
    locked = rows.lock_duty_claims(tx.session, names, tx.principal)
    claims = [_found(locked.get(name)) for name in names]
    for claim in claims:
        allow(EXPENSE_MOVES, claim, action, what="值班补贴", etag=etag)
    return claims


def _saved(tx: Tx, claims: list[DutyClaim]) -> list[DutyClaim]:
    rows.update_duty_claims(tx.session, claims)
    return claims


def _found(claim: DutyClaim | None) -> DutyClaim:
    if claim is None:
        raise NotFound("值班补贴")
    return claim
