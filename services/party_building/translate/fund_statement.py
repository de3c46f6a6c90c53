"""Statements and counts of funds between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import fund_statement_pb2
from sifa.party_building.v1 import fund_statement_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.fund_count import FundCount
from services.party_building.domain.fund_ledger import FundLedgerAsked
from services.party_building.domain.fund_statement import FundStatement, FundStatementLine, readable

_line_to_proto = to_message(FundStatementLine, fund_statement_pb2.FundStatementLine, left_out=("moved_fen",))
_to_proto = to_message(
    FundStatement, fund_statement_pb2.FundStatement, left_out=("csv",), parts={"lines": _line_to_proto}
)
read_ledger_asked = from_message(pb.GetFundLedgerRequest, FundLedgerAsked)
fund_count_to_proto = to_message(FundCount, pb.FundCount)


def statement_to_proto(statement: FundStatement) -> fund_statement_pb2.FundStatement:
    """The statement, also as a table for people."""
    message = _to_proto(statement)
    message.csv = readable(statement)
    return message
