"""What partner services report of handlers and units: measures, staffing, public office, penalties, grades.

It must not know events nor rows; what a report leads to here follows from how things stand, so that reports which come
twice or late change nothing (XF-06, XF-12, XF-13, XF-25, XF-26, XF-27, XF-29, XF-31, XF-33, XF-39).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from services.legal_aid.domain.assignment_bar import BarCause


class ReportTopic(enum.Enum):
    """What a report is about; a subject has one of each topic, source and reference."""

    STATUS = enum.auto()
    HOLD = enum.auto()
    STAFFING = enum.auto()
    PUBLIC_OFFICE = enum.auto()
    PENALTY = enum.auto()
    GRADE = enum.auto()
    TIP = enum.auto()
    SCORE = enum.auto()
    PURCHASE = enum.auto()


class AssessmentGrade(enum.Enum):
    """Grade of a yearly assessment of an office or a practitioner (GO-63)."""

    PASS = enum.auto()
    FAIL = enum.auto()
    EXCELLENT = enum.auto()
    COMPETENT = enum.auto()
    BASIC = enum.auto()
    INCOMPETENT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerReport:
    """How a matter stands, as its source told it last.

    `cause` is what bars from new cases, None when nothing does; `unit` the office a practitioner belongs to now;
    `until_date` the day from which a measure no longer holds. `as_of` is the instant of the newest fact.
    """

    name: str
    source: str
    topic: ReportTopic
    subject: str
    reference: str
    division: str
    cause: BarCause | None
    unit: str
    document: str
    year: int
    grade: AssessmentGrade | None
    from_date: dt.date | None
    until_date: dt.date | None
    as_of_position: int
    as_of: dt.datetime
    act: str = ""
    score_tenths: int = 0
    inspection_row: int = 0

    @property
    def key(self) -> str:
        """What a bar that follows from it is found by again."""
        return f"{self.source}:{self.topic.name}:{self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerReportFilter:
    """What a list asks for; empty means any, `unmatched` only those whose subject nobody here is known as."""

    subject: str
    unmatched: bool


def newest(present: PartnerReport | None, told: PartnerReport) -> PartnerReport:
    """What stands after a fact: the later one counts, an earlier one only fills in the first day it left open.

    So a hold (XF-12) that is told after its end (XF-13) bars nobody.
    """
    if present is None:
        return told
    if told.as_of_position <= present.as_of_position:
        return replace(
            present, from_date=present.from_date or told.from_date, document=present.document or told.document
        )  # fmt: skip
    return replace(
        told,
        name=present.name,
        from_date=told.from_date or present.from_date,
        document=told.document or present.document,
    )


def bar_cause(report: PartnerReport, *, unit: str) -> BarCause | None:
    """What bars the subject now, if anything; `unit` is the partner's name of the office he is registered with here.

    A practitioner who practises with another office is barred here: his cases belong to the old one (XF-06).
    """
    if report.until_date is not None or report.from_date is None:
        return None
    if report.cause is None and report.unit and unit and report.unit != unit:
        return BarCause.LEFT_UNIT
    return report.cause


def pick_banned(penalty: PartnerReport, *, days: int, on: dt.date) -> bool:
    """Whether the penalty keeps its subject off the pick directory: for `days` days from the decision on (XF-26)."""
    return penalty.from_date is not None and penalty.from_date <= on < penalty.from_date + dt.timedelta(days)


def latest_grade(reports: Iterable[PartnerReport]) -> AssessmentGrade | None:
    """The grade of the newest assessed year (GO-63, XF-31)."""
    graded = [one for one in reports if one.topic is ReportTopic.GRADE and one.grade is not None]
    return max(graded, key=lambda one: (one.year, one.as_of_position)).grade if graded else None
