"""Past-tense facts of cases, as other services are told. They hold ids, codes and dates only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_assignment import AssignmentMethod, CaseAssignment, ReplacementGround
from services.legal_aid.domain.case_words import CaseStage, CaseState, Grade
from services.legal_aid.domain.known_names import KnownNames
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.domain.termination import TerminationGround


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """A grant or a notice opened a case."""

    case: str
    institution: str
    division: str
    case_type: CaseType
    stage: CaseStage
    notified: bool
    opened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssigned:
    """The institution assigned a unit."""

    case: str
    institution: str
    division: str
    unit: str
    handler: str
    method: AssignmentMethod
    assigned_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerArranged:
    """The unit arranged the person (LA-55)."""

    case: str
    institution: str
    division: str
    unit: str
    handler: str
    arranged_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved:
    """A case came to another state."""

    case: str
    institution: str
    division: str
    from_state: CaseState
    to_state: CaseState
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFailed:
    """A unit or handler refused, did not arrange anybody, or neglected the case (XF-15)."""

    case: str
    institution: str
    division: str
    unit: str
    handler: str
    ground: ReplacementGround
    happened_date: dt.date
    office: str
    practitioner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFileAccepted:
    """A closing file was accepted: one event for each who did a share of the work (XF-14)."""

    case: str
    institution: str
    division: str
    unit: str
    handler: str
    case_type: CaseType
    stage: CaseStage
    share_bp: int
    accepted_date: dt.date
    office: str
    practitioner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGraded:
    """The quality of the handling was graded."""

    case: str
    institution: str
    division: str
    grade: Grade
    graded_date: dt.date
    grader_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTerminated:
    """A case was terminated (XF-34 for deceit)."""

    case: str
    institution: str
    division: str
    ground: TerminationGround
    terminated_date: dt.date


def opened(case: Case) -> CaseOpened:
    """The fact of a new case."""
    return CaseOpened(
        case=case.name, institution=case.institution, division=case.division, case_type=case.case_type,
        stage=case.stage, notified=case.notified, opened_date=case.opened_date,
    )  # fmt: skip


def assigned(case: Case, assignment: CaseAssignment) -> CaseAssigned:
    """The fact of an assignment."""
    return CaseAssigned(
        case=case.name, institution=case.institution, division=case.division, unit=assignment.unit,
        handler=assignment.handler, method=assignment.method, assigned_date=assignment.assigned_date,
    )  # fmt: skip


def arranged(case: Case, assignment: CaseAssignment, *, on: dt.date) -> HandlerArranged:
    """The fact that somebody was arranged."""
    return HandlerArranged(
        case=case.name, institution=case.institution, division=case.division, unit=assignment.unit,
        handler=assignment.handler, arranged_date=on,
    )  # fmt: skip


def moved(before: Case, after: Case, *, on: dt.date) -> CaseMoved:
    """The fact of another state."""
    return CaseMoved(
        case=after.name, institution=after.institution, division=after.division, from_state=before.state,
        to_state=after.state, happened_date=on,
    )  # fmt: skip


def failed(
    case: Case, assignment: CaseAssignment, ground: ReplacementGround, known: KnownNames, *, on: dt.date
) -> AssignmentFailed:
    """The fact that an assignment failed by somebody's fault (XF-15)."""
    return AssignmentFailed(
        case=case.name, institution=case.institution, division=case.division, unit=assignment.unit,
        handler=assignment.handler, ground=ground, happened_date=on, office=known.office,
        practitioner=known.practitioner,
    )  # fmt: skip


def file_accepted(
    case: Case, assignment: CaseAssignment, share_bp: int, *, on: dt.date, office: str, practitioner: str
) -> ClosingFileAccepted:
    """The fact of a handler's share in a closed case, with grassroots_offices' names of unit and handler."""
    return ClosingFileAccepted(
        case=case.name, institution=case.institution, division=case.division, unit=assignment.unit,
        handler=assignment.handler, case_type=case.case_type, stage=case.stage, share_bp=share_bp, accepted_date=on,
        office=office, practitioner=practitioner,
    )  # fmt: skip


def graded(case: Case, grade: Grade, *, on: dt.date, grader_key: str) -> CaseGraded:
    """The fact of a grade; `grader_key` is a blind index of who gave it."""
    return CaseGraded(
        case=case.name, institution=case.institution, division=case.division, grade=grade, graded_date=on,
        grader_key=grader_key,
    )  # fmt: skip


def terminated(case: Case, ground: TerminationGround, *, on: dt.date) -> CaseTerminated:
    """The fact of a termination."""
    return CaseTerminated(
        case=case.name, institution=case.institution, division=case.division, ground=ground, terminated_date=on
    )  # fmt: skip
