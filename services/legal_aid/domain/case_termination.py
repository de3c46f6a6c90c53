"""How a case is terminated: the eight grounds of the law, and which do not fit which case (LA-60, LA-61, LA-75).

It must not print the decision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case import ENDED, FILED, Case
from services.legal_aid.domain.case_assignment import CaseAssignment
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.pairing import end_running
from services.legal_aid.domain.termination import TerminationGround, TerminationPaper

# The last of these steps says where an order leads back to; a returned file names what is missing.
_LEFT_BY = {
    "end": CaseState.ENDED, "submitFile": CaseState.FILE_SUBMITTED, "grade": CaseState.GRADED, "pay": CaseState.PAID,
    "archive": CaseState.ARCHIVED,
}  # fmt: skip
_REVIEWED = "reviewFile"


def refuse_ground(case: Case, ground: TerminationGround) -> None:
    """Raise RuleViolated for a ground that the case does not know (LA-75): lost hardship where no means count (LA-13,
    LA-15), the recipient's wish where defence is mandatory (LA-62) and not on application (LA-61); after the end
    nothing but deceit (LA-103).
    """
    if case.state in ENDED and ground is not TerminationGround.DECEIT:
        raise RuleViolated(
            "ONLY_FOR_DECEIT",
            "案件已经办结，只有查明以欺骗或者其他不正当手段获得法律援助的，才可以终止（LA-75、LA-103）。",
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
    """An order of the bureau: the case goes on and is assigned anew, or stands again where it stood (LA-38, E-21)."""
    stood = _stood(case)
    if stood is None:
        return replace(case, state=CaseState.REASSIGNING, termination=None, ended_date=None)
    back = case if stood in FILED else replace(case, assignments=tuple(_revived(case, one) for one in case.assignments))
    return replace(back, state=stood, termination=None)


def _stood(case: Case) -> CaseState | None:
    """Where the case stood after its end, None when it had not ended."""
    for step in reversed(case.steps):
        if step.action == _REVIEWED:
            return CaseState.FILE_RETURNED if case.missing_items else CaseState.FILE_ACCEPTED
        if step.action in _LEFT_BY:
            return _LEFT_BY[step.action]
    return None


def _revived(case: Case, one: CaseAssignment) -> CaseAssignment:
    """The assignment as it was before the termination ended it: whose file is not accepted has not gone (LA-100)."""
    last, paper = case.last, case.termination
    if last is None or paper is None or last.name not in (one.name, one.lead):
        return one
    if one.ended_date != paper.made_date or one.ground is not None:
        return one
    return replace(one, ended_date=None, workload_share_bp=0)
