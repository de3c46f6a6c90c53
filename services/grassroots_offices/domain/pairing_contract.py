"""Contracts of offices with law firms, and how offices stand in a year (GO-19). It must not hold an activity."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class PairingContractState(enum.Enum):
    """Where a contract stands; whether it runs is a matter of its days."""

    SIGNED = enum.auto()
    ENDED = enum.auto()


class PairingStanding(enum.Enum):
    """How an office stands in a year."""

    NO_CONTRACT = enum.auto()
    NO_ACTIVITY = enum.auto()
    PAIRED = enum.auto()


_S = PairingContractState
MOVES: Moves[PairingContractState] = {_S.SIGNED: {"end": frozenset({_S.ENDED})}, _S.ENDED: {}}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingContractDraft:
    """What is entered."""

    office: str
    law_firm: str
    firm_licence: str
    from_date: dt.date
    until_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingContract(PairingContractDraft):
    """One contract; `ended_date` None unless it ended early."""

    name: str
    state: PairingContractState
    ended_date: dt.date | None
    end_reason: str
    division: str
    create_time: dt.datetime
    etag: str

    @property
    def last_date(self) -> dt.date:
        """The last day on which it runs."""
        return min(self.until_date, self.ended_date) if self.ended_date else self.until_date


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingContractFilter:
    """What a list asks for; None and empty mean any."""

    state: PairingContractState | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingEnd(Documented):
    """Why it ends early."""

    end_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingLine:
    """How one office stands in a year."""

    office: str
    standing: PairingStanding
    pairing_contracts: tuple[str, ...]
    activity_count: int


def sign(
    draft: PairingContractDraft, others: Iterable[PairingContract], *, name: str, division: str, now: dt.datetime
) -> PairingContract:
    """A contract of the office (GO-19). Raises InvalidFields DATES_REVERSED, RuleViolated PAIRING_OVERLAPS."""
    if draft.until_date < draft.from_date:
        text = "截止日期早于开始日期，请核对协议"
        fault = Violation(field="pairing_contract.until_date", reason="DATES_REVERSED", description=text)
        raise InvalidFields((fault,))
    same = (one for one in others if one.firm_licence == draft.firm_licence)
    if any(one.from_date <= draft.until_date and draft.from_date <= one.last_date for one in same):
        raise RuleViolated(
            "PAIRING_OVERLAPS",
            "该所与这家律师事务所的共建协议期限重叠（GO-19）。请核对起止日期，续签的从原协议届满次日起登记。",
            rules=("GO-19",),
        )
    values = {field.name: getattr(draft, field.name) for field in fields(PairingContractDraft)}
    return PairingContract(
        **values, name=name, state=PairingContractState.SIGNED, ended_date=None, end_reason="", division=division,
        create_time=now, etag="1",
    )  # fmt: skip


def allow(contract: PairingContract, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, contract.state, action, what="共建协议", etag=contract.etag, given=etag)


def ended(contract: PairingContract, end: PairingEnd, entry: Entry) -> PairingContract:
    """It ended early, on that day (GO-19)."""
    return replace(
        contract, state=PairingContractState.ENDED, ended_date=entry.happened_date, end_reason=end.end_reason,
        etag=str(int(contract.etag) + 1),
    )  # fmt: skip


def check_pairing(
    office: str, contracts: Iterable[PairingContract], activity_count: int, year: int
) -> PairingLine:  # fmt: skip
    """A contract alone pairs nobody, nor does an activity without one (GO-19)."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    ran = tuple(one.name for one in contracts if one.from_date <= last and first <= one.last_date)
    standing = PairingStanding.PAIRED if activity_count else PairingStanding.NO_ACTIVITY
    return PairingLine(
        office=office, standing=standing if ran else PairingStanding.NO_CONTRACT, pairing_contracts=ran,
        activity_count=activity_count,
    )  # fmt: skip
