"""gRPC door of contracts of pairing with law firms. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import pairing_contract_pb2
from sifa.grassroots_offices.v1 import pairing_contract_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import pairing_contract as handlers
from services.grassroots_offices.translate import pairing_contract as translate
from services.grassroots_offices.translate.pairing_contract import pairing_contract_to_proto


class PairingContractService(Servicer):
    """sifa.grassroots_offices.v1.PairingContractService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PairingContractService"]

    def CreatePairingContract(
        self, tx: Tx, request: pb.CreatePairingContractRequest
    ) -> pairing_contract_pb2.PairingContract:
        """Enter one."""
        draft = translate.read_pairing_contract_draft(request.pairing_contract)
        return pairing_contract_to_proto(handlers.create_pairing_contract(tx, draft))

    def GetPairingContract(self, tx: Tx, request: pb.GetPairingContractRequest) -> pairing_contract_pb2.PairingContract:
        """One of them."""
        return pairing_contract_to_proto(handlers.get_pairing_contract(tx, request.name))

    def ListPairingContracts(self, tx: Tx, request: pb.ListPairingContractsRequest) -> pb.ListPairingContractsResponse:
        """A page of them."""
        wanted = translate.read_pairing_contract_filter(request, "")
        found, after = handlers.list_pairing_contracts(tx, wanted, self.pager.read(request))
        return pb.ListPairingContractsResponse(
            pairing_contracts=map(pairing_contract_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def EndPairingContract(self, tx: Tx, request: pb.EndPairingContractRequest) -> pb.EndPairingContractResponse:
        """It ended early."""
        done = handlers.end_pairing_contract(
            tx, request.name, translate.read_end_pairing_contract(request, ""), etag=request.etag
        )
        return pb.EndPairingContractResponse(pairing_contract=pairing_contract_to_proto(done))

    def CheckPairings(self, tx: Tx, request: pb.CheckPairingsRequest) -> pb.CheckPairingsResponse:
        """How each office stands."""
        found = handlers.check_pairings(tx, request.year)
        return pb.CheckPairingsResponse(lines=map(translate.pairing_line_to_proto, found))
