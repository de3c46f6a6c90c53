"""Party organisations between proto and domain. It must not know rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message
from sifa.party_building.v1 import party_organisation_pb2
from sifa.party_building.v1 import party_organisation_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.leadership import Post
from services.party_building.domain.organisation import (
    MOVES,
    Asked,
    Organisation,
    OrganisationDraft,
    OrganisationFilter,
    OrganisationPaper,
    OrganisationVersion,
    OrganisationView,
)
from services.party_building.domain.standard import HaveCheck, OrganisationGrade

FOUND = (
    "state", "leads", "standard_reached", "formal_count", "probationary_count", "warnings", "allowed_actions",
)  # fmt: skip
OUTPUT_ONLY = (
    "name", "approved_date", "exception_document", "term_years", "elected_date", "term_end", "posts", "haves", "grades",
    "versions", "deadlines", "create_time", "etag", *FOUND,
)  # fmt: skip
_FIELDS = party_organisation_pb2.PartyOrganisation.DESCRIPTOR.fields_by_name
_to_proto = to_message(
    Organisation, party_organisation_pb2.PartyOrganisation, left_out=FOUND, hidden=("lead_gap", "term_clock", "state"),
    parts={"deadlines": deadline_to_message},
)  # fmt: skip
_found_to_proto = to_message(
    OrganisationView, party_organisation_pb2.PartyOrganisation, hidden=("organisation",),
    left_out=tuple(set(_FIELDS) - set(FOUND) | {"allowed_actions"}),
)  # fmt: skip
_version_to_proto = to_message(OrganisationVersion, party_organisation_pb2.OrganisationVersion)
_read_draft = from_message(party_organisation_pb2.PartyOrganisation, OrganisationDraft, left_out=OUTPUT_ONLY)
read_organisation_filter = from_message(
    pb.ListPartyOrganisationsRequest, OrganisationFilter, left_out=("page_size", "page_token")
)
_read_post = from_message(party_organisation_pb2.Post, Post)
_read_have = from_message(party_organisation_pb2.HaveCheck, HaveCheck)
BESIDE = ("name", "request_id", "etag")


def organisation_to_proto(view: OrganisationView) -> party_organisation_pb2.PartyOrganisation:
    """The organisation with what follows today, and what may be done next."""
    message = _to_proto(view.organisation)
    message.MergeFrom(_found_to_proto(view))
    message.allowed_actions.extend(allowed_actions(MOVES, view.state))
    return message


def node_to_proto(organisation: Organisation, version: OrganisationVersion) -> pb.OrganisationNode:
    """An organisation as it stood on a day."""
    whole = _to_proto(organisation)
    return pb.OrganisationNode(
        name=whole.name, display_name=whole.display_name, kind=whole.kind, version=_version_to_proto(version)
    )


def read_organisation_draft(message: party_organisation_pb2.PartyOrganisation) -> OrganisationDraft:
    """What is proposed; output-only fields are ignored."""
    return _read_draft(message, "party_organisation")


def asked_reader(request: type[Message]) -> Callable[[Any], Asked]:
    """Compile the reading of what every change says: which, on which paper, and when (P-02, P-06)."""
    own = {"name", "request_id", "etag", "document_number", "happened_date", "entry_reason"}
    rest = tuple(set(request.DESCRIPTOR.fields_by_name) - own)
    read = from_message(request, OrganisationPaper, left_out=(*BESIDE, *rest))
    return lambda given: Asked(name=given.name, etag=given.etag, paper=read(given, ""))


def read_posts(posts: list[party_organisation_pb2.Post]) -> tuple[Post, ...]:
    """Who was elected."""
    return tuple(_read_post(post, f"posts[{place}]") for place, post in enumerate(posts))


def read_haves(haves: list[party_organisation_pb2.HaveCheck]) -> tuple[HaveCheck, ...]:
    """What was looked at. Raises InvalidFields for a date that does not exist."""
    return tuple(_read_have(have, f"haves[{place}]") for place, have in enumerate(haves))


def read_grade(grade: party_organisation_pb2.OrganisationGrade.ValueType) -> OrganisationGrade:
    """The grade."""
    return OrganisationGrade[party_organisation_pb2.OrganisationGrade.Name(grade).removeprefix("ORGANISATION_GRADE_")]
