"""Suspected violations between proto and domain, and as other services tell of them. It must not know rows."""

from __future__ import annotations

import datetime as dt

from sifa.grassroots_offices.v1 import suspected_violation_pb2
from sifa.grassroots_offices.v1 import suspected_violation_service_pb2 as pb
from sifa.legal_aid.v1 import complaint_pb2
from sifa.legal_aid.v1 import events_pb2 as legal_aid

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.penalty import PenaltySource
from services.grassroots_offices.domain.suspected_violation import (
    MOVES,
    FiledCase,
    SuspectedViolation,
    SuspectedViolationDraft,
    SuspectedViolationFilter,
    ToldViolation,
    ViolationDismissal,
)

OUTPUT_ONLY = (
    "name", "office", "state", "late", "penalty", "end_reason", "end_document", "ended_date", "division",
    "create_time", "etag", "allowed_actions",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
PAGE = ("page_size", "page_token")
# What is said of the work itself (GO-44, 10); property and paid service have flows of their own.
POOR_AGENCY = frozenset(
    {complaint_pb2.COMPLAINT_GROUND_SUBSTANDARD_SERVICE, complaint_pb2.COMPLAINT_GROUND_NO_PROGRESS_REPORT}
)
UPHELD = frozenset({complaint_pb2.COMPLAINT_FINDING_UPHELD, complaint_pb2.COMPLAINT_FINDING_PARTLY_UPHELD})
_to_proto = to_message(
    SuspectedViolation, suspected_violation_pb2.SuspectedViolation, left_out=("allowed_actions",)
)  # fmt: skip
_read_draft = from_message(
    suspected_violation_pb2.SuspectedViolation, SuspectedViolationDraft, left_out=OUTPUT_ONLY
)  # fmt: skip
read_suspected_violation_filter = from_message(
    pb.ListSuspectedViolationsRequest, SuspectedViolationFilter, left_out=PAGE
)  # fmt: skip
read_case = from_message(pb.RecordViolationCaseRequest, FiledCase, left_out=ENVELOPE)
read_dismissal = from_message(pb.DismissSuspectedViolationRequest, ViolationDismissal, left_out=ENVELOPE)


def suspected_violation_to_proto(suspected: SuspectedViolation) -> suspected_violation_pb2.SuspectedViolation:
    """The message, with what may be done next."""
    message = _to_proto(suspected)
    message.allowed_actions.extend(allowed_actions(MOVES, suspected.state))
    return message


def read_suspected_violation_draft(message: suspected_violation_pb2.SuspectedViolation) -> SuspectedViolationDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "suspected_violation")


def read_failure(event: legal_aid.AssignmentFailed) -> ToldViolation:
    """A case of legal aid was refused, not arranged or neglected: violation 06 (GO-44, XF-15)."""
    return ToldViolation(
        office=event.office, practitioner=event.practitioner, violation_code="06", source=PenaltySource.CLUE,
        about=event.case, found_date=dt.date.fromisoformat(event.happened_date),
        description="法律援助案件拒绝接受指派、未安排人员或者怠于办理",
    )  # fmt: skip


def read_taking(event: legal_aid.PropertyTakingReported) -> ToldViolation:
    """Property was asked for or taken: violation 15, in the case also 16 (GO-44, XF-16)."""
    return ToldViolation(
        office=event.office, practitioner=event.practitioner, violation_code="15", source=PenaltySource.COMPLAINT,
        about=event.complaint or event.about, found_date=dt.date.fromisoformat(event.received_date),
        description="反映向受援人索取、收受财物",
    )  # fmt: skip


def read_poor_agency(event: legal_aid.ComplaintConcluded) -> ToldViolation | None:
    """A complaint of poor agency was found right: violation 10 (GO-44, GO-83, XF-37); None for any other."""
    if event.ground not in POOR_AGENCY or event.finding not in UPHELD:
        return None
    return ToldViolation(
        office=event.office, practitioner=event.practitioner, violation_code="10", source=PenaltySource.COMPLAINT,
        about=event.complaint, found_date=dt.date.fromisoformat(event.concluded_date),
        description="投诉查实代理不尽责",
    )  # fmt: skip
