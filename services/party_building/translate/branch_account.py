"""Branches' accounts, and what a secretary asks for, between proto and domain. It must not know rows."""

from __future__ import annotations

from dataclasses import dataclass

from sifa.party_building.v1 import branch_account_pb2
from sifa.party_building.v1 import branch_account_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.branch_account import BranchAccount, BranchAccountDraft, BranchAccountFilter
from services.party_building.domain.fund_spend import FundSpendState

PAGED = ("page_size", "page_token")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSpends:
    """Which spendings of his organisation somebody asks for; None means any."""

    state: FundSpendState | None


account_to_proto = to_message(BranchAccount, branch_account_pb2.BranchAccount)
_read_draft = from_message(
    branch_account_pb2.BranchAccount, BranchAccountDraft,
    left_out=("name", "ended_date", "division", "create_time", "etag"),
)  # fmt: skip
read_account_filter = from_message(pb.ListBranchAccountsRequest, BranchAccountFilter, left_out=PAGED)
read_own_spends = from_message(pb.ListOwnSpendsRequest, OwnSpends, left_out=PAGED)


def read_account_draft(message: branch_account_pb2.BranchAccount) -> BranchAccountDraft:
    """What is linked; output-only fields are ignored."""
    return _read_draft(message, "branch_account")
