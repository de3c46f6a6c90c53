"""Which legal time limits there are, and on which basis their days count (K3). It must not know a number of days."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from chassis.kernel.calendar import Basis, Limit


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """What must be done in time: policy key of the limit, its rule, and whether `la.day_basis` switches its days."""

    key: str
    rule_id: str
    by_day_basis: bool


class DeadlineKind(enum.Enum):
    """The deadlines of legal aid; the name is what the due list shows."""

    DECIDE = TimeLimit("la.decide", "LA-30", True)
    SUPPLEMENT_REPLY = TimeLimit("la.supplement_days", "LA-31", False)
    ASSIGN = TimeLimit("la.assign", "LA-33", True)
    FORMALITIES = TimeLimit("la.provisional_days", "LA-37", False)
    REVIEW_OBJECTION = TimeLimit("la.objection_review", "LA-38", True)
    COMPLY_WITH_ORDER = TimeLimit("la.comply", "LA-38", False)
    TRANSFER = TimeLimit("la.transfer", "LA-05", False)
    NOTIFY = TimeLimit("la.notify", "LA-34", True)
    ASSIGN_NOTIFIED = TimeLimit("la.assign", "LA-34", True)
    SUCCESSION = TimeLimit("la.succession_days", "LA-148", False)
    ARRANGE = TimeLimit("la.arrange", "LA-55", False)
    AGREE = TimeLimit("la.agree", "LA-54", False)
    REPLACE = TimeLimit("la.replace_days", "LA-63", False)
    REASSIGN = TimeLimit("la.assign", "LA-60", True)
    LEAVE_BARRED = TimeLimit("la.leave_barred", "LA-65", False)
    SUBMIT_FILE = TimeLimit("la.submit_file", "LA-77", False)
    REVIEW_FILE = TimeLimit("la.review_file", "LA-77", False)
    PAY_SUBSIDY = TimeLimit("la.pay_days", "LA-98", False)


def counted(limit: Limit, *, switched: bool, day_basis: str) -> Limit:
    """The limit on the basis of the region: days of the law are working days where `la.day_basis` says so (D-13)."""
    if switched and limit.basis is Basis.CAL and day_basis == Basis.WD.name:
        return Limit(limit.count, Basis.WD)
    return limit
