"""Contacts captured without a network at a point, and handed in later with their true dates (P-06).

It must not enter anything that the point did not sign.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.canonical import canonical_json
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.contact import ContactCategory, ContactDoor, ContactDraft
from services.legal_aid.domain.service_point import ServicePoint

FORMAT = "sifa-contact-capture/v1"
LATE = "网点离线登记，联网后补录"


class CaptureOutcome(enum.Enum):
    """What becomes of a captured contact."""

    ENTERED = enum.auto()
    KNOWN = enum.auto()
    DUPLICATE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedContact:
    """One contact as it was captured."""

    record_id: str
    received_date: dt.date
    door: ContactDoor
    person_name: str
    phone: str
    person_group: str
    topic: str
    need: str
    opponent: str
    category: ContactCategory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCapture:
    """What a point hands in."""

    service_point: str
    captured_by: str
    records: tuple[CapturedContact, ...]
    signature: str
    enter_duplicates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedResult:
    """What became of a record."""

    record_id: str
    outcome: CaptureOutcome
    contact: str


def signed_bytes(capture: ContactCapture) -> bytes:
    """What the point signs: canonical JSON (RFC 8785) of format, point, captor and records."""
    return canonical_json(
        {
            "format": FORMAT, "service_point": capture.service_point, "captured_by": capture.captured_by,
            "records": capture.records,
        }
    )  # fmt: skip


def check_capture(capture: ContactCapture, *, today: dt.date) -> None:
    """Every record once, none of tomorrow (P-06). Raises InvalidFields RECORD_TWICE, DATE_IN_FUTURE."""
    faults, seen = [], set()
    for place, record in enumerate(capture.records):
        if record.record_id in seen:
            text = "同一份离线登记中编号重复，请核对 record_id（P-06）"
            faults.append(Violation(field=f"records[{place}].record_id", reason="RECORD_TWICE", description=text))
        if record.received_date > today:
            text = "来访日期不能晚于今天（P-06），请核对网点设备的日期"
            faults.append(Violation(field=f"records[{place}].received_date", reason="DATE_IN_FUTURE", description=text))
        seen.add(record.record_id)
    if faults:
        raise InvalidFields(tuple(faults))


def signing_point(point: ServicePoint | None) -> ServicePoint:
    """The point whose key counts. Raises RuleViolated POINT_UNKNOWN, POINT_WITHOUT_KEY."""
    if point is None:
        message = "所填服务网点不存在或者不在您的管辖范围内（LA-131），请先登记网点。"
        raise RuleViolated("POINT_UNKNOWN", message, rules=("LA-131",))
    if not point.capture_key:
        message = "该网点未登记签名公钥，离线登记无法核验（P-06）。请由负责人登记公钥（registerKey）后再提交。"
        raise RuleViolated("POINT_WITHOUT_KEY", message, rules=("P-06",))
    return point


def signature_broken() -> RuleViolated:
    """FAILED_PRECONDITION SIGNATURE_BROKEN: a byte differs from what the point signed."""
    message = "离线登记与网点签名不符，内容可能被改动或者公钥已更换（P-06）。请在网点重新导出并签名后提交。"
    return RuleViolated("SIGNATURE_BROKEN", message, rules=("P-06",))


def draft_of(record: CapturedContact, point: ServicePoint) -> ContactDraft:
    """The contact as it is registered: at the point, on the day on which the person came (P-06)."""
    return ContactDraft(
        institution=point.institution, received_date=record.received_date, door=record.door,
        place=point.display_name, person_name=record.person_name, phone=record.phone,
        person_group=record.person_group, topic=record.topic, need=record.need, entry_reason=LATE,
        opponent=record.opponent, call=None, category=record.category,
    )  # fmt: skip
