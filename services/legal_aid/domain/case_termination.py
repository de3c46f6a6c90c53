"""How a case is terminated: the eight grounds of the law, and which do not fit which case (LA-60, LA-61, LA-75).

It must not print the decision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case import Case, with_present
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.termination import TerminationGround, TerminationPaper


def refuse_ground(case: Case, ground: TerminationGround) -> None:
    """Raise RuleViolated for a ground that the case does not know (LA-75): lost hardship where no means count (LA-13,
    LA-15), the recipient's wish where defence is mandatory (LA-62) and not on application (LA-61).
    """
    if ground is TerminationGround.NO_LONGER_POOR and (case.notified or case.no_means_condition):
        raise RuleViolated(
            "MEANS_DO_NOT_COUNT",
            "通知辩护、通知代理案件和不受经济困难条件限制的案件，不得以经济状况变化为由终止（LA-75、LA-13、LA-15）。",
            rules=("LA-75", "LA-13", "LA-15"),
        )
    if ground is TerminationGround.RECIPIENT_ASKS and case.mandatory:
        raise RuleViolated(
            "DEFENCE_IS_MANDATORY",
            "应当通知辩护的案件不得因本人要求而终止（LA-62）。请由办案机关审查其拒绝的理由，理由正当的办理更换承办人。",
            rules=("LA-62", "LA-75"),
        )


def terminate(case: Case, paper: TerminationPaper, *, on: date) -> Case:
    """End the case on a ground of the law (LA-75), for example counsel of one's own (LA-60).

    The running assignment ends with it and keeps the rest of the workload (LA-102).
    """
    present = case.present
    if present is not None:
        case = with_present(case, replace(present, ended_date=on, workload_share_bp=case.share_left_bp))
    return replace(case, state=CaseState.TERMINATED, termination=paper, ended_date=on)


def reopen(case: Case) -> Case:
    """An order of the bureau: the case goes on and is assigned anew (LA-38, E-21)."""
    return replace(case, state=CaseState.REASSIGNING, termination=None, ended_date=None)
