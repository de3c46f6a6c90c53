"""The demo district as plain JSON values and as the figures of F-19. It must not change or leave out anything."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from typing import Any

from chassis.district.generate import City, District
from chassis.district.places import InstitutionLevel


def summary(place: District | City) -> dict[str, int]:
    """The figures in the order of the form F-19; those of a city are the sums of its districts."""
    if isinstance(place, City):
        rows = [summary(one) for one in place.districts]
        return {key: sum(row[key] for row in rows) for key in rows[0]}
    levels = [one.level for one in place.institutions]
    return {
        "district_centres": levels.count(InstitutionLevel.DISTRICT),
        "township_centres": levels.count(InstitutionLevel.TOWNSHIP),
        "village_stations": len(place.stations),
        "law_firms": len(place.firms),
        "lawyers": len(place.lawyers),
        "notary_offices": len(place.notary_offices),
        "notaries": len(place.notaries),
        "grassroots_offices": len(place.offices),
        "practitioners": len(place.practitioners),
        "legal_aid_cases": len(place.applications) + len(place.notices),
        "social_organisations": len(place.social_organisations),
        "basic_social_organisations": sum(one.basic for one in place.social_organisations),
        "mediation_organisations": len(place.mediation_organisations),
        "villages_with_adviser": len({one.village for one in place.advisers}),
    }


def district_as_json(place: District | City) -> dict[str, Any]:
    """Values that `json.dumps` takes: dates as ISO 8601, codes as text; `summary` comes first."""
    values: dict[str, Any] = _plain(place)
    return {"summary": summary(place), **values}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value
