"""gRPC door of relation transfers. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import relation_transfer_pb2
from sifa.party_building.v1 import relation_transfer_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.relation_transfer import (
    create_transfer,
    get_transfer,
    list_transfers,
    receive_transfer,
    reissue_letter,
    start_transfer,
    withdraw_transfer,
)
from services.party_building.translate.relation_transfer import (
    read_another_letter,
    read_letter,
    read_receipt,
    read_transfer_draft,
    read_transfer_filter,
    read_withdrawal,
    transfer_to_proto,
)


class RelationTransferService(Servicer):
    """sifa.party_building.v1.RelationTransferService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RelationTransferService"]

    def CreateRelationTransfer(
        self, tx: Tx, request: pb.CreateRelationTransferRequest
    ) -> relation_transfer_pb2.RelationTransfer:
        """Ask for a transfer."""
        return transfer_to_proto(create_transfer(tx, read_transfer_draft(request.relation_transfer)), tx.today)

    def GetRelationTransfer(
        self, tx: Tx, request: pb.GetRelationTransferRequest
    ) -> relation_transfer_pb2.RelationTransfer:
        """One transfer."""
        return transfer_to_proto(get_transfer(tx, request.name), tx.today)

    def ListRelationTransfers(
        self, tx: Tx, request: pb.ListRelationTransfersRequest
    ) -> pb.ListRelationTransfersResponse:
        """A page of transfers."""
        found, after = list_transfers(tx, read_transfer_filter(request, ""), self.pager.read(request))
        return pb.ListRelationTransfersResponse(
            relation_transfers=(transfer_to_proto(one, tx.today) for one in found),
            next_page_token=self.pager.next_token(request, after),
        )

    def StartRelationTransfer(
        self, tx: Tx, request: pb.StartRelationTransferRequest
    ) -> pb.StartRelationTransferResponse:
        """Enter the letter."""
        done = start_transfer(tx, request.name, read_letter(request, ""), etag=request.etag)
        return pb.StartRelationTransferResponse(relation_transfer=transfer_to_proto(done, tx.today))

    def ReceiveRelationTransfer(
        self, tx: Tx, request: pb.ReceiveRelationTransferRequest
    ) -> pb.ReceiveRelationTransferResponse:
        """Enter the confirmation."""
        done = receive_transfer(tx, request.name, read_receipt(request, ""), etag=request.etag)
        return pb.ReceiveRelationTransferResponse(relation_transfer=transfer_to_proto(done, tx.today))

    def ReissueLetter(self, tx: Tx, request: pb.ReissueLetterRequest) -> pb.ReissueLetterResponse:
        """Enter another letter."""
        done = reissue_letter(tx, request.name, read_another_letter(request, ""), etag=request.etag)
        return pb.ReissueLetterResponse(relation_transfer=transfer_to_proto(done, tx.today))

    def WithdrawRelationTransfer(
        self, tx: Tx, request: pb.WithdrawRelationTransferRequest
    ) -> pb.WithdrawRelationTransferResponse:
        """Enter that the relation will not be transferred."""
        done = withdraw_transfer(tx, request.name, read_withdrawal(request, ""), etag=request.etag)
        return pb.WithdrawRelationTransferResponse(relation_transfer=transfer_to_proto(done, tx.today))
