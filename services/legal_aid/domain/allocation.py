"""Which unit gets a case: every candidate with the reason why it was chosen or not, so that the choice can be replayed.

One function chooses, whatever the method (LA-50 to LA-57, LA-65, LA-66, LA-143). It must not look anything up, nor read
a clock: the same inputs give the same choice for ever.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case_assignment import PICKED, AssignmentMethod
from services.legal_aid.domain.handling_unit import HandlingUnitKind


class Verdict(enum.Enum):
    """Why a candidate got the case, or not."""

    CHOSEN = "获选"
    OBSTACLE = "不具备承办资格"
    CONFLICT = "存在利益冲突"
    BARRED = "暂停或者停止指派期间"
    OTHER_COUNTY = "属其他县区，本辖区有可指派的机构"
    PICK_BANNED = "受处罚后暂停列入点援名录"
    NOT_IN_HOUSE = "本机构工作人员，非本次指派方式"
    NOT_STAFF = "非本机构工作人员"
    NOT_NAMED = "未被点名"
    NOT_ASKED = "未被选定的承办机构"
    LESS_SPECIAL = "专业匹配较低或者在办案件较多"
    NOT_NEXT = "轮次未到"
    SAME_UNIT = "同一机构，由机构另行安排"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One handler as he stood on the day; `obstacles` are codes of LA-50 to LA-53 and GO-43.

    `away` is registered in another county of the same city; `pick_banned` is off the pick directory (XF-26).
    """

    unit: str
    unit_kind: HandlingUnitKind
    handler: str
    obstacles: tuple[str, ...]
    conflict: bool
    barred: bool
    specialty: bool
    open_cases: int
    away: bool = False
    pick_banned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTurn:
    """Where a unit stands in the rota of the institution and year: cases taken, and on which day the last."""

    unit: str
    taken: int
    last_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationInputs:
    """All that a choice rests on. `unit` and `handler` are what was asked for, empty when the rota shall choose."""

    method: AssignmentMethod
    unit: str
    handler: str
    candidates: tuple[Candidate, ...]
    rota: tuple[UnitTurn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A unit's weight in the rota: its handlers who may take such a case, and what it has taken."""

    unit: str
    weight: int
    taken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One candidate with the verdict on it."""

    handler: str
    unit: str
    verdict: Verdict
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The unit that got the case, the handler if one was named or picked, and the verdict on everybody."""

    unit: str
    handler: str
    judged: tuple[Judged, ...]
    weights: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """A choice with its inputs, kept for ever (LA-56); `order` is the place of the assignment within its case."""

    name: str
    case: str
    division: str
    decided_date: dt.date
    inputs: AllocationInputs
    choice: Choice
    create_time: dt.datetime


def choose(inputs: AllocationInputs) -> Choice:
    """Choose by the method. Raises RuleViolated NO_CANDIDATE with the number of handlers by verdict."""
    alone = all_in_conflict(inputs.candidates)
    standing = {one.handler: _standing(one, inputs, away=alone) for one in inputs.candidates}
    able = [one for one in inputs.candidates if standing[one.handler] is None]
    weights = _weights(able, inputs.rota)
    if not able:
        raise _nobody(standing)
    unit, handler = _pick(able, weights, inputs)
    judged = tuple(
        Judged(
            handler=one.handler,
            unit=one.unit,
            verdict=standing[one.handler] or _outcome(one, unit, handler, inputs.method),
            obstacles=one.obstacles,
        )
        for one in inputs.candidates
    )
    return Choice(unit=unit, handler=handler, judged=judged, weights=weights)


def all_in_conflict(candidates: Iterable[Candidate]) -> bool:
    """Whether every unit of the county that has somebody for the case acts for the other side (LA-66).

    Then other counties of the city may be asked. Who is barred keeps his county in, staff of the institution does not.
    """
    able = [
        one
        for one in candidates
        if not one.away and not one.obstacles and one.unit_kind is not HandlingUnitKind.INSTITUTION
    ]
    return bool(able) and all(one.conflict for one in able)


def _standing(one: Candidate, inputs: AllocationInputs, *, away: bool) -> Verdict | None:
    """What keeps a candidate out altogether; `away` allows other counties."""
    in_house = inputs.method is AssignmentMethod.IN_HOUSE
    staff = one.unit_kind is HandlingUnitKind.INSTITUTION
    found = {
        Verdict.OBSTACLE: bool(one.obstacles),
        Verdict.CONFLICT: one.conflict,
        Verdict.BARRED: one.barred,
        Verdict.OTHER_COUNTY: one.away and not away,
        Verdict.PICK_BANNED: one.pick_banned and inputs.method in PICKED,
        Verdict.NOT_STAFF: in_house and not staff,
        Verdict.NOT_IN_HOUSE: staff and not in_house,
        Verdict.NOT_NAMED: bool(inputs.handler) and one.handler != inputs.handler,
        Verdict.NOT_ASKED: bool(inputs.unit) and one.unit != inputs.unit,
    }
    return next((verdict for verdict, holds in found.items() if holds), None)


def _weights(able: list[Candidate], rota: tuple[UnitTurn, ...]) -> tuple[Weighed, ...]:
    """A unit weighs as many handlers as it has for such a case (LA-56)."""
    taken = {turn.unit: turn.taken for turn in rota}
    counted: dict[str, int] = {}
    for one in able:
        counted[one.unit] = counted.get(one.unit, 0) + 1
    return tuple(
        Weighed(unit=unit, weight=weight, taken=taken.get(unit, 0)) for unit, weight in sorted(counted.items())
    )


def _pick(able: list[Candidate], weights: tuple[Weighed, ...], inputs: AllocationInputs) -> tuple[str, str]:
    if inputs.handler:
        return able[0].unit, inputs.handler
    if inputs.method is AssignmentMethod.SPECIALTY:
        best = min(able, key=lambda one: (not one.specialty, one.open_cases, one.handler))
        return best.unit, best.handler
    last = {turn.unit: turn.last_date for turn in inputs.rota}
    waited = {one.unit: last.get(one.unit) or dt.date.min for one in weights}
    first = weights[0]
    for one in weights[1:]:
        ahead = (one.taken + 1) * first.weight - (first.taken + 1) * one.weight
        if ahead < 0 or (ahead == 0 and (waited[one.unit], one.unit) < (waited[first.unit], first.unit)):
            first = one
    return first.unit, ""


def _outcome(one: Candidate, unit: str, handler: str, method: AssignmentMethod) -> Verdict:
    if one.handler == handler or (one.unit == unit and not handler):
        return Verdict.CHOSEN
    if one.unit == unit:
        return Verdict.SAME_UNIT
    return Verdict.LESS_SPECIAL if method is AssignmentMethod.SPECIALTY else Verdict.NOT_NEXT


def _nobody(standing: dict[str, Verdict | None]) -> RuleViolated:
    counts: dict[Verdict, int] = {}
    for verdict in standing.values():
        if verdict is not None:
            counts[verdict] = counts.get(verdict, 0) + 1
    said = "、".join(f"{verdict.value}{count}人" for verdict, count in counts.items())
    return RuleViolated(
        "NO_CANDIDATE",
        f"没有可以指派的承办人（LA-50、LA-65、LA-66）：{said or '本辖区尚未登记承办人'}。请改用其他指派方式，"
        "或者登记符合条件的承办人；本辖区机构均有利益冲突的，已一并考虑同市其他县区的机构。",
        rules=("LA-50", "LA-56", "LA-66"),
        **{verdict.name.lower(): str(count) for verdict, count in counts.items()},
    )
