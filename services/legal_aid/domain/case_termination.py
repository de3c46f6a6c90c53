"""How a case is terminated: the eight grounds of the law, and which do not fit which case (LA-60, LA-61, LA-75).

It must not print the decision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case import CLOSED_BY, Case
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.pairing import end_running
from services.legal_aid.domain.termination import TerminationGround, TerminationPaper


def refuse_ground(case: Case, ground: TerminationGround) -> None:
    """Raise RuleViolated for a ground that the case does not know (LA-75): lost hardship where no means count (LA-13,
    LA-15), the recipient's wish where defence is mandatory (LA-62) and not on application (LA-61); after the closing
    nothing but deceit (LA-103).
    """
    if case.state in CLOSED_BY.values() and ground is not TerminationGround.DECEIT:
        raise RuleViolated(
            "ONLY_FOR_DECEIT",
            "案件已经结案评定，只有查明以欺骗或者其他不正当手段获得法律援助的，才可以终止（LA-75、LA-103）。",
            rules=("LA-75", "LA-103"),
        )
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

    The running assignment ends with it and keeps the rest of the workload (LA-102). A case that has ended keeps its
    end date: it ended when it did (LA-76).
    """
    case = end_running(case, case.share_left_bp, on=on)
    return replace(case, state=CaseState.TERMINATED, termination=paper, ended_date=case.ended_date or on)


def reopen(case: Case) -> Case:
    """An order of the bureau: the case goes on and is assigned anew, or is closed again as it was (LA-38, E-21)."""
    closed = next((CLOSED_BY[step.action] for step in reversed(case.steps) if step.action in CLOSED_BY), None)
    if closed is not None:
        return replace(case, state=closed, termination=None)
    return replace(case, state=CaseState.REASSIGNING, termination=None, ended_date=None)
