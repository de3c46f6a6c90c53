"""The monthly circular of grassroots work (F-03, GO-71): lines are counted from facts. It must not rank offices."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.signed_text import Sign, canonical, signed_text
from services.grassroots_offices.domain.told_allocation import ToldAllocation


class CircularState(enum.Enum):
    """Where a circular stands."""

    COMPILED = enum.auto()
    ISSUED = enum.auto()


MOVES: Moves[CircularState] = {
    CircularState.COMPILED: {
        "recompile": frozenset({CircularState.COMPILED}), "issue": frozenset({CircularState.ISSUED}),
    },
    CircularState.ISSUED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularRemark:
    """A remark on an office."""

    office: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularLine:
    """One office in the month; money in fen."""

    office: str
    display_name: str
    practitioners: int
    cases_accepted: int
    cases_closed: int
    entered_in_time: int
    briefs: int
    briefs_owed: int
    typical_cases: int
    typical_cases_owed: int
    income_filed: bool
    gross_fee_fen: int
    complaints: int
    open_rectifications: int
    overdue_rectifications: int
    remark: str
    fund_overdue_fen: int = 0
    fund_report_version: int = 0
    fund_base_fen: int = 0
    fund_due_fen: int = 0
    fund_booked_fen: int = 0
    fund_missing_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularDraft:
    """What is compiled; `period` is a month, `YYYY-MM`."""

    division: str
    period: str
    remarks: tuple[CircularRemark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular(CircularDraft):
    """The circular of a month."""

    name: str
    state: CircularState
    lines: tuple[CircularLine, ...]
    compiled_date: dt.date
    issued_date: dt.date | None
    issue_document: str
    signed_text: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularFilter:
    """What a list asks for; None and empty mean any."""

    state: CircularState | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTotals:
    """Matters of an office in a month."""

    accepted: int
    in_time: int
    closed: int


def month_days(period: str, *, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of a month that is over (GO-71). Raises InvalidFields PERIOD_NOT_OVER."""
    first = dt.date.fromisoformat(f"{period}-01")
    after = (first + dt.timedelta(days=31)).replace(day=1)
    if today < after:
        description = "该月尚未结束，月通报在次月编制（GO-71），请填写以前的月份"
        raise InvalidFields((Violation(field="circular.period", reason="PERIOD_NOT_OVER", description=description),))
    return first, after - dt.timedelta(days=1)


def with_allocation(line: CircularLine, told: ToldAllocation | None) -> CircularLine:
    """The line with the 3% of its month (GO-71, PB-23); as it is when nothing was told."""
    if told is None:
        return line
    return replace(
        line, fund_report_version=told.report_version, fund_base_fen=told.base_fen, fund_due_fen=told.due_fen,
        fund_booked_fen=told.booked_fen, fund_missing_fen=told.due_fen - told.booked_fen,
    )  # fmt: skip


def compile_circular(
    draft: CircularDraft, lines: Iterable[CircularLine], *, name: str, today: dt.date, now: dt.datetime
) -> Circular:
    """A circular that is not issued yet (GO-71). Raises InvalidFields REMARK_TWICE, RuleViolated OFFICE_UNKNOWN."""
    named = [one.office for one in draft.remarks]
    if len(set(named)) < len(named):
        description = "同一所只能写一条备注（GO-71），请合并"
        raise InvalidFields((Violation(field="circular.remarks", reason="REMARK_TWICE", description=description),))
    found = tuple(lines)
    if set(named) - {one.office for one in found}:
        message = "备注所指的所不在本期通报之内，请从本期通报的所中选择（GO-71）。"
        raise RuleViolated("OFFICE_UNKNOWN", message, rules=("GO-71",))
    values = {field.name: getattr(draft, field.name) for field in fields(CircularDraft)}
    return Circular(
        **values, name=name, state=CircularState.COMPILED, lines=_remarked(found, draft.remarks), compiled_date=today,
        issued_date=None, issue_document="", signed_text="", create_time=now, etag="1",
    )  # fmt: skip


def recompiled(circular: Circular, lines: Iterable[CircularLine], today: dt.date) -> Circular:
    """The same month from what is known now; the remarks stay (GO-71)."""
    return replace(
        circular, lines=_remarked(tuple(lines), circular.remarks), compiled_date=today, etag=_next(circular)
    )  # fmt: skip


def issued(circular: Circular, document: str, entry: Entry, sign: Sign) -> Circular:
    """It changes no more, and whoever is handed it can check every line of it offline (GO-71)."""
    after = replace(
        circular, state=CircularState.ISSUED, issued_date=entry.happened_date, issue_document=document,
        etag=_next(circular),
    )  # fmt: skip
    content = canonical({
        "circular": after.name, "division": after.division, "document": document, "period": after.period,
        "compiled_date": after.compiled_date.isoformat(), "issued_date": entry.happened_date.isoformat(),
        "lines": [asdict(one) for one in after.lines],
    })  # fmt: skip
    return replace(after, signed_text=signed_text(content, sign(content.encode())))


def allow(circular: Circular, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, circular.state, action, what="月通报", etag=circular.etag, given=etag)


def circular_exists() -> Refusal:
    """The refusal of a second circular of a month (GO-71)."""
    message = "该区划该月的通报已编制，不能重复编制（GO-71）。未印发的，请重新编制（recompile）。"
    return Refusal(Kind.ALREADY_EXISTS, "CIRCULAR_EXISTS", message, metadata={"rules": "GO-71"})


def _remarked(lines: tuple[CircularLine, ...], remarks: tuple[CircularRemark, ...]) -> tuple[CircularLine, ...]:
    said: Mapping[str, str] = {one.office: one.remark for one in remarks}
    return tuple(replace(one, remark=said.get(one.office, "")) for one in lines)


def _next(circular: Circular) -> str:
    return str(int(circular.etag) + 1)
