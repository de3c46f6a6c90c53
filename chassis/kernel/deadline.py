"""A deadline: whose duty ends when, where it stands, and which moves are legal (D-01 to D-14, LA-31).

It must not move itself; `deadline_moves` does.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.calendar import Limit, Pause, earliest_due


class DeadlineState(enum.Enum):
    """Where a deadline stands. UNRESOLVED: it runs, but a year that its end depends on has no table yet (D-08)."""

    RUNNING = enum.auto()
    PAUSED = enum.auto()
    UNRESOLVED = enum.auto()
    MET = enum.auto()
    MISSED = enum.auto()
    CANCELLED = enum.auto()


# The legal moves: state → action → states it may lead to. A done or cancelled deadline moves no more.
MOVES: dict[DeadlineState, dict[str, frozenset[DeadlineState]]] = {
    DeadlineState.RUNNING: {
        "pause": frozenset({DeadlineState.PAUSED}),
        "finish": frozenset({DeadlineState.MET, DeadlineState.MISSED}),
        "expire": frozenset({DeadlineState.RUNNING, DeadlineState.MISSED}),
        "cancel": frozenset({DeadlineState.CANCELLED}),
    },
    DeadlineState.PAUSED: {
        "resume": frozenset({DeadlineState.RUNNING, DeadlineState.UNRESOLVED}),
        "finish": frozenset({DeadlineState.MET}),
        "cancel": frozenset({DeadlineState.CANCELLED}),
    },
    DeadlineState.UNRESOLVED: {
        "pause": frozenset({DeadlineState.PAUSED}),
        "finish": frozenset({DeadlineState.MET, DeadlineState.UNRESOLVED}),
        "resolve": frozenset(
            {DeadlineState.RUNNING, DeadlineState.UNRESOLVED, DeadlineState.MET, DeadlineState.MISSED}
        ),
        "cancel": frozenset({DeadlineState.CANCELLED}),
    },
    DeadlineState.MET: {},
    DeadlineState.MISSED: {"finish": frozenset({DeadlineState.MET, DeadlineState.MISSED})},
    DeadlineState.CANCELLED: {},
}
OPEN = frozenset({DeadlineState.RUNNING, DeadlineState.PAUSED, DeadlineState.UNRESOLVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One duty of one owner about one subject; `kind` tells several deadlines of a subject apart, for example DECIDE.

    `due_date` is None while the clock stands still or the date is not known; `start_time`, `due_time` and `done_time`
    belong to hours alone. All dates are civil dates of Asia/Shanghai.
    """

    name: str
    subject: str
    kind: str
    rule_id: str
    owner: str
    division: str
    limit: Limit
    start_date: dt.date
    start_time: dt.datetime | None
    pauses: tuple[Pause, ...]
    due_date: dt.date | None
    due_time: dt.datetime | None
    unresolved_year: int | None
    state: DeadlineState
    done_date: dt.date | None
    done_time: dt.datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the duty is still to be done in time; a missed one may still be done, but too late."""
        return self.state in OPEN and self.done_date is None

    @property
    def earliest_date(self) -> dt.date | None:
        """Not due before this day, which is all that can be shown while UNRESOLVED; None in every other state."""
        if self.unresolved_year is None or self.state is not DeadlineState.UNRESOLVED:
            return None
        raw = earliest_due(self.start_date, self.limit, self.pauses)
        return max(raw, dt.date(self.unresolved_year, 1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineChanged:
    """A deadline began (no previous state) or came into another state. Told about the deadline's subject."""

    deadline: str
    subject: str
    kind: str
    rule_id: str
    owner: str
    division: str
    previous_state: DeadlineState | None
    state: DeadlineState
    start_date: dt.date
    due_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFilter:
    """What a list asks for; None and empty mean any. `due_before` includes that day (D-14) and needs a due date."""

    state: DeadlineState | None = None
    kind: str = ""
    owner: str = ""
    due_before: dt.date | None = None
