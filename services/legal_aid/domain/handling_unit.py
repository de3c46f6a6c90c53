"""Handling units (承办机构): law firms, offices, institutions, bodies that send volunteers.

It must not look anything up.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.credit_code import credit_code_fault
from chassis.kernel.errors import InvalidFields, Violation


class HandlingUnitKind(enum.Enum):
    """What a unit is."""

    LAW_FIRM = enum.auto()
    GRASSROOTS_OFFICE = enum.auto()
    INSTITUTION = enum.auto()
    VOLUNTEER_BODY = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingUnitDraft:
    """What is registered."""

    display_name: str
    kind: HandlingUnitKind
    credit_code: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingUnit:
    """A registered unit."""

    name: str
    display_name: str
    kind: HandlingUnitKind
    credit_code: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingUnitFilter:
    """What a list asks for; None means any."""

    kind: HandlingUnitKind | None


def register_unit(draft: HandlingUnitDraft, *, name: str, now: dt.datetime) -> HandlingUnit:
    """A new unit. Raises InvalidFields for a credit code that GB 32100 does not know."""
    if fault := credit_code_fault(draft.credit_code):
        text = "统一社会信用代码有误（GB 32100：18位、校验码正确），请按登记证件核对后重新录入"
        raise InvalidFields((Violation(field="handling_unit.credit_code", reason=fault, description=text),))
    return HandlingUnit(
        name=name, display_name=draft.display_name, kind=draft.kind, credit_code=draft.credit_code,
        division=draft.division, create_time=now, etag="1",
    )  # fmt: skip
