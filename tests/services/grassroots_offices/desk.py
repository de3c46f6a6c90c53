"""The county's and the city's desks, who work through the gRPC door. It must not assert anything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.grassroots_offices.v1 import (
    activity_service_pb2,
    address_violation_service_pb2,
    adviser_log_service_pb2,
    assessment_service_pb2,
    award_round_service_pb2,
    case_review_service_pb2,
    certificate_log_service_pb2,
    certificate_service_pb2,
    circular_service_pb2,
    daily_entry_service_pb2,
    duty_service_pb2,
    events_pb2,
    examination_service_pb2,
    fee_receipt_service_pb2,
    income_report_service_pb2,
    licence_application_service_pb2,
    office_case_service_pb2,
    office_connection_service_pb2,
    office_service_pb2,
    office_visit_service_pb2,
    own_office_service_pb2,
    pairing_contract_service_pb2,
    penalty_service_pb2,
    petition_service_pb2,
    practice_absence_service_pb2,
    practitioner_merge_service_pb2,
    practitioner_service_pb2,
    public_register_service_pb2,
    purchase_contract_service_pb2,
    quota_service_pb2,
    rights_request_service_pb2,
    roster_service_pb2,
    service_hours_service_pb2,
    staff_account_service_pb2,
    staff_balance_service_pb2,
    standard_service_pb2,
    suspected_violation_service_pb2,
    training_service_pb2,
    village_adviser_service_pb2,
    village_service_pb2,
    work_brief_service_pb2,
    written_rule_service_pb2,
)
from sifa.grassroots_offices.v1 import office_pb2 as office_pb
from sifa.grassroots_offices.v1 import practitioner_pb2 as pb

from chassis.clock import random_id
from chassis.kernel.credit_code import check_character
from tests.doors import HOME, Door, Identity, migrated, serving, settings_of
from tests.facts import logged
from tests.servers.profiles import Profile

RPCS: dict[str, MethodDescriptor] = {
    method.name: method
    for module in (
        address_violation_service_pb2,
        assessment_service_pb2,
        written_rule_service_pb2,
        case_review_service_pb2,
        rights_request_service_pb2,
        activity_service_pb2,
        staff_account_service_pb2,
        adviser_log_service_pb2,
        village_adviser_service_pb2,
        village_service_pb2,
        purchase_contract_service_pb2,
        award_round_service_pb2,
        certificate_log_service_pb2,
        certificate_service_pb2,
        daily_entry_service_pb2,
        examination_service_pb2,
        pairing_contract_service_pb2,
        practice_absence_service_pb2,
        duty_service_pb2,
        fee_receipt_service_pb2,
        income_report_service_pb2,
        licence_application_service_pb2,
        office_visit_service_pb2,
        circular_service_pb2,
        office_case_service_pb2,
        office_connection_service_pb2,
        staff_balance_service_pb2,
        office_service_pb2,
        own_office_service_pb2,
        penalty_service_pb2,
        petition_service_pb2,
        practitioner_merge_service_pb2,
        practitioner_service_pb2,
        public_register_service_pb2,
        quota_service_pb2,
        roster_service_pb2,
        service_hours_service_pb2,
        standard_service_pb2,
        suspected_violation_service_pb2,
        training_service_pb2,
        work_brief_service_pb2,
    )
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
_NUMBERS = itertools.count(1)


def credit_code(prefix: str = "33") -> str:
    """A sound code of an invented organisation."""
    body = f"{prefix}990102{next(_NUMBERS):09d}"
    return body + check_character(body)


def premises(**changes: Any) -> office_pb.Premises:
    """Rooms that leave nothing to be wished for."""
    fields: dict[str, Any] = {
        "address": "玄武县桥头镇人民路1号", "area_type": office_pb.AREA_TYPE_TOWNSHIP, "floor_area_m2": 100,
        "reception_area": True, "office_area": True, "mediation_area": True, "archive_room": True, "desks": 10,
        "computers": 3, "printers": 1, "cabinets": 2, **changes,
    }  # fmt: skip
    return office_pb.Premises(**fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The clerk of the county and the section of the city."""

    door: Door
    clerk: Identity
    city: Identity

    def call(self, rpc: str, who: Identity, **fields: Any) -> Any:
        """Somebody calls an rpc by its short name; a request id is added to what changes a state."""
        method = RPCS[rpc]
        if not rpc.startswith("Create") and "request_id" in method.input_type.fields_by_name:
            fields = {"request_id": random_id(), **fields}
        return self.door.call(method, GetMessageClass(method.input_type)(**fields), who)

    def enter_office(self, *, division: str = HOME, **changes: Any) -> office_pb.Office:
        """The clerk takes an office into the register."""
        fields: dict[str, Any] = {
            "display_name": f"示例{next(_NUMBERS)}法律服务所", "form": office_pb.OFFICE_FORM_PUBLIC_INSTITUTION,
            "credit_code": credit_code(), "licence_number": f"许字{next(_NUMBERS):06d}号",
            "licensed_date": "2018-03-01", "institution_certificate": "事证第1号", "premises": premises(),
            "document_number": "存量登记1号", "division": division, **changes,
        }  # fmt: skip
        made: office_pb.Office = self.call("CreateOffice", self.clerk, office=office_pb.Office(**fields))
        return made

    def enter_practitioner(self, office: str, **changes: Any) -> pb.Practitioner:
        """The clerk takes somebody into the register."""
        fields: dict[str, Any] = {
            "office": office, "full_name": "赵示例", "certificate_number": f"33401-{next(_NUMBERS):06d}",
            "certified_date": "2018-05-01", "education": pb.EDUCATION_BACHELOR_LAW, "full_time": True,
            "document_number": "存量登记2号", **changes,
        }  # fmt: skip
        made: pb.Practitioner = self.call("CreatePractitioner", self.clerk, practitioner=pb.Practitioner(**fields))
        return made

    def staffed_office(self, count: int = 3, **changes: Any) -> tuple[office_pb.Office, list[pb.Practitioner]]:
        """An office with so many practitioners."""
        office = self.enter_office(**changes)
        staff = [self.enter_practitioner(office.name) for _ in range(count)]
        return self.office(office.name), staff

    def office(self, name: str) -> office_pb.Office:
        """The office as it now stands."""
        found: office_pb.Office = self.call("GetOffice", self.clerk, name=name)
        return found

    def practitioner(self, name: str) -> pb.Practitioner:
        """The practitioner as he now stands."""
        found: pb.Practitioner = self.call("GetPractitioner", self.clerk, name=name)
        return found

    def intern(self, office: str, **changes: Any) -> pb.Practitioner:
        """Somebody began an internship more than a year ago."""
        fields: dict[str, Any] = {
            "office": office, "full_name": "孙示例", "education": pb.EDUCATION_JUNIOR_LAW, "full_time": True,
            "document_number": "实习1号", "happened_date": "2025-06-01", "entry_reason": "补录实习登记", **changes,
        }  # fmt: skip
        made: pb.Practitioner = self.call("RegisterIntern", self.clerk, **fields).practitioner
        return made

    def leave(self, practitioner: pb.Practitioner, **changes: Any) -> pb.Practitioner:
        """The contract ends."""
        fields: dict[str, Any] = {"name": practitioner.name, "document_number": "解聘1号", **changes}
        if "happened_date" in changes:
            fields = {"entry_reason": "收到通知较晚", **fields}
        left: pb.Practitioner = self.call("EndContract", self.clerk, **fields).practitioner
        return left

    def told(self, kind: str) -> list[Any]:
        """The facts of the kind that the service has told, in order."""
        message = getattr(events_pb2, kind)
        return [
            json_format.Parse(one.body, message()) for one in logged(self.door.service) if one.type.endswith(f".{kind}")
        ]


@contextmanager
def on_day(desk: Desk, profile: Profile, day: str) -> Iterator[Desk]:
    """The same desks on another day, at nine in the morning."""
    service = migrated(settings_of(profile, "grassroots_offices", SIFA_NOW=f"{day}T09:00+08:00"), "grassroots_offices")
    with serving(service) as door:
        yield replace(desk, door=door)
