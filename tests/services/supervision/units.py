"""Units under supervision, entered through the gRPC door. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.supervision.v1 import rectification_pb2 as subjects
from sifa.supervision.v1 import supervised_unit_pb2 as pb

from tests.doors import HOME
from tests.services.supervision.bureau import Bureau

INSTITUTION = "institutions/019ed7e5-3a00-7000-8000-2f6b1c9d2a01"
OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d2a02"
PRACTITIONER = "practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d2a03"
SECTION = "公共法律服务管理科"
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥春夏秋冬东西"


def person(which: int, **changes: Any) -> pb.UnitPerson:
    """Somebody who works there since the beginning of 2020."""
    fields = {"full_name": f"示例{NAMES[which]}", "position": "工作人员", "since_date": "2020-01-01", **changes}
    return pb.UnitPerson(**fields)


def unit(bureau: Bureau, title: str, staff: int = 2, **changes: Any) -> pb.SupervisedUnit:
    """A judicial office with so many people and a section in charge."""
    fields: dict[str, Any] = {
        "subject_type": subjects.SUBJECT_TYPE_JUDICIAL_OFFICE, "title": title, "division": HOME,
        "sections": [pb.UnitSection(topic=pb.UNIT_TOPIC_LOCAL_BODIES, section=SECTION)],
        "people": [person(which) for which in range(staff)], "ledgers": ["人民调解台账"],
        "document_number": "名册登记1号", **changes,
    }  # fmt: skip
    made: pb.SupervisedUnit = bureau.call(
        "CreateSupervisedUnit", bureau.section, supervised_unit=pb.SupervisedUnit(**fields)
    )
    return made


def institution(bureau: Bureau, title: str = "示范县法律援助中心", staff: int = 1, **changes: Any) -> pb.SupervisedUnit:
    """A legal-aid institution, which answers form F-01."""
    fields: dict[str, Any] = {
        "subject_type": subjects.SUBJECT_TYPE_INSTITUTION, "subject": INSTITUTION,
        "sections": [pb.UnitSection(topic=pb.UNIT_TOPIC_LEGAL_AID, section=SECTION)], **changes,
    }  # fmt: skip
    return unit(bureau, title, staff, **fields)


def office(bureau: Bureau, title: str = "桥头法律服务所", **changes: Any) -> pb.SupervisedUnit:
    """An office of grassroots legal service with one practitioner, which answers the five topics."""
    fields: dict[str, Any] = {
        "subject_type": subjects.SUBJECT_TYPE_OFFICE, "subject": OFFICE,
        "sections": [pb.UnitSection(topic=pb.UNIT_TOPIC_LEGAL_SERVICES, section=SECTION)],
        "people": [person(0, subject=PRACTITIONER)], **changes,
    }  # fmt: skip
    return unit(bureau, title, **fields)
