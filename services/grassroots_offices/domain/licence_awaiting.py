"""What an application waits for, from whom, since when, by when: the open end of its timeline. It must not decide."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline, DeadlineState
from services.grassroots_offices.domain.licence_application import (
    LicenceApplication,
    LicenceApplicationState,
    PartyStepState,
)
from services.grassroots_offices.domain.office_statement import FOUNDING


class AwaitedKind(enum.Enum):
    """What is waited for; the value is how it is said, and by whom it is to be done."""

    PAPER_NOTICE = ("一次性告知补正或者受理", "县级司法行政机关")
    PAPERS = ("补正材料", "申请人")
    PARTY_PLAN = ("党组织组建方案审核结果", "上级党组织")
    RELATION_TRANSFER = ("开具党组织关系介绍信", "原所在党组织")
    OPINION = ("审查意见", "县级司法行政机关")
    DECISION = ("书面决定", "市级司法行政机关")


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """One thing that is waited for; `due_date` None without a time limit, or while its calendar is missing."""

    kind: AwaitedKind
    whom: str
    since_date: dt.date
    due_date: dt.date | None
    text: str


_S = LicenceApplicationState


def awaited(application: LicenceApplication) -> tuple[Awaited, ...]:
    """Everything that an application waits for now, what its state asks for first (GO-05, GO-33, PB-14).

    Nothing once it has ended. The party organisation's step runs beside the others from the acceptance on (GO-35).
    """
    running = next((one for one in application.deadlines if one.done_date is None and one.state in _UNDONE), None)
    return tuple(_item(kind, since, running) for kind, since in _open_ends(application))


def _open_ends(application: LicenceApplication) -> Iterator[tuple[AwaitedKind, dt.date]]:
    state = application.state
    accepted = application.accepted_date or application.received_date
    if state is _S.RECEIVED:
        yield AwaitedKind.PAPER_NOTICE, application.received_date
    if state is _S.PAPERS_REQUESTED and application.notice is not None:
        yield AwaitedKind.PAPERS, application.notice.issued_date
    if state is _S.ACCEPTED:
        yield AwaitedKind.OPINION, accepted
    if state is _S.COUNTY_REVIEWED and application.opinion is not None:
        yield AwaitedKind.DECISION, application.opinion.given_date
    step = application.party_step
    if step is not None and step.state is PartyStepState.WAITING and state in _OPEN:
        yield AwaitedKind.PARTY_PLAN if application.kind in FOUNDING else AwaitedKind.RELATION_TRANSFER, accepted


def _item(kind: AwaitedKind, since: dt.date, running: Deadline | None) -> Awaited:
    """The bureaus' time limits bind them alone."""
    what, whom = kind.value
    due = running.due_date if running is not None and kind in _LIMITED else None
    until = f"，应于{due.isoformat()}前（含当日）办结" if due else ""
    return Awaited(
        kind=kind, whom=whom, since_date=since, due_date=due,
        text=f"自{since.isoformat()}起等待{whom}：{what}{until}。",
    )  # fmt: skip


# One that was missed stays the day by which it was due.
_UNDONE = frozenset({DeadlineState.RUNNING, DeadlineState.MISSED})
_OPEN = frozenset({_S.ACCEPTED, _S.COUNTY_REVIEWED, _S.AWAITING_PARTY})
_LIMITED = frozenset({AwaitedKind.PAPER_NOTICE, AwaitedKind.OPINION, AwaitedKind.DECISION})
