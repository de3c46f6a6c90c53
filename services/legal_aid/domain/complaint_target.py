"""Whom a complaint is about (LA-120). It must not look anything up; what a register says comes in as an argument."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated, Violation
from services.legal_aid.domain.handling_unit import HandlingUnitKind


class ComplaintTargetKind(enum.Enum):
    """Kind of body or person."""

    INSTITUTION = enum.auto()
    LAW_FIRM = enum.auto()
    GRASSROOTS_OFFICE = enum.auto()
    HANDLER = enum.auto()
    MASS_ORGANISATION = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTarget:
    """A registered resource, or a name alone. A registered one carries the register's name at receipt."""

    kind: ComplaintTargetKind
    resource: str
    display_name: str


_K = ComplaintTargetKind
COLLECTION_OF = {
    _K.INSTITUTION: "institutions/",
    _K.LAW_FIRM: "handlingUnits/",
    _K.GRASSROOTS_OFFICE: "handlingUnits/",
    _K.HANDLER: "handlers/",
}
UNIT_KIND_OF = {
    _K.LAW_FIRM: HandlingUnitKind.LAW_FIRM,
    _K.GRASSROOTS_OFFICE: HandlingUnitKind.GRASSROOTS_OFFICE,
}


def target_faults(target: ComplaintTarget, institution: str, *, field: str) -> Iterator[Violation]:
    """What cannot be meant: a resource of another kind, another institution, or nobody at all."""
    collection, own = COLLECTION_OF.get(target.kind), target.kind is _K.INSTITUTION
    if target.resource and collection is None:
        yield Violation(
            field=f"{field}.resource",
            reason="TARGET_NOT_REGISTRABLE",
            description="群团组织不在本系统登记（LA-120），请只填写名称",
        )
    elif target.resource and not target.resource.startswith(institution if own else collection or ""):
        yield Violation(
            field=f"{field}.resource",
            reason="TARGET_KIND_MISMATCH",
            description="被投诉人与所选类别不符，或者被投诉机构与受理所涉机构不一致（LA-120），请核对后重新选择",
        )
    elif not (target.resource or target.display_name or own):
        yield Violation(
            field=f"{field}.display_name",
            reason="TARGET_NAME_MISSING",
            description="请选择已登记的被投诉人，未登记的请填写其名称（LA-120）",
        )


def unknown_target() -> RuleViolated:
    """The named resource is not in the register that the caller sees; the complaint can name it by words."""
    return RuleViolated(
        "TARGET_UNKNOWN",
        "所选被投诉人未登记、类别不符或不在您的管辖范围内（LA-120）。请重新选择，或者不选登记对象、只填写名称后受理。",
        rules=("LA-120",),
    )
