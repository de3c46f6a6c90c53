"""The claims that the service enters by itself when a case is graded (§2.1.2, LA-96). It must not approve anything."""

from __future__ import annotations

from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.claimable import Claimable, shares_of_stage
from services.legal_aid.domain.fund_source import FundKind, FundState
from services.legal_aid.domain.fund_use import check_fit
from services.legal_aid.domain.subsidy_claim import SubsidyClaimDraft, work_of
from services.legal_aid.domain.tariff import SERVICES
from services.legal_aid.handlers.as_service import as_service
from services.legal_aid.handlers.claimable import claimable_of
from services.legal_aid.handlers.payee import is_public
from services.legal_aid.handlers.subsidy_claim import create_subsidy_claim
from services.legal_aid.persistence.fund_source import sources_of_year


def claim_for_graded(tx: Tx, case: Case) -> None:
    """Claim each stage for whoever worked in it, from the local budget of the year, on the day of the grade.

    Whoever holds public office claims nothing (LA-59). Without a source or a tariff nothing is entered: a person does
    it later, from the source that fits.
    """
    claimable = claimable_of(case)
    with as_service(tx, case.division):
        source = _source(tx, claimable)
        for stage in claimable.stages if source else ():
            shares = shares_of_stage(claimable, stage.stage)
            for assignment, share in shares.items():
                if share and not is_public(tx, claimable, work_of(claimable, assignment)):
                    _claim(tx, SubsidyClaimDraft(
                        case=case.name, assignment=assignment, stage=stage.stage, service=SERVICES[case.case_type],
                        fund_source=source, quantity=0, modifiers=(), claimed_fen=None, lottery=None,
                    ))  # fmt: skip


def _source(tx: Tx, case: Claimable) -> str:
    """The oldest open local source of the institution and year that fits the case; empty when there is none."""
    for source in sources_of_year(tx.session, case.institution, FundKind.LOCAL_BUDGET, tx.today.year):
        try:
            check_fit(source, institution=case.institution, case_type=case.case_type, subsidy=True)
        except RuleViolated:
            continue
        if source.state is not FundState.FROZEN:
            return source.name
    return ""


def _claim(tx: Tx, draft: SubsidyClaimDraft) -> None:
    """What the rules refuse, such as a stage without a tariff, keeps nobody from grading."""
    try:
        create_subsidy_claim(tx, draft)
    except RuleViolated:
        return
