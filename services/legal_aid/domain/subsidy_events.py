"""Facts about subsidies: ids, codes, amounts and dates only. It must not decide anything."""

from __future__ import annotations

import datetime as dt

from services.legal_aid.domain.settlement import ReversalReason
from services.legal_aid.domain.subsidy_claim import (
    BlockReason,
    SubsidyBlocked,
    SubsidyClaim,
    SubsidyPaid,
    SubsidyReversed,
)


def told_blocked(claim: SubsidyClaim, *, today: dt.date) -> SubsidyBlocked:
    """A claim was blocked (XF-20, XF-21)."""
    return SubsidyBlocked(
        subsidy_claim=claim.name, case=claim.case, institution=claim.institution, division=claim.division,
        stage=claim.stage, service=claim.service, reason=claim.block_reason or BlockReason.UNDER_SUSPICION,
        amount_fen=claim.amount_fen, collides_with=claim.collides_with, blocked_date=today,
    )  # fmt: skip


def told_paid(claim: SubsidyClaim, *, today: dt.date, late: bool) -> SubsidyPaid:
    """A claim was paid (LA-98), by the lottery fund in which group and scope (LA-112)."""
    terms = claim.lottery
    return SubsidyPaid(
        subsidy_claim=claim.name, case=claim.case, institution=claim.institution, division=claim.division,
        stage=claim.stage, service=claim.service, handler=claim.handler, unit=claim.unit,
        fund_source=claim.fund_source, amount_fen=claim.amount_fen, paid_date=today, late=late,
        standard_fen=claim.standard_fen, lottery_group=terms.group if terms else None,
        lottery_scope=terms.scope if terms else None, difficult=bool(terms and terms.difficult),
        cross_region=bool(terms and terms.cross_region),
    )  # fmt: skip


def told_reversed(claim: SubsidyClaim, *, today: dt.date) -> SubsidyReversed:
    """A payment was taken back (M-05)."""
    return SubsidyReversed(
        subsidy_claim=claim.name, case=claim.case, institution=claim.institution, division=claim.division,
        stage=claim.stage, service=claim.service, handler=claim.handler, unit=claim.unit,
        fund_source=claim.fund_source, amount_fen=claim.amount_fen,
        reason=claim.settlement.reversal_reason or ReversalReason.ERROR, reversed_date=today,
    )  # fmt: skip
