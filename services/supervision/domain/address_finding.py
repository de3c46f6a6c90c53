"""Where an inspection found an office of grassroots legal service (GO-08, GO-09, XF-30).

It must not say that an address was not approved: the register of offices knows that.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chassis.kernel.errors import Violation
from services.supervision.domain.subject import SubjectType
from services.supervision.domain.supervised_unit import SupervisedUnit


class AddressFindingKind(enum.Enum):
    """Where the office was found at work."""

    MOVED = enum.auto()
    RECEPTION_POINT = enum.auto()


class PlaceType(enum.Enum):
    """What kind of place an address is."""

    TOWNSHIP = enum.auto()
    STREET = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFinding:
    """Another place than the office says; `item` is the problem of the record that describes it."""

    item: str
    kind: AddressFindingKind
    found_address: str
    place_type: PlaceType


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFoundElsewhere:
    """What the register of offices is told (XF-30); `office` is its name there."""

    inspection: str
    office: str
    division: str
    kind: AddressFindingKind
    found_address: str
    place_type: PlaceType
    found_date: dt.date


def address_faults(
    findings: Sequence[AddressFinding], problems: frozenset[str], unit: SupervisedUnit
) -> Iterator[Violation]:  # fmt: skip
    """Only an office of the register has an approved address, and each finding is a problem too (GO-09)."""
    if findings and (unit.subject_type is not SubjectType.OFFICE or not unit.subject):
        text = "只有名册中的基层法律服务所登记住所情况（GO-09），其他单位请删去该项，另列问题"
        yield Violation(field="record.addresses", reason="ADDRESS_NOT_OFFICE", description=text)
    for place, one in enumerate(findings):
        if one.item not in problems:
            text = "住所情况须对应清单中发现问题的项目（GO-09），请在该项目下列明问题"
            yield Violation(
                field=f"record.addresses[{place}].item", reason="ADDRESS_UNEXPLAINED", description=text
            )  # fmt: skip


def told_elsewhere(
    inspection: str, findings: Sequence[AddressFinding], unit: SupervisedUnit, *, on: dt.date
) -> list[OfficeFoundElsewhere]:  # fmt: skip
    """What is told of a record that all officers signed, one by one (GO-08, GO-09, XF-30)."""
    return [
        OfficeFoundElsewhere(
            inspection=inspection, office=unit.subject, division=unit.division, kind=one.kind,
            found_address=one.found_address, place_type=one.place_type, found_date=on,
        )
        for one in findings
    ]  # fmt: skip
