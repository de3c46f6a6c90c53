"""Outreach for tests: entered, confirmed, struck out by real calls. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import outreach_activity_pb2 as pb

from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.partners import PRACTITIONER as KNOWN_THERE
from tests.services.legal_aid.providers import OFFICE, PRACTITIONER, handler, unit
from tests.services.legal_aid.steps import LATER

RPC_OF = {"confirm": "ConfirmOutreachActivity", "void": "VoidOutreachActivity"}
PAPER = "村委会证明1号"
WORDS: dict[str, dict[str, Any]] = {
    "confirm": {"document_number": PAPER, "confirmer": pb.OUTREACH_CONFIRMER_BODY_SERVED},
    "void": {"document_number": "更正1号", "void_reason": "登记有误，重新登记"},
}


def practitioner(counter: Counter, number: int = 1, external_name: str = KNOWN_THERE) -> str:
    """A practitioner of an office, known to grassroots_offices under the name."""
    office = unit(counter.door, OFFICE, number=number)
    return handler(counter.door, office, PRACTITIONER, number=number, external_name=external_name).name


def outing(counter: Counter, *members: tuple[str, int], **changes: Any) -> pb.OutreachActivity:
    """The clerk enters an unpaid consultation in a village; a date of one's own is entered late with a reason."""
    if "held_date" in changes:
        changes = {"entry_reason": LATER, **changes}
    fields: dict[str, Any] = {
        "institution": counter.institution, "kind": pb.OUTREACH_KIND_AID_CONSULTATION,
        "pay": pb.OUTREACH_PAY_UNPAID, "place": "示范村", "body_served": "示范村村民委员会",
        "matters": [pb.OUTREACH_MATTER_WAGES], "people_served": 12,
        "members": [pb.OutreachMember(handler=who, minutes=minutes) for who, minutes in members], **changes,
    }  # fmt: skip
    made: pb.OutreachActivity = counter.call(
        "CreateOutreachActivity", counter.clerk, outreach_activity=pb.OutreachActivity(**fields)
    )
    return made


def move(counter: Counter, action: str, name: str, who: Identity | None = None, **fields: Any) -> pb.OutreachActivity:
    """Do an action with the least words it needs."""
    by = who or counter.head
    reply = counter.call(RPC_OF[action], by, name=name, **{**WORDS[action], **fields})
    done: pb.OutreachActivity = reply.outreach_activity
    return done
