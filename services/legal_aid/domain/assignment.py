"""Which unit arranged whom (LA-33, LA-34). It must not judge qualification; that needs the roster of cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.entry import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Unit and person; `assigned_date` None means today."""

    unit_name: str
    handler_name: str
    assigned_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentEntry:
    """An assignment as it is entered, with the reason when that is late."""

    assignment: Assignment
    entry_reason: str


def happening_of(given: AssignmentEntry) -> Happening:
    """When the assignment happened."""
    return Happening(happened_date=given.assignment.assigned_date, entry_reason=given.entry_reason)


def refuse_second(present: Assignment | None) -> None:
    """Raise RuleViolated ALREADY_ASSIGNED: whoever handles it is replaced by a decision, not by another entry."""
    if present is not None:
        raise RuleViolated("ALREADY_ASSIGNED", "已登记承办人，不能重复指派；如需更换承办人，请按更换程序办理。")
