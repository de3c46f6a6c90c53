"""The yearly check of who takes part: units and handlers by what the log tells of them (LA-139).

It must not grade anybody. Fees reduced for recipients stand in no record and are left out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields

from chassis.kernel.deadline import DeadlineChanged, DeadlineState
from services.legal_aid.domain.case_assignment import ReplacementGround
from services.legal_aid.domain.case_events import (
    AssignmentFailed,
    CaseAssigned,
    CaseGraded,
    ClosingFileAccepted,
    HandlerArranged,
)
from services.legal_aid.domain.case_words import Grade
from services.legal_aid.domain.complaint_events import ComplaintConcluded, ComplaintReceived
from services.legal_aid.domain.complaint_paper import ComplaintFinding
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Section
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.domain.told import Told

FORM = "LA-139/1"
UPHELD = frozenset({ComplaintFinding.UPHELD, ComplaintFinding.PARTLY_UPHELD})
_FAILED = {
    ReplacementGround.UNIT_REFUSED: "refused",
    ReplacementGround.NOT_ARRANGED: "not_arranged",
    ReplacementGround.NEGLECT: "neglected",
}
_GRADED = {Grade.EXCELLENT: "excellent", Grade.GOOD: "good", Grade.PASS: "passed", Grade.FAIL: "failed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationAsked:
    """Which institution and year."""

    institution: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationLine:
    """One unit or handler; every figure counts cases once, but complaints one by one."""

    subject: str
    taken: int
    refused: int
    not_arranged: int
    neglected: int
    closed: int
    excellent: int
    good: int
    passed: int
    failed: int
    late_files: int
    complaints: int
    complaints_upheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationCheck:
    """The lines by subject, and the position of the log up to which they count."""

    position: int
    lines: tuple[ParticipationLine, ...]


COLUMNS = {
    "taken": "承接", "refused": "拒绝", "not_arranged": "未安排", "neglected": "怠于履职", "closed": "办结",
    "excellent": "优秀", "good": "良好", "passed": "合格", "failed": "不合格", "late_files": "逾期归档",
    "complaints": "投诉", "complaints_upheld": "投诉属实",
}  # fmt: skip


class _Marks:
    """Subject → column → what counts there, each thing once."""

    def __init__(self, told: Told, period: Period) -> None:
        self.told, self.period = told, period
        self.found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def mark(self, day: dt.date | None, column: str, thing: str, *subjects: str) -> None:
        """Count the thing for the subjects when the day lies in the period."""
        if day is not None and self.period.holds(day):
            for subject in filter(None, subjects):
                self.found[subject][column].add(thing)


def check_participation(told: Told, period: Period) -> tuple[ParticipationLine, ...]:
    """Everybody with something to tell of, ordered by name (LA-139)."""
    marks = _Marks(told, period)
    for work in (_taken, _failed, _closed, _late_files, _complaints):
        work(marks)
    return tuple(_line(subject, marks.found[subject]) for subject in sorted(marks.found) if _registered(subject))


def _taken(marks: _Marks) -> None:
    for assigned in marks.told.of(CaseAssigned):
        marks.mark(assigned.assigned_date, "taken", assigned.case, assigned.unit, assigned.handler)
    for arranged in marks.told.of(HandlerArranged):
        marks.mark(arranged.arranged_date, "taken", arranged.case, arranged.handler)


def _failed(marks: _Marks) -> None:
    """What a unit or handler refused, did not arrange or neglected (LA-106)."""
    for fact in marks.told.of(AssignmentFailed):
        marks.mark(fact.happened_date, _FAILED[fact.ground], fact.case, fact.unit, fact.handler)


def _closed(marks: _Marks) -> None:
    """A grade is that of everybody who did a share of the work."""
    closers: dict[str, set[str]] = defaultdict(set)
    for fact in marks.told.of(ClosingFileAccepted):
        closers[fact.case] |= {fact.unit, fact.handler}
        marks.mark(fact.accepted_date, "closed", fact.case, fact.unit, fact.handler)
    for graded in {fact.case: fact for fact in marks.told.of(CaseGraded)}.values():
        marks.mark(graded.graded_date, _GRADED[graded.grade], graded.case, *closers[graded.case])


def _late_files(marks: _Marks) -> None:
    """By how the clock stands last: what was missed may turn out to have been done in time (P-06).

    The log of a division holds deadlines of all its institutions; a case of another one has no holder here.
    """
    holders = {
        fact.case: (fact.unit, fact.handler)
        for fact in marks.told.facts
        if isinstance(fact, CaseAssigned | HandlerArranged)
    }
    clocks = {
        fact.subject: fact for fact in marks.told.of(DeadlineChanged) if fact.kind == DeadlineKind.SUBMIT_FILE.name
    }
    for case, clock in clocks.items():
        if clock.state is DeadlineState.MISSED:
            marks.mark(clock.due_date, "late_files", case, *holders.get(case, ()))


def _complaints(marks: _Marks) -> None:
    for received in marks.told.of(ComplaintReceived):
        marks.mark(received.received_date, "complaints", received.complaint, received.target)
    for concluded in marks.told.of(ComplaintConcluded):
        if concluded.finding in UPHELD:
            marks.mark(concluded.concluded_date, "complaints_upheld", concluded.complaint, concluded.target)


def participation_summary(told: Told, period: Period, shown: Mapping[str, str]) -> tuple[Section, ...]:
    """Units by name, and the handlers together: the summary that is published names no person (P-01)."""
    lines = check_participation(told, period)
    units = [line for line in lines if line.subject.startswith("handlingUnits/")]
    people = [line for line in lines if line.subject.startswith("handlers/")]
    headings = tuple(COLUMNS.values())
    return (
        Section(
            code="units", title="承办机构", columns=("承办机构", *headings),
            rows=tuple((shown.get(line.subject, "—"), *_figures(line)) for line in units),
        ),
        Section(
            code="handlers", title="承办人（合计）", columns=("承办人数", *headings),
            rows=((len(people), *map(sum, zip(*map(_figures, people), strict=True))),) if people else (),
        ),
    )  # fmt: skip


def _registered(subject: str) -> bool:
    return subject.startswith(("handlingUnits/", "handlers/"))


def _figures(line: ParticipationLine) -> tuple[int, ...]:
    return tuple(getattr(line, column) for column in COLUMNS)


def _line(subject: str, marks: Mapping[str, set[str]]) -> ParticipationLine:
    counts = {field.name: len(marks.get(field.name, ())) for field in fields(ParticipationLine)}
    return ParticipationLine(**{**counts, "subject": subject})  # type: ignore[arg-type]
