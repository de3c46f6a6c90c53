"""Partners of legal aid that do not exist yet, as far as it hears of them: their golden facts. It must not assert."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from google.protobuf import json_format
from google.protobuf.descriptor_pool import Default
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import partner_report_pb2, partner_report_service_pb2

from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from chassis.schema import parked_event
from tests.doors import Door
from tests.facts import fact

GOLDEN = Path(__file__).parents[2] / "contract" / "golden"
LOGS = {
    "grassroots_offices": "01890000-0000-7000-8000-0000000000b0",
    "supervision": "01890000-0000-7000-8000-0000000000b1",
}
PRACTITIONER = "practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d1a01"
THEIR_OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a02"
OTHER_OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a03"
REPORTS = partner_report_service_pb2.DESCRIPTOR.services_by_name["PartnerReportService"].methods_by_name


def golden(kind: str, file: str, **changes: Any) -> Message:
    """The golden body of `service.Event`, with other values."""
    service, event = kind.split(".")
    import_module(f"sifa.{service}.v1.events_pb2")
    message = GetMessageClass(Default().FindMessageTypeByName(f"sifa.{service}.v1.{event}"))()
    body = (GOLDEN / f"sifa.{service}.v1.{event}" / f"{file}.json").read_text(encoding="utf-8")
    json_format.Parse(body, message)
    message.MergeFrom(type(message)(**changes))
    return message


class Partners:
    """Numbers facts as each partner's log does and hands them to legal aid's inbox."""

    def __init__(self, door: Door) -> None:
        """`door` is legal aid."""
        self.door = door
        self.inbox = Inbox(load_reactor(door.service))
        self.told: list[Delivery] = []

    def number(self, message: Message) -> Delivery:
        """The fact at its source's next position, not delivered yet."""
        source = message.DESCRIPTOR.full_name.split(".")[1]
        position = 1 + sum(one.source == source for one in self.told)
        subject = next(
            getattr(message, name) for name in ("subject", "practitioner", "office", "unit") if hasattr(message, name)
        )
        self.told.append(fact(position, message, subject=subject, log_id=LOGS[source], source=source))
        return self.told[-1]

    def tell(self, kind: str, file: str, **changes: Any) -> Delivery:
        """Deliver a golden fact."""
        delivery = self.number(golden(kind, file, **changes))
        self.inbox.receive(delivery)
        return delivery

    def parked(self) -> list[str]:
        """What kept facts from being applied."""
        with self.door.service.database.read() as session:
            return list(session.execute(sa.select(parked_event.c.error)).scalars())


def reports(door: Door, **asked: Any) -> list[partner_report_pb2.PartnerReport]:
    """What the head of the division sees of partners' reports."""
    request = partner_report_service_pb2.ListPartnerReportsRequest(**asked)
    return list(door.call(REPORTS["ListPartnerReports"], request, door.person("legal_aid_head")).partner_reports)
