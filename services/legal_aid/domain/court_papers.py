"""The handler's papers for the court in criminal cases (LA-68). It must not know a number of days."""

from __future__ import annotations

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.qualification import CaseType

_CRIMINAL = frozenset({CaseType.CRIMINAL_DEFENCE, CaseType.CRIMINAL_REPRESENTATION, CaseType.COMPULSORY_MEDICAL})
_AT_COURT = frozenset({CaseStage.TRIAL_1, CaseStage.TRIAL_2, CaseStage.RETRIAL, CaseStage.DEATH_REVIEW})


def goes_to_court(case: Case) -> bool:
    """Whether a court has the criminal case, so that papers are owed to it (LA-68)."""
    return case.case_type in _CRIMINAL and case.stage in _AT_COURT


def refuse_elsewhere(case: Case, *, handed_in: bool) -> None:
    """Raise RuleViolated NOT_AT_COURT, and PAPERS_HANDED_IN when they were handed in before (LA-68)."""
    if not goes_to_court(case):
        raise RuleViolated(
            "NOT_AT_COURT",
            "该案件不是由人民法院审理的刑事案件，不需要登记向法院提交手续（LA-68）。",
            rules=("LA-68",),
        )
    if handed_in:
        raise RuleViolated(
            "PAPERS_HANDED_IN", "该承办人向法院提交手续已经登记（LA-68），请核对办案记录。", rules=("LA-68",)
        )
