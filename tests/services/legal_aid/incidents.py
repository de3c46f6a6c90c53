"""Incidents for tests, entered and moved by real calls. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import incident_pb2 as pb

from tests.doors import Identity
from tests.services.legal_aid.contacts import register
from tests.services.legal_aid.counter import Counter

RPC_OF = {"report": "ReportIncident", "recordProgress": "RecordIncidentProgress", "close": "CloseIncident"}
EMPLOYER = "示范建设有限公司"
WORDS: dict[str, dict[str, Any]] = {
    "report": {"document_number": "玄司信1号", "lead": "zhou"},
    "recordProgress": {"text": "已与用人单位约谈"},
    "close": {"conclusion": "工资已全部发放"},
}


def enter(counter: Counter, **changes: Any) -> pb.Incident:
    """The clerk enters a petition."""
    fields: dict[str, Any] = {
        "institution": counter.institution, "kind": pb.INCIDENT_KIND_PETITION, "title": "集体上访", **changes,
    }  # fmt: skip
    made: pb.Incident = counter.call("CreateIncident", counter.clerk, incident=pb.Incident(**fields))
    return made


def move(counter: Counter, action: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Incident:
    """Do an action with the least words it needs."""
    reply = counter.call(RPC_OF[action], who or counter.head, name=name, **{**WORDS[action], **fields})
    done: pb.Incident = reply.incident
    return done


def come(counter: Counter, number: int, opponent: str = EMPLOYER, **changes: Any) -> str:
    """One more person comes about wages against the employer."""
    return register(counter, person_name=f"工人{number}", opponent=opponent, **changes).name


def incidents(counter: Counter, **asked: Any) -> list[pb.Incident]:
    """What the bureau sees."""
    return list(counter.call("ListIncidents", counter.chief, **asked).incidents)
