"""Yearly training of window staff, handlers and volunteers: planned, held, summed up (LA-147).

It must not hold a name: who came is told by account or register.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class TrainingPlanState(enum.Enum):
    """Where a plan stands."""

    DRAFT = enum.auto()
    ADOPTED = enum.auto()
    CLOSED = enum.auto()


class TrainingKind(enum.Enum):
    """What is taught, with the subject it belongs to."""

    POLICY = "政策"
    BUSINESS = "业务"
    ETHICS = "职业道德"
    INTEGRITY_EXAMPLE = "廉政教育（示范）"
    INTEGRITY_WARNING = "廉政教育（警示）"
    INTEGRITY_POST = "廉政教育（岗位）"


class TrainingAudience(enum.Enum):
    """Who is taught."""

    WINDOW_STAFF = "窗口人员"
    HANDLERS = "承办人员"
    VOLUNTEERS = "志愿者"


_S = TrainingPlanState
MOVES: Moves[TrainingPlanState] = {
    _S.DRAFT: {"adopt": frozenset({_S.ADOPTED})},
    _S.ADOPTED: {"recordSession": frozenset({_S.ADOPTED}), "close": frozenset({_S.CLOSED})},
    _S.CLOSED: {},
}
# What a plan must hold: one of each row (LA-147).
SUBJECTS = (
    frozenset({TrainingKind.POLICY}),
    frozenset({TrainingKind.BUSINESS}),
    frozenset({TrainingKind.ETHICS}),
    frozenset({TrainingKind.INTEGRITY_EXAMPLE, TrainingKind.INTEGRITY_WARNING, TrainingKind.INTEGRITY_POST}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingItem:
    """One session that is planned."""

    topic: str
    kind: TrainingKind
    audience: TrainingAudience
    month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSession:
    """One session that was held; `item_number` counts from 1, 0 was not planned."""

    item_number: int
    held_date: dt.date
    topic: str
    document_number: str
    invited_count: int
    attendees: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPaper:
    """The paper that adopts a plan."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingClosing:
    """Why items were not held; empty when all were."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlanDraft:
    """What is entered."""

    institution: str
    year: int
    items: tuple[TrainingItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan(TrainingPlanDraft):
    """A plan with its sessions."""

    name: str
    division: str
    state: TrainingPlanState
    state_date: dt.date
    document_number: str
    sessions: tuple[TrainingSession, ...]
    reason: str
    create_time: dt.datetime
    etag: str

    @property
    def unheld_items(self) -> tuple[int, ...]:
        """Numbers of items without a session."""
        held = {session.item_number for session in self.sessions}
        return tuple(number for number in range(1, len(self.items) + 1) if number not in held)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlanFilter:
    """What a list asks for; empty and 0 mean any."""

    institution: str
    year: int


def planned(draft: TrainingPlanDraft, *, name: str, division: str, now: dt.datetime, today: dt.date) -> TrainingPlan:
    """A plan of a year (LA-147)."""
    return TrainingPlan(
        institution=draft.institution, year=draft.year, items=draft.items, name=name, division=division,
        state=_S.DRAFT, state_date=today, document_number="", sessions=(), reason="", create_time=now, etag="1",
    )  # fmt: skip


def there_already(plan: str) -> Refusal:
    """ALREADY_EXISTS: the year has its plan."""
    message = "该机构本年度已有培训计划（LA-147），不能重复登记。请在原计划上登记培训。"
    return Refusal(Kind.ALREADY_EXISTS, "TRAINING_PLAN_EXISTS", message, metadata={"rules": "LA-147", "existing": plan})


def allow(plan: TrainingPlan, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, plan.state, action, what="培训计划", etag=plan.etag, given=etag)


def adopted(plan: TrainingPlan, said: TrainingPaper, *, on: dt.date) -> TrainingPlan:
    """Every subject and every audience is planned for (LA-147). Raises RuleViolated TRAINING_INCOMPLETE."""
    kinds, audiences = {item.kind for item in plan.items}, {item.audience for item in plan.items}
    missing = [min(one.value for one in subject) for subject in SUBJECTS if not subject & kinds]
    missing += [audience.value for audience in TrainingAudience if audience not in audiences]
    if missing:
        message = f"培训计划缺少{'、'.join(missing)}的安排（LA-147）。请补充后重新登记计划。"
        raise RuleViolated("TRAINING_INCOMPLETE", message, rules=("LA-147",))
    return replace(plan, state=_S.ADOPTED, state_date=on, document_number=said.document_number)


def with_session(plan: TrainingPlan, session: TrainingSession, *, today: dt.date) -> TrainingPlan:
    """A session with who came (LA-147). Raises InvalidFields."""
    faults = []
    if session.held_date > today:
        faults.append(_fault("held_date", "DATE_IN_FUTURE", "培训日期不能晚于今天（P-06），请填写实际日期"))
    if session.held_date.year != plan.year:
        faults.append(_fault("held_date", "OUTSIDE_YEAR", "培训日期不在计划年度内（LA-147），请登记到相应年度的计划"))
    if session.item_number > len(plan.items):
        faults.append(_fault("item_number", "ITEM_UNKNOWN", "计划中没有该序号的培训（LA-147），计划外的请填 0"))
    if session.item_number == 0 and not session.topic:
        faults.append(_fault("topic", "TOPIC_MISSING", "计划外的培训须写明主题（LA-147），请填写 topic"))
    if len(session.attendees) > session.invited_count:
        faults.append(_fault("attendees", "TOO_MANY_ATTENDEES", "到课人数多于应到人数（LA-147），请核对 attendees"))
    if faults:
        raise InvalidFields(tuple(faults))
    return replace(plan, sessions=(*plan.sessions, session))


def closed(plan: TrainingPlan, said: TrainingClosing, *, on: dt.date) -> TrainingPlan:
    """The year is summed up; what was not held has a reason (LA-147). Raises InvalidFields REASON_MISSING."""
    if plan.unheld_items and not said.reason:
        raise InvalidFields(
            (_fault("reason", "REASON_MISSING", "计划中有培训未举办（LA-147），请在 reason 中说明原因"),)
        )
    return replace(plan, state=_S.CLOSED, state_date=on, reason=said.reason)


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=field, reason=reason, description=text)
