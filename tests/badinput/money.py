"""Claims and expenses of the demo system that wait at one step each, for rows about money. It must not judge."""

from __future__ import annotations

from itertools import count
from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder
from services.legal_aid.journeys.cases import PAPER, SETTLED, Cases
from services.legal_aid.journeys.requests import BASE, act

TICKETS = count(1)
ARRIVED, ALLOTTED = 30_000_000, 60_000_000


class MoneyOf:
    """One case of one lawyer, what it cost, and another lawyer who is suspended."""

    def __init__(self, recorder: Recorder) -> None:
        """Play the demonstration up to the first payment."""
        self._recorder, self._cases = recorder, Cases(recorder)
        for step in (self._cases.offered_first, self._cases.assigned, self._cases.graded, self._cases.paid):
            step()

    def names(self) -> dict[str, str]:
        """What the rows call them."""
        cases, paid = self._cases, self._cases._claim
        graded = cases._handled(self._assigned("戊承办"))
        (waiting,) = self._claims(graded)
        second = cases._handled(self._assigned("己承办"))
        (checked,) = self._claims(second)
        case, source = cases._case, paid["fundSource"]
        read = self._recorder.call("cashier", "GET", f"{BASE}/{source}").body
        more = act(self._recorder, "cashier", read, "appropriate", amountFen="30000000", document=PAPER)
        act(self._recorder, "chief", more.body["fundMovement"], "approve")
        barred = self._assigned("庚承办")
        of_barred = self._brought(self._expense(barred, source), "approve")
        bar = {
            "subject": barred["assignments"][-1]["handler"], "cause": "BAR_CAUSE_STATUTORY_SUSPENSION",
            "document": "演罚1号",
        }  # fmt: skip
        self._recorder.call("head", "POST", f"{BASE}/assignmentBars", bar)
        used, to_pay = random_id(), self._brought(self._expense(case, source), "approve")
        self._recorder.call("cashier", "POST", f"{BASE}/{to_pay['name']}:pay", {}, key=used)
        batched = self._cases._funded("FUND_KIND_DONATION")
        self._brought(self._expense(case, batched), "approve")
        batch = self._recorder.call("cashier", "POST", f"{BASE}/paymentBatches", {"fundSource": batched}).body
        return {
            "claim_paid": paid["name"], "claim_checked": self._brought(checked, "check")["name"],
            "claim_approved": self._brought(waiting, "approve")["name"], "used_to_pay": used,
            "expense_checked": self._brought(self._expense(case, source), "check")["name"],
            "expense_approved": self._brought(self._expense(case, source), "approve")["name"],
            "expense_not_arrived": self._brought(self._expense(case, source, ARRIVED), "approve")["name"],
            "expense_too_large": self._brought(self._expense(case, source, ALLOTTED), "check")["name"],
            "expense_to_pay_at_once": self._brought(self._expense(case, source), "approve")["name"],
            "expense_of_barred": of_barred["name"], "batch": batch["name"], "case": case["name"],
            "assignment": case["assignments"][-1]["name"], "today": paid["settlement"]["paidDate"],
            "lottery": cases._funded("FUND_KIND_LOTTERY"),
        }  # fmt: skip

    def _assigned(self, name: str) -> dict[str, Any]:
        picked = self._cases._lawyer(name)
        granted = self._cases._granted()
        return self._cases._assign(granted, method="ASSIGNMENT_METHOD_RECIPIENT_PICK", handler=picked)

    def _claims(self, case: dict[str, Any]) -> list[dict[str, Any]]:
        found = self._recorder.call("head", "GET", f"{BASE}/subsidyClaims?case={case['name']}")
        listed: list[dict[str, Any]] = found.body["subsidyClaims"]
        return listed

    def _expense(self, case: dict[str, Any], source: str, fen: int = 8650) -> dict[str, Any]:
        said = {
            "case": case["name"], "assignment": case["assignments"][-1]["name"], "kind": "EXPENSE_KIND_TRAVEL",
            "amountFen": str(fen), "receipt": f"H40-{next(TICKETS):04d}", "fundSource": source,
            "spentDate": self._cases._claim["settlement"]["paidDate"],
        }  # fmt: skip
        made: dict[str, Any] = self._recorder.call("clerk", "POST", f"{BASE}/directExpenses", said).body
        return made

    def _brought(self, payable: dict[str, Any], to: str) -> dict[str, Any]:
        for who, verb in SETTLED:
            (payable,) = act(self._recorder, who, payable, verb).body.values()
            if verb == to:
                break
        return payable
