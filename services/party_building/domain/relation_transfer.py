"""Transfers of members' organisational relations, by letter of introduction (PB-06, PB-14, PB-15).

It must not decide about a licence: it says when the gate is open.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class TransferState(enum.Enum):
    """Where a transfer stands; EXPIRED follows from the day and is never stored."""

    REQUESTED = enum.auto()
    STARTED = enum.auto()
    RECEIVED = enum.auto()
    EXPIRED = enum.auto()
    WITHDRAWN = enum.auto()


_S = TransferState
_WITHDRAW = {"withdraw": frozenset({_S.WITHDRAWN})}
MOVES: Moves[TransferState] = {
    _S.REQUESTED: {"start": frozenset({_S.STARTED}), **_WITHDRAW},
    _S.STARTED: {"receive": frozenset({_S.RECEIVED}), **_WITHDRAW},
    _S.RECEIVED: {},
    _S.EXPIRED: {"receive": frozenset({_S.RECEIVED}), "reissue": frozenset({_S.STARTED}), **_WITHDRAW},
    _S.WITHDRAWN: {},
}
OPEN = frozenset({_S.REQUESTED, _S.STARTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDraft:
    """What is asked for."""

    member: str
    to_organisation: str
    to_elsewhere: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationTransfer(TransferDraft):
    """A transfer; `from_organisation` empty: one outside this register.

    `dues_until` is the last month, `YYYY-MM`, whose dues the old organisation collects (PB-27), empty before the
    letter. `from_division` is whose letter it is, `to_division` who confirms, empty while the destination is not
    known. Of an organisation outside this register the other side enters both.
    """

    name: str
    from_organisation: str
    application: str
    state: TransferState
    letter_number: str
    issued_date: dt.date | None
    valid_until: dt.date | None
    received_date: dt.date | None
    reissue_reason: str
    dues_until: str
    division: str
    from_division: str
    to_division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFilter:
    """What a list asks for; empty means any."""

    member: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Happening):
    """A letter of introduction, and where to."""

    letter_number: str
    to_organisation: str
    to_elsewhere: str
    valid_until: dt.date | None
    dues_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherLetter(Happening):
    """Another letter after the first one expired, and why."""

    letter_number: str
    valid_until: dt.date | None
    reissue_reason: str
    dues_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Happening):
    """The new organisation's confirmation."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationTransferStarted:
    """The gate for handing over the licence is open (XF-04, XF-05, PB-14)."""

    application: str
    relation_transfer: str
    started_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationTransferReceived:
    """The new organisation has confirmed (XF-04)."""

    application: str
    relation_transfer: str
    received_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationTransferRefused:
    """The relation will not be transferred (XF-04)."""

    application: str
    relation_transfer: str
    refused_date: dt.date


def state_on(transfer: RelationTransfer, day: dt.date) -> TransferState:
    """The state on a day: a letter that was not handed in expires by itself (PB-15)."""
    late = transfer.state is _S.STARTED and transfer.valid_until is not None and day > transfer.valid_until
    return _S.EXPIRED if late else transfer.state


def allow(transfer: RelationTransfer, action: str, *, today: dt.date, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, state_on(transfer, today), action, what="组织关系转接", etag=transfer.etag, given=etag)


def side_of(transfer: RelationTransfer, action: str) -> str:
    """The division whose clerk does it: the old one's writes letters, the new one's confirms (PB-14, PB-15)."""
    return transfer.to_division if action == "receive" else transfer.from_division


def destination_of(transfer: RelationTransfer, letter: Letter) -> tuple[str, str]:
    """Organisation or place outside to which the letter is written. Raises InvalidFields ORGANISATION_MISSING."""
    to, elsewhere = letter.to_organisation, letter.to_elsewhere
    if not to and not elsewhere:
        to, elsewhere = transfer.to_organisation, transfer.to_elsewhere
    refuse_no_destination(to, elsewhere, "to_organisation")
    return to, elsewhere


def started(
    transfer: RelationTransfer, letter: Letter, entry: Entry, *, due: dt.date, to_division: str
) -> RelationTransfer:  # fmt: skip
    """The letter is issued (PB-14). Raises InvalidFields ORGANISATION_MISSING, LETTER_TOO_LONG past `due` (PB-15)."""
    to, elsewhere = destination_of(transfer, letter)
    valid_until = _valid_until(letter.valid_until, entry, due)
    return replace(
        transfer, state=_S.STARTED, letter_number=letter.letter_number, issued_date=entry.happened_date,
        valid_until=valid_until, to_organisation=to, to_elsewhere=elsewhere, to_division=to_division,
        dues_until=_dues_until(letter.dues_until, entry, valid_until), etag=str(int(transfer.etag) + 1),
    )  # fmt: skip


def reissued(transfer: RelationTransfer, letter: AnotherLetter, entry: Entry, *, due: dt.date) -> RelationTransfer:
    """Another letter, with its reason (PB-15). Raises LETTER_TOO_LONG past `due`."""
    valid_until = _valid_until(letter.valid_until, entry, due)
    return replace(
        transfer, letter_number=letter.letter_number, issued_date=entry.happened_date, valid_until=valid_until,
        reissue_reason=letter.reissue_reason, dues_until=_dues_until(letter.dues_until, entry, valid_until),
        etag=str(int(transfer.etag) + 1),
    )  # fmt: skip


def received(transfer: RelationTransfer, receipt: Receipt, entry: Entry) -> RelationTransfer:
    """The new organisation confirms. Raises LETTER_EXPIRED for a day after the letter's last one (PB-15)."""
    if transfer.valid_until is not None and entry.happened_date > transfer.valid_until:
        raise RuleViolated(
            "LETTER_EXPIRED",
            "介绍信已过有效期，不能接收（PB-15）。请由原党组织写明理由重新开具后再办理接收。",
            rules=("PB-15",),
            valid_until=transfer.valid_until.isoformat(),
        )
    return replace(
        transfer, state=_S.RECEIVED, received_date=entry.happened_date, document_number=receipt.document_number,
        etag=str(int(transfer.etag) + 1),
    )  # fmt: skip


def withdrawn(transfer: RelationTransfer) -> RelationTransfer:
    """The relation is not transferred, or the move did not come about: what had begun goes no further (PB-14)."""
    return replace(transfer, state=_S.WITHDRAWN, etag=str(int(transfer.etag) + 1))


def refuse_no_destination(to: str, elsewhere: str, field: str) -> None:
    """Raise InvalidFields ORGANISATION_MISSING unless exactly one destination is named."""
    if bool(to) == bool(elsewhere):
        description = "转入党组织和系统外党组织应当填写其中一项（PB-14），请核对介绍信抬头"
        raise InvalidFields((Violation(field=field, reason="ORGANISATION_MISSING", description=description),))


def _valid_until(given: dt.date | None, entry: Entry, due: dt.date) -> dt.date:
    if given is not None and not entry.happened_date <= given <= due:
        raise RuleViolated(
            "LETTER_TOO_LONG",
            "介绍信有效期一般不超过三个月，且不早于开具日期（PB-15）。请核对有效期，或者不填由系统计算。",
            rules=("PB-15",),
            due_date=due.isoformat(),
        )
    return given or due


def _dues_until(given: str, entry: Entry, valid_until: dt.date) -> str:
    """The month to which the letter says that dues are paid; without a word the month of the letter (PB-27)."""
    if given > valid_until.isoformat()[:7]:
        description = "党费缴至月份不能晚于介绍信有效期届满的月份（PB-27），请按介绍信填写"
        raise InvalidFields((Violation(field="dues_until", reason="DUES_UNTIL_TOO_LATE", description=description),))
    return given or entry.happened_date.isoformat()[:7]
