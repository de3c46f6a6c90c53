"""Which time limits there are. It must not know a number of days: policy packs do."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from chassis.kernel.time_limit import TimeLimit


@dataclass(frozen=True, slots=True)
class ProlongedLimit(TimeLimit):
    """A time limit, and the key of what prolongs it; empty when nothing does."""

    further: str = ""


class DeadlineKind(enum.Enum):
    """The deadlines of this service; the name is what the due list shows."""

    CURE_BREACH = ProlongedLimit("go.rectify_days", "GO-10")
    FIND_OFFICE = ProlongedLimit("go.unattached", "GO-39")
    TELL_MISSING = ProlongedLimit("go.paper_notice_days", "GO-05")
    DECIDE = ProlongedLimit("go.decide_days", "GO-33")
    DECIDE_EXTENDED = ProlongedLimit("go.decide_days", "GO-33", "go.extension_days")
    OPINION = ProlongedLimit("go.opinion_days", "GO-04")
    FILE_DEREGISTRATION = ProlongedLimit("go.deregister_days", "GO-11")
    HAND_OVER = ProlongedLimit("go.certificate_days", "GO-33")
    DECIDE_PENALTY = ProlongedLimit("go.penalty_days", "GO-46")
    PAY_FINE = ProlongedLimit("go.fine_days", "GO-46")
    ANSWER_RIGHTS = ProlongedLimit("go.rights_days", "GO-87")
