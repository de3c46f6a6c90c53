"""Published tables between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import publication_pb2
from sifa.legal_aid.v1 import publication_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.publication import (
    Publication,
    PublicationDraft,
    PublicationFilter,
    Publishing,
    Recomputation,
)

OUTPUT_ONLY = (
    "name", "subject_name", "basis", "position", "content", "readable_text", "sha256", "state", "published_date",
    "published_at", "entry_reason", "due_date", "late", "create_time", "etag",
)  # fmt: skip
publication_to_proto = to_message(Publication, publication_pb2.Publication)
read_publication_draft = from_message(publication_pb2.Publication, PublicationDraft, left_out=OUTPUT_ONLY)
read_publication_filter = from_message(
    pb.ListPublicationsRequest, PublicationFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_publishing = from_message(pb.PublishPublicationRequest, Publishing, left_out=("name", "request_id", "etag"))
recomputation_to_proto = to_message(Recomputation, pb.RecomputePublicationResponse)
