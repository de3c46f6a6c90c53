"""Demonstration over HTTP: a member moves with the relation, an office is born with the look at its party plan.

Both go hand in hand with party_building (XF-01 to XF-05, PB-14): what waits for it is shown waiting, what it answers by
events is waited for. It must not look into a database.
"""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder, Reply
from services.grassroots_offices.journeys.requests import (
    APPLICATIONS,
    BASE,
    OFFICES,
    PRACTITIONERS,
    credit_code,
    establishment,
    member,
    number,
    office,
    practitioner,
    transfer,
)

PARTY = "/v1/party-building"
FOUNDERS = 3


class Licences:
    """Two offices, a member who moves, people who found a third one."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._application = self._member = self._new_office = ""

    def run(self) -> None:
        """From the bars of a transfer to an office whose coverage has begun."""
        step = self._recorder.step
        step("transfer-barred", "grassroots", f"POST {APPLICATIONS}", "debts: 400 TRANSFER_BARRED (GO-37)",
             self.barred)  # fmt: skip
        step("transfer-waits", "city", f"POST {APPLICATIONS}/…:decide",
             "granted to a member, and it waits for the party relation (PB-14)", self.waits)  # fmt: skip
        step("relation-started", "party", f"POST {PARTY}/relationTransfers/…:start",
             "the letter is issued: the gate opens, the licence is handed over (XF-05)", self.started)  # fmt: skip
        step("office-applies", "grassroots", f"POST {APPLICATIONS}",
             "accepted, with the warning that no national procedure exists (K1)", self.applied)  # fmt: skip
        step("plan-checked", "grassroots", f"POST {APPLICATIONS}/…:giveOpinion",
             "the county speaks once party_building has looked at the plan (XF-01)", self.checked)  # fmt: skip
        step("office-born", "city", f"POST {APPLICATIONS}/…:decide",
             "licensed; its coverage begins with a time limit (XF-02)", self.born)  # fmt: skip

    def barred(self) -> tuple[bool, str]:
        """Two offices; somebody who owes his own wants to leave it."""
        self._old, self._new = (self._post("grassroots", OFFICES, office()).body["name"] for _ in range(2))
        self._who = self._post("grassroots", PRACTITIONERS, practitioner(self._old)).body["name"]
        reply = self._post("grassroots", APPLICATIONS, transfer(self._who, self._new, debts_clear=False))
        return reply.status == 400 and reply.reason == "TRANSFER_BARRED", reply.brief()

    def waits(self) -> tuple[bool, str]:
        """He is a member; the debt is paid; county and city agree."""
        entered = self._recorder.until(
            lambda: self._post("party", f"{PARTY}/members", member(self._who)), lambda reply: reply.status == 200
        )
        self._member = entered.body["name"]
        self._application = self._post(
            "grassroots", APPLICATIONS, transfer(self._who, self._new, debts_clear=True)
        ).body["name"]  # fmt: skip
        self._opinion()
        state = self._decide().body.get("licenceApplication", {}).get("state", "")
        return state == "LICENCE_APPLICATION_STATE_AWAITING_PARTY", state

    def started(self) -> tuple[bool, str]:
        """The old organisation issues the letter."""
        asked = f"{PARTY}/relationTransfers?open=true&member={self._member}"
        found = self._recorder.until(
            lambda: self._recorder.call("party", "GET", asked), lambda reply: bool(reply.body.get("relationTransfers"))
        )
        letter = {"letterNumber": "介绍信演示2号", "toElsewhere": "桥头镇演示党委"}
        self._post("party", f"{PARTY}/{found.body['relationTransfers'][0]['name']}:start", letter)
        return self._ends_granted()

    def applied(self) -> tuple[bool, str]:
        """Three leave an office and found another."""
        people = [
            self._post("grassroots", PRACTITIONERS, practitioner(self._old)).body["name"] for _ in range(FOUNDERS)
        ]
        for name in people:
            self._post("grassroots", f"{BASE}/{name}:endContract", {"documentNumber": "解聘演示1号"})
        reply = self._post("grassroots", APPLICATIONS, establishment(people))
        self._application, self._new_office = reply.body.get("name", ""), reply.body.get("office", "")
        warned = [one["code"] for one in reply.body.get("warnings", [])]
        ok = reply.body.get("state") == "LICENCE_APPLICATION_STATE_ACCEPTED" and warned == ["NO_NATIONAL_PROCEDURE"]
        return ok, f"{reply.status} {reply.body.get('state')} {warned}"

    def checked(self) -> tuple[bool, str]:
        """The county may not speak before the party plan was checked."""
        reply = self._recorder.until(self._opinion, lambda reply: reply.reason != "PARTY_PLAN_UNCHECKED")
        state = reply.body.get("licenceApplication", {}).get("state", "")
        return state == "LICENCE_APPLICATION_STATE_COUNTY_REVIEWED", f"{reply.status} {reply.reason}{state}"

    def born(self) -> tuple[bool, str]:
        """The city licenses it."""
        tail = number()
        self._decide(issuedNumber=f"演许{tail}号", creditCode=credit_code(tail))
        granted, state = self._ends_granted()
        path = f"{PARTY}/{self._new_office.replace('offices/', 'coverages/')}"
        found = self._recorder.until(
            lambda: self._recorder.call("party", "GET", path),
            lambda reply: reply.body.get("practitionerCount") == FOUNDERS,
        )
        required, due = found.body.get("required"), found.body.get("deadline", {}).get("dueDate")
        return granted and required == "COVERAGE_FORM_INSTRUCTOR" and bool(due), f"{state} {required} {due}"

    def _opinion(self) -> Reply:
        agreed = {"documentNumber": "县审演示1号", "favourable": True, "text": "同意上报"}
        return self._post("grassroots", f"{BASE}/{self._application}:giveOpinion", agreed)

    def _decide(self, **more: Any) -> Reply:
        body = {"documentNumber": "市批演示1号", "granted": True, **more}
        return self._post("city", f"{BASE}/{self._application}:decide", body)

    def _ends_granted(self) -> tuple[bool, str]:
        """Look until the application ends."""
        seen = self._recorder.until(
            lambda: self._recorder.call("city", "GET", f"{BASE}/{self._application}"),
            lambda reply: reply.body.get("state") == "LICENCE_APPLICATION_STATE_GRANTED",
        )
        state = seen.body.get("state", "")
        return state == "LICENCE_APPLICATION_STATE_GRANTED", f"{seen.status} {state}"

    def _post(self, who: str, path: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", path, body)
