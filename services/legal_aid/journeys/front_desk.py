"""Demonstration: a caller is answered, comes back, applies; somebody else was not satisfied. It reads no database."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder
from services.legal_aid.journeys.requests import APPLICATIONS, BASE, INSTITUTION, STANDARD_FEN, TALLY, act, application

CONTACTS, PEOPLE, RATINGS = f"{BASE}/contacts", f"{BASE}/people:search", f"{BASE}/ratings"
ANSWERED = {"outcome": "CONTACT_OUTCOME_ANSWERED", "answer": "可以先申请劳动仲裁，也可以申请法律援助。"}


class FrontDesk:
    """One caller with a name, who comes twice."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet; the telephone is this caller's alone."""
        self._recorder = recorder
        self._phone = f"1990000{int(random_id()[:8], 16) % 10_000:04d}"
        self._first: dict[str, Any] = {}
        self._application: dict[str, Any] = {}

    def run(self) -> None:
        """Every step, in order."""
        step = self._recorder.step
        step("caller-answered", "clerk", f"POST {CONTACTS}", "registered first, answered, closed", self.answered)
        step("caller-known", "clerk", f"POST {PEOPLE}", "what the caller had before (LA-126)", self.known)
        step("caller-applies", "clerk", f"POST {CONTACTS}/…:close", "became an application (LA-125)", self.applies)
        step("applicant-told", "clerk", "POST …/messages/…:tell", "no channel reached him: told by hand", self.told)
        step("rated-low", "head", f"POST {RATINGS}/…:answer", "to be called back (LA-142)", self.rated)
        step("called-back", "head", f"POST {RATINGS}/…:callBack", "in time; supervision counts it (XF-35)", self.back)

    def answered(self) -> tuple[bool, str]:
        """Registered before anything else, and answered at once."""
        self._first = self._registered()
        closed = act(self._recorder, "clerk", self._first, "close", **ANSWERED)
        return closed.body.get("contact", {}).get("state") == "CONTACT_STATE_CLOSED", closed.brief()

    def known(self) -> tuple[bool, str]:
        """The first contact is found by the telephone, so that nobody tells a matter twice."""
        asked = {"reason": "来电登记", "phone": self._phone}
        reply = self._recorder.call("clerk", "POST", PEOPLE, asked)
        records = [one["name"] for person in reply.body.get("people", []) for one in person["records"]]
        return records == [self._first["name"]], f"{reply.status} {len(records)}"

    def applies(self) -> tuple[bool, str]:
        """The second contact ends as the application that it became; one that is not there is refused."""
        again = self._registered()
        unknown = f"applications/{random_id()}"
        refused = act(self._recorder, "clerk", again, "close", **_became(unknown))
        made = self._application = self._recorder.call("clerk", "POST", APPLICATIONS, application(STANDARD_FEN)).body
        closed = act(self._recorder, "clerk", again, "close", **_became(made["name"]))
        contact = closed.body.get("contact", {})
        return refused.reason == "SUBJECT_UNKNOWN" and contact.get("became") == made["name"], closed.brief()

    def told(self) -> tuple[bool, str]:
        """The decision is told to the applicant, who left no number for texts: his line of the printed list is done."""
        act(self._recorder, "head", self._application, "decide")
        report = f"{BASE}/{self._application['name']}/messageReport"
        seen = self._recorder.until(
            lambda: self._recorder.call("clerk", "GET", report),
            lambda reply: [one["state"] for one in reply.body.get("messages", [])] == ["MESSAGE_STATE_UNREACHED"],
        )
        printed = self._recorder.call("clerk", "POST", f"{BASE}/messages:printUnreached", {"institution": INSTITUTION})
        (message,) = seen.body["messages"]
        done = self._recorder.call("clerk", "POST", f"{BASE}/{message['name']}:tell", {})
        listed = printed.body.get("truncated") or message["name"] in {
            person["message"]["name"] for person in printed.body.get("people", [])
        }
        state = done.body.get("message", {}).get("state", "")
        return bool(listed) and state == "MESSAGE_STATE_TOLD", f"{done.status} {state or done.reason}"

    def rated(self) -> tuple[bool, str]:
        """Whoever handled it does not enter the answer; the head, who did not, does."""
        form = self._form()
        said = {"score": 1, "channel": "RATING_CHANNEL_PHONE", "comment": "答复太笼统"}
        refused = act(self._recorder, "clerk", form, "answer", **said)
        answered = act(self._recorder, "head", form, "answer", **said)
        state = answered.body.get("rating", {}).get("state")
        return refused.reason == "OWN_CONTACT" and state == "RATING_STATE_TO_CALL_BACK", answered.brief()

    def back(self) -> tuple[bool, str]:
        """The caller is called back, and supervision's count of neglected contacts has grown."""
        done = act(self._recorder, "head", self._form(), "callBack", callbackResult="已重新答复，当事人认可")
        seen = self._recorder.until(
            lambda: self._recorder.call("officer", "GET", TALLY),
            lambda reply: int(reply.body.get("neglectedContactCount", 0)) > 0,
        )
        called = done.body.get("rating", {}).get("state") == "RATING_STATE_CALLED_BACK"
        return called and seen.status == 200, f"{done.status} {seen.body.get('neglectedContactCount')}"

    def _registered(self) -> dict[str, Any]:
        said = {
            "institution": INSTITUTION, "door": "CONTACT_DOOR_COUNTER", "personName": "示例来访人",
            "phone": self._phone, "topic": "拖欠工资", "category": "CONTACT_CATEGORY_LABOUR",
        }  # fmt: skip
        return self._recorder.call("clerk", "POST", CONTACTS, said).body

    def _form(self) -> dict[str, Any]:
        listed = self._recorder.call("head", "GET", f"{RATINGS}?subject={self._first['name']}").body
        form: dict[str, Any] = listed["ratings"][0]
        return form


def _became(name: str) -> dict[str, Any]:
    return {"outcome": "CONTACT_OUTCOME_APPLICATION", "became": name}
