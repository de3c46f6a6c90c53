"""Demonstration: explained, granted, refused, objected, ordered, counted, replayed. It reads no database."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder, Reply
from services.legal_aid.journeys.requests import (
    APPLICATIONS,
    BASE,
    CLUES,
    STANDARD_FEN,
    act,
    application,
    codes,
    explained,
)

DECIDE, OBJECTIONS = f"POST {APPLICATIONS}/…:decide", f"{BASE}/objections"


class Remedies:
    """From the means test to the bureau's order."""

    def __init__(self, recorder: Recorder) -> None:
        """Register the centre where it happens."""
        self._recorder = recorder
        self._refused: dict[str, Any] = {}
        self._objection: dict[str, Any] = {}
        # A centre of its own starts at zero, whatever else happens meanwhile.
        mark = random_id()[:6]
        registered = {"displayName": f"演示中心{mark}", "documentPrefix": f"演{mark}", "division": "990102"}
        made = recorder.call("chief", "POST", f"{BASE}/institutions", registered).body
        self._institution = made.get("name", "")
        self._tally = f"/v1/supervision/institutionTallies/{self._institution.removeprefix('institutions/')}"

    def run(self) -> None:
        """Every step, in order."""
        step, review = self._recorder.step, f"POST {OBJECTIONS}/…:review"
        step("assess-explained", "clerk", f"POST {APPLICATIONS}:assess", "GRANT with both figures", self.assess)
        step("granted", "head", DECIDE, "GRANTED, equal counts as poor (LA-22)", self.granted)
        step("refused", "chief", DECIDE, "REFUSED with rule, citation and remedies", self.refused)
        step("objection", "clerk", f"POST {OBJECTIONS}", "received, review due in 5 days (LA-38)", self.objection)
        step("same-decider-refused", "chief", review, "403 SEPARATION_OF_DUTIES (P-04)", self.same_decider)
        step("ordered", "leader", review, "ORDERED, then GRANTED by the institution (XF-18)", self.ordered)
        step(
            "event-in-supervision",
            "officer",
            "GET /v1/supervision/institutionTallies/…",
            "+2 received, +2 granted, +1 refused",
            self.counted,
        )
        step("clue", "officer", f"GET {CLUES}", "a clue of XF-17 names the contested decision", self.clue)
        step("replayed", "head", f"GET {BASE}/decisions/…:replay", "identical bytes", self.replayed)

    def assess(self) -> tuple[bool, str]:
        """The engine explains itself without a trace."""
        asked = application(STANDARD_FEN)
        facts = {
            "institution": self._institution,
            "applicant": {"residenceType": "RESIDENCE_TYPE_URBAN"},
            **{key: asked[key] for key in ("matter", "means", "place")},
        }
        reply = self._recorder.call("clerk", "POST", f"{APPLICATIONS}:assess", facts)
        compared = reply.body.get("comparison", {})
        equal = compared.get("incomeFen") == compared.get("highestIncomeFen") == str(STANDARD_FEN)
        return reply.body.get("outcome") == "OUTCOME_GRANT" and equal, f"{reply.status} {codes(reply.body)}"

    def granted(self) -> tuple[bool, str]:
        """Income equal to the standard counts as poor."""
        decided = self._decide("head", STANDARD_FEN)
        decision = decided.get("decision", {})
        right = decided.get("state") == "APPLICATION_STATE_GRANTED" and codes(decision) == ["INCOME_WITHIN_STANDARD"]
        return right and explained(decision), f"{decision.get('number')} {codes(decision)}"

    def refused(self) -> tuple[bool, str]:
        """One fen more does not."""
        self._refused = self._decide("chief", STANDARD_FEN + 1)
        decision = self._refused.get("decision", {})
        right = self._refused.get("state") == "APPLICATION_STATE_REFUSED" and bool(decision.get("remedies"))
        return right and explained(decision), f"{decision.get('number')} {codes(decision)}"

    def objection(self) -> tuple[bool, str]:
        """The person objects; the bureau's clock runs."""
        asked = {"application": self._refused["name"], "grounds": "家庭收入已经下降。"}
        reply = self._recorder.call("clerk", "POST", OBJECTIONS, asked)
        self._objection = reply.body
        due = [one.get("dueDate") for one in reply.body.get("deadlines", [])]
        return reply.status == 200 and due == ["2026-06-22"], f"{reply.brief()} due {due}"

    def same_decider(self) -> tuple[bool, str]:
        """Whoever decided does not review his own decision."""
        reply = self._review("chief")
        return (reply.status, reply.reason) == (403, "SEPARATION_OF_DUTIES"), reply.brief()

    def ordered(self) -> tuple[bool, str]:
        """Somebody else orders; the institution must comply."""
        reply = self._review("leader")
        ordered = reply.body.get("objection", {}).get("state") == "OBJECTION_STATE_ORDERED"
        now = self._recorder.call("head", "GET", f"{BASE}/{self._refused['name']}").body
        complied = act(self._recorder, "head", now, "decide").body.get("application", {})
        granted = complied.get("state") == "APPLICATION_STATE_GRANTED"
        return ordered and granted, f"{reply.status} {codes(complied.get('decision', {}))}"

    def counted(self) -> tuple[bool, str]:
        """Two applications, two grants, a refusal, an order; last year's cases may be counted first."""
        wanted = {"receivedCount": 2, "grantedCount": 2, "refusedCount": 1, "correctedCount": 1}

        def grown(reply: Reply) -> dict[str, int]:
            return {name: int(reply.body.get(name, 0)) for name in wanted}

        seen = self._recorder.until(
            lambda: self._recorder.call("officer", "GET", self._tally), lambda reply: grown(reply) == wanted
        )
        return grown(seen) == wanted, " ".join(f"+{count}" for count in grown(seen).values())

    def clue(self) -> tuple[bool, str]:
        """An eligible person had been refused: supervision has a clue."""
        contested = self._refused["decision"]["number"]
        found = self._recorder.call("officer", "GET", f"{CLUES}?pageSize=1000").body.get("clues", [])
        mine = [clue for clue in found if clue.get("decisionNumber") == contested]
        return len(mine) == 1 and mine[0]["source"] == "CLUE_SOURCE_XF_17", f"{len(mine)} {contested}"

    def replayed(self) -> tuple[bool, str]:
        """The refusal computed again gives the same bytes."""
        path = f"{BASE}/{self._refused['decision']['name']}:replay"
        reply = self._recorder.call("head", "GET", path)
        same = reply.body.get("textSha256") == reply.body.get("storedTextSha256") != ""
        return reply.body.get("identical") is True and same, f"{reply.status} {reply.body.get('textSha256', '')[:12]}"

    def _decide(self, who: str, income_fen: int) -> dict[str, Any]:
        made = self._recorder.call(
            "clerk", "POST", APPLICATIONS, application(income_fen, institution=self._institution)
        ).body
        decided: dict[str, Any] = act(self._recorder, who, made, "decide").body.get("application", {})
        return decided

    def _review(self, who: str) -> Any:
        found = {"outcome": "OUTCOME_ORDER_GRANT", "findings": "补充的收入证明属实，人均收入未超过标准。"}
        return act(self._recorder, who, self._objection, "review", **found)
