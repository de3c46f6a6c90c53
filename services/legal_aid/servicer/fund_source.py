"""gRPC door of fund sources. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import fund_source_pb2
from sifa.legal_aid.v1 import fund_source_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.domain.fund_movement import FundMovementKind
from services.legal_aid.handlers.fund_movement import propose_carry_over, propose_movement, propose_reversal
from services.legal_aid.handlers.fund_source import (
    create_fund_source,
    freeze_fund_source,
    get_fund_source,
    list_fund_entries,
    list_fund_sources,
    release_fund_source,
    set_fund_goals,
)
from services.legal_aid.translate.fund_source import (
    entry_to_proto,
    movement_to_proto,
    read_appropriation,
    read_arrival,
    read_carry_over,
    read_freezing,
    read_goals,
    read_source_draft,
    read_source_filter,
    read_taking_back,
    source_to_proto,
)


class FundSourceService(Servicer):
    """sifa.legal_aid.v1.FundSourceService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["FundSourceService"]

    def CreateFundSource(self, tx: Tx, request: pb.CreateFundSourceRequest) -> fund_source_pb2.FundSource:
        """Open a source."""
        return source_to_proto(create_fund_source(tx, read_source_draft(request.fund_source)))

    def GetFundSource(self, tx: Tx, request: pb.GetFundSourceRequest) -> fund_source_pb2.FundSource:
        """One source."""
        return source_to_proto(get_fund_source(tx, request.name))

    def ListFundSources(self, tx: Tx, request: pb.ListFundSourcesRequest) -> pb.ListFundSourcesResponse:
        """A page of sources."""
        found, after = list_fund_sources(tx, read_source_filter(request, ""), self.pager.read(request))
        return pb.ListFundSourcesResponse(
            fund_sources=map(source_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListFundEntries(self, tx: Tx, request: pb.ListFundEntriesRequest) -> pb.ListFundEntriesResponse:
        """A page of a ledger."""
        found, after = list_fund_entries(tx, request.parent, self.pager.read(request))
        return pb.ListFundEntriesResponse(
            entries=map(entry_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def SetFundGoals(self, tx: Tx, request: pb.SetFundGoalsRequest) -> pb.SetFundGoalsResponse:
        """Set the goals of the year."""
        done = set_fund_goals(tx, request.name, read_goals(request.goals, "goals"), etag=request.etag)
        return pb.SetFundGoalsResponse(fund_source=source_to_proto(done))

    def AppropriateFundSource(
        self, tx: Tx, request: pb.AppropriateFundSourceRequest
    ) -> pb.AppropriateFundSourceResponse:
        """Propose an allotment."""
        kind, said = FundMovementKind.APPROPRIATION, read_appropriation(request, "")
        done = propose_movement(tx, request.name, kind, said, etag=request.etag)
        return pb.AppropriateFundSourceResponse(fund_movement=movement_to_proto(done))

    def RecordArrival(self, tx: Tx, request: pb.RecordArrivalRequest) -> pb.RecordArrivalResponse:
        """Propose an arrival."""
        kind, said = FundMovementKind.ARRIVAL, read_arrival(request, "")
        done = propose_movement(tx, request.name, kind, said, etag=request.etag)
        return pb.RecordArrivalResponse(fund_movement=movement_to_proto(done))

    def CarryOverFundSource(self, tx: Tx, request: pb.CarryOverFundSourceRequest) -> pb.CarryOverFundSourceResponse:
        """Propose a carry-over."""
        done = propose_carry_over(tx, request.name, read_carry_over(request, ""), etag=request.etag)
        return pb.CarryOverFundSourceResponse(fund_movement=movement_to_proto(done))

    def ReverseFundEntry(self, tx: Tx, request: pb.ReverseFundEntryRequest) -> pb.ReverseFundEntryResponse:
        """Propose to take a movement back."""
        done = propose_reversal(tx, request.name, read_taking_back(request, ""), etag=request.etag)
        return pb.ReverseFundEntryResponse(fund_movement=movement_to_proto(done))

    def FreezeFundSource(self, tx: Tx, request: pb.FreezeFundSourceRequest) -> pb.FreezeFundSourceResponse:
        """Freeze a source."""
        done = freeze_fund_source(tx, request.name, read_freezing(request, ""), etag=request.etag)
        return pb.FreezeFundSourceResponse(fund_source=source_to_proto(done))

    def ReleaseFundSource(self, tx: Tx, request: pb.ReleaseFundSourceRequest) -> pb.ReleaseFundSourceResponse:
        """Release a source."""
        done = release_fund_source(tx, request.name, document=request.document, etag=request.etag)
        return pb.ReleaseFundSourceResponse(fund_source=source_to_proto(done))
