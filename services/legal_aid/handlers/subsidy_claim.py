"""Use cases of subsidy claims: claim, read, check, stop, take back. It must not decide about the law.

NOTE: lock order is the claim, the entitlement and lawsuit it needs, the fund source, its ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chassis.deadlines import cancel_deadlines, deadlines_of
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.claimable import Claimable
from services.legal_aid.domain.duplicate import CaseTraits, likeness
from services.legal_aid.domain.duplicate_review import review_of, told_alike
from services.legal_aid.domain.fund_use import check_fit
from services.legal_aid.domain.settlement import (
    CLAIM_MOVES,
    PaymentState,
    ReversalOrder,
    allow,
    blocked,
    settled,
)
from services.legal_aid.domain.subsidy_claim import (
    BlockReason,
    Resolution,
    SubsidyClaim,
    SubsidyClaimDraft,
    SubsidyClaimFilter,
    check_settled,
    claim_of,
    draft_of,
    still_blocked,
    weighed_anew,
)
from services.legal_aid.domain.subsidy_events import told_blocked, told_reversed
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers import settlement
from services.legal_aid.handlers.claimable import claimable_case, leave_to_claims
from services.legal_aid.handlers.fund_source import chosen_source
from services.legal_aid.handlers.subsidy_weighing import Obstacle, find_obstacle, weigh
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import subsidy_claim as rows
from services.legal_aid.persistence.duplicate_review import insert_duplicate_review

NOUN = "subsidy_claim"


def create_subsidy_claim(tx: Tx, draft: SubsidyClaimDraft) -> SubsidyClaim:
    """Enter a claim; what stands in its way makes it BLOCKED at once, and claims that look alike are listed (LA-95)."""
    case = claimable_case(tx, draft.case)
    since = check_settled(case, draft.stage)
    source = chosen_source(tx, draft.fund_source)
    check_fit(source, institution=case.institution, case_type=case.case_type, subsidy=True)
    found, public = weigh(tx, case, draft, source)
    obstacle, holding = find_obstacle(tx, case, draft, found, source, public=public)
    name = f"subsidyClaims/{tx.new_id()}"
    claim = claim_of(draft, case, found, name=name, made_by=tx.principal.subject, now=tx.now)
    if obstacle is not None:
        claim = _stopped(claim, obstacle)
    rows.insert_subsidy_claim(tx.session, claim, _traits(case), None if obstacle else holding)
    tx.note(f"{NOUN}.create", name, rules=("LA-94",))
    _tell_blocked(tx, claim)
    _list_alike(tx, claim, case)
    start_limit(
        tx, DeadlineKind.PAY_SUBSIDY, subject=name, owner=case.institution, division=case.division, start=since
    )  # fmt: skip
    leave_to_claims(tx, case)
    return replace(claim, deadlines=deadlines_of(tx.session, [claim.name]).get(claim.name, ()))


def get_subsidy_claim(tx: Tx, name: str) -> SubsidyClaim:
    """One claim within the caller's divisions."""
    return _found(rows.load_subsidy_claim(tx.session, name, tx.principal))


def list_subsidy_claims(tx: Tx, wanted: SubsidyClaimFilter, page: Page) -> tuple[list[SubsidyClaim], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_subsidy_claims(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def check_subsidy_claim(tx: Tx, name: str, *, etag: str) -> SubsidyClaim:
    """Somebody else than the one who entered it found it right."""
    return _saved(tx, settlement.check(tx, _open(tx, name, "check", etag), NOUN))


def block_subsidy_claim(tx: Tx, name: str, *, document: str, etag: str) -> SubsidyClaim:
    """Stop a claim to have it looked into; its reservation is released."""
    return stop(tx, _open(tx, name, "block", etag), Obstacle(reason=BlockReason.UNDER_SUSPICION), document)


def stop(tx: Tx, claim: SubsidyClaim, obstacle: Obstacle, document: str) -> SubsidyClaim:
    """Block a locked claim that is not paid yet."""
    settlement.release(tx, claim)
    stopped = _saved(tx, settled(_stopped(claim, obstacle), blocked(claim.settlement)))
    tx.note(f"{NOUN}.block", claim.name, rules=("LA-94",), document=document)
    _tell_blocked(tx, stopped)
    return stopped


def resolve_subsidy_claim(tx: Tx, name: str, said: Resolution, *, etag: str) -> SubsidyClaim:
    """End a block: undue for good, or weighed anew and a draft again. Raises STILL_BLOCKED."""
    claim = _open(tx, name, "resolve", etag)
    tx.note(f"{NOUN}.resolve", name, rules=("LA-94",), document=said.document)
    if said.upheld:
        cancel_deadlines(tx, name)
        return _saved(tx, settled(claim, replace(claim.settlement, state=PaymentState.REVERSED)))
    case, draft = claimable_case(tx, claim.case), draft_of(claim)
    source = chosen_source(tx, claim.fund_source)
    found, public = weigh(tx, case, draft, source)
    obstacle, holding = find_obstacle(tx, case, draft, found, source, public=public)
    if obstacle is not None:
        raise still_blocked(obstacle.reason)
    again = settled(weighed_anew(claim, found), replace(claim.settlement, state=PaymentState.DRAFT))
    rows.update_subsidy_claim(tx.session, again, holding)
    return again


def order_reversal_of_subsidy_claim(tx: Tx, name: str, order: ReversalOrder, *, etag: str) -> SubsidyClaim:
    """Decide in writing that a payment is to be taken back."""
    return _saved(tx, settlement.order_reversal(tx, _open(tx, name, "orderReversal", etag), order, NOUN))


def reverse_subsidy_claim(tx: Tx, name: str, *, etag: str) -> SubsidyClaim:
    """Book the reversal; what was claimed may be claimed anew (M-05, LA-90)."""
    claim = _saved(tx, settlement.reverse(tx, _open(tx, name, "reverse", etag), NOUN))
    tx.emit(told_reversed(claim, today=tx.today), subject=claim.case)
    return claim


def take_back(tx: Tx, name: str, order: ReversalOrder, *, by: str) -> None:
    """Book back what somebody else demanded of the recipient (LA-103)."""
    claim = _open(tx, name, "reverse", "")
    claim = _saved(tx, settlement.take_back(tx, claim, order, NOUN, by=by))
    tx.emit(told_reversed(claim, today=tx.today), subject=claim.case)


def locked_claim(tx: Tx, name: str) -> SubsidyClaim:
    """The claim, locked, within the caller's divisions."""
    return _found(rows.lock_subsidy_claims(tx.session, [name], tx.principal).get(name))


def open_each(tx: Tx, names: Sequence[str], action: str, etag: str) -> list[SubsidyClaim]:
    """The claims, locked, in the order of the names. Raises NotFound and what `allow` raises for the first."""
    locked = rows.lock_subsidy_claims(tx.session, names, tx.principal)
    claims = [_found(locked.get(name)) for name in names]
    for claim in claims:
        allow(CLAIM_MOVES, claim, action, what="补贴申领", etag=etag)
    return claims


def _open(tx: Tx, name: str, action: str, etag: str) -> SubsidyClaim:
    return open_each(tx, [name], action, etag)[0]


def _saved(tx: Tx, claim: SubsidyClaim) -> SubsidyClaim:
    rows.update_subsidy_claim(tx.session, claim)
    return claim


def _stopped(claim: SubsidyClaim, obstacle: Obstacle) -> SubsidyClaim:
    return replace(
        claim, block_reason=obstacle.reason, collides_with=obstacle.collides_with,
        settlement=blocked(claim.settlement),
    )  # fmt: skip


def _tell_blocked(tx: Tx, claim: SubsidyClaim) -> None:
    if claim.block_reason is not None:
        tx.emit(told_blocked(claim, today=tx.today), subject=claim.case)


def _list_alike(tx: Tx, claim: SubsidyClaim, case: Claimable) -> None:
    """Put every claim of a case that looks like this one on the list (LA-95)."""
    traits = _traits(case)
    for other, theirs in rows.alike(tx.session, traits).items() if traits.recipient_key else ():
        ground = likeness(traits, theirs)
        if ground is not None:
            review = review_of(claim, other, ground, name=f"duplicateReviews/{tx.new_id()}")
            insert_duplicate_review(tx.session, review)
            tx.emit(told_alike(review, claim.case, on=tx.today), subject=claim.case)


def _traits(case: Claimable) -> CaseTraits:
    return CaseTraits(
        case=case.case, recipient_key=case.recipient_key, matter=case.matter, court_key=case.court_key,
        opponent_keys=case.opponent_keys, ended_date=case.ended_date,
    )  # fmt: skip


def _found(claim: SubsidyClaim | None) -> SubsidyClaim:
    if claim is None:
        raise NotFound("补贴申领")
    return claim
