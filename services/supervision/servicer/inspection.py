"""gRPC door of inspections. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import inspection_pb2
from sifa.supervision.v1 import inspection_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import inspection as use
from services.supervision.handlers import inspection_closing as closing
from services.supervision.handlers.inspection_replay import replay_inspection
from services.supervision.translate import inspection as translate


class InspectionService(Servicer):
    """sifa.supervision.v1.InspectionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["InspectionService"]

    def CreateInspection(self, tx: Tx, request: pb.CreateInspectionRequest) -> inspection_pb2.Inspection:
        """Plan one."""
        plan = translate.read_plan(request.inspection, "inspection")
        return translate.inspection_to_proto(use.create_inspection(tx, plan))

    def GetInspection(self, tx: Tx, request: pb.GetInspectionRequest) -> inspection_pb2.Inspection:
        """One of them."""
        return translate.inspection_to_proto(use.get_inspection(tx, request.name))

    def ListInspections(self, tx: Tx, request: pb.ListInspectionsRequest) -> pb.ListInspectionsResponse:
        """A page of them."""
        found, after = use.list_inspections(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListInspectionsResponse(
            inspections=map(translate.inspection_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveInspection(self, tx: Tx, request: pb.ApproveInspectionRequest) -> pb.ApproveInspectionResponse:
        """The leader agrees."""
        done = use.approve_inspection(tx, request.name, translate.read_approval(request, ""), etag=request.etag)
        return pb.ApproveInspectionResponse(inspection=translate.inspection_to_proto(done))

    def StartInspection(self, tx: Tx, request: pb.StartInspectionRequest) -> pb.StartInspectionResponse:
        """The officers are there."""
        told = translate.read_start(request, "")
        done = use.start_inspection(tx, request.name, told, request.unit, request.secret, etag=request.etag)
        return pb.StartInspectionResponse(inspection=translate.inspection_to_proto(done))

    def AddInspectionEvidence(
        self, tx: Tx, request: pb.AddInspectionEvidenceRequest
    ) -> pb.AddInspectionEvidenceResponse:
        """A content."""
        told = translate.read_evidence(request)
        done = closing.add_evidence(tx, request.name, told, request.content, etag=request.etag)
        return pb.AddInspectionEvidenceResponse(inspection=translate.inspection_to_proto(done))

    def GetInspectionEvidence(
        self, tx: Tx, request: pb.GetInspectionEvidenceRequest
    ) -> pb.GetInspectionEvidenceResponse:
        """A content as it is kept."""
        content, media_type = closing.get_evidence(tx, request.name, request.sha256)
        return pb.GetInspectionEvidenceResponse(content=content, media_type=media_type)

    def RecordInspection(self, tx: Tx, request: pb.RecordInspectionRequest) -> pb.RecordInspectionResponse:
        """What was found."""
        record = translate.read_record(request.record, "record")
        done = use.record_inspection(tx, request.name, record, etag=request.etag)
        return pb.RecordInspectionResponse(inspection=translate.inspection_to_proto(done))

    def SignInspection(self, tx: Tx, request: pb.SignInspectionRequest) -> pb.SignInspectionResponse:
        """An officer answers for it."""
        signature = translate.read_signature(request.signature, "signature")
        done = use.sign_inspection(tx, request.name, signature, etag=request.etag)
        return pb.SignInspectionResponse(inspection=translate.inspection_to_proto(done))

    def AnswerInspection(self, tx: Tx, request: pb.AnswerInspectionRequest) -> pb.AnswerInspectionResponse:
        """The unit answers."""
        response = translate.read_response(request.response, "response")
        done = use.answer_inspection(tx, request.name, response, etag=request.etag)
        return pb.AnswerInspectionResponse(inspection=translate.inspection_to_proto(done))

    def CloseInspection(self, tx: Tx, request: pb.CloseInspectionRequest) -> pb.CloseInspectionResponse:
        """It is over."""
        told = translate.read_closing(request, "")
        done = closing.close_inspection(tx, request.name, told, etag=request.etag)
        return pb.CloseInspectionResponse(inspection=translate.inspection_to_proto(done))

    def ReplayInspection(self, tx: Tx, request: pb.ReplayInspectionRequest) -> pb.ReplayInspectionResponse:
        """A capture from outside."""
        done = replay_inspection(tx, request.name, translate.read_capture(request, ""), etag=request.etag)
        return pb.ReplayInspectionResponse(inspection=translate.inspection_to_proto(done))

    def GetInspectionProof(self, tx: Tx, request: pb.GetInspectionProofRequest) -> inspection_pb2.InspectionProof:
        """What was signed."""
        return translate.proof_to_proto(closing.get_proof(tx, request.name))

    def GroupMutualChecks(self, tx: Tx, request: pb.GroupMutualChecksRequest) -> pb.GroupMutualChecksResponse:
        """Who checks whom."""
        found = use.group_mutual_checks(tx, request.name, request.groups, request.seed)
        return pb.GroupMutualChecksResponse(mutual_checks=map(translate.mutual_to_proto, found))
