"""A counter clerk and a head of institution who work through the gRPC door. It must not assert anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import application_service_pb2 as service_pb

from chassis.clock import random_id
from tests.doors import SECONDS, Door, Identity
from tests.services.legal_aid.intake import APPLICATIONS, INSTITUTIONS, creation, registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """One institution and the people who work there."""

    door: Door
    institution: str
    clerk: Identity
    head: Identity
    chief: Identity

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


def open_counter(door: Door, prefix: str = "玄法援", division: str = "990102") -> Counter:
    """Register an institution and staff it."""
    staff = {
        role: door.person(role, divisions=(division,), subject=f"{role}-{division}")
        for role in ("bureau_chief", "legal_aid_clerk", "legal_aid_head")
    }
    made = door.call(INSTITUTIONS["CreateInstitution"], registration(prefix, division), staff["bureau_chief"])
    return Counter(
        door=door, institution=made.name, clerk=staff["legal_aid_clerk"], head=staff["legal_aid_head"],
        chief=staff["bureau_chief"],
    )  # fmt: skip
