"""People of mediation who call through the gRPC door. It must not assert anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.mediation.v1 import dispute_pb2 as disputes
from sifa.mediation.v1 import (
    dispute_service_pb2,
    mediation_organisation_service_pb2,
    referral_pb2,
    referral_service_pb2,
    reported_total_service_pb2,
)
from sifa.mediation.v1 import mediation_organisation_pb2 as organisations

from chassis.clock import random_id
from chassis.schema import audit_entry, event_log
from tests.doors import HOME, Door, Identity, migrated, serving, settings_of
from tests.servers.profiles import Profile

RPCS: dict[str, MethodDescriptor] = {
    method.name: method
    for module in (
        mediation_organisation_service_pb2,
        dispute_service_pb2,
        referral_service_pb2,
        reported_total_service_pb2,
    )
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
PAPER = "调解组织登记1号"
PARTIES = ("示例甲", "示例乙公司")
SESSION = {"held_date": "2026-06-15", "place": "调解室", "record": "双方各述理由"}


def agreement(**changes: Any) -> disputes.DisputeAgreement:
    """A written agreement of the day."""
    fields: dict[str, Any] = {
        "form": disputes.AGREEMENT_FORM_WRITTEN, "number": "示调协〔2026〕1号", "signed_date": "2026-06-15",
        "terms": "示例条款", "amount_fen": 120000, "performance_due_date": "2026-07-31", **changes,
    }  # fmt: skip
    return disputes.DisputeAgreement(**fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The service with its people."""

    door: Door

    @property
    def clerk(self) -> Identity:
        """The section that guides mediation."""
        return self.door.person("mediation_clerk", subject="he")

    @property
    def mediator(self) -> Identity:
        """Somebody at an organisation."""
        return self.door.person("mediator", subject="xu")

    @property
    def front_desk(self) -> Identity:
        """The front desk of legal aid."""
        return self.door.person("legal_aid_clerk", subject="wang")

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

    def do(self, rpc: str, name: str, **fields: Any) -> Any:
        """What is done with a dispute, in the name of a mediator; evaluations are the section's."""
        who = self.clerk if rpc == "EvaluateDispute" else self.mediator
        return self.call(rpc, who, name=name, **fields).dispute

    def dispute(self, *, organisation: str = "", **changes: Any) -> Any:
        """A registered dispute of two parties, at a new organisation unless one is given."""
        fields = {
            "organisation": organisation or self.appoint(self.organisation().name).name, "summary": "示例纠纷的经过",
            "matter": disputes.DISPUTE_MATTER_LABOUR, "source": disputes.DISPUTE_SOURCE_APPLICATION,
            "parties": [disputes.DisputeParty(full_name=one, phone="0000") for one in PARTIES], **changes,
        }  # fmt: skip
        return self.call("CreateDispute", self.mediator, dispute=disputes.Dispute(**fields))

    def accepted(self, **changes: Any) -> Any:
        """A dispute that is being mediated."""
        made = self.dispute(**changes)
        organisation = self.call("GetMediationOrganisation", self.clerk, name=made.organisation)
        return self.do("AcceptDispute", made.name, mediators=[one.mediator for one in organisation.mediators])

    def heard(self, **changes: Any) -> Any:
        """A dispute with a session that was written down."""
        return self.do("RecordSession", self.accepted(**changes).name, **SESSION)

    def settled(self, **changes: Any) -> Any:
        """A dispute with a written agreement of today."""
        return self.do("SettleDispute", self.heard().name, agreement=agreement(**changes))

    def failed(self) -> Any:
        """A dispute that ended without an agreement."""
        return self.do("FailDispute", self.heard().name, reason="意见不一")

    def refer(self, dispute: str, **changes: Any) -> Any:
        """The first party is referred to the front desk."""
        fields = {"dispute": dispute, "party": 1, "agreed_date": "2026-06-15", **changes}
        return self.call("CreateReferral", self.mediator, referral=referral_pb2.Referral(**fields))

    def told(self) -> list[tuple[str, str]]:
        """Type without package, and body, of everything told so far."""
        query = sa.select(event_log.c.type, event_log.c.body).order_by(event_log.c.seq)
        with self.door.service.database.read() as session:
            return [(row.type.rpartition(".")[2], row.body) for row in session.execute(query)]

    def noted(self) -> list[str]:
        """Actions of the audit entries."""
        with self.door.service.database.read() as session:
            return list(session.execute(sa.select(audit_entry.c.action).order_by(audit_entry.c.seq)).scalars())


@contextmanager
def at(house: House, profile: Profile, day: str) -> Iterator[House]:
    """The same people on another day."""
    service = migrated(settings_of(profile, "mediation", SIFA_NOW=f"{day}T09:00+08:00"), "mediation")
    with serving(service) as door:
        yield replace(house, door=door)
