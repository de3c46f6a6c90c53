"""Which legal time limits there are, and on which basis their days count (K3). It must not know a number of days."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.time_limit import TimeLimit


@dataclass(frozen=True, slots=True)
class SwitchedLimit(TimeLimit):
    """A time limit, and whether `la.day_basis` switches its days."""

    by_day_basis: bool


class DeadlineKind(enum.Enum):
    """The deadlines of legal aid; the name is what the due list shows."""

    DECIDE = SwitchedLimit("la.decide", "LA-30", True)
    SUPPLEMENT_REPLY = SwitchedLimit("la.supplement_days", "LA-31", False)
    ASSIGN = SwitchedLimit("la.assign", "LA-33", True)
    FORMALITIES = SwitchedLimit("la.provisional_days", "LA-37", False)
    REVIEW_OBJECTION = SwitchedLimit("la.objection_review", "LA-38", True)
    COMPLY_WITH_ORDER = SwitchedLimit("la.comply", "LA-38", False)
    TRANSFER = SwitchedLimit("la.transfer", "LA-05", False)
    NOTIFY = SwitchedLimit("la.notify", "LA-34", True)
    ASSIGN_NOTIFIED = SwitchedLimit("la.assign", "LA-34", True)
    SUCCESSION = SwitchedLimit("la.succession_days", "LA-148", False)
    ARRANGE = SwitchedLimit("la.arrange", "LA-55", False)
    AGREE = SwitchedLimit("la.agree", "LA-54", False)
    REPLACE = SwitchedLimit("la.replace_days", "LA-63", False)
    REASSIGN = SwitchedLimit("la.assign", "LA-60", True)
    LEAVE_BARRED = SwitchedLimit("la.leave_barred", "LA-65", False)
    SUBMIT_FILE = SwitchedLimit("la.submit_file", "LA-77", False)
    REVIEW_FILE = SwitchedLimit("la.review_file", "LA-77", False)
    PAY_SUBSIDY = SwitchedLimit("la.pay_days", "LA-98", False)
    PAY_CASE = SwitchedLimit("la.pay_days", "LA-96", False)
    PUBLISH_QUARTER = SwitchedLimit("la.publish_days", "LA-98", False)
    COURT_PAPERS = SwitchedLimit("la.court_papers", "LA-68", False)
    REVISE_LIST = SwitchedLimit("la.list_review", "LA-129", False)
    ACCEPT_CONTACT = SwitchedLimit("la.handover_days", "LA-126", False)
    ANSWER_CONTACT = SwitchedLimit("la.answer_days", "LA-128", False)
    EXIT_VOLUNTEER = SwitchedLimit("la.volunteer_exit", "LA-138", False)
    CALL_BACK = SwitchedLimit("la.callback_days", "LA-142", False)
    ANSWER_COMPLEX = SwitchedLimit("la.answer_days_complex", "LA-128", False)


def counted(limit: Limit, *, switched: bool, day_basis: str) -> Limit:
    """The limit on the basis of the region: days of the law are working days where `la.day_basis` says so (D-13)."""
    if switched and limit.basis is Basis.CAL and day_basis == Basis.WD.name:
        return Limit(limit.count, Basis.WD)
    return limit
