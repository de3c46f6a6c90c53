"""Monthly circulars and quarterly supervision (月通报、季督查): figures and named units (SV-56, SV-70).

They must not rank, and name no person (P-01).
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import asdict, dataclass, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.public_text import personal_faults

MONTHS_OF_A_QUARTER = 3


class BulletinState(enum.Enum):
    """Where a bulletin stands."""

    COMPILED = enum.auto()
    ISSUED = enum.auto()


class NamedFor(enum.Enum):
    """Why a unit is named."""

    UNQUALIFIED = enum.auto()
    PRAISE = enum.auto()


_S = BulletinState
MOVES: Moves[BulletinState] = {
    _S.COMPILED: {"recompile": frozenset({_S.COMPILED}), "issue": frozenset({_S.ISSUED})},
    _S.ISSUED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinFigures:
    """What happened in the period; a planned inspection is not counted (SV-05)."""

    inspections_closed: int
    rectifications_issued: int
    rectifications_closed: int
    rectifications_open: int
    rectifications_overdue: int
    clues_opened: int
    clues_closed: int
    holds_begun: int
    holds_lifted: int
    sheets_final: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit, why it is named, and the record it rests on."""

    named_for: NamedFor
    unit_title: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPosition:
    """The last event of a log that was taken into account."""

    source: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """What is known when it is compiled."""

    figures: BulletinFigures
    named: tuple[NamedUnit, ...]
    positions: tuple[LogPosition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinDraft:
    """Of which division and period, and what the bureau remarks."""

    division: str
    period: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin(BulletinDraft):
    """One as it stands."""

    name: str
    figures: BulletinFigures
    named: tuple[NamedUnit, ...]
    positions: tuple[LogPosition, ...]
    state: BulletinState
    compiled_date: dt.date
    issued_date: dt.date | None
    issue_document: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinFilter:
    """What a list asks for; None and empty mean any."""

    state: BulletinState | None
    period: str


def period_days(period: str, *, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of a month or a quarter that is over (SV-70). Raises InvalidFields PERIOD_NOT_OVER."""
    year, part = int(period[:4]), period[5:]
    length = MONTHS_OF_A_QUARTER if part.startswith("Q") else 1
    begins = (int(part[1:]) - 1) * length + 1 if length > 1 else int(part)
    first = dt.date(year, begins, 1)
    ends = begins + length - 1
    after = dt.date(year + ends // 12, ends % 12 + 1, 1)
    if today < after:
        text = "该月或者该季度尚未结束，月通报、季督查在其后编制（SV-70），请填写以前的时期"
        raise InvalidFields((Violation(field="bulletin.period", reason="PERIOD_NOT_OVER", description=text),))
    return first, after - dt.timedelta(days=1)


def compiled(draft: BulletinDraft, found: Compilation, *, name: str, today: dt.date, now: dt.datetime) -> Bulletin:
    """One that nobody has issued yet (SV-70). Raises InvalidFields PERSONAL_DATA."""
    faults = personal_faults("bulletin.remark", draft.remark)
    if faults:
        raise InvalidFields(faults)
    return Bulletin(
        **asdict(draft), name=name, figures=found.figures, named=found.named, positions=found.positions,
        state=_S.COMPILED, compiled_date=today, issued_date=None, issue_document="", create_time=now, etag="1",
    )  # fmt: skip


def recompiled(bulletin: Bulletin, found: Compilation, *, today: dt.date) -> Bulletin:
    """The same period from what is known now (SV-70)."""
    return replace(
        bulletin, figures=found.figures, named=found.named, positions=found.positions, compiled_date=today,
        etag=_next(bulletin),
    )  # fmt: skip


def issued(bulletin: Bulletin, document: str, entry: Entry) -> Bulletin:
    """Everybody reads who is unqualified and who is praised; it changes no more (SV-56, SV-70)."""
    return replace(
        bulletin, state=_S.ISSUED, issued_date=entry.happened_date, issue_document=document, etag=_next(bulletin)
    )  # fmt: skip


def allow(bulletin: Bulletin, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, bulletin.state, action, what="通报", etag=bulletin.etag, given=etag)


def bulletin_exists() -> Refusal:
    """The refusal of a second one of a division and period (SV-70)."""
    message = "该区划该时期的通报已编制，不能重复编制（SV-70）。未印发的，请重新编制（recompile）。"
    return Refusal(Kind.ALREADY_EXISTS, "BULLETIN_EXISTS", message, metadata={"rules": "SV-70"})


def _next(bulletin: Bulletin) -> str:
    return str(int(bulletin.etag) + 1)
