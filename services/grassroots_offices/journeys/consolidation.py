"""Demonstration over HTTP: two offices become a new one; what their people had in hand goes on (GO-02, GO-08).

It must not look into a database.
"""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder, Reply
from services.grassroots_offices.journeys.requests import (
    APPLICATIONS,
    BASE,
    OFFICES,
    PRACTITIONERS,
    consolidation,
    credit_code,
    matter,
    number,
    office,
    post,
    practitioner,
)

ACCOUNTS, OWN = f"{BASE}/staffAccounts", f"{BASE}/officeCases:listOwn"
DIRECTOR, STAFF = "director", 2


class Consolidation:
    """Two offices of two people each, neither of which would do alone."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._offices: list[str] = []
        self._staff: list[str] = []
        self._matter = self._application = self._new_office = ""

    def run(self) -> None:
        """From a director's own matter to the same matter in the new office."""
        step = self._recorder.step
        step("director-signs-in", "director", f"POST {BASE}/officeCases:enterOwn",
             "the county links his account; he registers a matter (GO-15, GO-17)", self.entered)  # fmt: skip
        step("offices-apply", "grassroots", f"POST {APPLICATIONS}",
             "the county speaks once the party plan was checked (XF-01)", self.applied)  # fmt: skip
        step("offices-become-one", "city", f"POST {APPLICATIONS}/…:decide",
             "licensed; everybody belongs to the new office, both others have ended (GO-08)", self.joined)  # fmt: skip
        step("post-ended", "director", f"GET {OWN}",
             "400 OFFICE_ABSORBED: a post of an office that ended is none at its successor", self.ended)  # fmt: skip
        step("matter-goes-on", "director", f"GET {OWN}",
             "linked with the new office, he sees the matter under its old number", self.goes_on)  # fmt: skip

    def entered(self) -> tuple[bool, str]:
        """Whatever an earlier run linked is ended first: an account stands for one office."""
        self._offices = [self._post("grassroots", OFFICES, office()).body["name"] for _ in range(2)]
        self._staff = [
            self._post("grassroots", PRACTITIONERS, practitioner(at)).body["name"]
            for at in self._offices
            for _ in range(STAFF)
        ]
        asked = f"{ACCOUNTS}?state=STAFF_ACCOUNT_STATE_LINKED&pageSize=1000"
        for one in self._recorder.call("grassroots", "GET", asked).body.get("staffAccounts", []):
            if one["account"] == DIRECTOR:
                self._post("grassroots", f"{BASE}/{one['name']}:end", {})
        self._post("grassroots", ACCOUNTS, post(self._offices[0], DIRECTOR))
        asked_for = matter(self._offices[0], self._staff[0])
        reply = self._post("director", f"{BASE}/officeCases:enterOwn", {"officeCase": asked_for})
        self._matter = reply.body.get("officeCase", {}).get("name", "")
        return bool(self._matter), reply.brief()

    def applied(self) -> tuple[bool, str]:
        """The director of the first office is to lead the new one."""
        filed = self._post("grassroots", APPLICATIONS, consolidation(self._offices, self._staff[0])).body
        self._application, self._new_office = filed.get("name", ""), filed.get("office", "")
        agreed = {"documentNumber": "县审演示3号", "favourable": True, "text": "同意上报"}
        reply = self._recorder.until(
            lambda: self._post("grassroots", f"{BASE}/{self._application}:giveOpinion", agreed),
            lambda reply: reply.reason != "PARTY_PLAN_UNCHECKED",
        )
        state = reply.body.get("licenceApplication", {}).get("state", "")
        return state == "LICENCE_APPLICATION_STATE_COUNTY_REVIEWED", f"{reply.status} {reply.reason}{state}"

    def joined(self) -> tuple[bool, str]:
        """The city licenses the new office."""
        tail = number()
        given = {"documentNumber": "市批演示3号", "granted": True, "issuedNumber": f"演许{tail}号"}
        reply = self._post("city", f"{BASE}/{self._application}:decide", {**given, "creditCode": credit_code(tail)})
        ended = [self._recorder.call("city", "GET", f"{BASE}/{name}").body.get("successor") for name in self._offices]
        where = {self._recorder.call("city", "GET", f"{BASE}/{name}").body.get("office") for name in self._staff}
        ok = where == {self._new_office} and ended == [self._new_office] * 2
        return ok, f"{reply.status} {len(self._staff)} people, {len(ended)} offices ended"

    def ended(self) -> tuple[bool, str]:
        """He signs in as before."""
        reply = self._recorder.call("director", "GET", OWN)
        return reply.status == 400 and reply.reason == "OFFICE_ABSORBED", reply.brief()

    def goes_on(self) -> tuple[bool, str]:
        """The county links him with the new office."""
        self._post("grassroots", ACCOUNTS, post(self._new_office, DIRECTOR))
        reply = self._recorder.call("director", "GET", OWN)
        found = [one["office"] for one in reply.body.get("officeCases", []) if one["name"] == self._matter]
        return found == [self._offices[0]], f"{reply.status} {len(found)} matter"

    def _post(self, who: str, path: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", path, body)
