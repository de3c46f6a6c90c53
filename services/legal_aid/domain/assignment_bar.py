"""What keeps a unit or handler from new cases for a time: holds, suspensions, cancellations, too few staff (LA-65).

It must not judge whether the measure is right: whoever takes it does.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation


class BarCause(enum.Enum):
    """Why there are no new assignments. A hold is no penalty (K2)."""

    PRACTICE_HOLD = enum.auto()
    STATUTORY_SUSPENSION = enum.auto()
    CANCELLATION = enum.auto()
    BELOW_MINIMUM_STAFF = enum.auto()
    LEFT_UNIT = enum.auto()


# These also put the open claims of whom they bar on check (XF-12); too few staff and another office do not.
ON_CHECK = frozenset({BarCause.PRACTICE_HOLD, BarCause.STATUTORY_SUSPENSION, BarCause.CANCELLATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentBarDraft:
    """What is entered; `from_date` None means today."""

    subject: str
    cause: BarCause
    document: str
    from_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentBar:
    """A bar; it holds from its first day until the day before it is lifted.

    `reported_by` names the partner's report it follows from; empty when it was entered by hand.
    """

    name: str
    subject: str
    cause: BarCause
    document: str
    from_date: dt.date
    lifted_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str
    reported_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentBarFilter:
    """What a list asks for; empty means any."""

    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentBarred:
    """A unit or handler gets no new cases from a day on."""

    subject: str
    division: str
    cause: BarCause
    from_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentBarLifted:
    """A unit or handler gets cases again."""

    subject: str
    division: str
    lifted_date: dt.date


def barred(bar: AssignmentBar) -> AssignmentBarred:
    """The fact of a bar."""
    return AssignmentBarred(subject=bar.subject, division=bar.division, cause=bar.cause, from_date=bar.from_date)


def enter_bar(
    draft: AssignmentBarDraft, *, name: str, division: str, now: dt.datetime, today: dt.date
) -> AssignmentBar:  # fmt: skip
    """A new bar. Raises InvalidFields for a day that has not come."""
    begun = draft.from_date or today
    if begun > today:
        text = "暂停或者停止指派的起始日期不能晚于今天（LA-65），请在生效当日登记"
        fault = Violation(field="assignment_bar.from_date", reason="DATE_IN_FUTURE", description=text)
        raise InvalidFields((fault,))
    return AssignmentBar(
        name=name, subject=draft.subject, cause=draft.cause, document=draft.document, from_date=begun,
        lifted_date=None, division=division, create_time=now, etag="1",
    )  # fmt: skip


def lift_bar(bar: AssignmentBar, *, on: dt.date) -> AssignmentBar:
    """The bar ends. Raises RuleViolated BAR_LIFTED when it has ended before."""
    if bar.lifted_date is not None:
        raise RuleViolated("BAR_LIFTED", "该项暂停指派已经解除，无需再次办理（LA-65）。", rules=("LA-65",))
    return replace(bar, lifted_date=on, etag=str(int(bar.etag) + 1))


def follow_up_bar(
    *, name: str, subject: str, cause: BarCause, document: str, from_date: dt.date, division: str, reported_by: str,
    now: dt.datetime,
) -> AssignmentBar:  # fmt: skip
    """A bar that follows from a partner's report; it may begin on a day to come (XF-12)."""
    return AssignmentBar(
        name=name, subject=subject, cause=cause, document=document, from_date=from_date, lifted_date=None,
        division=division, create_time=now, etag="1", reported_by=reported_by,
    )  # fmt: skip
