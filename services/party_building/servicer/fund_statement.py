"""gRPC door of statements of funds. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import fund_statement_pb2
from sifa.party_building.v1 import fund_statement_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.fund_export import show_ledger
from services.party_building.handlers.fund_statement import count_funds, get_statement
from services.party_building.translate.fund_statement import fund_count_to_proto, read_ledger_asked, statement_to_proto


class FundStatementService(Servicer):
    """sifa.party_building.v1.FundStatementService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["FundStatementService"]

    def GetFundStatement(self, tx: Tx, request: pb.GetFundStatementRequest) -> fund_statement_pb2.FundStatement:
        """A quarter of an office's fund."""
        return statement_to_proto(get_statement(tx, request.name, request.quarter))

    def GetFundLedger(self, tx: Tx, request: pb.GetFundLedgerRequest) -> fund_statement_pb2.FundLedger:
        """The whole ledger of a fund."""
        text = show_ledger(tx, read_ledger_asked(request, ""))
        return fund_statement_pb2.FundLedger(name=request.name, form=request.form, text=text)

    def GetFundStatistics(self, tx: Tx, request: pb.GetFundStatisticsRequest) -> pb.GetFundStatisticsResponse:
        """What the funds come to."""
        counts, position = count_funds(tx, request.year)
        return pb.GetFundStatisticsResponse(counts=map(fund_count_to_proto, counts), event_position=position)
