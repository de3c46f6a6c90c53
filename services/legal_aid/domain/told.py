"""What legal aid's own event log tells of an institution or a division up to a position: all that tables are made of.

It must not hold what was told later, nor what is only found in rows that may change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from chassis.kernel.deadline import DeadlineChanged
from services.legal_aid.domain.application_events import ApplicationReceived
from services.legal_aid.domain.case_evaluation import CaseEvaluated
from services.legal_aid.domain.case_events import (
    AssignmentFailed,
    CaseAssigned,
    CaseGraded,
    CaseOpened,
    ClosingFileAccepted,
    HandlerArranged,
)
from services.legal_aid.domain.complaint_events import ComplaintConcluded, ComplaintReceived
from services.legal_aid.domain.consultation import ConsultationRecorded
from services.legal_aid.domain.duty_shift import DutyShiftRecorded, DutyShiftVoided
from services.legal_aid.domain.fund_goals import FundGoalsSet
from services.legal_aid.domain.fund_source import FundSourceFrozen, FundSourceMoved
from services.legal_aid.domain.notice_events import NoticeReceived
from services.legal_aid.domain.subsidy_claim import SubsidyPaid, SubsidyReversed

F = TypeVar("F")
KINDS: tuple[type[object], ...] = (
    ApplicationReceived, AssignmentFailed, CaseAssigned, CaseEvaluated, CaseGraded, CaseOpened, ClosingFileAccepted,
    ComplaintConcluded, ComplaintReceived, ConsultationRecorded, DeadlineChanged, DutyShiftRecorded, DutyShiftVoided,
    FundGoalsSet, FundSourceFrozen, FundSourceMoved, HandlerArranged, NoticeReceived, SubsidyPaid, SubsidyReversed,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose figures: one institution, or with an empty `institution` everybody whose division begins so."""

    institution: str
    division_prefix: str

    @property
    def text(self) -> str:
        """What the body of every fact of the scope holds."""
        return f'"{self.division_prefix}'

    def holds(self, fact: object) -> bool:
        """Whether the fact is one of the scope. A deadline names no institution: it is told apart by its case."""
        division = getattr(fact, "division", "")
        if not division.startswith(self.division_prefix):
            return False
        return not self.institution or getattr(fact, "institution", self.institution) == self.institution


@dataclass(frozen=True, slots=True)
class Told:
    """Facts in the order of the log."""

    facts: tuple[object, ...]

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one kind."""
        return tuple(fact for fact in self.facts if type(fact) is kind)

    @property
    def shifts(self) -> tuple[DutyShiftRecorded, ...]:
        """Shifts of duty lawyers that were not struck out."""
        gone = {fact.duty_shift for fact in self.of(DutyShiftVoided)}
        return tuple(fact for fact in self.of(DutyShiftRecorded) if fact.duty_shift not in gone)

    @property
    def cases(self) -> dict[str, CaseOpened]:
        """Every case once, however many recipients it has or assignments it saw (E-74)."""
        return {fact.case: fact for fact in reversed(self.of(CaseOpened))}

    def first_assigned(self) -> dict[str, dt.date]:
        """Case → the day of its first assignment."""
        return _first((fact.case, fact.assigned_date) for fact in self.of(CaseAssigned))

    def closed(self) -> dict[str, dt.date]:
        """Case → the day on which its closing file was accepted; several who shared the work make one case."""
        return _first((fact.case, fact.accepted_date) for fact in self.of(ClosingFileAccepted))


def _first(found: Iterable[tuple[str, dt.date]]) -> dict[str, dt.date]:
    days: dict[str, dt.date] = {}
    for case, day in found:
        days.setdefault(case, day)
    return days
