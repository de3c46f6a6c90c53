"""Fund sources (经费来源): whose money, for what and for which year (LA-90, LA-113). It must not book anything."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.ledger import Transfer
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.fund_balance import ACCOUNTS, FundBalances, balances_of, growth
from services.legal_aid.domain.fund_goals import FundGoals, FundGoalsSet
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.qualification import CaseType


class FundKind(enum.Enum):
    """Where the money comes from."""

    LOCAL_BUDGET = enum.auto()
    CENTRAL_SUBSIDY = enum.auto()
    LOTTERY = enum.auto()
    DONATION = enum.auto()
    OTHER = enum.auto()


class FundState(enum.Enum):
    """Whether new commitments may be made."""

    OPEN = enum.auto()
    FROZEN = enum.auto()


class FundMisuse(enum.Enum):
    """What misuse was found (LA-145)."""

    WITHHELD = enum.auto()
    ENCROACHED = enum.auto()
    DIVERTED = enum.auto()
    MISAPPROPRIATED = enum.auto()
    DIVIDED_UP = enum.auto()
    SQUANDERED = enum.auto()
    RAISED_AT_WILL = enum.auto()


MOVES: Moves[FundState] = {
    FundState.OPEN: {
        **{
            action: frozenset({FundState.OPEN}) for action in ("appropriate", "recordArrival", "carryOver", "setGoals")
        },
        "reverseEntry": frozenset({FundState.OPEN}),
        "freeze": frozenset({FundState.FROZEN}),
    },
    FundState.FROZEN: {
        **{
            action: frozenset({FundState.FROZEN})
            for action in ("appropriate", "recordArrival", "reverseEntry", "setGoals")
        },
        "release": frozenset({FundState.OPEN}),
    },
}  # fmt: skip
SUBSIDIES_ONLY = frozenset({FundKind.CENTRAL_SUBSIDY, FundKind.LOTTERY})


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRestrictions:
    """What the money may be used for; no case types mean any."""

    case_types: tuple[CaseType, ...] = ()
    case_subsidies_only: bool = False
    terms: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSourceDraft:
    """What is opened."""

    institution: str
    kind: FundKind
    fiscal_year: int
    display_name: str
    restrictions: FundRestrictions


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSource(FundSourceDraft):
    """A fund source; its ledger has its name."""

    name: str
    state: FundState
    misuse: FundMisuse | None
    balances: FundBalances
    division: str
    create_time: dt.datetime
    etag: str
    goals: FundGoals | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freezing:
    """Why a source is frozen, and on which paper."""

    document: str
    misuse: FundMisuse


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSourceFilter:
    """What a list asks for; None, empty and 0 mean any."""

    institution: str
    kind: FundKind | None
    fiscal_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSourceFrozen:
    """Misuse was found and the source frozen for new commitments (XF-22)."""

    fund_source: str
    institution: str
    division: str
    kind: FundKind
    fiscal_year: int
    misuse: FundMisuse
    frozen_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSourceMoved:
    """Something was booked: by how much allotment, arrived money and payments grew, in fen (LA-145)."""

    fund_source: str
    institution: str
    division: str
    kind: FundKind
    fiscal_year: int
    allocated_fen: int
    arrived_fen: int
    paid_fen: int
    booked_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FundIdentity:
    """What of a source is written once."""

    institution: str
    division: str
    kind: FundKind
    fiscal_year: int


def moved(name: str, known: FundIdentity, transfers: Iterable[Transfer], *, on: dt.date) -> FundSourceMoved | None:
    """The fact of an entry; None for one that only reserves or releases."""
    allocated, arrived, paid = growth(transfers)
    if not (allocated or arrived or paid):
        return None
    return FundSourceMoved(
        fund_source=name, institution=known.institution, division=known.division, kind=known.kind,
        fiscal_year=known.fiscal_year, allocated_fen=allocated, arrived_fen=arrived, paid_fen=paid, booked_date=on,
    )  # fmt: skip


def open_source(draft: FundSourceDraft, institution: Institution, *, name: str, now: dt.datetime) -> FundSource:
    """A new source with an empty ledger; central and lottery money is for case subsidies only (LA-112, LA-113)."""
    only = draft.restrictions.case_subsidies_only or draft.kind in SUBSIDIES_ONLY
    fields = {field: getattr(draft, field) for field in FundSourceDraft.__dataclass_fields__}
    fields["restrictions"] = replace(draft.restrictions, case_subsidies_only=only)
    return FundSource(
        **fields, name=name, state=FundState.OPEN, misuse=None, balances=balances_of(dict.fromkeys(ACCOUNTS, 0)),
        division=institution.division, create_time=now, etag="1",
    )  # fmt: skip


def allow(source: FundSource, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, source.state, action, what="经费来源", etag=source.etag, given=etag)


def freeze(source: FundSource, misuse: FundMisuse, *, today: dt.date) -> tuple[FundSource, FundSourceFrozen]:
    """The source frozen for new commitments, and the fact that tells of it (XF-22, LA-145)."""
    fact = FundSourceFrozen(
        fund_source=source.name, institution=source.institution, division=source.division, kind=source.kind,
        fiscal_year=source.fiscal_year, misuse=misuse, frozen_date=today,
    )  # fmt: skip
    return touched(replace(source, state=FundState.FROZEN, misuse=misuse)), fact


def aim(source: FundSource, goals: FundGoals, *, etag: str, on: dt.date) -> tuple[FundSource, FundGoalsSet]:
    """The source with the goals of its year, and the fact of them (LA-145). Raises ABORTED ETAG_MISMATCH."""
    allow(source, "setGoals", etag=etag)
    fact = FundGoalsSet(
        fund_source=source.name, institution=source.institution, division=source.division,
        fiscal_year=source.fiscal_year, in_place_bp=goals.in_place_bp, execution_bp=goals.execution_bp,
        days_to_pay=goals.days_to_pay, pass_rate_bp=goals.pass_rate_bp, satisfaction_bp=goals.satisfaction_bp,
        set_date=on,
    )  # fmt: skip
    return touched(replace(source, goals=goals)), fact


def release(source: FundSource) -> FundSource:
    """The source open again."""
    return touched(replace(source, state=FundState.OPEN, misuse=None))


def touched(source: FundSource) -> FundSource:
    """The source with its next etag."""
    return replace(source, etag=str(int(source.etag) + 1))
