"""Accounts of offices' people between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import staff_account_pb2
from sifa.grassroots_offices.v1 import staff_account_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.staff_account import MOVES, StaffAccount, StaffAccountDraft, StaffAccountFilter

OUTPUT_ONLY = ("name", "state", "ended_date", "division", "create_time", "etag", "allowed_actions")

_to_proto = to_message(StaffAccount, staff_account_pb2.StaffAccount, left_out=("allowed_actions",))
_read_draft = from_message(staff_account_pb2.StaffAccount, StaffAccountDraft, left_out=OUTPUT_ONLY)
read_staff_account_filter = from_message(
    pb.ListStaffAccountsRequest, StaffAccountFilter, left_out=("page_size", "page_token")
)


def staff_account_to_proto(account: StaffAccount) -> staff_account_pb2.StaffAccount:
    """The message, with what may be done next."""
    message = _to_proto(account)
    message.allowed_actions.extend(allowed_actions(MOVES, account.state))
    return message


def read_staff_account_draft(message: staff_account_pb2.StaffAccount) -> StaffAccountDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "staff_account")
