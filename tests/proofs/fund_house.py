"""grassroots_offices and party_building as real processes, offices with funds, and the desks that work on them.

It must not judge what it finds.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Lock
from typing import Any

from sifa.grassroots_offices.v1 import income_report_pb2 as pb
from sifa.party_building.v1 import fund_allocation_pb2, fund_spend_pb2, fund_statement_pb2

from tests.doors import NOW
from tests.proofs.arrival import behind
from tests.proofs.clients import Clients, door_of
from tests.proofs.house import RABBIT, Plan
from tests.proofs.processes import Faulty
from tests.proofs.stage import Stage
from tests.services.grassroots_offices.desk import Desk
from tests.services.party_building.registry import Registry, new_name, registry_at

TELLS, HEARS = "grassroots_offices", "party_building"
PLAN = Plan(
    name="funds", broker=RABBIT, postgres=True, consumers=2, workers=1, apart=True, source=TELLS, listener=HEARS
)
THREADS, DRAIN_LIMIT, YEAR, MONTHS, MOST_FEN = 16, 120.0, 2025, 12, 5_000_000
PAPER, SHORT = "凭证1号", "BALANCE_TOO_LOW"


@dataclass(frozen=True, slots=True)
class FundHouse(Clients):
    """The two desks, the offices, and what was spent of each fund as its door acknowledged it."""

    desk: Desk
    registry: Registry
    offices: tuple[str, ...]
    spent: Tally[str] = field(default_factory=Tally)
    lock: Lock = field(default_factory=Lock)

    def report(self, random: Random, office: str) -> None:
        """A month is filed, or corrected when it was filed before."""
        self.file(random, office, random.choice((0, random.randrange(MOST_FEN))))

    def file(self, random: Random, office: str, gross: int) -> None:
        """The same with so much received."""
        period = f"{YEAR}-{random.randint(1, MONTHS):02d}"
        figures: dict[str, Any] = {
            "gross_fee_fen": gross, "refunds_fen": random.choice((0, random.randrange(MOST_FEN // 4))),
            "pass_through_fen": random.randint(0, gross // 3), "legal_aid_subsidy_fen": random.randrange(MOST_FEN),
            "document_number": PAPER,
        }  # fmt: skip
        asked = {"office": office, "period": period, "state": pb.INCOME_REPORT_STATE_CURRENT}
        found = self.desk.call("ListIncomeReports", self.desk.clerk, **asked).income_reports
        if found:
            change = {"name": found[0].name, "correction_reason": "漏记", **figures}
            self.ask(lambda: self.desk.call("CorrectIncomeReport", self.desk.clerk, **change))
        else:
            made = pb.IncomeReport(office=office, period=period, **figures)
            self.ask(lambda: self.desk.call("CreateIncomeReport", self.desk.clerk, income_report=made))

    def spend(self, random: Random, office: str) -> None:
        """A spending is proposed and approved, or turned down when the fund has not enough."""
        fen = random.randint(1, MOST_FEN * 3 // 100)
        asked = fund_spend_pb2.FundSpend(office=office, amount_fen=fen, purpose="学习资料", document_number=PAPER)
        made = self.ask(lambda: self.registry.call("CreateFundSpend", fund_spend=asked))
        if not isinstance(made, str) and not isinstance(self._decide("ApproveFundSpend", made.name), str):
            with self.lock:
                self.spent[office] += fen

    def book(self, random: Random, office: str) -> None:
        """The office books one of its lines."""
        state = fund_allocation_pb2.ALLOCATION_STATE_COMPUTED
        found = self.registry.call("ListFundAllocations", office=office, state=state).fund_allocations
        if found:
            line = random.choice(list(found)).name
            self.ask(lambda: self.registry.call("BookFundAllocation", name=line, document_number=PAPER))

    def check(self, _random: Random, office: str) -> None:
        """The year is trued up, if there is anything to add."""
        self.ask(lambda: self.registry.call("TrueUpFund", office=office, year=YEAR))

    def ledger(self, office: str, form: fund_statement_pb2.LedgerForm.ValueType) -> str:
        """A fund's ledger as text."""
        name = office.replace("offices/", "fundLedgers/")
        return str(self.registry.call("GetFundLedger", name=name, form=form).text)

    def _decide(self, rpc: str, name: str) -> Any:
        return self.ask(lambda: self.registry.call(rpc, self.registry.superior, name=name, document_number=PAPER))


@contextmanager
def fund_house(stage: Stage, offices: int) -> Iterator[FundHouse]:
    """Everything runs until the block ends; each office has a fund and the county a general branch."""
    house = stage.house(PLAN)
    threads = {f"SIFA_{name.upper()}_GRPC_THREADS": str(THREADS) for name in PLAN.services}
    house.start(failing=False, SIFA_NOW=NOW, **threads)
    with door_of(house, TELLS) as tells, door_of(house, HEARS) as hears:
        desk = Desk(door=tells, clerk=tells.person("grassroots_clerk"), city=tells.person("grassroots_approver"))
        registry = registry_at(hears)
        funds = FundHouse(house, Tally(), desk, registry, tuple(desk.enter_office().name for _ in range(offices)))
        general = registry.propose().name
        registry.approve(general)
        registry.elect(general, registry.enter_member(unit=new_name("judicialOffices")).name)
        for office in funds.offices:
            funds.file(stage.random, office, MOST_FEN)
        drain(funds)
        yield funds
    house.crew.stop()


def drain(funds: FundHouse) -> None:
    """Wait until everything that was told has been heard. Raises Faulty."""
    if not funds.house.crew.wait(lambda: not behind(funds.house), DRAIN_LIMIT):
        raise Faulty(f"drain: {behind(funds.house)}")
