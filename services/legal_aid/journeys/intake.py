"""Demonstration: consult, apply, what is refused at the counter, the one supplement notice. It reads no database."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder
from services.legal_aid.journeys.requests import (
    APPLICATIONS,
    BASE,
    INSTITUTION,
    SEVENTEEN,
    STANDARD_FEN,
    act,
    application,
    deadline,
)

LATE = "窗口停电，事后补录"


class Intake:
    """A person comes to the counter."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._key, self._body = random_id(), application(STANDARD_FEN)
        self._made: dict[str, Any] = {}
        self._waiting: dict[str, Any] = {}

    def run(self) -> None:
        """Every step, in order."""
        post, step = f"POST {APPLICATIONS}", self._recorder.step
        step("consult", "clerk", f"POST {BASE}/consultations", "200, numbered, no means asked (LA-02)", self.consult)
        step("apply", "clerk", post, "200, 受理号, the clock of LA-30 runs, receipt (LA-09)", self.apply)
        step("replay-same-request-id", "clerk", post, "the first reply again", self.replay)
        step("other-body-refused", "clerk", post, "409 REQUEST_ID_REUSED", self.other_body)
        step("bad-field-refused", "clerk", post, "400 naming both fields", self.bad_field)
        step("wrong-role-refused", "officer", post, "403 ROLE_MISSING", self.wrong_role)
        step("duplicate-refused", "clerk", post, "409 APPLICATION_DUPLICATE (LA-04)", self.duplicate)
        step("supplement-asked", "clerk", f"{post}/…:requestSupplement", "everything listed, clock stands", self.ask)
        step("second-supplement-refused", "clerk", f"{post}/…:requestSupplement", "400 (LA-31)", self.ask_again)
        step("supplement-late", "clerk", f"{post}/…:submitPapers", "DEEMED_WITHDRAWN after 15 days", self.late)

    def consult(self) -> tuple[bool, str]:
        """A free consultation is answered at once."""
        asked = {
            "institution": INSTITUTION,
            "mode": "CONSULTATION_MODE_COUNTER",
            "topic": "拖欠工资如何主张",
            "answer": "可先向劳动监察部门投诉，也可申请劳动仲裁；符合条件的可申请法律援助。",
            "outcome": "CONSULTATION_OUTCOME_ANSWERED",
        }
        reply = self._recorder.call("clerk", "POST", f"{BASE}/consultations", asked)
        return reply.status == 200 and "咨字第" in reply.body["number"], reply.brief()

    def apply(self) -> tuple[bool, str]:
        """An application is received, its clock runs and the receipt lists the papers."""
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, self._body, key=self._key)
        self._made = reply.body
        receipt = self._recorder.call("clerk", "GET", f"{BASE}/{self._made['name']}/receipt").body
        due = deadline(self._made, "DECIDE").get("dueDate")
        listed = "共4件" in receipt["text"] and not self._made.get("missingPapers")
        return reply.status == 200 and due == "2026-06-22" and listed, f"{reply.brief()} due {due}"

    def replay(self) -> tuple[bool, str]:
        """The same key and body bring the first reply again."""
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, self._body, key=self._key)
        return reply.body == self._made, reply.brief()

    def other_body(self) -> tuple[bool, str]:
        """The same key with another body is refused."""
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, application(1), key=self._key)
        return (reply.status, reply.reason) == (409, "REQUEST_ID_REUSED"), reply.brief()

    def bad_field(self) -> tuple[bool, str]:
        """Both bad fields are named at once."""
        wrong = application(STANDARD_FEN, receivedDate="2099-01-01")
        wrong["applicant"]["identityNumber"] = SEVENTEEN + "0"
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, wrong)
        named = ["application.applicant.identity_number", "application.received_date"]
        return reply.status == 400 and reply.fields == named, reply.brief()

    def wrong_role(self) -> tuple[bool, str]:
        """A supervisor does not receive applications."""
        reply = self._recorder.call("officer", "POST", APPLICATIONS, application(STANDARD_FEN))
        return (reply.status, reply.reason) == (403, "ROLE_MISSING"), reply.brief()

    def duplicate(self) -> tuple[bool, str]:
        """The same person's same matter is handled already."""
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, self._body)
        return (reply.status, reply.reason) == (409, "APPLICATION_DUPLICATE"), reply.brief()

    def ask(self) -> tuple[bool, str]:
        """Received four weeks ago with half the papers; the notice lists what is missing."""
        bare = application(STANDARD_FEN, papers=("APPLICATION_FORM",), receivedDate="2026-05-18", entryReason=LATE)
        made = self._recorder.call("clerk", "POST", APPLICATIONS, bare).body
        when = {"happenedDate": "2026-05-20", "entryReason": LATE}
        reply = act(self._recorder, "clerk", made, "requestSupplement", **when)
        self._waiting = reply.body.get("application", {})
        notice = self._waiting.get("supplement", {})
        listed = len(notice.get("items", [])) == 3 and notice.get("replyDueDate") == "2026-06-04"
        paused = deadline(self._waiting, "DECIDE").get("state") == "DEADLINE_STATE_PAUSED"
        return listed and paused, f"{reply.status} {notice.get('number', reply.reason)}"

    def ask_again(self) -> tuple[bool, str]:
        """One notice lists all; there is no second one."""
        reply = act(self._recorder, "clerk", self._waiting, "requestSupplement")
        return (reply.status, reply.reason) == (400, "ACTION_NOT_ALLOWED"), reply.brief()

    def late(self) -> tuple[bool, str]:
        """The reply comes today, eleven days too late."""
        papers = [
            {"kind": f"PAPER_KIND_{kind}"} for kind in ("IDENTITY_DOCUMENT", "HARDSHIP_STATEMENT", "MATTER_PAPERS")
        ]
        reply = act(self._recorder, "clerk", self._waiting, "submitPapers", papers=papers)
        state = reply.body.get("application", {}).get("state", reply.reason)
        return state == "APPLICATION_STATE_DEEMED_WITHDRAWN", f"{reply.status} {state}"
