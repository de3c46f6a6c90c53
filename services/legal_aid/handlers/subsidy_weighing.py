"""Weigh a claim: what the rules give, and what stands in its way (LA-91 to LA-102, LA-107 to LA-111, LA-115).

It must not write anything but the policy packs it relied on, and locks of what it would hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from chassis.tx import Tx
from services.legal_aid.domain.claimable import Claimable, WorkShare, court_key_of, reduction
from services.legal_aid.domain.entitlement import entitlement_of, second_key
from services.legal_aid.domain.fund_source import FundKind, FundSource
from services.legal_aid.domain.lottery import (
    LotteryScope,
    LotteryTerms,
    amount_unset,
    check_income,
    check_scope,
    check_terms,
    lottery_amount,
)
from services.legal_aid.domain.means import BASE_KEYS, FIXED, STANDARD_KEYS, ResidenceType
from services.legal_aid.domain.means import standard_of as hardship_of
from services.legal_aid.domain.subsidy_claim import BlockReason, Due, SubsidyClaimDraft, due, work_of
from services.legal_aid.domain.tariff import Standard, check_service, find_row, standard_of
from services.legal_aid.handlers.claimable import dup_scope
from services.legal_aid.handlers.payee import barred_since, is_public
from services.legal_aid.handlers.settlement import has_left
from services.legal_aid.persistence.claims_of_case import given_back
from services.legal_aid.persistence.entitlement import hold_entitlement, hold_lawsuit, take_lawsuit
from services.legal_aid.persistence.handling_unit import units_named
from services.legal_aid.persistence.partner_report import is_purchased
from services.legal_aid.persistence.subsidy_claim import Holding, claims_that_hold, has_claimed, is_lawsuit_claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a claim is blocked, and by which claims."""

    reason: BlockReason
    collides_with: tuple[str, ...] = ()


def weigh(tx: Tx, case: Claimable, draft: SubsidyClaimDraft, source: FundSource) -> tuple[Due, bool]:
    """What the rules of the case's day give, and whether the handler held public office."""
    check_service(draft.service, case.case_type)
    check_terms(draft.lottery, lottery=source.kind is FundKind.LOTTERY)
    find = partial(tx.policy, division=case.division, on=case.opened_date)
    percent = reduction(
        case, fail_percent=find("la.fail_pay_percent").value, terminated_percent=find("la.terminated_percent").value
    )
    public = is_public(tx, case, work_of(case, draft.assignment))
    standard, citation = _standard(tx, case, draft)
    found = due(case, draft, standard, percent=percent, citation=citation, public_office=public)
    return found, public


def find_obstacle(
    tx: Tx, case: Claimable, draft: SubsidyClaimDraft, found: Due, source: FundSource, *, public: bool
) -> tuple[Obstacle | None, Holding]:
    """The first thing that blocks the claim (LA-93, LA-94, LA-115, XF-12), and what the claim would hold without it."""
    scope = dup_scope(tx, case)
    wanted = entitlement_of(draft.case, draft.stage, draft.service, scope=scope, fund_source=draft.fund_source)
    work = work_of(case, draft.assignment)
    handler = work.handler
    lawsuit = second_key(court_key_of(case, draft.stage), handler, wanted.stage, draft.service)
    holding = Holding(entitlement=wanted.name, lawsuit=lawsuit)
    at_once = _of_payee(tx, case, draft, work, public=public and found.amount_fen > 0)
    if at_once is not None:
        return at_once, holding
    room = hold_entitlement(tx.session, wanted).has_room(draft.fund_source, found.share_bp)
    again = has_claimed(tx.session, wanted.name, draft.assignment)
    if again or not room or not _is_free(tx, holding, draft.case):
        return Obstacle(reason=BlockReason.DUPLICATE, collides_with=claims_that_hold(tx.session, holding)), holding
    if not has_left(source, found.amount_fen):
        return Obstacle(reason=BlockReason.FUND_SHORT), holding
    return None, holding


def _of_payee(tx: Tx, case: Claimable, draft: SubsidyClaimDraft, work: WorkShare, *, public: bool) -> Obstacle | None:
    """Why nobody is to be paid for the work, whatever the case holds (LA-93, LA-103, XF-12, XF-39)."""
    if public:
        return Obstacle(reason=BlockReason.PUBLIC_OFFICE)
    if barred_since(tx, work.handler, work.unit) is not None:
        return Obstacle(reason=BlockReason.UNDER_SUSPICION)
    if _is_purchased(tx, case, work):
        return Obstacle(reason=BlockReason.PURCHASED)
    recovered = given_back(tx.session, draft)
    return Obstacle(reason=BlockReason.DUPLICATE, collides_with=recovered) if recovered else None


def _is_purchased(tx: Tx, case: Claimable, work: WorkShare) -> bool:
    """Whether a purchase contract pays the unit for the same act (GO-88, XF-39)."""
    unit = units_named(tx.session, {work.unit})[work.unit]
    return is_purchased(tx.session, case.case, (unit.name, unit.external_name))


def _is_free(tx: Tx, holding: Holding, case: str) -> bool:
    """Whether no other case claims for the same lawsuit; one that nobody claims for any more goes over to this case."""
    if holding.lawsuit is None:
        return True
    holder = hold_lawsuit(tx.session, holding.lawsuit, case)
    if holder == case:
        return True
    if is_lawsuit_claimed(tx.session, holding.lawsuit, holder):
        return False
    take_lawsuit(tx.session, holding.lawsuit, case)
    return True


def _standard(tx: Tx, case: Claimable, draft: SubsidyClaimDraft) -> tuple[Standard, str]:
    """The standard of the whole stage and where it comes from; the pack is kept."""
    if draft.lottery is not None:
        return _lottery(tx, case, draft, draft.lottery)
    find = partial(tx.policy, division=case.division, on=case.opened_date)
    tariff, modifiers, cap = (find(f"la.subsidy_{part}") for part in ("tariff", "modifiers", "cap"))
    row = find_row(tariff.value, draft.service, draft.stage)
    for parameter in (tariff, modifiers, cap):
        tx.keep_pack(parameter)
    found = standard_of(
        row, quantity=draft.quantity or 1, codes=draft.modifiers, modifiers=modifiers.value,
        cap=cap.value if cap.is_set else None,
    )  # fmt: skip
    return found, tariff.citation


def _lottery(tx: Tx, case: Claimable, draft: SubsidyClaimDraft, terms: LotteryTerms) -> tuple[Standard, str]:
    find = partial(tx.policy, division=case.division, on=case.opened_date)
    region, amounts = find("lot.region"), find("lot.amounts")
    if not region.is_set or region.value not in amounts.value:
        raise amount_unset()
    check_scope(terms, region.value)
    if terms.scope is LotteryScope.BELOW_MINIMUM_WAGE:
        rule = find(STANDARD_KEYS[terms.residence_type or ResidenceType.URBAN]).value
        base = rule if rule["basis"] == FIXED else find(BASE_KEYS[rule["basis"]]).value
        wage = find(BASE_KEYS["MIN_WAGE"]).value
        check_income(terms.means, hardship_of(rule, base), hardship_of({}, wage))
    tx.keep_pack(amounts)
    fen = lottery_amount(amounts.value[region.value], draft.service, draft.stage, terms, draft.claimed_fen)
    return Standard.of_lottery(fen), amounts.citation
