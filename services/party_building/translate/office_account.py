"""Offices' accounts, and what an office's own clerk asks for, between proto and domain. It must not know rows."""

from __future__ import annotations

from dataclasses import dataclass

from sifa.party_building.v1 import office_account_pb2
from sifa.party_building.v1 import office_account_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.deliberation import DeliberationMatter
from services.party_building.domain.office_account import OfficeAccount, OfficeAccountDraft, OfficeAccountFilter

PAGED = ("page_size", "page_token")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMatters:
    """Which deliberations of his office somebody asks for; None means any."""

    matter: DeliberationMatter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDecisions(OwnMatters):
    """The same of decisions; `flagged`: only those without a deliberation."""

    flagged: bool


account_to_proto = to_message(OfficeAccount, office_account_pb2.OfficeAccount)
_read_draft = from_message(
    office_account_pb2.OfficeAccount, OfficeAccountDraft,
    left_out=("name", "ended_date", "division", "create_time", "etag"),
)  # fmt: skip
read_account_filter = from_message(pb.ListOfficeAccountsRequest, OfficeAccountFilter, left_out=PAGED)
read_own_matters = from_message(pb.ListOwnDeliberationsRequest, OwnMatters, left_out=PAGED)
read_own_decisions = from_message(pb.ListOwnDecisionsRequest, OwnDecisions, left_out=PAGED)


def read_account_draft(message: office_account_pb2.OfficeAccount) -> OfficeAccountDraft:
    """What is linked; output-only fields are ignored."""
    return _read_draft(message, "office_account")
