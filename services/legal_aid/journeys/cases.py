"""Demonstration: a granted request becomes a case, is picked, handled, graded and paid; double claims are blocked.

It reads no database.
"""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder
from services.legal_aid.journeys.requests import APPLICATIONS, BASE, STANDARD_FEN, act, application

CASES, CLAIMS, FUNDS = f"{BASE}/cases", f"{BASE}/subsidyClaims", f"{BASE}/fundSources"
ASSIGN = f"POST {CASES}/…:assign"
PAPER = "演财〔2026〕8号"
HANDLED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("clerk", "recordAgreement", {}),
    ("clerk", "recordMeeting", {"agrees": True}),
    ("clerk", "end", {"endBasis": "END_BASIS_JUDGMENT_RECEIVED"}),
    ("clerk", "submitFile", {}),
    ("clerk", "reviewFile", {}),
    ("head", "grade", {"grade": "GRADE_GOOD", "reason": "案卷材料齐全，履职情况属实。"}),
)
# Four people, one for each step; nobody does two (P-04).
SETTLED = (("head", "check"), ("chief", "approve"), ("cashier", "pay"))


class Cases:
    """From the grant to the paid subsidy, and what is kept from being paid twice."""

    def __init__(self, recorder: Recorder) -> None:
        """A centre of its own, so that its money starts at zero."""
        self._recorder = recorder
        self._case: dict[str, Any] = {}
        self._claim: dict[str, Any] = {}
        mark = random_id()[:6]
        registered = {"displayName": f"办案演示中心{mark}", "documentPrefix": f"办{mark}", "division": "990102"}
        self._institution = recorder.call("chief", "POST", f"{BASE}/institutions", registered).body.get("name", "")

    def run(self) -> None:
        """Every step, in order."""
        step = self._recorder.step
        step("pick-offered-first", "head", ASSIGN, "400 PICK_OFFERED_FIRST (LA-134)", self.offered_first)
        step("assigned", "head", ASSIGN, "the picked lawyer; the choice replays (LA-56, LA-57)", self.assigned)
        step("graded", "head", f"POST {CASES}/…:grade", "GRADED, file accepted (LA-74, LA-77)", self.graded)
        step("subsidy-paid", "cashier", f"POST {CLAIMS}/…:pay", "1,400.00 paid by four people (LA-96)", self.paid)
        step(
            "double-claim-blocked", "clerk", f"POST {CLAIMS}", "lottery claim BLOCKED (LA-94, XF-20)", self.double_claim
        )
        step("public-office-blocked", "clerk", f"POST {CLAIMS}", "BLOCKED (LA-93, XF-21)", self.public_office)
        step("minor-defended", "head", ASSIGN, "a lawyer with the tag for minors (LA-13, LA-52)", self.minor)

    def offered_first(self) -> tuple[bool, str]:
        """The recipient is asked before the rota turns."""
        self._case = self._granted()
        reply = act(self._recorder, "head", self._case, "assign", method="ASSIGNMENT_METHOD_ROTATION")
        return (reply.status, reply.reason) == (400, "PICK_OFFERED_FIRST"), reply.brief()

    def assigned(self) -> tuple[bool, str]:
        """He picks; everybody else is on record with the reason why not."""
        picked = self._lawyer("甲承办")
        self._case = self._assign(self._case, method="ASSIGNMENT_METHOD_RECIPIENT_PICK", handler=picked)
        allocation = self._case["assignments"][-1]["allocation"]
        judged = self._recorder.call("head", "GET", f"{BASE}/{allocation}").body["choice"]["judged"]
        replay = self._recorder.call("head", "POST", f"{BASE}/{allocation}:replay", {}).body
        chosen = [one["handler"] for one in judged if one["verdict"] == "ALLOCATION_VERDICT_CHOSEN"]
        return chosen == [picked] and replay.get("identical") is True, f"1 of {len(judged)} candidates"

    def graded(self) -> tuple[bool, str]:
        """Signed, met, ended, filed, accepted, graded."""
        self._case = self._handled(self._case)
        return self._case.get("state") == "CASE_STATE_GRADED", str(self._case.get("state"))

    def paid(self) -> tuple[bool, str]:
        """Local money, allotted and arrived; one enters, one checks, one approves, one pays."""
        self._claim = self._claimed(self._case, self._funded("FUND_KIND_LOCAL_BUDGET"))
        for who, verb in SETTLED:
            self._claim = act(self._recorder, who, self._claim, verb).body.get("subsidyClaim", {})
        case = self._recorder.call("head", "GET", f"{BASE}/{self._case['name']}").body
        amount, state = self._claim.get("amountFen"), self._claim.get("settlement", {}).get("state")
        done = (amount, state, case.get("state")) == ("140000", "PAYMENT_STATE_PAID", "CASE_STATE_PAID")
        return done, f"{amount} fen {state}"

    def double_claim(self) -> tuple[bool, str]:
        """The same stage from the lottery fund: whatever fund or payee, once (TV-F01)."""
        terms = {"group": "LOTTERY_GROUP_MIGRANT_WORKER", "scope": "LOTTERY_SCOPE_OUTSIDE_SCOPE"}
        again = self._claimed(self._case, self._funded("FUND_KIND_LOTTERY"), lottery=terms)
        return self._blocked(again, "BLOCK_REASON_DUPLICATE")

    def public_office(self) -> tuple[bool, str]:
        """Who holds public office may work and claims nothing."""
        officer = self._lawyer("乙公职", publicOfficePeriods=[{"fromDate": "2020-01-01"}])
        assigned = self._assign(self._granted(), method="ASSIGNMENT_METHOD_RECIPIENT_PICK", handler=officer)
        claim = self._claimed(self._handled(assigned), self._claim["fundSource"], claimedFen="140000")
        return self._blocked(claim, "BLOCK_REASON_PUBLIC_OFFICE")

    def minor(self) -> tuple[bool, str]:
        """A court notifies; no application, no means test, a lawyer with the tag."""
        tag = {"issuer": "演示律师协会", "issuedDate": "2024-01-02"}
        self._lawyer("丙少年", juvenileTag=tag)
        notice = self._recorder.call("clerk", "POST", f"{BASE}/notices", self._notice()).body
        case = self._recorder.call("head", "GET", f"{CASES}?notice={notice.get('name', '')}").body["cases"][0]
        case = self._assign(case, method="ASSIGNMENT_METHOD_SPECIALTY")
        snapshot = case["assignments"][-1].get("qualification", {})
        return case.get("minor") is True and bool(snapshot.get("juvenileTag")), str(case.get("state"))

    def _granted(self) -> dict[str, Any]:
        made = self._recorder.call(
            "clerk", "POST", APPLICATIONS, application(STANDARD_FEN, institution=self._institution)
        ).body
        act(self._recorder, "head", made, "decide")
        found: dict[str, Any] = self._recorder.call("head", "GET", f"{CASES}?application={made['name']}").body["cases"][
            0
        ]
        return found

    def _assign(self, case: dict[str, Any], **order: str) -> dict[str, Any]:
        done: dict[str, Any] = act(self._recorder, "head", case, "assign", **order).body.get("case", {})
        return done

    def _handled(self, case: dict[str, Any]) -> dict[str, Any]:
        for who, verb, fields in HANDLED:
            case = act(self._recorder, who, case, verb, **fields).body.get("case", {})
        return case

    def _lawyer(self, name: str, **known: Any) -> str:
        firms = self._recorder.call("head", "GET", f"{BASE}/handlingUnits?kind=HANDLING_UNIT_KIND_LAW_FIRM").body
        said = {
            "unit": firms["handlingUnits"][0]["name"], "fullName": name, "kind": "HANDLER_KIND_LAWYER",
            "certificateNumber": f"DEMO-{random_id()[:13]}", "criminalDefenceSince": "2015-03-01",
            "specialties": ["MATTER_CRIMINAL_DEFENCE"], "inDirectory": True, **known,
        }  # fmt: skip
        return str(self._recorder.call("head", "POST", f"{BASE}/handlers", said).body.get("name", ""))

    def _funded(self, kind: str) -> str:
        asked = {"institution": self._institution, "kind": kind, "fiscalYear": 2026, "displayName": "办案补贴"}
        source = self._recorder.call("cashier", "POST", FUNDS, asked).body
        for verb in ("appropriate", "recordArrival"):
            fields = {"amountFen": "30000000", "document": PAPER}
            moved = act(self._recorder, "cashier", source, verb, **fields).body.get("fundMovement", {})
            act(self._recorder, "chief", moved, "approve")
            source = self._recorder.call("cashier", "GET", f"{BASE}/{source['name']}").body
        return str(source.get("name", ""))

    def _claimed(self, case: dict[str, Any], source: str, **changes: Any) -> dict[str, Any]:
        said = {
            "case": case["name"], "assignment": case["assignments"][-1]["name"], "fundSource": source,
            "stage": "CASE_STAGE_TRIAL_1", "service": "SERVICE_CODE_CIVIL", **changes,
        }  # fmt: skip
        made: dict[str, Any] = self._recorder.call("clerk", "POST", CLAIMS, said).body
        return made

    def _blocked(self, claim: dict[str, Any], reason: str) -> tuple[bool, str]:
        state = claim.get("settlement", {}).get("state")
        return (state, claim.get("blockReason")) == (
            "PAYMENT_STATE_BLOCKED",
            reason,
        ), f"{state} {claim.get('blockReason')}"

    def _notice(self) -> dict[str, Any]:
        return {
            "institution": self._institution, "authorityType": "AUTHORITY_TYPE_COURT",
            "authorityName": "示范区人民法院", "authorityDocument": f"（2026）示法通字第{random_id()[:6]}号",
            "authorityCaseNumber": "（2026）示刑初9号",
            "category": "NOTICE_CATEGORY_MINOR", "procedure": "PROCEDURE_ORDINARY", "stage": "STAGE_TRIAL_1",
            "person": {"fullName": "孙某某"}, "discoveredDate": "2026-06-15",
        }  # fmt: skip
