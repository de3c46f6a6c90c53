"""An office as far as party_building hears of it, and the clerk of its fund. It must not assert anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from google.protobuf import json_format
from google.protobuf.message_factory import GetMessageClass
from sifa.grassroots_offices.v1 import events_pb2
from sifa.party_building.v1 import events_pb2 as told_pb
from sifa.party_building.v1 import fund_allocation_pb2, fund_allocation_service_pb2

from chassis.clock import random_id
from chassis.deadline_jobs import watch_deadlines
from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from services.party_building.handlers.fund_booking import tell_overdue_allocations, tell_short_years
from tests.doors import HOME, Door, migrated, serving, settings_of
from tests.facts import fact, logged
from tests.servers.profiles import Profile

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

    def book(self, line: str, number: str = "记账凭证1号", **more: Any) -> fund_allocation_pb2.FundAllocation:
        """The office has booked a line."""
        asked = {"name": line, "document_number": number, **more}
        done: fund_allocation_pb2.FundAllocation = self.call("BookFundAllocation", **asked).fund_allocation
        return done

    def fund(self, office: str = OFFICE) -> fund_allocation_service_pb2.FundBalance:
        """What the fund has come to, booked and not."""
        found: fund_allocation_service_pb2.FundBalance = self.call(
            "GetFundBalance", name=office.replace("offices/", "fundBalances/")
        )
        return found

    def heard(self, kind: str) -> list[Any]:
        """The facts of the kind that the service has told, in order."""
        message = getattr(told_pb, kind)
        return [
            json_format.Parse(one.body, message()) for one in logged(self.door.service) if one.type.endswith(f".{kind}")
        ]


@contextmanager
def watched_on(reporting: Reporting, profile: Profile, day: str) -> Iterator[Reporting]:
    """The same office on another day, after the clock's jobs ran twice."""
    service = migrated(settings_of(profile, "party_building", SIFA_NOW=f"{day}T09:00+08:00"), "party_building")
    with serving(service) as door:
        for job in (watch_deadlines, tell_overdue_allocations, tell_short_years) * 2:
            with service.database.write() as session:
                job(service.open_tx(session, principal=service.principal, cause="job"))
        later = Reporting(door)
        later.told = reporting.told
        yield later
