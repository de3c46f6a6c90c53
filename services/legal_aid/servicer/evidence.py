"""gRPC door of evidence. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import evidence_pb2
from sifa.legal_aid.v1 import evidence_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.evidence import (
    create_evidence,
    get_evidence,
    list_evidence,
    list_evidence_views,
    upload_part,
    view_evidence,
)
from services.legal_aid.translate.evidence import evidence_to_proto, read_evidence_draft, view_to_proto


class EvidenceService(Servicer):
    """sifa.legal_aid.v1.EvidenceService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["EvidenceService"]

    def CreateEvidence(self, tx: Tx, request: pb.CreateEvidenceRequest) -> evidence_pb2.Evidence:
        """Capture a piece."""
        return evidence_to_proto(create_evidence(tx, read_evidence_draft(request.evidence), request.content))

    def GetEvidence(self, tx: Tx, request: pb.GetEvidenceRequest) -> evidence_pb2.Evidence:
        """One piece."""
        return evidence_to_proto(get_evidence(tx, request.name))

    def ListEvidence(self, tx: Tx, request: pb.ListEvidenceRequest) -> pb.ListEvidenceResponse:
        """A page of a subject's evidence."""
        found, after = list_evidence(tx, request.subject, self.pager.read(request))
        return pb.ListEvidenceResponse(
            evidence=map(evidence_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def UploadEvidencePart(self, tx: Tx, request: pb.UploadEvidencePartRequest) -> pb.UploadEvidencePartResponse:
        """Add a part."""
        done = upload_part(tx, request.name, request.part, request.content, etag=request.etag)
        return pb.UploadEvidencePartResponse(evidence=evidence_to_proto(done))

    def ViewEvidence(self, tx: Tx, request: pb.ViewEvidenceRequest) -> pb.ViewEvidenceResponse:
        """Look at a part."""
        seen, content = view_evidence(tx, request.name, request.reason, request.part)
        return pb.ViewEvidenceResponse(evidence=evidence_to_proto(seen), content=content)

    def ListEvidenceViews(self, tx: Tx, request: pb.ListEvidenceViewsRequest) -> pb.ListEvidenceViewsResponse:
        """A page of who looked."""
        found, after = list_evidence_views(tx, request.parent, self.pager.read(request))
        return pb.ListEvidenceViewsResponse(
            views=map(view_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
