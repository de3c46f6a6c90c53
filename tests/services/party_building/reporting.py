"""An office as far as party_building hears of it, and the clerk of its fund. It must not assert anything."""

from __future__ import annotations

from typing import Any

from google.protobuf.message_factory import GetMessageClass
from sifa.grassroots_offices.v1 import events_pb2
from sifa.party_building.v1 import fund_allocation_pb2, fund_allocation_service_pb2

from chassis.clock import random_id
from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.doors import HOME, Door
from tests.facts import fact

OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a02"
RPCS = fund_allocation_service_pb2.DESCRIPTOR.services_by_name["FundAllocationService"].methods_by_name


class Reporting:
    """Numbers facts as grassroots_offices' log does."""

    def __init__(self, door: Door) -> None:
        """`door` is party_building."""
        self.door = door
        self.inbox = Inbox(load_reactor(door.service))
        self.clerk = door.person("party_clerk", subject="clerk")
        self.told: list[Delivery] = []

    def number(self, period: str, gross_fen: int, *, version: int = 1, office: str = OFFICE, **more: int) -> Delivery:
        """A report at the next position, not delivered yet."""
        message = events_pb2.IncomeReported(
            income_report=f"incomeReports/019ed7e5-3a00-7000-8000-{len(self.told):012d}", office=office, division=HOME,
            period=period, version=version, gross_fee_fen=gross_fen, filed_date="2026-06-01", **more,
        )  # fmt: skip
        self.told.append(fact(len(self.told) + 1, message, subject=office, source="grassroots_offices"))
        return self.told[-1]

    def report(self, period: str, gross_fen: int, **more: Any) -> None:
        """A report is told."""
        self.inbox.receive(self.number(period, gross_fen, **more))

    def call(self, rpc: str, **fields: Any) -> Any:
        """The clerk calls an rpc."""
        method = RPCS[rpc]
        if "request_id" in method.input_type.fields_by_name:
            fields = {"request_id": random_id(), **fields}
        return self.door.call(method, GetMessageClass(method.input_type)(**fields), self.clerk)

    def lines(self, **asked: Any) -> list[fund_allocation_pb2.FundAllocation]:
        """The lines of the fund."""
        return list(self.call("ListFundAllocations", page_size=1000, **asked).fund_allocations)

    def amounts(self, **asked: Any) -> list[int]:
        """Their amounts."""
        return [line.amount_fen for line in self.lines(**asked)]

    def balance(self, office: str = OFFICE) -> int:
        """What the fund has come to."""
        reply = self.call("GetFundBalance", name=office.replace("offices/", "fundBalances/"))
        assert isinstance(reply.balance_fen, int)
        return reply.balance_fen
