"""Read what a subsidy depends on of a case, and close the case when all is paid. It must not judge what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from chassis.deadlines import cancel_deadline, finish_deadline
from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx
from services.legal_aid.domain.case import MOVES, Case, StageEntry
from services.legal_aid.domain.case_words import CaseStage, CaseState
from services.legal_aid.domain.claimable import Claimable, StageSpan, WorkShare, is_covered, owed_bp
from services.legal_aid.domain.court_number import court_number_key
from services.legal_aid.domain.entitlement import DupScope
from services.legal_aid.domain.pairing import shares_of
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.case import record_case_step
from services.legal_aid.handlers.payee import is_public
from services.legal_aid.persistence.case import load_case
from services.legal_aid.persistence.claims_of_case import claimed_shares, paid_shares

MET = "recordMeeting"


def claimable_case(tx: Tx, name: str) -> Claimable:
    """The case that a request names. Raises RuleViolated CASE_UNKNOWN, also outside the divisions."""
    case = load_case(tx.session, name, tx.principal)
    if case is None:
        raise RuleViolated(
            "CASE_UNKNOWN", "所填案件不存在或不在您的管辖范围内，请从案件列表中选择（LA-96）。", rules=("LA-96",)
        )
    return claimable_of(case)


def claimable_of(case: Case) -> Claimable:
    """The case as far as money asks; assignments without a person are left out."""
    running = shares_of(case, case.share_left_bp)
    return Claimable(
        case=case.name, institution=case.institution, division=case.division, case_type=case.case_type,
        matter=case.matter, recipient_key=case.recipient_key, opponent_keys=case.opponent_keys,
        court_key=court_number_key(case.authority_case_number), opened_date=case.opened_date,
        ended_date=case.ended_date, file_accepted_date=case.file_accepted_date, grade=case.grade,
        ground=case.termination.ground if case.termination else None,
        substantive_work=any(step.action == MET for step in case.steps), stages=_spans(case),
        work=tuple(
            WorkShare(
                assignment=one.name, handler=one.handler, unit=one.unit,
                from_date=one.arranged_date or one.assigned_date, until_date=one.ended_date,
                share_bp=running.get(one.name, one.workload_share_bp),
            )
            for one in case.assignments
            if one.handler
        ),
    )  # fmt: skip


def close_paid_case(tx: Tx, name: str) -> None:
    """The last payment makes a graded case PAID, and so does its grade when nothing is owed to anybody (LA-93)."""
    case = load_case(tx.session, name, tx.principal, lock=True)
    if case is None or "pay" not in MOVES[case.state]:
        return
    if _is_covered(tx, claimable_of(case), paid_shares(tx.session, name)):
        finish_deadline(tx, name, DeadlineKind.PAY_CASE.name, on=tx.today)
        entry = Entry(happened_date=tx.today, late=False, reason="")
        record_case_step(
            tx, case, replace(case, state=CaseState.PAID), action="pay", entry=entry, rules=("LA-96",)
        )  # fmt: skip


def leave_to_claims(tx: Tx, case: Claimable) -> None:
    """Once all that is owed is claimed, the clocks of the claims stand for that of the case (LA-98)."""
    if _is_covered(tx, case, claimed_shares(tx.session, case.case)):
        cancel_deadline(tx, case.case, DeadlineKind.PAY_CASE.name)


def _is_covered(tx: Tx, case: Claimable, done_bp: Mapping[CaseStage, int]) -> bool:
    public = {one.assignment for one in case.work if is_public(tx, case, one)}
    return is_covered(owed_bp(case, public), done_bp, once=dup_scope(tx, case) is DupScope.MATTER)


def dup_scope(tx: Tx, case: Claimable) -> DupScope:
    """How far one payment reaches in the case (LA-94)."""
    return DupScope[tx.policy("la.dup_scope", division=case.division, on=case.opened_date).value]


def _spans(case: Case) -> tuple[StageSpan, ...]:
    """Each stage until the next one begins, the last one until the case ends."""
    own = StageEntry(
        stage=case.stage, entered_date=case.opened_date, authority_name=case.authority_name,
        authority_case_number=case.authority_case_number,
    )  # fmt: skip
    entered = case.stages or (own,)
    ends = [*(later.entered_date for _, later in pairwise(entered)), case.ended_date]
    return tuple(
        StageSpan(
            stage=one.stage, from_date=one.entered_date, until_date=end,
            court_key=court_number_key(one.authority_case_number),
        )
        for one, end in zip(entered, ends, strict=True)
    )  # fmt: skip
