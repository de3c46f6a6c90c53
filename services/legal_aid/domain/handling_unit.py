"""Handling units (承办机构): law firms, offices, institutions, bodies that send volunteers.

It must not look anything up.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.credit_code import credit_code_fault
from chassis.kernel.errors import InvalidFields, Kind, Refusal, Violation


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
    external_name: str = ""


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
    external_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingUnitFilter:
    """What a list asks for; None means any."""

    kind: HandlingUnitKind | None


CHANGEABLE = ("display_name", "external_name")
OUTPUT_ONLY = frozenset({"name", "create_time", "etag"})
UNKNOWN = object()


def register_unit(draft: HandlingUnitDraft, *, name: str, now: dt.datetime) -> HandlingUnit:
    """A new unit. Raises InvalidFields for a credit code that GB 32100 does not know."""
    if fault := credit_code_fault(draft.credit_code):
        text = "统一社会信用代码有误（GB 32100：18位、校验码正确），请按登记证件核对后重新录入"
        raise InvalidFields((Violation(field="handling_unit.credit_code", reason=fault, description=text),))
    return HandlingUnit(
        name=name, display_name=draft.display_name, kind=draft.kind, credit_code=draft.credit_code,
        division=draft.division, create_time=now, etag="1", external_name=draft.external_name,
    )  # fmt: skip


def change_unit(
    present: HandlingUnit, wanted: HandlingUnitDraft, paths: tuple[str, ...], *, etag: str
) -> HandlingUnit:  # fmt: skip
    """The unit with the wanted values of the named fields.

    A field that stays may be named as long as its value stays; output-only fields are passed over (AIP-203). Raises
    InvalidFields MASK_INVALID; ABORTED ETAG_MISMATCH.
    """
    if etag and etag != present.etag:
        message = "该承办机构已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": present.etag})
    named = set(paths) - OUTPUT_ONLY
    if any(getattr(wanted, field, None) != getattr(present, field, UNKNOWN) for field in named - set(CHANGEABLE)):
        text = f"该字段不能修改或不存在，请只填写可修改的字段：{'、'.join(CHANGEABLE)}"
        raise InvalidFields((Violation(field="update_mask", reason="MASK_INVALID", description=text),))
    changes = {field: getattr(wanted, field) for field in CHANGEABLE if field in named}
    return replace(present, **changes, etag=str(int(present.etag) + 1))
