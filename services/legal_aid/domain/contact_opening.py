"""Registers that were kept before the system came, entered by two people (P-07). It must not read a table."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import check_day
from chassis.kernel.errors import Kind, Refusal
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.contact import Contact, ContactDraft, ContactState, register
from services.legal_aid.domain.contact_opening_table import OpeningRow
from services.legal_aid.domain.institution import Institution


class ContactOpeningState(enum.Enum):
    """Where it stands."""

    PREPARED = enum.auto()
    ENTERED = enum.auto()
    WITHDRAWN = enum.auto()


_S = ContactOpeningState
MOVES: Moves[ContactOpeningState] = {
    _S.PREPARED: {"enter": frozenset({_S.ENTERED}), "withdraw": frozenset({_S.WITHDRAWN})},
    _S.ENTERED: {},
    _S.WITHDRAWN: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFile:
    """What is handed over."""

    institution: str
    cut_off_date: dt.date
    document_number: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactOpening:
    """A register with its counts."""

    name: str
    institution: str
    division: str
    cut_off_date: dt.date
    document_number: str
    sha256: str
    row_count: int
    open_count: int
    prepared_by: str
    entered_by: str
    entered_date: dt.date | None
    withdrawal_reason: str
    state: ContactOpeningState
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactOpeningFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: ContactOpeningState | None


def allow(opening: ContactOpening, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, opening.state, action, what="期初台账", etag=opening.etag, given=etag)


def prepared(
    file: OpeningFile, rows: tuple[OpeningRow, ...], *, name: str, institution: Institution, sha256: str, by: str,
    now: dt.datetime,
) -> ContactOpening:  # fmt: skip
    """One that waits for a second person (P-07)."""
    return ContactOpening(
        name=name, institution=institution.name, division=institution.division, cut_off_date=file.cut_off_date,
        document_number=file.document_number, sha256=sha256, row_count=len(rows),
        open_count=sum(row.outcome is None for row in rows), prepared_by=by, entered_by="", entered_date=None,
        withdrawal_reason="", state=_S.PREPARED, create_time=now, etag="1",
    )  # fmt: skip


def check_cut_off(file: OpeningFile, *, today: dt.date) -> None:
    """Raise InvalidFields DATE_IN_FUTURE."""
    check_day(file.cut_off_date, today=today, not_before=None, field="cut_off_date")


def entered(opening: ContactOpening, *, by: str, on: dt.date) -> ContactOpening:
    """Its rows stand in the register."""
    return _changed(replace(opening, state=_S.ENTERED, entered_by=by, entered_date=on))


def withdrawn(opening: ContactOpening, reason: str) -> ContactOpening:
    """Given up."""
    return _changed(replace(opening, state=_S.WITHDRAWN, withdrawal_reason=reason))


def contact_of(
    row: OpeningRow, opening: ContactOpening, *, name: str, number: str, now: dt.datetime
) -> Contact:  # fmt: skip
    """A contact of then, with its own date; one that nobody settled is the head's to give to somebody (LA-126)."""
    draft = ContactDraft(
        institution=opening.institution, received_date=row.received_date, door=row.door, place="",
        person_name=row.person_name, phone=row.phone, person_group="", topic=row.topic, need=row.need,
        entry_reason=f"期初台账{row.number}", opponent=row.opponent, call=None, category=None,
    )  # fmt: skip
    made = register(
        draft, name=name, number=number, division=opening.division, receiver=opening.prepared_by,
        on=row.received_date, now=now,
    )  # fmt: skip
    if row.outcome is None:
        return replace(made, state=ContactState.UNSETTLED)
    return replace(
        made, state=ContactState.CLOSED, outcome=row.outcome, answer=row.answer, closed_date=row.closed_date,
        referred_to=row.referred_to,
    )  # fmt: skip


def prepared_already() -> Refusal:
    """ALREADY_EXISTS: the file was handed over before."""
    message = "同一份台账文件已经提交（P-07），不能重复提交。请查看期初台账列表。"
    return Refusal(Kind.ALREADY_EXISTS, "OPENING_PREPARED", message, metadata={"rules": "P-07"})


def numbers_known(count: int) -> Refusal:
    """ALREADY_EXISTS: rows of the same old numbers were entered since it was prepared."""
    message = f"有{count}条记录已由另一份期初台账导入（P-07）。请撤回本台账，删去这些行后重新提交。"
    return Refusal(Kind.ALREADY_EXISTS, "NUMBERS_KNOWN", message, metadata={"rules": "P-07", "count": str(count)})


def _changed(opening: ContactOpening) -> ContactOpening:
    return replace(opening, etag=str(int(opening.etag) + 1))
