"""Villages and communities, the denominator of the advisers' coverage (GO-79). It must not know advisers."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class VillageState(enum.Enum):
    """Where a village stands."""

    LISTED = enum.auto()
    REMOVED = enum.auto()


MOVES: Moves[VillageState] = {
    VillageState.LISTED: {"remove": frozenset({VillageState.REMOVED})},
    VillageState.REMOVED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageDraft:
    """What is listed."""

    display_name: str
    document_number: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Village(VillageDraft):
    """One village."""

    name: str
    state: VillageState
    removal_reason: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFilter:
    """What a list asks for; None means any."""

    state: VillageState | None


def list_village(draft: VillageDraft, *, name: str, now: dt.datetime) -> Village:
    """A village that counts (GO-79)."""
    values = {field.name: getattr(draft, field.name) for field in fields(VillageDraft)}
    return Village(**values, name=name, state=VillageState.LISTED, removal_reason="", create_time=now, etag="1")


def removed(village: Village, reason: str, *, etag: str, serves: bool) -> Village:
    """It counts no more (GO-79). Raises ACTION_NOT_ALLOWED, ETAG_MISMATCH, ADVISER_SERVES."""
    allow_move(MOVES, village.state, "remove", what="村居", etag=village.etag, given=etag)
    if serves:
        message = "该村居仍有在聘法律顾问，请先终止其聘任再撤销村居（GO-79）。"
        raise RuleViolated("ADVISER_SERVES", message, rules=("GO-79",))
    return replace(
        village, state=VillageState.REMOVED, removal_reason=reason, etag=str(int(village.etag) + 1)
    )  # fmt: skip


def village_listed() -> Refusal:
    """The refusal of a second village of the name in a division (GO-79)."""
    message = "该区划内已有同名村居，不能重复登记（GO-79）。请核对名称。"
    return Refusal(Kind.ALREADY_EXISTS, "VILLAGE_LISTED", message, metadata={"rules": "GO-79"})
