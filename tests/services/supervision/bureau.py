"""The bureau's people who plan, draw and visit, and call through the gRPC door. It must not assert anything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.supervision.v1 import (
    appraisal_round_service_pb2,
    appraisal_service_pb2,
    bulletin_service_pb2,
    campaign_paper_service_pb2,
    campaign_service_pb2,
    campaign_unit_service_pb2,
    checklist_service_pb2,
    clue_service_pb2,
    conduct_declaration_service_pb2,
    draw_estimate_service_pb2,
    draw_service_pb2,
    fund_review_service_pb2,
    inspection_officer_pb2,
    inspection_officer_service_pb2,
    inspection_service_pb2,
    long_unresolved_service_pb2,
    rectification_service_pb2,
    red_flag_service_pb2,
    regulatory_talk_service_pb2,
    report_item_service_pb2,
    score_sheet_service_pb2,
    self_inspection_service_pb2,
    standard_proposal_service_pb2,
    supervised_unit_service_pb2,
    tip_service_pb2,
)

from chassis.clock import random_id
from tests.doors import HOME, Door, Identity, migrated, serving, settings_of
from tests.servers.profiles import Profile

RPCS: dict[str, MethodDescriptor] = {
    method.name: method
    for module in (
        draw_service_pb2,
        draw_estimate_service_pb2,
        inspection_officer_service_pb2,
        clue_service_pb2,
        tip_service_pb2,
        red_flag_service_pb2,
        supervised_unit_service_pb2,
        campaign_service_pb2,
        campaign_unit_service_pb2,
        campaign_paper_service_pb2,
        rectification_service_pb2,
        self_inspection_service_pb2,
        score_sheet_service_pb2,
        report_item_service_pb2,
        standard_proposal_service_pb2,
        long_unresolved_service_pb2,
        appraisal_service_pb2,
        checklist_service_pb2,
        inspection_service_pb2,
        regulatory_talk_service_pb2,
        appraisal_round_service_pb2,
        bulletin_service_pb2,
        conduct_declaration_service_pb2,
        fund_review_service_pb2,
    )
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """The section's officer, the bureau's chief, and a witness from the discipline office."""

    door: Door
    section: Identity
    chief: Identity
    witness: Identity

    def call(self, rpc: str, who: Identity, **fields: Any) -> Any:
        """Somebody calls an rpc by its short name; a request id is added to what changes a state."""
        method = RPCS[rpc]
        if not rpc.startswith("Create") and "request_id" in method.input_type.fields_by_name:
            fields = {"request_id": random_id(), **fields}
        return self.door.call(method, GetMessageClass(method.input_type)(**fields), who)

    def officer(self, **changes: Any) -> inspection_officer_pb2.InspectionOfficer:
        """Somebody with a certificate."""
        fields: dict[str, Any] = {
            "full_name": "周示例", "certificate_number": f"执法{next(_NUMBERS):06d}", "valid_from_date": "2024-01-01",
            "valid_until_date": "2028-12-31", "division": HOME, "document_number": "名录库登记1号", **changes,
        }  # fmt: skip
        made: inspection_officer_pb2.InspectionOfficer = self.call(
            "CreateInspectionOfficer", self.section, inspection_officer=fields
        )
        return made


def bureau_of(door: Door) -> Bureau:
    """The people of the door's bureau."""
    return Bureau(
        door=door,
        section=door.person("supervision_officer", subject="section"),
        chief=door.person("bureau_chief", subject="chief"),
        witness=door.person("draw_witness", subject="witness"),
    )


@contextmanager
def at(bureau: Bureau, profile: Profile, moment: str) -> Iterator[Bureau]:
    """The same people at another moment, for example `2026-06-20T09:00`."""
    service = migrated(settings_of(profile, "supervision", SIFA_NOW=f"{moment}+08:00"), "supervision")
    with serving(service) as door:
        yield replace(bureau, door=door)
