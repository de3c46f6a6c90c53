"""Demonstration over HTTP: a year's money of one office, from its monthly reports to the audit of the ledger.

What grassroots_offices tells arrives by events, so steps wait for it. It must not look into a database.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder, Reply
from chassis.kernel.money import yuan
from services.party_building.journeys.audit import audit
from services.party_building.journeys.requests import (
    BASE,
    DIVISION,
    OFFICES_BASE,
    member,
    office,
    practitioner,
    report,
)

YEAR, QUARTER, AFTER = 2025, "2026-Q2", dt.date(2026, 7, 1)
MONTH_FEN, CORRECTED_FEN, REFUNDED_FEN, DUES_FEN = 1_000_017, 1_200_000, 100_000, 6_000
SPENT_FEN = 120_000


class FundYear:
    """One office, twelve months, one general branch."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._office = ""
        self._general = ""
        self._branch = ""
        self._may = ""

    def run(self) -> None:
        """From the reports to the audit."""
        step = self._recorder.step
        step("year-reported", "grassroots", f"POST {OFFICES_BASE}/incomeReports",
             "12 lines: eleven of 300.01 (PB-21) and −30.00 of a month of refunds (PB-22)", self.reported)  # fmt: skip
        step("month-corrected", "grassroots", f"POST {OFFICES_BASE}/incomeReports/…:correct",
             "May is taken back and allocated anew: 360.00 (PB-22)", self.corrected)  # fmt: skip
        step("lines-booked", "party", f"POST {BASE}/fundAllocations/…:book",
             "every line has the office's voucher; nothing is unbooked (PB-23)", self.booked)  # fmt: skip
        step("running-year-refused", "party", f"POST {BASE}/fundAllocations:trueUp",
             "400 YEAR_NOT_OVER (PB-21)", self.too_early)  # fmt: skip
        step("year-trued-up", "party", f"POST {BASE}/fundAllocations:trueUp",
             "−0.05: the fund has 3% of the year's base to the fen, 3330.05 (PB-21)", self.trued_up)  # fmt: skip
        step("fund-spent", "superior", f"POST {BASE}/fundSpends/…:approve",
             "the general branch approves 1200.00; nobody approves his own (PB-38, P-04)", self.spent)  # fmt: skip
        step("statement-shown", "officer", f"GET {BASE}/fundStatements/…",
             "the quarter's statement ends at the balance (F-15)", self.stated)  # fmt: skip
        step("dues-refunded", "superior", f"POST {BASE}/duesRefunds/…:recordReturn",
             "60.00 handed on, 60.00 back, closed at difference 0 (PB-24)", self.refunded)  # fmt: skip
        step("ledger-audited", "party", f"GET {BASE}/fundLedgers/…",
             "bean-check and hledger accept the exported ledger and its balance", self.audited)  # fmt: skip

    def reported(self) -> tuple[bool, str]:
        """The county enters an office and the income of each month of last year."""
        self._office = self._call("grassroots", f"{OFFICES_BASE}/offices", office()).body.get("name", "")
        for month in range(1, 12):
            body = report(self._office, f"{YEAR}-{month:02d}", MONTH_FEN)
            made = self._call("grassroots", f"{OFFICES_BASE}/incomeReports", body)
            self._may = made.body.get("name", "") if month == 5 else self._may
        self._call("grassroots", f"{OFFICES_BASE}/incomeReports", report(self._office, f"{YEAR}-12", 0, REFUNDED_FEN))
        amounts = self._until(12)
        return sorted(amounts) == [-3_000, *[30_001] * 11], f"{len(amounts)} lines, {yuan(sum(amounts))}"

    def corrected(self) -> tuple[bool, str]:
        """The office files May again."""
        self._call("grassroots", f"{OFFICES_BASE}/{self._may}:correct", {
            "grossFeeFen": str(CORRECTED_FEN), "documentNumber": "收入月报演示2号", "correctionReason": "漏报一笔收费",
        })  # fmt: skip
        amounts = self._until(14)
        ok = sorted(amounts) == [-30_001, -3_000, *[30_001] * 11, 36_000]
        return ok, f"{len(amounts)} lines, {yuan(min(amounts))} and {yuan(max(amounts))}"

    def booked(self) -> tuple[bool, str]:
        """The office books what is to be booked."""
        for line in self._lines("&state=ALLOCATION_STATE_COMPUTED").body.get("fundAllocations", []):
            self._call("party", f"{BASE}/{line['name']}:book", {"documentNumber": "记账凭证演示1号"})
        fund = self._fund()
        ok = _fen(fund, "unbookedFen") == 0 and _fen(fund, "bookedFen") == 333_010
        return ok, f"booked {yuan(_fen(fund, 'bookedFen'))}, not booked {yuan(_fen(fund, 'unbookedFen'))}"

    def too_early(self) -> tuple[bool, str]:
        """The year that runs is not over."""
        reply = self._true_up(YEAR + 1)
        return reply.status == 400 and reply.reason == "YEAR_NOT_OVER", reply.brief()

    def trued_up(self) -> tuple[bool, str]:
        """The clerk checks the year."""
        line, fund = self._true_up(YEAR).body.get("fundAllocation", {}), self._fund()
        ok = int(line.get("amountFen", 0)) == -5 and _fen(fund, "balanceFen") == 333_005
        return ok, f"{yuan(int(line.get('amountFen', 0)))}, balance {yuan(_fen(fund, 'balanceFen'))}"

    def spent(self) -> tuple[bool, str]:
        """A spending is proposed by the clerk and approved above."""
        self._general = self._organisation("示范区司法局机关党总支", "ORGANISATION_KIND_GENERAL_BRANCH")
        proposal = {"office": self._office, "amountFen": str(SPENT_FEN), "purpose": "主题党日学习资料"}
        made = self._call("party", f"{BASE}/fundSpends", {**proposal, "documentNumber": "支出申请演示1号"})
        reply = self._call(
            "superior", f"{BASE}/{made.body.get('name', '')}:approve", {"documentNumber": "支出审批演示1号"}
        )
        spend, fund = reply.body.get("fundSpend", {}), self._fund()
        ok = spend.get("approver") == self._general and _fen(fund, "balanceFen") == 333_005 - SPENT_FEN
        return ok, f"{reply.status} {spend.get('state')} balance {yuan(_fen(fund, 'balanceFen'))}"

    def stated(self) -> tuple[bool, str]:
        """Supervision reads the statement."""
        path = f"{BASE}/{self._office.replace('offices/', 'fundStatements/')}?quarter={QUARTER}"
        body = self._recorder.call("officer", "GET", path).body
        closing = int(body.get("closingFen", 0))
        return closing == _fen(
            self._fund(), "balanceFen"
        ), f"{len(body.get('lines', []))} lines, closing {yuan(closing)}"

    def refunded(self) -> tuple[bool, str]:
        """A practitioner's dues of a month go up and come back."""
        self._branch = self._organisation("桥头演示法律服务所党支部", "ORGANISATION_KIND_BRANCH", self._office)
        who = self._call("grassroots", f"{OFFICES_BASE}/practitioners", practitioner(self._office, 1)).body["name"]
        coverage = f"{BASE}/{self._office.replace('offices/', 'coverages/')}"
        self._recorder.until(
            lambda: self._recorder.call("party", "GET", coverage),
            lambda reply: reply.body.get("practitionerCount") == 1,
        )
        entered = member(who, organisation=self._branch, duesBaseMode="DUES_BASE_MODE_FIXED")
        name = self._call("party", f"{BASE}/members", entered).body.get("name", "")
        body = {"member": name, "month": "2026-03", "incomeFen": str(DUES_FEN)}
        line = self._call("party", f"{BASE}/duesLines", body).body.get("name", "")
        self._call("party", f"{BASE}/{line}:pay", {"documentNumber": "收据演示1号"})
        paper = {"organisation": self._branch, "period": "2026-Q1", "documentNumber": "汇总演示1号"}
        period = self._call("party", f"{BASE}/duesRefunds", paper).body.get("name", "")
        amount = {"documentNumber": "凭证演示1号"}
        self._call("party", f"{BASE}/{period}:remit", {**amount, "remittedFen": str(DUES_FEN)})
        self._call("superior", f"{BASE}/{period}:recordReturn", {**amount, "amountFen": str(DUES_FEN)})
        done = self._call("party", f"{BASE}/{period}:reconcile", amount)
        found = done.body.get("duesRefund", {})
        ok = found.get("state") == "DUES_REFUND_STATE_RECONCILED" and int(found.get("refundedFen", 0)) == DUES_FEN
        return ok, f"{done.status} {found.get('state')} {done.reason}"

    def audited(self) -> tuple[bool, str]:
        """The ledger is exported, and programs of other people check it."""
        beancount, hledger = (self._ledger(form) for form in ("BEANCOUNT", "HLEDGER"))
        return audit(beancount, hledger, _fen(self._fund(), "balanceFen"), AFTER)

    def _organisation(self, title: str, kind: str, *units: str) -> str:
        """A general branch is elected too; a branch here only gathers dues."""
        proposal: dict[str, Any] = {
            "displayName": title, "kind": kind, "units": list(units), "documentNumber": "成立请示演示2号",
            "division": DIVISION,
        }  # fmt: skip
        if units:
            proposal["parent"] = self._general
        name: str = self._call("party", f"{BASE}/partyOrganisations", proposal).body.get("name", "")
        if not units:
            self._call("superior", f"{BASE}/{name}:approve", {"documentNumber": "成立批复演示2号"})
            secretary = {**member("", unit=f"judicialOffices/{random_id()}"), "fullName": "郑示例"}
            chosen = self._call("party", f"{BASE}/members", secretary).body.get("name", "")
            posts = [{"post": "POST_KIND_SECRETARY", "member": chosen}]
            body = {"posts": posts, "documentNumber": "选举报告演示2号"}
            self._call("party", f"{BASE}/{name}:recordElection", body)
        return name

    def _until(self, count: int) -> list[int]:
        """The amounts of the fund's lines, once there are so many."""
        found = self._recorder.until(self._lines, lambda reply: len(reply.body.get("fundAllocations", [])) == count)
        return [int(line.get("amountFen", 0)) for line in found.body.get("fundAllocations", [])]

    def _lines(self, more: str = "") -> Reply:
        return self._recorder.call("party", "GET", f"{BASE}/fundAllocations?office={self._office}&pageSize=100{more}")

    def _fund(self) -> Reply:
        return self._recorder.call("party", "GET", f"{BASE}/{self._office.replace('offices/', 'fundBalances/')}")

    def _ledger(self, form: str) -> str:
        path = f"{BASE}/{self._office.replace('offices/', 'fundLedgers/')}?form=LEDGER_FORM_{form}"
        return str(self._recorder.call("party", "GET", path).body.get("text", ""))

    def _true_up(self, year: int) -> Reply:
        return self._call("party", f"{BASE}/fundAllocations:trueUp", {"office": self._office, "year": year})

    def _call(self, who: str, path: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", path, body)


def _fen(fund: Reply, field: str) -> int:
    return int(fund.body.get(field, 0))
