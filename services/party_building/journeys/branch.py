"""Demonstration over HTTP: an office has three formal members, and its branch is formed.

What grassroots_offices tells arrives by events, so the first step waits for it. It must not look into a database.
"""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder, Reply
from services.party_building.journeys.requests import BASE, DIVISION, OFFICES_BASE, member, office, practitioner

LEAST_FORMAL = 3


class BranchFormed:
    """One office, three practitioners who are members, one branch."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._office = ""
        self._practitioners: list[str] = []
        self._members: list[str] = []
        self._branch = ""

    def run(self) -> None:
        """From the roster to the branch at work."""
        step = self._recorder.step
        step("roster-told", "grassroots", f"POST {OFFICES_BASE}/practitioners",
             "three practitioners: party_building hears of them and asks for an instructor (PB-03)",
             self.told)  # fmt: skip
        step("members-entered", "party", f"POST {BASE}/members",
             "MUST_FORM_BRANCH with a time limit: three formal members practise there (PB-01)",
             self.entered)  # fmt: skip
        step("election-too-early", "party", f"POST {BASE}/partyOrganisations/…:recordElection",
             "400 ACTION_NOT_ALLOWED: proposed, not approved", self.too_early)  # fmt: skip
        step("branch-approved", "superior", f"POST {BASE}/partyOrganisations/…:approve",
             "APPROVED: three formal members (PB-05)", self.approved)  # fmt: skip
        step("relations-brought", "party", f"POST {BASE}/relationTransfers/…:receive",
             "each relation by letter, valid for three months (PB-15)", self.brought)  # fmt: skip
        step("branch-at-work", "party", f"POST {BASE}/partyOrganisations/…:recordElection",
             "ACTIVE with a secretary; the office is covered, its clock met (PB-06, PB-07)", self.elected)  # fmt: skip

    def told(self) -> tuple[bool, str]:
        """The county enters an office and its people."""
        self._office = self._call("grassroots", f"{OFFICES_BASE}/offices", office()).body.get("name", "")
        for number in range(LEAST_FORMAL):
            made = self._call("grassroots", f"{OFFICES_BASE}/practitioners", practitioner(self._office, number))
            self._practitioners.append(made.body.get("name", ""))
        found = self._recorder.until(self._coverage, lambda reply: reply.body.get("practitionerCount") == LEAST_FORMAL)
        return found.body.get("state") == "COVERAGE_STATE_MUST_HAVE_INSTRUCTOR", _state(found)

    def entered(self) -> tuple[bool, str]:
        """The clerk of the organisations enters three members."""
        for who in self._practitioners:
            made = self._call("party", f"{BASE}/members", member(who))
            self._members.append(made.body.get("name", ""))
        found = self._coverage()
        ok = found.body.get("state") == "COVERAGE_STATE_MUST_FORM_BRANCH" and "dueDate" in found.body.get(
            "deadline", {}
        )
        return ok, _state(found)

    def too_early(self) -> tuple[bool, str]:
        """Elected before it was approved."""
        proposal = {
            "displayName": "桥头演示法律服务所党支部", "kind": "ORGANISATION_KIND_BRANCH", "units": [self._office],
            "documentNumber": "成立请示演示1号", "division": DIVISION,
        }  # fmt: skip
        self._branch = self._call("party", f"{BASE}/partyOrganisations", proposal).body.get("name", "")
        reply = self._elect()
        return reply.status == 400 and reply.reason == "ACTION_NOT_ALLOWED", reply.brief()

    def approved(self) -> tuple[bool, str]:
        """The superior organisation approves."""
        reply = self._call("superior", f"{BASE}/{self._branch}:approve", {"documentNumber": "成立批复演示1号"})
        state = reply.body.get("partyOrganisation", {}).get("state")
        return state == "ORGANISATION_STATE_APPROVED", f"{reply.status} {state}"

    def brought(self) -> tuple[bool, str]:
        """Each member's relation goes to the branch."""
        states = []
        for who in self._members:
            asked = {"member": who, "toOrganisation": self._branch, "documentNumber": "转接申请演示1号"}
            name = self._call("party", f"{BASE}/relationTransfers", asked).body.get("name", "")
            self._call("party", f"{BASE}/{name}:start", {"letterNumber": "介绍信演示1号"})
            done = self._call("party", f"{BASE}/{name}:receive", {"documentNumber": "回执演示1号"})
            states.append(done.body.get("relationTransfer", {}).get("state"))
        return set(states) == {"TRANSFER_STATE_RECEIVED"}, " ".join(map(str, states))

    def elected(self) -> tuple[bool, str]:
        """The members elect."""
        reply = self._elect()
        state, found = reply.body.get("partyOrganisation", {}).get("state"), self._coverage()
        ok = state == "ORGANISATION_STATE_ACTIVE" and found.body.get("state") == "COVERAGE_STATE_BRANCH"
        return ok and "deadline" not in found.body, f"{reply.status} {state} {_state(found)}"

    def _elect(self) -> Reply:
        posts = [{"post": "POST_KIND_SECRETARY", "member": self._members[0]}]
        body = {"posts": posts, "documentNumber": "选举报告演示1号"}
        return self._call("party", f"{BASE}/{self._branch}:recordElection", body)

    def _coverage(self) -> Reply:
        return self._recorder.call("party", "GET", f"{BASE}/{self._office.replace('offices/', 'coverages/')}")

    def _call(self, who: str, path: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", path, body)


def _state(reply: Reply) -> str:
    return f"{reply.status} {reply.body.get('state')}"
