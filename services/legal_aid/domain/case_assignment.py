"""Assignments of a case (指派): the institution assigns the unit, the unit arranges the person (LA-55).

It must not choose anybody; `allocation` does.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.entry import Happening
from services.legal_aid.domain.handler import Handler, HandlerKind, JuvenileTag

FULL_SHARE = 10_000


class AssignmentMethod(enum.Enum):
    """How the unit was chosen (LA-56, LA-57, LA-143)."""

    ROTATION = enum.auto()
    SPECIALTY = enum.auto()
    RECIPIENT_PICK = enum.auto()
    ONSITE_PICK = enum.auto()
    IN_HOUSE = enum.auto()


class ReplacementGround(enum.Enum):
    """Why a handler is replaced, each with the rule that allows it."""

    RECIPIENT_CHANGE = "LA-61"
    REFUSAL_FOUND_JUSTIFIED = "LA-62"
    NEGLECT = "LA-63"
    HANDLER_HAS_REASON = "LA-64"
    HANDLER_BARRED = "LA-65"
    CONFLICT = "LA-66"
    QUALIFICATION_LOST = "LA-51"
    UNIT_REFUSED = "LA-106"
    NOT_ARRANGED = "LA-55"


# These remove a handler for fault: the outgoing share is 0 unless the institution records otherwise (LA-100), and
# supervision and the handler's own authority are told (XF-15).
AT_FAULT = frozenset(
    {ReplacementGround.NEGLECT, ReplacementGround.UNIT_REFUSED, ReplacementGround.NOT_ARRANGED}
)  # fmt: skip
PICKED = frozenset({AssignmentMethod.RECIPIENT_PICK, AssignmentMethod.ONSITE_PICK})


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationSnapshot:
    """What made the handler qualified on the day he was arranged."""

    kind: HandlerKind
    certificate_number: str
    criminal_defence_since: dt.date | None
    juvenile_tag: JuvenileTag | None
    in_public_office: bool
    checked_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssignment:
    """One assignment. `workload_share_bp` is in hundredths of a percent and counts once the assignment has ended.

    `lead` names the assignment of the lawyer whom a practitioner helps, `pair_bp` his part of what both do (LA-143).
    """

    name: str
    case: str
    unit: str
    unit_name: str
    handler: str
    handler_name: str
    method: AssignmentMethod
    reason: str
    allocation: str
    assigned_date: dt.date
    arranged_date: dt.date | None
    agreement_date: dt.date | None
    delay_cause: str
    qualification: QualificationSnapshot | None
    ended_date: dt.date | None
    ground: ReplacementGround | None
    workload_share_bp: int
    lead: str = ""
    pair_bp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentOrder(Happening):
    """What the institution orders. `unit` empty lets the rota choose; `pick_declined` records that nobody was picked,
    `party_divisions` where the parties are domiciled (GO-43).
    """

    method: AssignmentMethod
    unit: str
    handler: str
    reason: str
    pick_declined: bool
    party_divisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement(Happening):
    """Whom the unit arranges."""

    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement(Happening):
    """Why the handler is replaced; `requested_date` when somebody asked for it, `workload_share_bp` what was done."""

    ground: ReplacementGround
    reason: str
    requested_date: dt.date | None
    workload_share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReplacement(Happening):
    """A request for another handler that was not justified (LA-61, LA-63)."""

    reason: str
    requested_date: dt.date | None


def snapshot(handler: Handler, *, on: dt.date) -> QualificationSnapshot:
    """What is kept of the handler's qualification (LA-50 to LA-53, LA-59)."""
    return QualificationSnapshot(
        kind=handler.kind,
        certificate_number=handler.certificate_number,
        criminal_defence_since=handler.criminal_defence_since,
        juvenile_tag=handler.juvenile_tag,
        in_public_office=handler.in_public_office(on),
        checked_date=on,
    )
