"""Demonstration: a caller is registered, handed over and answered. It reads no database."""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder
from services.legal_aid.journeys.requests import BASE, INSTITUTION, act, deadline

CONTACTS = f"{BASE}/contacts"


class Contact:
    """One caller who gives no name."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder

    def run(self) -> None:
        """The one step."""
        told = "CLOSED: the head accepted it in time and owned the answer (LA-125 to LA-128)"
        self._recorder.step("contact-answered", "head", f"POST {CONTACTS}/…:close", told, self.answered)

    def answered(self) -> tuple[bool, str]:
        """The clerk may not close what the head has accepted."""
        made = self._recorder.call("clerk", "POST", CONTACTS, CONTACT).body
        for who, verb, fields in STEPS:
            reply = act(self._recorder, who, made, verb, **fields)
            made = reply.body.get("contact", {})
        refused = act(self._recorder, "clerk", made, "close", **CLOSING)
        closed = act(self._recorder, "head", made, "close", **CLOSING).body.get("contact", {})
        met = [deadline(closed, kind).get("state") for kind in ("ACCEPT_CONTACT", "ANSWER_CONTACT")]
        well = refused.status == 400 and met == ["DEADLINE_STATE_MET"] * 2
        return well and closed.get("state") == "CONTACT_STATE_CLOSED", f"{reply.status} {closed.get('number')}"


CONTACT: dict[str, Any] = {
    "institution": INSTITUTION,
    "door": "CONTACT_DOOR_HOTLINE",
    "topic": "拖欠工资",
    "need": "想知道怎么讨回三个月工资。",
}
STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("clerk", "handOver", {"section": "业务科", "offeredTo": "head"}),
    ("head", "accept", {}),
)
CLOSING = {"outcome": "CONTACT_OUTCOME_ANSWERED", "answer": "可以先申请劳动仲裁，也可以申请法律援助。"}
