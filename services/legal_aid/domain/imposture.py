"""Files on passing oneself off as legal aid for gain: the gain is confiscated, a fine is imposed (LA-104).

It must not book what is paid: it is no income of a fund source.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class ImpostureState(enum.Enum):
    """Where a file stands."""

    FOUND = enum.auto()
    DECIDED = enum.auto()


MOVES: Moves[ImpostureState] = {
    ImpostureState.FOUND: {"decide": frozenset({ImpostureState.DECIDED})}, ImpostureState.DECIDED: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpostureDraft:
    """What is entered of a finding; amounts in fen."""

    offender: str
    gain_fen: int
    found_date: dt.date
    document_number: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposture(ImpostureDraft):
    """One file."""

    name: str
    state: ImpostureState
    confiscated_fen: int
    fine_fen: int
    decided_date: dt.date | None
    decision_document: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpostureFilter:
    """What a list asks for; None means any."""

    state: ImpostureState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpostureDecision(Happening):
    """The fine in fen, on which paper and when."""

    document_number: str
    fine_fen: int


def open_file(draft: ImpostureDraft, *, name: str, now: dt.datetime, today: dt.date) -> Imposture:
    """A file on a finding. Raises InvalidFields DATE_IN_FUTURE."""
    if draft.found_date > today:
        fault = Violation(
            field="imposture.found_date", reason="DATE_IN_FUTURE",
            description="认定日期不能晚于今天（P-06），请按认定文书填写",
        )  # fmt: skip
        raise InvalidFields((fault,))
    values = {field.name: getattr(draft, field.name) for field in fields(ImpostureDraft)}
    return Imposture(
        **values, name=name, state=ImpostureState.FOUND, confiscated_fen=0, fine_fen=0, decided_date=None,
        decision_document="", create_time=now, etag="1",
    )  # fmt: skip


def allow(file: Imposture, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, file.state, action, what="冒用法律援助名义案卷", etag=file.etag, given=etag)


def decided(file: Imposture, decision: ImpostureDecision, on: dt.date, *, least: int, most: int) -> Imposture:
    """The whole gain confiscated, a fine of `least` to `most` times the gain (LA-104). Raises FINE_OUT_OF_RANGE."""
    if not least * file.gain_fen <= decision.fine_fen <= most * file.gain_fen:
        raise RuleViolated(
            "FINE_OUT_OF_RANGE",
            "罚款数额应当在违法所得的法定倍数以内（LA-104）。请按违法所得重新确定罚款数额。",
            rules=("LA-104",),
            least_fen=str(least * file.gain_fen),
            most_fen=str(most * file.gain_fen),
        )
    return replace(
        file, state=ImpostureState.DECIDED, confiscated_fen=file.gain_fen, fine_fen=decision.fine_fen, decided_date=on,
        decision_document=decision.document_number, etag=str(int(file.etag) + 1),
    )  # fmt: skip


def finding_filed() -> Refusal:
    """The refusal of a second file on one finding."""
    message = "该认定文书已立案登记，不能重复登记（LA-104）。请核对文书编号。"
    return Refusal(Kind.ALREADY_EXISTS, "FINDING_FILED", message, metadata={"rules": "LA-104"})
