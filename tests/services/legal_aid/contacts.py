"""Contacts for tests: registered, moved, and brought into each state by real calls. It must not assert anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sifa.legal_aid.v1 import contact_pb2 as pb

from services.legal_aid.domain.contact import ContactState
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.steps import LATER

S = ContactState
ASKED = "sun"
RPC_OF = {
    "handOver": "HandOverContact", "accept": "AcceptContact", "decline": "DeclineContact", "assign": "AssignContact",
    "extend": "ExtendContact", "close": "CloseContact",
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, Any]] = {
    "handOver": {"section": "业务科", "offered_to": ASKED},
    "decline": {"reason": "不属于本科室"},
    "assign": {"owner": ASKED},
    "extend": {"reason": "涉及多个单位，情况复杂"},
    "close": {"outcome": pb.CONTACT_OUTCOME_ANSWERED, "answer": "可以先申请劳动仲裁"},
}
# What leads into each state.
WAYS: Mapping[ContactState, tuple[str, ...]] = {
    S.RECEIVED: (), S.OFFERED: ("handOver",), S.ACCEPTED: ("handOver", "accept"),
    S.UNSETTLED: ("handOver", "decline", "handOver", "decline"), S.CLOSED: ("close",),
}  # fmt: skip


def contact(institution: str, **changes: Any) -> pb.Contact:
    """Somebody at the counter asks about wages."""
    fields: dict[str, Any] = {
        "institution": institution, "door": pb.CONTACT_DOOR_COUNTER, "person_name": "吴来访", "topic": "拖欠工资",
        "need": "想知道怎么讨回三个月工资", **changes,
    }  # fmt: skip
    return pb.Contact(**fields)


def register(counter: Counter, **changes: Any) -> pb.Contact:
    """The clerk registers somebody; a date of one's own is entered late with a reason."""
    if "received_date" in changes:
        changes = {"entry_reason": LATER, **changes}
    made: pb.Contact = counter.call("CreateContact", counter.clerk, contact=contact(counter.institution, **changes))
    return made


def asked(counter: Counter) -> Identity:
    """The person of the section it is offered to."""
    return counter.person("legal_aid_clerk", subject=ASKED)


def move(counter: Counter, action: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Contact:
    """Do an action with the least words it needs, as whoever it belongs to."""
    usual = {"accept": asked(counter), "decline": asked(counter), "assign": counter.head, "extend": counter.head}
    by = who or usual.get(action, counter.clerk)
    moved: pb.Contact = counter.call(RPC_OF[action], by, name=name, **{**WORDS.get(action, {}), **fields}).contact
    return moved


def standing(counter: Counter, state: ContactState) -> pb.Contact:
    """A contact in the state."""
    made = register(counter)
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    return made


def offered_again(counter: Counter) -> pb.Contact:
    """Declined once and offered once more."""
    made = register(counter)
    for action in ("handOver", "decline", "handOver"):
        made = move(counter, action, made.name)
    return made


def extended(counter: Counter) -> pb.Contact:
    """Accepted, and given the longer time."""
    return move(counter, "extend", standing(counter, S.ACCEPTED).name)


def state_of(found: pb.Contact) -> str:
    """The state by its short name."""
    return pb.ContactState.Name(found.state).removeprefix("CONTACT_STATE_")
