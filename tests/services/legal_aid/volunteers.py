"""Volunteers for tests, brought into each state by real calls. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import volunteer_pb2 as pb

from tests.services.legal_aid.counter import Counter

DAY = "2026-06-12"
RPC_OF = {
    "review": "ReviewVolunteer", "register": "RegisterVolunteer", "refuse": "RefuseVolunteer",
    "recordHours": "RecordVolunteerHours", "recordFault": "RecordVolunteerFault",
    "requestExit": "RequestVolunteerExit", "exit": "ExitVolunteer", "cancel": "CancelVolunteer",
}  # fmt: skip
PAPER = {"document_number": "志愿1号"}
WORDS: dict[str, dict[str, Any]] = {
    "review": PAPER,
    "register": PAPER,
    "refuse": {"reason": "材料不实"},
    "recordHours": {"service_date": DAY, "minutes": 120, "service": pb.VOLUNTEER_SERVICE_CONSULTATION},
    "recordFault": {"fault_date": DAY, **PAPER},
    "cancel": {"cancel_ground": pb.CANCEL_GROUND_CONDUCT, "reason": "违反服务规范", **PAPER},
}
ON = ("review", "register")
WAYS = {
    "APPLIED": (), "REVIEWED": ("review",), "REGISTERED": ON, "REFUSED": ("refuse",),
    "EXITED": (*ON, "requestExit", "exit"), "CANCELLED": (*ON, "cancel"),
}  # fmt: skip


def move(counter: Counter, action: str, name: str, **fields: Any) -> pb.Volunteer:
    """Do an action with the least words it needs, as the head."""
    reply = counter.call(RPC_OF[action], counter.head, name=name, **{**WORDS.get(action, {}), **fields})
    done: pb.Volunteer = reply.volunteer
    return done


def standing(counter: Counter, state: str) -> pb.Volunteer:
    """A volunteer in the state."""
    said = pb.Volunteer(
        institution=counter.institution, full_name="赵志愿", occupation="法学教师", expertise="劳动法咨询"
    )
    made: pb.Volunteer = counter.call("CreateVolunteer", counter.clerk, volunteer=said)
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    return made
