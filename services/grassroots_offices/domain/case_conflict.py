"""Conflicts of interest, found by blind indexes of parties, in an office and around it (GO-15, GO-44).

It must not read names.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated


class CasePartyRole(enum.Enum):
    """What somebody is in a matter."""

    CLIENT = enum.auto()
    OPPONENT = enum.auto()
    THIRD_PARTY = enum.auto()


class CaseConflictKind(enum.Enum):
    """How two matters contradict each other."""

    OPPONENT_IS_CLIENT = enum.auto()
    CLIENT_IS_OPPONENT = enum.auto()


class CaseConflictBasis(enum.Enum):
    """By what a party was recognised; a name may be somebody else's."""

    IDENTITY = enum.auto()
    DISPLAY_NAME = enum.auto()


class CaseConflictPlace(enum.Enum):
    """Whose the other matter is: it binds the office, except when another office of the county acts in it."""

    OFFICE = enum.auto()
    TAKEN_OVER = enum.auto()
    HANDLER = enum.auto()
    ELSEWHERE = enum.auto()


_R = CasePartyRole
ADVERSE = frozenset({_R.OPPONENT, _R.THIRD_PARTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedParty:
    """A party by its blind indexes; `identity` empty without a number."""

    role: CasePartyRole
    display_name: str
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParty(IndexedParty):
    """A party of another matter, and whose that is."""

    office_case: str
    running: bool
    place: CaseConflictPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseConflict:
    """Another matter that this one contradicts; `blocks`: no reason lifts it."""

    kind: CaseConflictKind
    basis: CaseConflictBasis
    office_case: str
    running: bool
    blocks: bool
    place: CaseConflictPlace


def place_of(
    office: str,
    handlers: Iterable[str],
    division: str,
    *,
    ours: Collection[str],
    handler: str,
    own_division: str,
) -> CaseConflictPlace | None:
    """Whose a matter is, seen from ours; None when it concerns neither office, handler nor county (GO-15, GO-44).

    `ours` is the office first, then the offices it took over; somebody who handled the other side elsewhere still
    knows what he was told there [design].
    """
    if office in ours:
        own = office == next(iter(ours))
        return CaseConflictPlace.OFFICE if own else CaseConflictPlace.TAKEN_OVER
    if handler in set(handlers):
        return CaseConflictPlace.HANDLER
    return CaseConflictPlace.ELSEWHERE if division == own_division else None


def folded(text: str) -> str:
    """A name as two spellings of it have in common: width, case, blanks and the dots of long names."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in plain if not letter.isspace() and letter not in "·•・‧.")


def recognised(one: IndexedParty, other: IndexedParty) -> CaseConflictBasis | None:
    """By what the two are held to be one; two numbers that differ are two people, whatever they are called."""
    if one.identity and other.identity:
        return CaseConflictBasis.IDENTITY if one.identity == other.identity else None
    return CaseConflictBasis.DISPLAY_NAME if one.display_name == other.display_name else None


def find_conflicts(own: Iterable[IndexedParty], others: Iterable[KnownParty]) -> tuple[CaseConflict, ...]:
    """Every other matter with one of the parties on another side, in a fixed order (GO-15, GO-44)."""
    known = tuple(others)
    found = {conflict for party in own for conflict in _with(party, known)}
    return tuple(sorted(found, key=lambda one: (not one.blocks, one.office_case, one.kind.name, one.basis.name)))


def refuse_conflicts(found: tuple[CaseConflict, ...], reason: str) -> None:
    """Raise CONFLICT_OF_INTEREST, CONFLICT_UNEXPLAINED (GO-15, GO-44).

    Both sides of a running matter are never cured; a namesake and an ended matter need the approver's reason [design].
    What another office of the county does for the other side is shown and asks for nothing: each side has its own.
    """
    found = tuple(one for one in found if one.place is not CaseConflictPlace.ELSEWHERE)
    if blocking := [one for one in found if one.blocks]:
        raise RuleViolated(
            "CONFLICT_OF_INTEREST",
            "利益冲突审查发现：本案当事人是本所（含被合并的所）或者承办人另一件在办案件的对方当事人，不得收案，当事人同意也不能例外"
            "（GO-15、GO-44）。请不予收案（decline）并告知当事人另行委托。",
            rules=("GO-15", "GO-44"), cases=",".join(one.office_case for one in blocking),
        )  # fmt: skip
    if found and not reason.strip():
        raise RuleViolated(
            "CONFLICT_UNEXPLAINED",
            "利益冲突审查发现同名当事人或者已结案件中的对方当事人（GO-15）。请核对 conflicts 所列案件，"
            "确认不存在冲突的在 conflict_reason 中写明理由，否则不予收案。",
            rules=("GO-15",), cases=",".join(sorted({one.office_case for one in found})),
        )  # fmt: skip


def both_sides(parties: tuple[IndexedParty, ...]) -> bool:
    """Whether one matter has somebody as client and on the other side (GO-44)."""
    clients = [one for one in parties if one.role is _R.CLIENT]
    return any(recognised(one, other) for one in clients for other in parties if other.role is _R.OPPONENT)


def _with(party: IndexedParty, known: tuple[KnownParty, ...]) -> Iterator[CaseConflict]:
    for other in known:
        kind = _kind(party.role, other.role)
        basis = recognised(party, other)
        if kind is not None and basis is not None:
            sides = _R.THIRD_PARTY not in (party.role, other.role)
            bound = other.running and other.place is not CaseConflictPlace.ELSEWHERE
            yield CaseConflict(
                kind=kind, basis=basis, office_case=other.office_case, running=other.running, place=other.place,
                blocks=sides and bound and basis is CaseConflictBasis.IDENTITY,
            )  # fmt: skip


def _kind(role: CasePartyRole, other: CasePartyRole) -> CaseConflictKind | None:
    if role in ADVERSE and other is _R.CLIENT:
        return CaseConflictKind.OPPONENT_IS_CLIENT
    if role is _R.CLIENT and other in ADVERSE:
        return CaseConflictKind.CLIENT_IS_OPPONENT
    return None
