"""Practitioners between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import practitioner_pb2
from sifa.grassroots_offices.v1 import practitioner_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.acceptance import AcceptanceBar, Matter
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.practitioner import (
    Cancellation,
    Hiring,
    InternDraft,
    Leave,
    PracticeSpan,
    Practitioner,
    PractitionerDraft,
    PractitionerFilter,
    Suspension,
    methods_of,
)

OUTPUT_ONLY = (
    "name", "state", "division", "spans", "allowed_actions", "create_time", "etag", "internship_date",
    "holds", "suspended_until_date", "leaves",
)  # fmt: skip
ASKED = ("name", "request_id", "etag")
_span_to_proto = to_message(
    PracticeSpan, practitioner_pb2.PracticeSpan, hidden=("practitioner",), parts={"deadline": deadline_to_message}
)
_to_proto = to_message(
    Practitioner, practitioner_pb2.Practitioner, left_out=("allowed_actions",), parts={"spans": _span_to_proto}
)
_read_draft = from_message(practitioner_pb2.Practitioner, PractitionerDraft, left_out=OUTPUT_ONLY)
read_practitioner_filter = from_message(
    pb.ListPractitionersRequest, PractitionerFilter, left_out=("page_size", "page_token")
)
read_end = from_message(pb.EndContractRequest, Documented, left_out=ASKED)
read_hiring = from_message(pb.HirePractitionerRequest, Hiring, left_out=ASKED)
read_cancellation = from_message(pb.CancelPractitionerRequest, Cancellation, left_out=ASKED)
read_intern = from_message(pb.RegisterInternRequest, InternDraft, left_out=("request_id",))
read_suspension = from_message(pb.SuspendPractitionerRequest, Suspension, left_out=ASKED)
read_resumption = from_message(pb.ResumePractitionerRequest, Documented, left_out=ASKED)
read_leave = from_message(pb.RecordLeaveRequest, Leave, left_out=ASKED)
read_public_office = from_message(pb.RecordPublicOfficeRequest, Documented, left_out=ASKED)
read_matter = from_message(pb.CheckAcceptanceRequest, Matter, left_out=("name",))
acceptance_bar_to_proto = to_message(AcceptanceBar, practitioner_pb2.AcceptanceBar)


def practitioner_to_proto(practitioner: Practitioner) -> practitioner_pb2.Practitioner:
    """The practitioner, with what may be done next."""
    message = _to_proto(practitioner)
    message.allowed_actions.extend(methods_of(practitioner.state))
    return message


def read_practitioner_draft(message: practitioner_pb2.Practitioner) -> PractitionerDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "practitioner")
