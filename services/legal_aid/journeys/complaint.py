"""Demonstration: a complaint from the counter to the answer. It reads no database."""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder
from services.legal_aid.journeys.requests import BASE, INSTITUTION, act, deadline

COMPLAINTS = f"{BASE}/complaints"
INVESTIGATORS = ["演示调查员甲", "演示调查员乙"]
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("accept", {}),
    ("investigate", {"investigators": INVESTIGATORS}),
    (
        "conclude",
        {"finding": "COMPLAINT_FINDING_UPHELD", "handling": "责令改正并约谈承办人", "signers": INVESTIGATORS},
    ),
    ("answer", {"form": "COMPLAINT_FORM_WRITTEN", "text": "投诉属实，已责令改正。"}),
)


class Complaint:
    """One complaint, handled by the bureau."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder

    def run(self) -> None:
        """The one step."""
        told = "ANSWERED: two investigators, every clock met (LA-120 to LA-124)"
        self._recorder.step("complaint-answered", "chief", f"POST {COMPLAINTS}/…:answer", told, self.answered)

    def answered(self) -> tuple[bool, str]:
        """The clerk enters it, the bureau takes it up and answers."""
        made = self._recorder.call("clerk", "POST", COMPLAINTS, COMPLAINT).body
        for verb, fields in STEPS:
            reply = act(self._recorder, "chief", made, verb, **fields)
            made = reply.body.get("complaint", {})
        kinds = ("ACCEPT_COMPLAINT", "CONCLUDE_COMPLAINT", "ANSWER_COMPLAINT")
        met = [deadline(made, kind).get("state") for kind in kinds] == ["DEADLINE_STATE_MET"] * len(kinds)
        return made.get("state") == "COMPLAINT_STATE_ANSWERED" and met, f"{reply.status} {made.get('number')}"


COMPLAINT = {
    "institution": INSTITUTION,
    "form": "COMPLAINT_FORM_WRITTEN",
    "complainant": {"fullName": "张𠮷安", "role": "COMPLAINANT_ROLE_RECIPIENT"},
    "target": {"kind": "COMPLAINT_TARGET_KIND_LAW_FIRM", "displayName": "演示律师事务所"},
    "ground": "COMPLAINT_GROUND_NO_PROGRESS_REPORT",
    "statement": "委托三个月来未告知案件进展。",
}
