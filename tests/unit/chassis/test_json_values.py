"""What is kept as JSON comes back as it was; what cannot be kept is refused before anything is."""

from __future__ import annotations

import datetime as dt
import enum
import json
from dataclasses import dataclass

import pytest

from chassis.json_values import from_json, to_json
from chassis.mapping import MappingError


class Kind(enum.Enum):
    PERSON = "自然人"


@dataclass(frozen=True, kw_only=True)
class Part:
    kind: Kind
    on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Whole:
    parts: tuple[Part, ...]
    best: Part | None
    at: dt.datetime
    count: int
    sure: bool


@dataclass(frozen=True, kw_only=True)
class Rough:
    share: float


PART = Part(kind=Kind.PERSON, on=dt.date(2024, 2, 29))
WHOLE = Whole(
    parts=(PART, Part(kind=Kind.PERSON, on=None)), best=None, at=dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC),
    count=3, sure=False,
)  # fmt: skip


def test_everything_comes_back_through_real_json() -> None:
    assert from_json(Whole)(json.loads(json.dumps(to_json(Whole)(WHOLE)))) == WHOLE


def test_an_enum_is_kept_by_name_and_a_date_as_iso_8601() -> None:
    assert to_json(Part)(PART) == {"kind": "PERSON", "on": "2024-02-29"}


def test_a_float_is_refused_when_compiled() -> None:
    with pytest.raises(MappingError, match="float"):
        to_json(Rough)
    with pytest.raises(MappingError, match="float"):
        from_json(Rough)


def test_an_unknown_key_or_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        from_json(Part)({"kind": "PERSON", "on": None, "more": 1})
    with pytest.raises(KeyError):
        from_json(Part)({"kind": "GHOST", "on": None})
