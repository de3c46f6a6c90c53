"""Complaints for tests: made, moved, and brought into each state by real calls. It must not assert anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sifa.legal_aid.v1 import complaint_pb2 as pb

from services.legal_aid.domain.complaint import ComplaintState
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.steps import LATER

S = ComplaintState
RPC_OF = {
    "requestSupplement": "RequestComplaintSupplement", "replyToSupplement": "ReplyToComplaintSupplement",
    "accept": "AcceptComplaint", "reject": "RejectComplaint", "investigate": "InvestigateComplaint",
    "extend": "ExtendComplaint", "conclude": "ConcludeComplaint", "answer": "AnswerComplaint",
    "merge": "MergeComplaint",
}  # fmt: skip
INVESTIGATORS = ["吴调查", "郑调查"]
WORDS: Mapping[str, Mapping[str, Any]] = {
    "requestSupplement": {"items": "请补充代理协议复印件", "reply_days": 10},
    "replyToSupplement": {"reply": "已交代理协议"},
    "reject": {"reason": "所诉事项不属于法律援助活动"},
    "investigate": {"investigators": INVESTIGATORS},
    "extend": {"further_days": 30, "reason": "涉及多个案件，情况复杂"},
    "conclude": {
        "finding": pb.COMPLAINT_FINDING_UPHELD, "handling": "责令改正并约谈", "signers": INVESTIGATORS,
    },
    "answer": {"form": pb.COMPLAINT_FORM_WRITTEN, "text": "投诉属实，已责令改正"},
}  # fmt: skip


def complaint(institution: str, **changes: Any) -> pb.Complaint:
    """A recipient complains in writing about a firm that is not registered."""
    fields: dict[str, Any] = {
        "institution": institution, "form": pb.COMPLAINT_FORM_WRITTEN,
        "complainant": pb.Complainant(full_name="钱投诉", role=pb.COMPLAINANT_ROLE_RECIPIENT, contact="示范路1号"),
        "target": pb.ComplaintTarget(kind=pb.COMPLAINT_TARGET_KIND_LAW_FIRM, display_name="虚构律师事务所"),
        "ground": pb.COMPLAINT_GROUND_NO_PROGRESS_REPORT, "statement": "三个月未告知案件进展", **changes,
    }  # fmt: skip
    return pb.Complaint(**fields)


def complain(counter: Counter, who: Identity | None = None, **changes: Any) -> pb.Complaint:
    """The clerk enters a complaint; a date of one's own is entered late with a reason."""
    if "received_date" in changes:
        changes = {"entry_reason": LATER, **changes}
    given = complaint(counter.institution, **changes)
    made: pb.Complaint = counter.call("CreateComplaint", who or counter.clerk, complaint=given)
    return made


def move(counter: Counter, action: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Complaint:
    """Do an action with the least words it needs; a date of one's own is entered late with a reason."""
    if "happened_date" in fields:
        fields = {"entry_reason": LATER, **fields}
    asked = {**WORDS.get(action, {}), **fields}
    if action == "merge" and "into" not in asked:
        asked["into"] = complain(counter).name
    done: pb.Complaint = counter.call(RPC_OF[action], who or counter.chief, name=name, **asked).complaint
    return done


def read(counter: Counter, name: str) -> pb.Complaint:
    """The bureau reads it."""
    found: pb.Complaint = counter.call("GetComplaint", counter.chief, name=name)
    return found


def moved_along(counter: Counter, *actions: str, **changes: Any) -> pb.Complaint:
    """A new complaint after these actions."""
    made = complain(counter, **changes)
    for action in actions:
        made = move(counter, action, made.name)
    return made


_WAYS: dict[ComplaintState, tuple[str, ...]] = {
    S.RECEIVED: (),
    S.SUPPLEMENT: ("requestSupplement",),
    S.ACCEPTED: ("accept",),
    S.NOT_ACCEPTED: ("reject",),
    S.INVESTIGATING: ("accept", "investigate"),
    S.CONCLUDED: ("accept", "investigate", "conclude"),
    S.ANSWERED: ("accept", "investigate", "conclude", "answer"),
    S.MERGED: ("merge",),
}


def standing(counter: Counter, state: ComplaintState) -> pb.Complaint:
    """A new complaint that stands in the state."""
    return moved_along(counter, *_WAYS[state])


def state_of(complaint: pb.Complaint) -> str:
    """The state by its short name."""
    return pb.ComplaintState.Name(complaint.state).removeprefix("COMPLAINT_STATE_")
