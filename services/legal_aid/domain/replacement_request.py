"""Requests for another handler (LA-61, LA-63): one at a time waits for its decision. It must not decide one."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Happening
from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_assignment import CaseAssignment


class RequestState(enum.Enum):
    """What became of a request; DROPPED when the case was over before."""

    WAITING = enum.auto()
    GRANTED = enum.auto()
    REFUSED = enum.auto()
    DROPPED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedReplacement(Happening):
    """What the recipient says."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementRequest:
    """One request about a running assignment; its words stand in the step of the case."""

    name: str
    case: str
    assignment: str
    institution: str
    division: str
    requested_date: dt.date
    state: RequestState


def request_of(case: Case, present: CaseAssignment, *, name: str, on: dt.date) -> ReplacementRequest:
    """A request that waits from the day on which it was made (LA-63)."""
    return ReplacementRequest(
        name=name, case=case.name, assignment=present.name, institution=case.institution, division=case.division,
        requested_date=on, state=RequestState.WAITING,
    )  # fmt: skip


def refuse_second(waiting: ReplacementRequest | None) -> None:
    """Raise RuleViolated REQUEST_WAITING while an earlier request is not decided (LA-63)."""
    if waiting is not None:
        raise RuleViolated(
            "REQUEST_WAITING",
            "该案件已有更换承办人的申请待决定（LA-63），请先对该申请作出决定。",
            rules=("LA-63",),
        )


def decided(request: ReplacementRequest, state: RequestState) -> ReplacementRequest:
    """The request with what became of it."""
    return replace(request, state=state)
