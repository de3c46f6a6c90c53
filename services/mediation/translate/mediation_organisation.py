"""Organisations that mediate between proto and domain. It must not know rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sifa.mediation.v1 import mediation_organisation_pb2
from sifa.mediation.v1 import mediation_organisation_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.mediation.domain.mediation_organisation import (
    MOVES,
    MediationOrganisation,
    MediationOrganisationDraft,
    MediationOrganisationFilter,
    MediatorDraft,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Who leaves, and when."""

    mediator: str
    until_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDay:
    """When it is closed."""

    closed_date: dt.date


ENVELOPE = ("name", "request_id", "etag", "document_number")
_to_proto = to_message(
    MediationOrganisation, mediation_organisation_pb2.MediationOrganisation, left_out=("allowed_actions",)
)
read_draft = from_message(
    mediation_organisation_pb2.MediationOrganisation, MediationOrganisationDraft,
    left_out=("name", "mediators", "closed_date", "state", "allowed_actions", "create_time", "etag"),
)  # fmt: skip
read_mediator = from_message(
    mediation_organisation_pb2.Mediator, MediatorDraft, left_out=("mediator", "until_date")
)  # fmt: skip
read_leaving = from_message(pb.EndMediatorRequest, Leaving, left_out=ENVELOPE)
read_closing = from_message(pb.CloseMediationOrganisationRequest, ClosingDay, left_out=ENVELOPE)
read_filter = from_message(
    pb.ListMediationOrganisationsRequest, MediationOrganisationFilter, left_out=("page_size", "page_token")
)


def organisation_to_proto(organisation: MediationOrganisation) -> mediation_organisation_pb2.MediationOrganisation:
    """The organisation, with what may be done next."""
    message = _to_proto(organisation)
    message.allowed_actions.extend(allowed_actions(MOVES, organisation.state))
    return message
