"""gRPC door of published tables. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import publication_pb2
from sifa.legal_aid.v1 import publication_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.publication import (
    create_publication,
    get_publication,
    list_publications,
    publish_publication,
    recompute_publication,
)
from services.legal_aid.translate.publication import (
    publication_to_proto,
    read_publication_draft,
    read_publication_filter,
    read_publishing,
    recomputation_to_proto,
)


class PublicationService(Servicer):
    """sifa.legal_aid.v1.PublicationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PublicationService"]

    def CreatePublication(self, tx: Tx, request: pb.CreatePublicationRequest) -> publication_pb2.Publication:
        """Compute a table."""
        draft = read_publication_draft(request.publication, "publication")
        return publication_to_proto(create_publication(tx, draft))

    def GetPublication(self, tx: Tx, request: pb.GetPublicationRequest) -> publication_pb2.Publication:
        """One table."""
        return publication_to_proto(get_publication(tx, request.name))

    def ListPublications(self, tx: Tx, request: pb.ListPublicationsRequest) -> pb.ListPublicationsResponse:
        """A page of tables."""
        found, after = list_publications(tx, read_publication_filter(request, ""), self.pager.read(request))
        return pb.ListPublicationsResponse(
            publications=map(publication_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RecomputePublication(
        self, tx: Tx, request: pb.RecomputePublicationRequest
    ) -> pb.RecomputePublicationResponse:  # fmt: skip
        """Compute a table again."""
        return recomputation_to_proto(recompute_publication(tx, request.name))

    def PublishPublication(self, tx: Tx, request: pb.PublishPublicationRequest) -> pb.PublishPublicationResponse:
        """Record that a table was published."""
        done = publish_publication(tx, request.name, read_publishing(request, ""), etag=request.etag)
        return pb.PublishPublicationResponse(publication=publication_to_proto(done))
