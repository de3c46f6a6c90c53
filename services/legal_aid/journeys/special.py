"""Demonstration: notified defence, provisional aid, withdrawal, back-entry, a missing calendar year. No database."""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder
from services.legal_aid.journeys.requests import (
    APPLICATIONS,
    BASE,
    INSTITUTION,
    STANDARD_FEN,
    act,
    application,
    deadline,
)

NOTICES = f"{BASE}/notices"


class Special:
    """What does not come over the counter on the day."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder

    def run(self) -> None:
        """Every step, in order."""
        step, post = self._recorder.step, f"POST {APPLICATIONS}"
        step("notified-defence", "court", f"POST {NOTICES}", "taken, two clocks, no test (LA-13, LA-34)", self.notified)
        step("late-notice-flag", "court", f"POST {NOTICES}", "taken and flagged LATE_NOTICE (LA-35)", self.late_notice)
        step("provisional", "head", f"{post}/…:grantProvisionalAid", "PROVISIONAL, 6 days (LA-36)", self.provisional)
        step("withdrawn", "clerk", f"{post}/…:withdraw", "WITHDRAWN, clock cancelled (LA-148)", self.withdrawn)
        step("back-entered", "clerk", post, "400 without reason, then flagged LATE_ENTRY (P-06)", self.back_entered)
        step("calendar-unresolved", "clerk", post, "received; clock UNRESOLVED, on the due list", self.unresolved)

    def notified(self) -> tuple[bool, str]:
        """A court notifies; the authority's clock is met, the institution's runs."""
        reply = self._recorder.call("court", "POST", NOTICES, notice("2026-07-10", "示法援通〔2026〕1号"))
        clocks = {one["kind"]: one["state"] for one in reply.body.get("deadlines", [])}
        wanted = {"NOTIFY": "DEADLINE_STATE_MET", "ASSIGN_NOTIFIED": "DEADLINE_STATE_RUNNING"}
        return clocks == wanted and reply.body.get("mandatory") is True, f"{reply.brief()}"

    def late_notice(self) -> tuple[bool, str]:
        """Twelve days before the hearing: taken all the same."""
        reply = self._recorder.call("court", "POST", NOTICES, notice("2026-06-27", "示法援通〔2026〕2号"))
        flags = reply.body.get("flags", [])
        return reply.status == 200 and flags == ["NOTICE_FLAG_LATE_NOTICE"], f"{reply.brief()} {flags}"

    def provisional(self) -> tuple[bool, str]:
        """Six days are left to the limitation."""
        made = self._receive(limitationExpiryDate="2026-06-21", matter="MATTER_TRAFFIC_INJURY")
        reply = act(self._recorder, "head", made, "grantProvisionalAid")
        state = reply.body.get("application", {}).get("state", reply.reason)
        return state == "APPLICATION_STATE_PROVISIONAL", f"{reply.status} {state}"

    def withdrawn(self) -> tuple[bool, str]:
        """The person has settled."""
        reply = act(self._recorder, "clerk", self._receive(), "withdraw", reason="双方已经和解")
        after = reply.body.get("application", {})
        stopped = deadline(after, "DECIDE").get("state") == "DEADLINE_STATE_CANCELLED"
        return after.get("state") == "APPLICATION_STATE_WITHDRAWN" and stopped, f"{reply.status} {after.get('state')}"

    def back_entered(self) -> tuple[bool, str]:
        """Received on 1 June, entered on the 15th: the reason is asked for, the clock runs from the day it happened."""
        late = application(STANDARD_FEN, receivedDate="2026-06-01")
        asked = self._recorder.call("clerk", "POST", APPLICATIONS, late)
        reply = self._recorder.call("clerk", "POST", APPLICATIONS, {**late, "entryReason": "下乡受理，回中心补录"})
        flagged = "APPLICATION_FLAG_LATE_ENTRY" in reply.body.get("flags", [])
        due = deadline(reply.body, "DECIDE").get("dueDate")
        return asked.reason == "ENTRY_REASON_MISSING" and flagged and due == "2026-06-08", f"{asked.reason} due {due}"

    def unresolved(self) -> tuple[bool, str]:
        """An old application whose year has no confirmed calendar is received; its clock waits for the calendar."""
        made = self._receive(receivedDate="2019-12-20", entryReason="整理旧档补录")
        clock = deadline(made, "DECIDE")
        listed = self._recorder.call("head", "GET", f"{BASE}/deadlines?state=DEADLINE_STATE_UNRESOLVED").body
        shown = [one["name"] for one in listed.get("deadlines", [])]
        right = (clock.get("state"), clock.get("unresolvedYear")) == ("DEADLINE_STATE_UNRESOLVED", 2019)
        return right and shown == [clock["name"]], f"{made.get('number')} {clock.get('state')}"

    def _receive(self, **changes: Any) -> dict[str, Any]:
        return self._recorder.call("clerk", "POST", APPLICATIONS, application(STANDARD_FEN, **changes)).body


def notice(hearing: str, document: str) -> dict[str, Any]:
    """A minor before the court of the district."""
    return {
        "institution": INSTITUTION,
        "authorityType": "AUTHORITY_TYPE_COURT",
        "authorityName": "示范区人民法院",
        "authorityDocument": document,
        "authorityCaseNumber": f"（2026）示刑初{document[-2]}号",
        "category": "NOTICE_CATEGORY_MINOR",
        "procedure": "PROCEDURE_ORDINARY",
        "stage": "STAGE_TRIAL_1",
        "person": {"fullName": "李某某", "birthDate": "2009-03-01"},
        "discoveredDate": "2026-06-12",
        "hearingDate": hearing,
        "casePapersAttached": True,
    }
