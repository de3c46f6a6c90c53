"""The people of one institution and its bureau, who work through the gRPC door. It must not assert anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import application_service_pb2 as service_pb
from sifa.legal_aid.v1 import (
    assignment_bar_service_pb2,
    assignment_report_service_pb2,
    award_list_service_pb2,
    case_service_pb2,
    complaint_service_pb2,
    consultation_service_pb2,
    contact_capture_service_pb2,
    contact_opening_service_pb2,
    contact_service_pb2,
    deadline_service_pb2,
    decision_service_pb2,
    distrust_record_service_pb2,
    duty_shift_service_pb2,
    evaluation_service_pb2,
    evidence_service_pb2,
    handler_service_pb2,
    handling_unit_service_pb2,
    hotline_service_pb2,
    imposture_service_pb2,
    incident_service_pb2,
    institution_service_pb2,
    message_service_pb2,
    notice_service_pb2,
    objection_service_pb2,
    opinion_brief_service_pb2,
    outreach_activity_service_pb2,
    participation_check_service_pb2,
    person_service_pb2,
    publication_service_pb2,
    rating_service_pb2,
    reception_service_pb2,
    record_comparison_service_pb2,
    referral_exchange_service_pb2,
    service_list_service_pb2,
    service_point_service_pb2,
    standard_check_service_pb2,
    teaching_case_service_pb2,
    training_plan_service_pb2,
    volunteer_service_pb2,
)

from chassis.clock import random_id
from tests.doors import HOME, SECONDS, Door, Identity
from tests.services.legal_aid.intake import APPLICATIONS, INSTITUTIONS, creation, registration

_SERVICES = (
    service_pb, assignment_bar_service_pb2, case_service_pb2, consultation_service_pb2, deadline_service_pb2,
    decision_service_pb2, handler_service_pb2, handling_unit_service_pb2, institution_service_pb2,
    notice_service_pb2, objection_service_pb2, complaint_service_pb2, record_comparison_service_pb2,
    duty_shift_service_pb2, evaluation_service_pb2, evidence_service_pb2,
    publication_service_pb2, assignment_report_service_pb2,
    participation_check_service_pb2, award_list_service_pb2, distrust_record_service_pb2, service_list_service_pb2,
    imposture_service_pb2, contact_service_pb2, outreach_activity_service_pb2, rating_service_pb2,
    incident_service_pb2,
    service_point_service_pb2,
    person_service_pb2,
    volunteer_service_pb2,
    teaching_case_service_pb2,
    training_plan_service_pb2,
    hotline_service_pb2,
    opinion_brief_service_pb2,
    reception_service_pb2,
    standard_check_service_pb2,
    contact_capture_service_pb2,
    contact_opening_service_pb2,
    referral_exchange_service_pb2,
    message_service_pb2,
)  # fmt: skip
RPCS: dict[str, MethodDescriptor] = {
    method.name: method
    for module in _SERVICES
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """One institution, the people who work there, and the reviewer of its bureau."""

    door: Door
    institution: str
    division: str
    clerk: Identity
    head: Identity
    chief: Identity
    reviewer: Identity

    def call(self, rpc: str, who: Identity, **fields: Any) -> Any:
        """Somebody calls an rpc of legal aid by its short name; a request id is added to what changes a state."""
        method = RPCS[rpc]
        message = GetMessageClass(method.input_type)
        if not rpc.startswith("Create") and "request_id" in method.input_type.fields_by_name:
            fields = {"request_id": random_id(), **fields}
        return self.door.call(method, message(**fields), who)

    def receive(self, *, request_id: str = "", seconds: float = SECONDS, **changes: Any) -> pb.Application:
        """The clerk receives an application; `changes` are its fields."""
        request = creation(request_id=request_id, **{"institution": self.institution, **changes})
        received: pb.Application = self.door.call(APPLICATIONS["CreateApplication"], request, self.clerk, seconds)
        return received

    def decide(self, name: str, *, request_id: str = "", etag: str = "", seconds: float = SECONDS) -> pb.Application:
        """The head decides."""
        request = service_pb.DecideApplicationRequest(name=name, request_id=request_id or random_id(), etag=etag)
        reply = self.door.call(APPLICATIONS["DecideApplication"], request, self.head, seconds)
        decided: pb.Application = reply.application
        return decided

    def get(self, name: str, who: Identity | None = None) -> pb.Application:
        """Somebody reads an application."""
        request = service_pb.GetApplicationRequest(name=name)
        found: pb.Application = self.door.call(APPLICATIONS["GetApplication"], request, who or self.clerk)
        return found

    def page(self, who: Identity | None = None, **asked: Any) -> service_pb.ListApplicationsResponse:
        """Somebody lists applications."""
        request = service_pb.ListApplicationsRequest(**asked)
        page: service_pb.ListApplicationsResponse = self.door.call(
            APPLICATIONS["ListApplications"], request, who or self.clerk
        )
        return page

    def person(self, *roles: str, subject: str) -> Identity:
        """Somebody else of the same division."""
        return self.door.person(*roles, divisions=(self.division,), subject=subject)


def open_counter(door: Door, prefix: str = "玄法援", division: str = HOME) -> Counter:
    """Register an institution and staff it."""
    staff = {
        role: door.person(role, divisions=(division,), subject=f"{role}-{division}")
        for role in ("bureau_chief", "legal_aid_clerk", "legal_aid_head", "objection_reviewer")
    }
    made = door.call(INSTITUTIONS["CreateInstitution"], registration(prefix, division), staff["bureau_chief"])
    return Counter(
        door=door, institution=made.name, division=division, clerk=staff["legal_aid_clerk"],
        head=staff["legal_aid_head"], chief=staff["bureau_chief"], reviewer=staff["objection_reviewer"],
    )  # fmt: skip
