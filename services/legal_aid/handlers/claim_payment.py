"""Use cases of approving and paying subsidy claims, many of one source at once. It must not decide about the law.

NOTE: lock order is the claims in order of their names, the fund source, its ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.tx import Tx
from services.legal_aid.domain.duplicate_review import under_review
from services.legal_aid.domain.fund_source import FundKind
from services.legal_aid.domain.lottery import lottery_quota_full, special_quota
from services.legal_aid.domain.settlement import payee_ineligible
from services.legal_aid.domain.subsidy_claim import SubsidyClaim, work_of
from services.legal_aid.domain.subsidy_events import told_paid
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers import settlement
from services.legal_aid.handlers.claimable import claimable_case, close_paid_case
from services.legal_aid.handlers.fund_source import locked_source
from services.legal_aid.handlers.payee import day_of, is_public
from services.legal_aid.handlers.subsidy_claim import NOUN, open_each
from services.legal_aid.persistence import subsidy_claim as rows
from services.legal_aid.persistence.duplicate_review import is_under_review


def approve_subsidy_claim(tx: Tx, name: str, *, etag: str) -> SubsidyClaim:
    """Reserve the amount (LA-115)."""
    return approve_subsidy_claims(tx, [name], etag=etag)[0]


def approve_subsidy_claims(tx: Tx, names: Sequence[str], *, etag: str = "") -> list[SubsidyClaim]:
    """Reserve the amounts of claims of one source together (LA-115). Raises DUPLICATE_UNDER_REVIEW, LOTTERY_QUOTA."""
    claims = open_each(tx, names, "approve", etag)
    if is_under_review(tx.session, names):
        raise under_review()
    _refuse_public(tx, claims)
    _refuse_above_quota(tx, claims)
    approved = settlement.approve(tx, claims, NOUN)
    rows.update_settled_claims(tx.session, approved)
    return approved


def pay_subsidy_claim(tx: Tx, name: str, *, etag: str) -> SubsidyClaim:
    """Pay the handling unit (LA-96, LA-97, LA-98)."""
    return pay_subsidy_claims(tx, [name], etag=etag)[0]


def pay_subsidy_claims(tx: Tx, names: Sequence[str], *, etag: str = "") -> list[SubsidyClaim]:
    """Pay claims of one source together; the last payment closes its case (LA-96, LA-97, LA-98)."""
    claims = open_each(tx, names, "pay", etag)
    _refuse_public(tx, claims)
    paid = settlement.pay(tx, claims, NOUN)
    rows.update_settled_claims(tx.session, paid)
    for claim in paid:
        finish_deadline(tx, claim.name, DeadlineKind.PAY_SUBSIDY.name, on=tx.today)
    tx.emit_each([(_told_paid(tx, claim), claim.case) for claim in paid])
    for case in sorted({claim.case for claim in paid}):
        close_paid_case(tx, case)
    return _with_deadlines(tx, *paid)


def _told_paid(tx: Tx, claim: SubsidyClaim) -> object:
    due = next((one.due_date for one in claim.deadlines), None)
    return told_paid(claim, today=tx.today, late=due is not None and tx.today > due)


def _refuse_above_quota(tx: Tx, claims: Sequence[SubsidyClaim]) -> None:
    """At most a tenth of a unit's lottery cases are difficult or cross-region, rounded down (LA-110, E-35).

    NOTE: those of the same unit that are asked about before count as approved, as they are when it comes to that.
    """
    before: Counter[str] = Counter()
    for claim in claims:
        if claim.lottery is None or not claim.lottery.special:
            continue
        source = locked_source(tx, claim.fund_source)
        percent = tx.policy("lot.difficult_percent", division=claim.division, on=tx.today).value
        cases, special = rows.lottery_counts(tx.session, claim.fund_source, claim.unit)
        before[claim.unit] += 1
        if source.kind is FundKind.LOTTERY and special + before[claim.unit] > special_quota(cases, percent):
            raise lottery_quota_full()


def _refuse_public(tx: Tx, claims: Sequence[SubsidyClaim]) -> None:
    """Public office may become known after the claim was entered (LA-93, XF-33); then it is not paid either."""
    cases = {name: claimable_case(tx, name) for name in dict.fromkeys(claim.case for claim in claims)}
    for claim in claims:
        case = cases[claim.case]
        work = work_of(case, claim.assignment)
        if claim.amount_fen and is_public(tx, case, work):
            raise payee_ineligible(day_of(tx, case, work))


def _with_deadlines(tx: Tx, *claims: SubsidyClaim) -> list[SubsidyClaim]:
    found = deadlines_of(tx.session, [claim.name for claim in claims])
    return [replace(claim, deadlines=found.get(claim.name, ())) for claim in claims]
