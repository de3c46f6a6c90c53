"""Offices found at another address than the approved one (GO-08, GO-09, XF-30). It must not punish: penalties do."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.premises import AreaType, Premises, PremisesSpan, approved_on, is_same_address


class AddressViolationKind(enum.Enum):
    """What was found."""

    MOVED = enum.auto()
    RECEPTION_POINT = enum.auto()


class AddressViolationSource(enum.Enum):
    """How it came to light."""

    FIELD_REPORT = enum.auto()
    SPOT_CHECK = enum.auto()
    RECEIPT = enum.auto()
    OTHER = enum.auto()


class AddressViolationState(enum.Enum):
    """Where it stands."""

    FOUND = enum.auto()
    CORRECTED = enum.auto()
    DISMISSED = enum.auto()


_S, _K = AddressViolationState, AddressViolationKind
MOVES: Moves[AddressViolationState] = {
    _S.FOUND: {"correct": frozenset({_S.CORRECTED}), "dismiss": frozenset({_S.DISMISSED})},
    _S.CORRECTED: {"dismiss": frozenset({_S.DISMISSED})},
    _S.DISMISSED: {},
}
ENDS = {"correct": _S.CORRECTED, "dismiss": _S.DISMISSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressViolationDraft:
    """What was found, by whom, on which paper."""

    office: str
    kind: AddressViolationKind
    source: AddressViolationSource
    found_address: str
    found_area_type: AreaType
    found_date: dt.date
    found_by: str
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressViolation(AddressViolationDraft):
    """One finding beside what was approved for its day; `ended_date` None while it goes on."""

    name: str
    approved_address: str
    approved_area_type: AreaType
    severe: bool
    rule_id: str
    citation: str
    state: AddressViolationState
    late: bool
    ended_date: dt.date | None
    end_document: str
    end_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressViolationFilter:
    """What a list asks for; None and empty mean any."""

    state: AddressViolationState | None
    kind: AddressViolationKind | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressViolationEnd(Documented):
    """What was verified, or why it was none."""

    end_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressViolationFound:
    """An office was found elsewhere (XF-30)."""

    address_violation: str
    office: str
    division: str
    kind: AddressViolationKind
    severe: bool
    found_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressViolationDismissed:
    """What was told was no violation (XF-30)."""

    address_violation: str
    office: str
    division: str
    dismissed_date: dt.date


def is_severe(kind: AddressViolationKind, *, approved: AreaType, found: AreaType) -> bool:
    """A reception point elsewhere, or a move from a township to a street, is dealt with severely (GO-09)."""
    return kind is _K.RECEPTION_POINT or (approved, found) == (AreaType.TOWNSHIP, AreaType.STREET)


def is_unapproved(draft: AddressViolationDraft, history: Sequence[PremisesSpan]) -> bool:
    """Whether it is another address than that approved for the day; before the licence nothing was approved (GO-08)."""
    if not history or draft.found_date < history[0].from_date:
        return False
    return not is_same_address(draft.found_address, approved_on(history, draft.found_date).address)


def refuse_approved(draft: AddressViolationDraft, approved: Premises) -> None:
    """Raise ADDRESS_APPROVED: there is nothing to find at the address that was approved for the day (GO-08, GO-09)."""
    if is_same_address(draft.found_address, approved.address):
        raise RuleViolated(
            "ADDRESS_APPROVED",
            "所填地址即为当日经批准的住所，不构成擅自变更（GO-08、GO-09）。请核对发现的地址和日期。",
            rules=("GO-08", "GO-09"),
        )


def broken_rule(draft: AddressViolationDraft, approved: Premises) -> str:
    """The rule that the finding breaks: every other change of the premises needs an approval as well (GO-08, GO-09)."""
    severe = is_severe(draft.kind, approved=approved.area_type, found=draft.found_area_type)
    return "GO-09" if severe else "GO-08"


def find_violation(
    draft: AddressViolationDraft, approved: Premises, *, rule: str, citation: str, division: str, name: str,
    entry: Entry, now: dt.datetime,
) -> AddressViolation:  # fmt: skip
    """The finding beside what was approved for its day (GO-09)."""
    values = {field.name: getattr(draft, field.name) for field in fields(AddressViolationDraft)}
    severe = is_severe(draft.kind, approved=approved.area_type, found=draft.found_area_type)
    return AddressViolation(
        **values, name=name, approved_address=approved.address, approved_area_type=approved.area_type, severe=severe,
        rule_id=rule, citation=citation, state=_S.FOUND, late=entry.late, ended_date=None, end_document="",
        end_reason="", division=division, create_time=now, etag="1",
    )  # fmt: skip


def refuse_unlicensed(office: Office) -> None:
    """Raise OFFICE_NOT_LICENSED: nothing was approved before the licence (GO-08)."""
    if not office.premises_history:
        raise RuleViolated(
            "OFFICE_NOT_LICENSED",
            "该所尚未取得执业许可，没有经批准的住所（GO-08）。请核对所选的所。",
            rules=("GO-08",),
        )


def allow(found: AddressViolation, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, found.state, action, what="住所违规记录", etag=found.etag, given=etag)


def ended(found: AddressViolation, action: str, end: AddressViolationEnd, entry: Entry) -> AddressViolation:
    """Corrected, or dismissed (GO-09)."""
    return replace(
        found, state=ENDS[action], ended_date=entry.happened_date, end_document=end.document_number,
        end_reason=end.end_reason, etag=str(int(found.etag) + 1),
    )  # fmt: skip


def told_found(found: AddressViolation) -> AddressViolationFound:
    """What supervision is told (XF-30)."""
    return AddressViolationFound(
        address_violation=found.name, office=found.office, division=found.division, kind=found.kind,
        severe=found.severe, found_date=found.found_date,
    )  # fmt: skip


def told_dismissed(found: AddressViolation, *, on: dt.date) -> AddressViolationDismissed:
    """What supervision is told of a finding that was none (XF-30)."""
    return AddressViolationDismissed(
        address_violation=found.name, office=found.office, division=found.division, dismissed_date=on
    )


def violation_known() -> Refusal:
    """The refusal of a second entry of what goes on (GO-09)."""
    message = "该所在该地址的同类情况已登记且尚未纠正，请从住所违规记录中查找，不要重复登记（GO-09）。"
    return Refusal(Kind.ALREADY_EXISTS, "VIOLATION_KNOWN", message, metadata={"rules": "GO-09"})
