"""People who keep legal aid's money, and fund sources with money in them. It must not assert anything."""

from __future__ import annotations

from typing import Any, TypeAlias

from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import fund_source_pb2 as pb
from sifa.legal_aid.v1 import fund_source_service_pb2

from chassis.clock import random_id
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter

FUNDS = {
    method.name: method
    for service in fund_source_service_pb2.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
FundKind: TypeAlias = pb.FundKind.ValueType
LOCAL, LOTTERY = pb.FUND_KIND_LOCAL_BUDGET, pb.FUND_KIND_LOTTERY
CENTRAL, DONATION = pb.FUND_KIND_CENTRAL_SUBSIDY, pb.FUND_KIND_DONATION
DOCUMENT = "玄财〔2026〕1号"


def cashier(counter: Counter, subject: str = "cashier") -> Identity:
    return counter.person("legal_aid_finance", subject=subject)


def ask(counter: Counter, rpc: str, who: Identity | None = None, **fields: Any) -> Any:
    """Call an rpc of the funds, as the cashier unless somebody else is named."""
    method = FUNDS[rpc]
    message = GetMessageClass(method.input_type)
    if "request_id" in method.input_type.fields_by_name:
        fields = {"request_id": random_id(), **fields}
    return counter.door.call(method, message(**fields), who or cashier(counter))


def fund(counter: Counter, kind: FundKind = LOCAL, year: int = 2026, **changes: Any) -> pb.FundSource:
    """An empty source of the counter's institution."""
    said = {
        "institution": counter.institution, "kind": kind, "fiscal_year": year, "display_name": "法律援助补贴",
        **changes,
    }  # fmt: skip
    made: pb.FundSource = ask(counter, "CreateFundSource", fund_source=pb.FundSource(**said))
    return made


def propose(counter: Counter, rpc: str, name: str, **fields: Any) -> pb.FundMovement:
    """The cashier proposes a movement of a source."""
    made: pb.FundMovement = ask(counter, rpc, name=name, **{"document": DOCUMENT, **fields}).fund_movement
    return made


def approve(counter: Counter, movement: pb.FundMovement, who: Identity | None = None) -> pb.FundMovement:
    """The head approves it."""
    made: pb.FundMovement = ask(counter, "ApproveFundMovement", who or counter.head, name=movement.name).fund_movement
    return made


def allot(counter: Counter, name: str, amount_fen: int) -> pb.FundMovement:
    return approve(counter, propose(counter, "AppropriateFundSource", name, amount_fen=amount_fen))


def arrive(counter: Counter, name: str, amount_fen: int) -> pb.FundMovement:
    return approve(counter, propose(counter, "RecordArrival", name, amount_fen=amount_fen))


def aim(counter: Counter, name: str, **changes: Any) -> pb.FundSource:
    """The head sets the goals of the source's year."""
    said = {"document": DOCUMENT, "in_place_bp": 8000, "execution_bp": 5000, "days_to_pay": 30, "pass_rate_bp": 9000,
            "satisfaction_bp": 9000, **changes}  # fmt: skip
    done: pb.FundSource = ask(counter, "SetFundGoals", counter.head, name=name, goals=pb.FundGoals(**said)).fund_source
    return done


def funded(
    counter: Counter, amount_fen: int = 30_000_000, kind: FundKind = LOCAL, year: int = 2026, **changes: Any
) -> str:
    """A source whose whole allotment has arrived."""
    name = fund(counter, kind, year, **changes).name
    allot(counter, name, amount_fen)
    arrive(counter, name, amount_fen)
    return name


def read_fund(counter: Counter, name: str) -> pb.FundSource:
    found: pb.FundSource = ask(counter, "GetFundSource", name=name)
    return found


def entries(counter: Counter, name: str) -> list[pb.FundEntry]:
    """The whole ledger of a source."""
    return list(ask(counter, "ListFundEntries", parent=name, page_size=1000).entries)
