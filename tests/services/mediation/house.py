"""People of mediation who call through the gRPC door. It must not assert anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.mediation.v1 import mediation_organisation_pb2 as organisations
from sifa.mediation.v1 import mediation_organisation_service_pb2

from chassis.clock import random_id
from chassis.schema import audit_entry, event_log
from tests.doors import HOME, Door, Identity

RPCS: dict[str, MethodDescriptor] = {
    method.name: method
    for module in (mediation_organisation_service_pb2,)
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
PAPER = "调解组织登记1号"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service with its people."""

    door: Door

    @property
    def clerk(self) -> Identity:
        """The section that guides mediation."""
        return self.door.person("mediation_clerk", subject="he")

    def call(self, rpc: str, who: Identity, **fields: Any) -> Any:
        """Call an rpc; what changes a state gets a request id of its own unless one is given."""
        kind = GetMessageClass(RPCS[rpc].input_type)
        if "request_id" in kind.DESCRIPTOR.fields_by_name:
            fields.setdefault("request_id", random_id())
        return self.door.call(RPCS[rpc], kind(**fields), who)

    def organisation(self, title: str = "示范镇人民调解委员会", **changes: Any) -> Any:
        """An organisation at work, without mediators."""
        fields = {
            "kind": organisations.MEDIATION_ORGANISATION_KIND_PEOPLES_COMMITTEE, "title": title, "division": HOME,
            "founded_date": "2020-01-01", "document_number": PAPER, **changes,
        }  # fmt: skip
        made = organisations.MediationOrganisation(**fields)
        return self.call("CreateMediationOrganisation", self.clerk, mediation_organisation=made)

    def appoint(self, name: str, full_name: str = "示例调解员", **changes: Any) -> Any:
        """Somebody begins to mediate there."""
        fields = {
            "full_name": full_name, "kind": organisations.MEDIATOR_KIND_FULL_TIME, "appointed_date": "2021-01-01",
            **changes,
        }  # fmt: skip
        who = organisations.Mediator(**fields)
        done = self.call("AppointMediator", self.clerk, name=name, mediator=who, document_number=PAPER)
        return done.mediation_organisation

    def told(self) -> list[tuple[str, str]]:
        """Type without package, and body, of everything told so far."""
        query = sa.select(event_log.c.type, event_log.c.body).order_by(event_log.c.seq)
        with self.door.service.database.read() as session:
            return [(row.type.rpartition(".")[2], row.body) for row in session.execute(query)]

    def noted(self) -> list[str]:
        """Actions of the audit entries."""
        with self.door.service.database.read() as session:
            return list(session.execute(sa.select(audit_entry.c.action).order_by(audit_entry.c.seq)).scalars())
