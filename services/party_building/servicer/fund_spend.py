"""gRPC door of spending the fund. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import fund_spend_pb2
from sifa.party_building.v1 import fund_spend_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.fund_spend import (
    approve_spend,
    create_spend,
    find_misused,
    get_spend,
    list_spends,
    reject_spend,
)
from services.party_building.translate.fund_spend import (
    paper_reader,
    read_spend_draft,
    read_spend_filter,
    spend_to_proto,
)

_read_approval = paper_reader(pb.ApproveFundSpendRequest)
_read_refusal = paper_reader(pb.RejectFundSpendRequest)
_read_finding = paper_reader(pb.FindFundMisusedRequest)


class FundSpendService(Servicer):
    """sifa.party_building.v1.FundSpendService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["FundSpendService"]

    def CreateFundSpend(self, tx: Tx, request: pb.CreateFundSpendRequest) -> fund_spend_pb2.FundSpend:
        """Propose a spending."""
        return spend_to_proto(create_spend(tx, read_spend_draft(request.fund_spend)))

    def GetFundSpend(self, tx: Tx, request: pb.GetFundSpendRequest) -> fund_spend_pb2.FundSpend:
        """One spending."""
        return spend_to_proto(get_spend(tx, request.name))

    def ListFundSpends(self, tx: Tx, request: pb.ListFundSpendsRequest) -> pb.ListFundSpendsResponse:
        """A page of spendings."""
        found, after = list_spends(tx, read_spend_filter(request, ""), self.pager.read(request))
        return pb.ListFundSpendsResponse(
            fund_spends=map(spend_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveFundSpend(self, tx: Tx, request: pb.ApproveFundSpendRequest) -> pb.ApproveFundSpendResponse:
        """Approve and book."""
        done = approve_spend(tx, request.name, _read_approval(request, ""), etag=request.etag)
        return pb.ApproveFundSpendResponse(fund_spend=spend_to_proto(done))

    def RejectFundSpend(self, tx: Tx, request: pb.RejectFundSpendRequest) -> pb.RejectFundSpendResponse:
        """Turn down."""
        done = reject_spend(tx, request.name, _read_refusal(request, ""), etag=request.etag)
        return pb.RejectFundSpendResponse(fund_spend=spend_to_proto(done))

    def FindFundMisused(self, tx: Tx, request: pb.FindFundMisusedRequest) -> pb.FindFundMisusedResponse:
        """Record misuse."""
        done = find_misused(tx, request.name, _read_finding(request, ""), etag=request.etag)
        return pb.FindFundMisusedResponse(fund_spend=spend_to_proto(done))
