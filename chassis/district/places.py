"""Townships, villages, their service stations and the legal-aid institutions. It must not hold persons."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from chassis.district.counts import Counts, County
from chassis.district.dice import apportion, stream
from chassis.district.identifiers import Kind, centre_id, make_credit_code, thing_id
from chassis.district.lists import read_list

_PUBLIC_INSTITUTION = "12"


class AreaType(enum.StrEnum):
    """Town or country at the level of a township (GO-09)."""

    STREET = "STREET"
    TOWNSHIP = "TOWNSHIP"


class VillageKind(enum.StrEnum):
    """A village of the country or a community of the town."""

    VILLAGE = "VILLAGE"
    COMMUNITY = "COMMUNITY"


class InstitutionLevel(enum.StrEnum):
    """Whose institution it is."""

    DISTRICT = "DISTRICT"
    TOWNSHIP = "TOWNSHIP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """A township or street; nine digits. The first of a district is its seat."""

    code: str
    name: str
    area_type: AreaType


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village or community; twelve digits."""

    code: str
    name: str
    township: str
    kind: VillageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A legal-aid institution; `township` is empty for the district centre."""

    id: str
    display_name: str
    document_prefix: str
    division: str
    level: InstitutionLevel
    township: str
    credit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStation:
    """The judicial-administration service station of a village (F-19)."""

    id: str
    display_name: str
    village: str


def make_townships(county: County, counts: Counts) -> tuple[Township, ...]:
    """The townships of a district, the seat first."""
    rows = read_list("places")["township"][: counts.townships]
    return tuple(
        Township(
            code=f"{county.division}{place:03d}",
            name=f"{county.mark}{row['suffix']}",
            area_type=AreaType.STREET if row["suffix"].endswith("街道") else AreaType.TOWNSHIP,
        )
        for place, row in enumerate(rows, start=1)
    )


def make_villages(seed: int, county: County, counts: Counts, townships: tuple[Township, ...]) -> tuple[Village, ...]:
    """The villages, spread over the townships by weight, none named twice in a district."""
    rows = read_list("places")["township"]
    parts = apportion(counts.villages, {town: row["weight"] for town, row in zip(townships, rows, strict=False)})
    words = read_list("places")["village"]
    stems = [first + second for first in words["first"] for second in words["second"]]
    names = iter(stream(seed, county.division, "villages").sample(stems, counts.villages))
    return tuple(_village(town, place, next(names)) for town, count in parts.items() for place in range(1, count + 1))


def make_institutions(county: County, townships: tuple[Township, ...]) -> tuple[Institution, ...]:
    """The district centre and one centre for each township."""
    centre = Institution(
        id=centre_id(county.division),
        display_name=f"{county.name}法律援助中心",
        document_prefix=f"{county.mark}法援",
        division=county.division,
        level=InstitutionLevel.DISTRICT,
        township="",
        credit_code=make_credit_code(_PUBLIC_INSTITUTION, county.division, Kind.INSTITUTION, 0),
    )
    return centre, *(_township_centre(county, town, place) for place, town in enumerate(townships, start=1))


def make_stations(county: County, villages: tuple[Village, ...]) -> tuple[ServiceStation, ...]:
    """One service station for each village."""
    return tuple(
        ServiceStation(
            id=thing_id(county.division, Kind.STATION, place),
            display_name=f"{village.name}司法行政服务站",
            village=village.code,
        )
        for place, village in enumerate(villages)
    )


def _village(town: Township, place: int, stem: str) -> Village:
    street = town.area_type is AreaType.STREET
    return Village(
        code=f"{town.code}{place:03d}",
        name=f"{stem}{'社区' if street else '村'}",
        township=town.code,
        kind=VillageKind.COMMUNITY if street else VillageKind.VILLAGE,
    )


def _township_centre(county: County, town: Township, place: int) -> Institution:
    short = town.name.removesuffix("街道").removesuffix("镇")
    return Institution(
        id=thing_id(county.division, Kind.INSTITUTION, place),
        display_name=f"{town.name}公共法律服务中心",
        document_prefix=f"{short}法援",
        division=county.division,
        level=InstitutionLevel.TOWNSHIP,
        township=town.code,
        credit_code=make_credit_code(_PUBLIC_INSTITUTION, county.division, Kind.INSTITUTION, place),
    )
