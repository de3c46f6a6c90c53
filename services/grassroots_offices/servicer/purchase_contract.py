"""gRPC door of purchases. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import purchase_contract_pb2
from sifa.grassroots_offices.v1 import purchase_contract_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import purchase_contract as handlers
from services.grassroots_offices.translate import purchase_contract as translate
from services.grassroots_offices.translate.purchase_contract import purchase_contract_to_proto


class PurchaseContractService(Servicer):
    """sifa.grassroots_offices.v1.PurchaseContractService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PurchaseContractService"]

    def CreatePurchaseContract(
        self, tx: Tx, request: pb.CreatePurchaseContractRequest
    ) -> purchase_contract_pb2.PurchaseContract:
        """Enter one."""
        draft = translate.read_purchase_contract_draft(request.purchase_contract)
        return purchase_contract_to_proto(handlers.create_purchase_contract(tx, draft))

    def GetPurchaseContract(
        self, tx: Tx, request: pb.GetPurchaseContractRequest
    ) -> purchase_contract_pb2.PurchaseContract:
        """One of them."""
        return purchase_contract_to_proto(handlers.get_purchase_contract(tx, request.name))

    def ListPurchaseContracts(
        self, tx: Tx, request: pb.ListPurchaseContractsRequest
    ) -> pb.ListPurchaseContractsResponse:
        """A page of them."""
        wanted = translate.read_purchase_contract_filter(request, "")
        found, after = handlers.list_purchase_contracts(tx, wanted, self.pager.read(request))
        return pb.ListPurchaseContractsResponse(
            purchase_contracts=map(purchase_contract_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def SignPurchaseContract(self, tx: Tx, request: pb.SignPurchaseContractRequest) -> pb.SignPurchaseContractResponse:
        """An office provides it."""
        done = handlers.sign(tx, request.name, translate.read_sign(request, ""), etag=request.etag)
        return pb.SignPurchaseContractResponse(purchase_contract=purchase_contract_to_proto(done))

    def CoverActivity(self, tx: Tx, request: pb.CoverActivityRequest) -> pb.CoverActivityResponse:
        """Name work that it pays for."""
        done = handlers.cover(tx, request.name, translate.read_cover(request, ""), etag=request.etag)
        return pb.CoverActivityResponse(purchase_contract=purchase_contract_to_proto(done))

    def AcceptPurchaseContract(
        self, tx: Tx, request: pb.AcceptPurchaseContractRequest
    ) -> pb.AcceptPurchaseContractResponse:
        """The work was accepted."""
        done = handlers.accept(tx, request.name, translate.read_accept(request, ""), etag=request.etag)
        return pb.AcceptPurchaseContractResponse(purchase_contract=purchase_contract_to_proto(done))

    def PayPurchaseContract(self, tx: Tx, request: pb.PayPurchaseContractRequest) -> pb.PayPurchaseContractResponse:
        """A payment."""
        done = handlers.pay(tx, request.name, translate.read_pay(request, ""), etag=request.etag)
        return pb.PayPurchaseContractResponse(purchase_contract=purchase_contract_to_proto(done))

    def EndPurchaseContract(self, tx: Tx, request: pb.EndPurchaseContractRequest) -> pb.EndPurchaseContractResponse:
        """It ends without acceptance."""
        done = handlers.end(tx, request.name, translate.read_end(request, ""), etag=request.etag)
        return pb.EndPurchaseContractResponse(purchase_contract=purchase_contract_to_proto(done))
