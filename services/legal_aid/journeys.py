"""Demonstrations of legal aid over HTTP: a person's application from the counter to the supervisor's count.

It must not look into a database.
"""

from __future__ import annotations

import time
from typing import Any

from chassis.clock import derived_id, random_id
from chassis.journey import Journey, Recorder
from chassis.kernel.identity_number import check_character
from services.legal_aid.seed import DEMO

INSTITUTION = f"institutions/{derived_id(DEMO, 0)}"
APPLICATIONS = "/v1/legal-aid/applications"
TALLY = f"/v1/supervision/institutionTallies/{derived_id(DEMO, 0)}"
STANDARD_FEN = 420_000
_SEVENTEEN = "99010219850615001"


def application(income_fen: int) -> dict[str, Any]:
    """A household of three in a dispute about pay; its standard is 4,200.00 a month."""
    return {
        "institution": INSTITUTION,
        "channel": "CHANNEL_COUNTER",
        "applicant": {
            "fullName": "张𠮷安",
            "identityNumber": _SEVENTEEN + check_character(_SEVENTEEN),
            "residenceType": "RESIDENCE_TYPE_URBAN",
        },
        "matter": "MATTER_LABOUR_PAY",
        "means": {
            "householdSize": 3,
            "householdIncomeFen": str(income_fen),
            "incomePeriod": "INCOME_PERIOD_MONTH",
            "pledgeSigned": True,
        },
    }


class ApplyAndDecide:
    """Apply, repeat safely, be refused for good reasons, be decided, be counted."""

    def __init__(self, recorder: Recorder) -> None:
        """Remember what supervision has counted so far."""
        self._recorder = recorder
        self._key = random_id()
        self._made: dict[str, Any] = {}
        self._counted = recorder.call("officer", "GET", TALLY).body

    def run(self) -> None:
        """Every step, in order."""
        post, verb, step = f"POST {APPLICATIONS}", f"POST {APPLICATIONS}/…:decide", self._recorder.step
        step("apply", "clerk", post, "200, 受理号, decide allowed", self.apply)
        step("replay-same-request-id", "clerk", post, "the first reply again", self.replay)
        step("other-body-refused", "clerk", post, "409 REQUEST_ID_REUSED", self.other_body)
        step("bad-field-refused", "clerk", post, "400 naming both fields", self.bad_field)
        step("wrong-role-refused", "officer", post, "403 ROLE_MISSING", self.wrong_role)
        step("granted", "head", verb, "GRANTED, equal counts as poor (LA-22)", self.granted)
        step("refused-with-reasons", "head", verb, "REFUSED with rule, citation and remedies", self.refused)
        step("event-in-supervision", "officer", f"GET {TALLY}", "+2 +1 +1", self.in_supervision)

    def apply(self) -> tuple[bool, str]:
        """An application is received and may be decided."""
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, application(STANDARD_FEN), key=self._key)
        self._made = reply.body
        return reply.status == 200 and reply.body["allowedActions"] == ["decide"], reply.brief()

    def replay(self) -> tuple[bool, str]:
        """The same key and body bring the first reply again."""
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, application(STANDARD_FEN), key=self._key)
        return reply.body == self._made, reply.brief()

    def other_body(self) -> tuple[bool, str]:
        """The same key with another body is refused."""
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, application(1), key=self._key)
        return (reply.status, reply.reason) == (409, "REQUEST_ID_REUSED"), reply.brief()

    def bad_field(self) -> tuple[bool, str]:
        """Both bad fields are named at once."""
        wrong = application(STANDARD_FEN)
        wrong["applicant"]["identityNumber"] = _SEVENTEEN + "0"
        wrong["receivedDate"] = "2099-01-01"
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, wrong)
        named = ["application.applicant.identity_number", "application.received_date"]
        return reply.status == 400 and reply.fields == named, reply.brief()

    def wrong_role(self) -> tuple[bool, str]:
        """A supervisor does not receive applications."""
        reply = self._recorder.call("officer", "POST", APPLICATIONS, application(STANDARD_FEN))
        return (reply.status, reply.reason) == (403, "ROLE_MISSING"), reply.brief()

    def granted(self) -> tuple[bool, str]:
        """Income equal to the standard counts as poor."""
        return _decide(self._recorder, self._made, "GRANTED", "INCOME_WITHIN_STANDARD")

    def refused(self) -> tuple[bool, str]:
        """One fen more does not."""
        richer = self._recorder.call("clerk", "POST", APPLICATIONS, application(STANDARD_FEN + 1)).body
        return _decide(self._recorder, richer, "REFUSED", "INCOME_ABOVE_STANDARD")

    def in_supervision(self) -> tuple[bool, str]:
        """Supervision has counted two applications, one grant, one refusal."""
        ends, wanted = time.monotonic() + 15, {"receivedCount": 2, "grantedCount": 1, "refusedCount": 1}
        while True:
            now = self._recorder.call("officer", "GET", TALLY).body
            grown = {name: int(now.get(name, 0)) - int(self._counted.get(name, 0)) for name in wanted}
            if grown == wanted or time.monotonic() > ends:
                return grown == wanted, " ".join(f"+{count}" for count in grown.values())
            time.sleep(0.05)


def _decide(recorder: Recorder, made: dict[str, Any], state: str, code: str) -> tuple[bool, str]:
    """Decide and compare state, reason and, for a refusal, citation and remedies."""
    path = f"/v1/legal-aid/{made['name']}:decide"
    reply = recorder.call("head", "POST", path, {"etag": made["etag"]})
    decided = reply.body.get("application", {})
    decision = decided.get("decision") or {}
    reasons = decision.get("reasons", [])
    explained = all(reason["ruleId"] and reason["citation"] and reason["text"] for reason in reasons)
    remedied = bool(decision.get("remedies")) == (state == "REFUSED")
    right = decided.get("state") == f"APPLICATION_STATE_{state}" and [item["code"] for item in reasons] == [code]
    return right and explained and remedied, f"{reply.status} {decision.get('number', reply.reason)} {code}"


JOURNEYS = (Journey(name="legal-aid-application", run=lambda recorder: ApplyAndDecide(recorder).run()),)
