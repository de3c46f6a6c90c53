"""What the subsidy claims of cases come to: shares, amounts, names. It must not lock or change any."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.subsidy_claim import SubsidyClaimDraft
from services.legal_aid.persistence.subsidy_claim import TABLE


def paid_shares(session: Session, case: str) -> dict[CaseStage, int]:
    """How much of each stage of the case is paid, in hundredths of a percent."""
    return _shares(session, case, ("PAID",))


def claimed_shares(session: Session, case: str) -> dict[CaseStage, int]:
    """How much of each stage of the case is claimed, whether paid or not, in hundredths of a percent."""
    return _shares(session, case, ("DRAFT", "CHECKED", "APPROVED", "PAID", "BLOCKED"))


def _shares(session: Session, case: str, states: tuple[str, ...]) -> dict[CaseStage, int]:
    query = sa.select(TABLE.c.stage, sa.func.sum(TABLE.c.share_bp)).group_by(TABLE.c.stage)
    rows = session.execute(query.where(TABLE.c.case == case, TABLE.c.settlement_state.in_(states)))
    return {CaseStage[stage]: int(share) for stage, share in rows}


def unpaid_claims(session: Session, case: str) -> list[str]:
    """Names of the claims of the case that are on their way to be paid."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.case == case, TABLE.c.settlement_state.in_(("DRAFT", "CHECKED", "APPROVED"))
    )
    return list(session.execute(query.order_by(TABLE.c.name)).scalars())


def given_back(session: Session, wanted: SubsidyClaimDraft) -> tuple[str, ...]:
    """Claims of the same assignment, stage and service that the recipient paid back (LA-103)."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.assignment == wanted.assignment, TABLE.c.stage == wanted.stage.name,
        TABLE.c.service == wanted.service.name, TABLE.c.settlement_state == "REVERSED",
        TABLE.c.settlement_reversal_reason == "DECEIT",
    )  # fmt: skip
    return tuple(session.execute(query.order_by(TABLE.c.name)).scalars())


def paid_by_case(session: Session, cases: list[str]) -> dict[str, int]:
    """Fen of subsidies paid and not taken back, by case; cases without any are missing."""
    query = (
        sa.select(TABLE.c.case, sa.func.sum(TABLE.c.amount_fen).label("fen"))
        .where(TABLE.c.case.in_(cases), TABLE.c.settlement_state == "PAID")
        .group_by(TABLE.c.case)
    )
    return {row.case: int(row.fen) for row in session.execute(query)}
