"""When papers are filed, and what follows when they are not (GO-62). It must not know a date itself."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Any

from chassis.kernel.errors import RuleViolated
from services.grassroots_offices.domain.assessment import is_of_office


class UnfiledProposal(enum.Enum):
    """What follows for a subject that did not file."""

    VIOLATION_12 = enum.auto()
    FAIL = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentWindow:
    """First and last day of the window, and by when papers and the county's review should be there."""

    opens: dt.date
    closes: dt.date
    filed_by: dt.date
    reviewed_by: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfiledSubject:
    """A subject without an assessment for the year."""

    subject: str
    office: str
    proposal: UnfiledProposal | None


def window_of(year: int, window: dict[str, Any], steps: dict[str, Any]) -> AssessmentWindow:
    """The window for the year that is assessed, from the values of the policy (GO-62)."""
    held = year + int(window["years_after"])

    def day(text: str) -> dt.date:
        return dt.date.fromisoformat(f"{held}-{text}")

    return AssessmentWindow(
        opens=day(window["opens"]), closes=day(window["closes"]), filed_by=day(steps["filed"]),
        reviewed_by=day(steps["reviewed"]),
    )  # fmt: skip


def refuse_outside(window: AssessmentWindow, filed: dt.date) -> None:
    """Raise WINDOW_NOT_OPEN, WINDOW_CLOSED (GO-62)."""
    if filed < window.opens:
        raise RuleViolated(
            "WINDOW_NOT_OPEN",
            "该年度考核尚未开始受理（GO-62）。请在规定的考核期间内提交。",
            rules=("GO-62",),
            opens=window.opens.isoformat(),
        )
    if filed > window.closes:
        raise RuleViolated(
            "WINDOW_CLOSED",
            "该年度考核期间已过（GO-62）。期间内已提交的，请填写实际提交日期并写明补录原因；未提交的列入未参加考核名单。",
            rules=("GO-62",),
            closes=window.closes.isoformat(),
        )


def unfiled(subject: str, office: str, window: AssessmentWindow, *, today: dt.date) -> UnfiledSubject:
    """A subject that has not filed: after the window violation 12; for an office, FAIL is proposed (GO-62)."""
    follows = UnfiledProposal.FAIL if is_of_office(subject) else UnfiledProposal.VIOLATION_12
    return UnfiledSubject(subject=subject, office=office, proposal=follows if today > window.closes else None)
