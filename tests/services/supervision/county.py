"""The bureau that has things put right, through the gRPC door. It must not assert anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.supervision.v1 import events_pb2, practice_hold_service_pb2, rectification_service_pb2
from sifa.supervision.v1 import practice_hold_pb2 as holds
from sifa.supervision.v1 import rectification_pb2 as pb

from chassis.clock import random_id
from chassis.jobs import load_jobs
from tests.doors import HOME, Door, Identity, migrated, serving, settings_of
from tests.facts import logged
from tests.servers.profiles import Profile

RPCS: dict[str, MethodDescriptor] = {
    method.name: method
    for module in (rectification_service_pb2, practice_hold_service_pb2)
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
PRACTITIONER = "practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d1a01"
EVIDENCE = pb.RectificationEvidence(title="整改报告扫描件", sha256="ab" * 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """Two officers and the leader of one county."""

    door: Door
    officer: Identity
    verifier: Identity
    chief: Identity

    def call(self, rpc: str, who: Identity, **fields: Any) -> Any:
        """Somebody calls an rpc by its short name; a request id is added to what changes a state."""
        method = RPCS[rpc]
        if not rpc.startswith("Create") and "request_id" in method.input_type.fields_by_name:
            fields = {"request_id": random_id(), **fields}
        return self.door.call(method, GetMessageClass(method.input_type)(**fields), who)

    def issue(self, **changes: Any) -> pb.Rectification:
        """The officer issues one to a practitioner; `changes` are fields."""
        fields: dict[str, Any] = {
            "source": pb.RECTIFICATION_SOURCE_INSPECTION, "source_reference": "检查记录1号", "item": 4,
            "subject_type": pb.SUBJECT_TYPE_PRACTITIONER, "subject": PRACTITIONER, "unit_title": "示例法律服务所",
            "division": HOME, "problem": "向当事人收取额外费用", "measure": "退还费用并书面检讨",
            "responsible_person": "主任", "document_number": "整改通知1号", **changes,
        }  # fmt: skip
        made: pb.Rectification = self.call(
            "CreateRectification", self.officer, rectification=pb.Rectification(**fields)
        )
        return made

    def act(self, verb: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Rectification:
        """Report (by the officer), verify (by the other one), extend or refer (by the leader)."""
        by = {"Submit": self.officer, "Verify": self.verifier}.get(verb, self.chief)
        usual: dict[str, dict[str, Any]] = {
            "Submit": {"report": "已退还全部费用", "evidence": [EVIDENCE]},
            "Verify": {"document_number": "验收1号", "accepted": True, "finding": "属实"},
            "Extend": {"document_number": "延期1号", "reason": "涉及多人，需逐一退还"},
            "Refer": {"document_number": "移交1号", "referral": pb.REFERRAL_KIND_TALK},
        }
        done = self.call(f"{verb}Rectification", who or by, **{"name": name, **usual[verb], **fields})
        return done.rectification  # type: ignore[no-any-return]

    def on_hold(self, verb: str, name: str, who: Identity | None = None, **fields: Any) -> holds.PracticeHold:
        """Check (by the other officer), sign or lift (by the leader)."""
        usual = {"opinion": "事实清楚，程序合法"} if verb == "Check" else {"document_number": f"{verb}1号"}
        by = self.verifier if verb == "Check" else self.chief
        done = self.call(f"{verb}PracticeHold", who or by, **{"name": name, **usual, **fields})
        return done.practice_hold  # type: ignore[no-any-return]

    def read(self, name: str) -> pb.Rectification:
        """As it now stands."""
        found: pb.Rectification = self.call("GetRectification", self.chief, name=name)
        return found

    def hold(self, name: str) -> holds.PracticeHold:
        """As it now stands."""
        found: holds.PracticeHold = self.call("GetPracticeHold", self.chief, name=name)
        return found

    def night(self) -> int:
        """What the clock would do now; returns how many rows changed."""
        service = self.door.service
        job = next(job for job in load_jobs(service) if job.name == "propose-overdue")
        with service.database.write() as session:
            return job.run(service.open_tx(session, principal=service.principal, cause=random_id()))

    def told(self, kind: str) -> list[Any]:
        """The facts of a kind in the log, oldest first."""
        message = getattr(events_pb2, kind)
        found = [one for one in logged(self.door.service) if one.type == message.DESCRIPTOR.full_name]
        return [json_format.Parse(one.body, message()) for one in found]


def county_at(door: Door) -> County:
    """The people of the county."""
    return County(
        door=door, officer=door.person("supervision_officer", subject="officer"),
        verifier=door.person("supervision_officer", subject="verifier"),
        chief=door.person("bureau_chief", subject="chief"),
    )  # fmt: skip


@contextmanager
def on_day(county: County, profile: Profile, day: str) -> Iterator[County]:
    """The same rows on another day."""
    service = migrated(settings_of(profile, "supervision", SIFA_NOW=f"{day}T09:00+08:00"), "supervision")
    with serving(service) as door:
        yield replace(county, door=door)
