"""What an organisation may unite: units, formal members, members (PB-01, PB-02, PB-05). It must not count them."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation


class OrganisationKind(enum.Enum):
    """What an organisation is."""

    BRANCH = enum.auto()
    JOINT_BRANCH = enum.auto()
    GENERAL_BRANCH = enum.auto()
    COMMITTEE = enum.auto()


WITH_UNITS = frozenset({OrganisationKind.BRANCH, OrganisationKind.JOINT_BRANCH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Who an organisation unites, as PB-05 looks at it."""

    kind: OrganisationKind
    unit_count: int
    formal_count: int
    probationary_count: int
    exception_document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionLimits:
    """`pb.branch_min_formal`, `pb.joint_max_units`, `pb.max_members`."""

    least_formal: int
    most_units: int
    most_members: int


def refuse_composition(composition: Composition, limits: CompositionLimits) -> None:
    """Raise FORMAL_TOO_FEW, UNITS_TOO_MANY, MEMBERS_TOO_MANY (PB-01, PB-05).

    Probationary members count as members, never among the three (PB-04). More units or members need the superior
    organisation's paper; fewer formal members than three cannot be excepted.
    """
    if composition.kind in WITH_UNITS and composition.formal_count < limits.least_formal:
        raise RuleViolated(
            "FORMAL_TOO_FEW",
            "正式党员不足三名，不能成立支部或者联合支部（PB-01、PB-05）；预备党员不计入。请联合其他单位或者选派指导员。",
            rules=("PB-01", "PB-05"),
            formal=str(composition.formal_count),
        )
    if composition.exception_document:
        return
    if composition.unit_count > limits.most_units:
        raise RuleViolated(
            "UNITS_TOO_MANY",
            "联合支部覆盖单位一般不超过五个（PB-05）。请调整组成单位，或者填写上级党组织的批准文件。",
            rules=("PB-05",),
        )
    if composition.formal_count + composition.probationary_count > limits.most_members:
        raise RuleViolated(
            "MEMBERS_TOO_MANY",
            "支部党员一般不超过五十人（PB-05）。请分设支部，或者填写上级党组织的批准文件。",
            rules=("PB-05",),
        )


def refuse_unfit_units(kind: OrganisationKind, units: tuple[str, ...]) -> None:
    """Raise InvalidFields UNITS_UNFIT: one office for a branch, two or more units for a joint one, none above."""
    most = {OrganisationKind.BRANCH: (1, 1), OrganisationKind.JOINT_BRANCH: (2, 50)}.get(kind, (0, 0))
    if not most[0] <= len(units) <= most[1]:
        description = "支部填写一个单位，联合支部填写两个以上单位，总支和党委不填（PB-02），请核对"
        raise InvalidFields(
            (Violation(field="party_organisation.units", reason="UNITS_UNFIT", description=description),)
        )
