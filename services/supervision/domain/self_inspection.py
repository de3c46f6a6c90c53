"""Self-inspections (自查, F-01): rows, signatures, where a sheet stands (SV-73, SV-74). It must not read a file."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.spans import days_late
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.campaign import CoverageKind
from services.supervision.domain.campaign_unit import CampaignCell, CampaignUnit, person_of
from services.supervision.domain.documented import Documented
from services.supervision.domain.supervised_unit import UnitTopic


class SelfInspectionState(enum.Enum):
    """Where a sheet stands."""

    DRAFT = enum.auto()
    SUBMITTED = enum.auto()
    RETURNED = enum.auto()
    ACCEPTED = enum.auto()


class SheetFinding(enum.Enum):
    """What a row says; a blank row says nothing (E-58)."""

    NONE_FOUND = enum.auto()
    PROBLEM = enum.auto()


class SheetCompletion(enum.Enum):
    """Whether a problem is put right."""

    DONE = enum.auto()
    ONGOING = enum.auto()


_S = SelfInspectionState
_SUBMIT = frozenset({_S.SUBMITTED})
MOVES: Moves[SelfInspectionState] = {
    _S.DRAFT: {"fill": frozenset({_S.DRAFT}), "import": frozenset({_S.DRAFT}), "submit": _SUBMIT},
    _S.SUBMITTED: {"return": frozenset({_S.RETURNED}), "accept": frozenset({_S.ACCEPTED})},
    _S.RETURNED: {"fill": frozenset({_S.RETURNED}), "import": frozenset({_S.RETURNED}), "submit": _SUBMIT},
    _S.ACCEPTED: {},
}
HANDED_IN = frozenset({_S.SUBMITTED, _S.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEvidence:
    """What supervision knows already of a row."""

    title: str
    count: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row; `finding` None is blank."""

    number: int
    item: str
    finding: SheetFinding | None
    problem: str
    measure: str
    responsible_person: str
    action_officer: str
    completion: SheetCompletion | None
    next_step: str
    due_date: dt.date | None
    remark: str
    evidence: tuple[SheetEvidence, ...]
    rectification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfInspectionDraft:
    """Whose sheet is opened; `person` empty for the unit's own."""

    campaign_unit: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFigures:
    """What a firm or an office counted for its five topics (SV-83)."""

    files_sampled: int
    clients_called: int
    complaint_count: int
    complaint_settled_count: int
    petition_count: int
    petition_settled_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """Head and foot of a sheet that is filled in; `figures` None says nothing."""

    filled_date: dt.date
    filler: str
    approver: str
    contact: str
    figures: SheetFigures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Documented):
    """The signed sheet."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfInspection(SelfInspectionDraft):
    """One sheet."""

    name: str
    campaign: str
    unit_title: str
    division: str
    topic: UnitTopic
    rows: tuple[SheetRow, ...]
    filled_date: dt.date | None
    filler: str
    approver: str
    contact: str
    figures: SheetFigures | None
    sha256: str
    submitted_date: dt.date | None
    days_late: int
    return_reason: str
    state: SelfInspectionState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfInspectionFilter:
    """What a list asks for; None and empty mean any."""

    campaign_unit: str
    state: SelfInspectionState | None


def self_inspection_cell(unit: CampaignUnit) -> CampaignCell:
    """The unit's self-inspection in its campaign. Raises SELF_INSPECTION_NOT_PLANNED."""
    cell = unit.cell(CoverageKind.SELF_INSPECTION)
    if cell is None:
        message = "本次专项整治没有安排该单位自查（SV-02）。请核对单位。"
        raise RuleViolated("SELF_INSPECTION_NOT_PLANNED", message, rules=("SV-02",))
    return cell


def opened(
    draft: SelfInspectionDraft, unit: CampaignUnit, rows: tuple[SheetRow, ...], *, name: str, now: dt.datetime
) -> SelfInspection:
    """The sheet of a person or of the unit (SV-73). Raises SELF_INSPECTION_NOT_PLANNED, PERSON_UNKNOWN."""
    self_inspection_cell(unit)
    if draft.person:
        person_of(unit, draft.person)
    return SelfInspection(
        campaign_unit=draft.campaign_unit, person=draft.person, name=name, campaign=unit.campaign,
        unit_title=unit.title, division=unit.division, topic=unit.topic, rows=rows, filled_date=None, filler="",
        approver="", contact="", figures=None, sha256="", submitted_date=None, days_late=0, return_reason="",
        state=_S.DRAFT, create_time=now, etag="1",
    )  # fmt: skip


def allow(sheet: SelfInspection, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, sheet.state, action, what="自查表", etag=sheet.etag, given=etag)


def filled(sheet: SelfInspection, head: SheetHead, rows: tuple[SheetRow, ...]) -> SelfInspection:
    """The sheet with what was filled in."""
    return _changed(
        sheet, rows=rows, filled_date=head.filled_date, filler=head.filler, approver=head.approver,
        contact=head.contact, figures=head.figures,
    )  # fmt: skip


def submitted(sheet: SelfInspection, told: Submission, entry: Entry, unit: CampaignUnit) -> SelfInspection:
    """Handed in and signed, in time or late by days (SV-73). Late is late and not refused: everybody inspects."""
    late = days_late(self_inspection_cell(unit).due_date, done=entry.happened_date)
    return _changed(
        sheet, state=_S.SUBMITTED, sha256=told.sha256, submitted_date=entry.happened_date, days_late=late
    )  # fmt: skip


def require_people(unit: CampaignUnit, handed_in: frozenset[str]) -> None:
    """The unit hands its sheet in after each of its people (SV-73). Raises PEOPLE_FIRST."""
    missing = sum(one.person not in handed_in for one in unit.people)
    if missing:
        message = f"尚有{missing}人未提交本人自查表，单位自查表应在人员之后提交（SV-73）。请先补齐。"
        raise RuleViolated("PEOPLE_FIRST", message, rules=("SV-73",), missing=str(missing))


def returned(sheet: SelfInspection, reason: str) -> SelfInspection:
    """Given back."""
    return _changed(sheet, state=_S.RETURNED, return_reason=reason)


def accepted(sheet: SelfInspection) -> SelfInspection:
    """It counts."""
    return _changed(sheet, state=_S.ACCEPTED)


def with_rows(sheet: SelfInspection, rows: tuple[SheetRow, ...]) -> SelfInspection:
    """The same version with what its rows became."""
    return replace(sheet, rows=rows)


def sheet_opened() -> Refusal:
    """ALREADY_EXISTS: the person or the unit has a sheet."""
    message = "该人员或者单位在本次专项整治中已有自查表（SV-73），不能重复建立。请在原表上填写。"
    return Refusal(Kind.ALREADY_EXISTS, "SHEET_OPENED", message, metadata={"rules": "SV-73"})


def _changed(sheet: SelfInspection, **values: Any) -> SelfInspection:
    return replace(sheet, etag=str(int(sheet.etag) + 1), **values)
