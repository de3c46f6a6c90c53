"""Service points and the areas they cover (LA-131, F-28). It must not count a point that is closed."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.ratio import basis_points, percent_text

# So many areas without a point are named; the count is of all.
NAMED = 100


class AreaLevel(enum.Enum):
    """Which level an area has: a township has a station, a village a point, a group a liaison."""

    TOWNSHIP = enum.auto()
    VILLAGE = enum.auto()
    GROUP = enum.auto()


class PointHost(enum.Enum):
    """Who hosts a point, or for whom it is there."""

    JUDICIAL_OFFICE = enum.auto()
    MEDIATION_COMMITTEE = enum.auto()
    YOUTH_LEAGUE = enum.auto()
    DISABLED = enum.auto()
    AGEING = enum.auto()
    WOMEN = enum.auto()
    COURT = enum.auto()
    PRISON = enum.auto()
    DETENTION_CENTRE = enum.auto()
    DRUG_REHABILITATION = enum.auto()
    MILITARY = enum.auto()
    SCHOOL = enum.auto()
    MIGRANT_WORKERS = enum.auto()
    RESIDENTS_COMMITTEE = enum.auto()


class PointState(enum.Enum):
    """Where a point stands."""

    ACTIVE = enum.auto()
    SUSPENDED = enum.auto()
    CLOSED = enum.auto()


_S = PointState
MOVES: Moves[PointState] = {
    _S.ACTIVE: {
        "suspend": frozenset({_S.SUSPENDED}),
        "close": frozenset({_S.CLOSED}),
        "registerKey": frozenset({_S.ACTIVE}),
    },
    _S.SUSPENDED: {"resume": frozenset({_S.ACTIVE}), "close": frozenset({_S.CLOSED})},
    _S.CLOSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAreaDraft:
    """What is entered of an area."""

    institution: str
    level: AreaLevel
    display_name: str
    township: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceArea(ServiceAreaDraft):
    """An area that is to have a point."""

    name: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAreaFilter:
    """What a list of areas asks for; None and empty mean any."""

    institution: str
    level: AreaLevel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePointDraft:
    """What is entered of a point."""

    area: str
    display_name: str
    host: PointHost
    address: str
    hours: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePoint(ServicePointDraft):
    """A point; institution and level are those of its area."""

    name: str
    institution: str
    division: str
    level: AreaLevel
    state: PointState
    state_date: dt.date
    reason: str
    create_time: dt.datetime
    etag: str
    capture_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePointFilter:
    """What a list of points asks for; None and empty mean any."""

    institution: str
    level: AreaLevel | None
    state: PointState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointReason:
    """Why it is suspended or closed."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointKey:
    """The key with which a point signs what it captures, hexadecimal."""

    capture_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOfLevel:
    """How many areas of a level are covered."""

    level: AreaLevel
    areas: int
    covered: int
    rate: str
    goal_met: bool
    uncovered: tuple[str, ...]


def new_area(draft: ServiceAreaDraft, *, name: str, division: str, now: dt.datetime) -> ServiceArea:
    """An area of the institution (LA-131)."""
    return ServiceArea(
        institution=draft.institution, level=draft.level, display_name=draft.display_name, township=draft.township,
        name=name, division=division, create_time=now, etag="1",
    )  # fmt: skip


def area_twice() -> Refusal:
    """The refusal of a second area of the same name in one township."""
    message = "该乡镇下已登记同名的服务区域（LA-131），请直接使用已有的区域。"
    return Refusal(Kind.ALREADY_EXISTS, "AREA_TWICE", message, metadata={"rules": "LA-131"})


def known_area(area: ServiceArea | None) -> ServiceArea:
    """The area that a point names (LA-131). Raises RuleViolated AREA_UNKNOWN."""
    if area is None:
        message = "所填服务区域不存在或不在您的管辖范围内，请先登记区域（LA-131）。"
        raise RuleViolated("AREA_UNKNOWN", message, rules=("LA-131",))
    return area


def open_point(
    draft: ServicePointDraft, area: ServiceArea, *, name: str, on: dt.date, now: dt.datetime
) -> ServicePoint:  # fmt: skip
    """A point opens in an area (LA-131)."""
    return ServicePoint(
        area=area.name, display_name=draft.display_name, host=draft.host, address=draft.address, hours=draft.hours,
        phone=draft.phone, name=name, institution=area.institution, division=area.division, level=area.level,
        state=_S.ACTIVE, state_date=on, reason="", create_time=now, etag="1",
    )  # fmt: skip


def moved_point(point: ServicePoint, state: PointState, *, reason: str, on: dt.date) -> ServicePoint:
    """It stands elsewhere from the day on (LA-131)."""
    return replace(point, state=state, state_date=on, reason=reason, etag=str(int(point.etag) + 1))


def with_key(point: ServicePoint, said: PointKey) -> ServicePoint:
    """What the point captures is signed with this key from now on (P-06)."""
    return replace(point, capture_key=said.capture_key, etag=str(int(point.etag) + 1))


def allow(point: ServicePoint, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, point.state, action, what="服务网点", etag=point.etag, given=etag)


def coverage(areas: Iterable[tuple[AreaLevel, str, bool]]) -> tuple[CoverageOfLevel, ...]:
    """Areas with an ACTIVE point of all areas, level by level; the goal is every one (LA-131)."""
    known = tuple(areas)
    return tuple(_of_level(level, [one for one in known if one[0] is level]) for level in AreaLevel)


def _of_level(level: AreaLevel, areas: list[tuple[AreaLevel, str, bool]]) -> CoverageOfLevel:
    uncovered = [name for _, name, covered in areas if not covered]
    covered = len(areas) - len(uncovered)
    return CoverageOfLevel(
        level=level, areas=len(areas), covered=covered, rate=percent_text(basis_points(covered, len(areas))),
        goal_met=bool(areas) and not uncovered, uncovered=tuple(uncovered[:NAMED]),
    )  # fmt: skip
