"""Running counts per legal-aid institution. It must not know how they are counted or kept."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from dataclasses import dataclass, replace

from chassis.kernel.deadline import DeadlineChanged, DeadlineState


class Counted(enum.Enum):
    """What an event adds to; the value is the field that grows."""

    RECEIVED = "received_count"
    GRANTED = "granted_count"
    REFUSED = "refused_count"
    PROVISIONAL = "provisional_count"
    TERMINATED = "terminated_count"
    REFERRED = "referred_count"
    WITHDRAWN = "withdrawn_count"
    CORRECTED = "corrected_count"
    REISSUED = "reissued_count"
    NOTICE = "notice_count"
    LATE_NOTICE = "late_notice_count"
    RUNNING_DEADLINE = "running_deadline_count"
    MET_DEADLINE = "met_deadline_count"
    MISSED_DEADLINE = "missed_deadline_count"
    UNRESOLVED_DEADLINE = "unresolved_deadline_count"
    CANCELLED_DEADLINE = "cancelled_deadline_count"
    DIFFERING_CASE = "differing_case_count"
    UNSATISFIED_CALLBACK = "unsatisfied_callback_count"
    UPHELD_COMPLAINT = "upheld_complaint_count"
    DECEIT = "deceit_count"
    NEGLECTED_CONTACT = "neglected_contact_count"


# The gauge in which a deadline stands. A deadline whose clock stands still is still to be done.
GAUGES = {
    DeadlineState.RUNNING: Counted.RUNNING_DEADLINE,
    DeadlineState.PAUSED: Counted.RUNNING_DEADLINE,
    DeadlineState.UNRESOLVED: Counted.UNRESOLVED_DEADLINE,
    DeadlineState.MET: Counted.MET_DEADLINE,
    DeadlineState.MISSED: Counted.MISSED_DEADLINE,
    DeadlineState.CANCELLED: Counted.CANCELLED_DEADLINE,
}
Change = Counter[Counted]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionTally:
    """The counts of one institution up to a position in legal_aid's log."""

    name: str
    institution: str
    division: str
    received_count: int = 0
    granted_count: int = 0
    refused_count: int = 0
    as_of_position: int = 0
    update_time: dt.datetime
    provisional_count: int = 0
    terminated_count: int = 0
    referred_count: int = 0
    withdrawn_count: int = 0
    corrected_count: int = 0
    reissued_count: int = 0
    notice_count: int = 0
    late_notice_count: int = 0
    running_deadline_count: int = 0
    met_deadline_count: int = 0
    missed_deadline_count: int = 0
    unresolved_deadline_count: int = 0
    cancelled_deadline_count: int = 0
    differing_case_count: int = 0
    unsatisfied_callback_count: int = 0
    upheld_complaint_count: int = 0
    deceit_count: int = 0
    neglected_contact_count: int = 0


def tally_name(institution: str) -> str:
    """The tally carries the id of its institution."""
    return f"institutionTallies/{institution.removeprefix('institutions/')}"


def empty_tally(institution: str, division: str, *, now: dt.datetime) -> InstitutionTally:
    """Nothing counted yet."""
    return InstitutionTally(name=tally_name(institution), institution=institution, division=division, update_time=now)


def moved_deadline(change: DeadlineChanged) -> Change:
    """The gauge of the state before falls, that of the state now rises; a new deadline only rises."""
    moved = Change({GAUGES[change.state]: 1})
    if change.previous_state is not None:
        moved[GAUGES[change.previous_state]] -= 1
    return moved


def count(tally: InstitutionTally, change: Change, *, position: int, now: dt.datetime) -> InstitutionTally:
    """The tally after one more event. After a restore of legal_aid positions begin again at the fork of its new log."""
    counts = {what.value: getattr(tally, what.value) + number for what, number in change.items()}
    return replace(tally, **counts, as_of_position=position, update_time=now)
