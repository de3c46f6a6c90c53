"""Applications for licences between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import licence_application_pb2
from sifa.grassroots_offices.v1 import licence_application_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.licence_application import (
    LicenceApplication,
    LicenceApplicationDraft,
    LicenceApplicationFilter,
    methods_of,
)
from services.grassroots_offices.domain.licence_awaiting import Awaited, awaited
from services.grassroots_offices.domain.licence_command import GivenDecision, GivenOpinion, PaperSubmission, Reasoned
from services.grassroots_offices.domain.office_statement import LicenceWarning, warnings_of

OUTPUT_ONLY = (
    "name", "state", "missing_papers", "notice", "accepted_date", "opinion", "decision", "party_step", "from_office",
    "completed_date", "division", "deadlines", "steps", "allowed_actions", "create_time", "etag",
    "verdicts", "remaining_verdicts", "warnings", "awaiting",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    LicenceApplication, licence_application_pb2.LicenceApplication,
    left_out=("allowed_actions", "warnings", "awaiting"),
    parts={"deadlines": deadline_to_message},
)  # fmt: skip
_warning_to_proto = to_message(LicenceWarning, licence_application_pb2.LicenceWarning)
_awaited_to_proto = to_message(Awaited, licence_application_pb2.LicenceAwaited)
_read_draft = from_message(
    licence_application_pb2.LicenceApplication, LicenceApplicationDraft, left_out=OUTPUT_ONLY
)  # fmt: skip
read_application_filter = from_message(
    pb.ListLicenceApplicationsRequest, LicenceApplicationFilter, left_out=("page_size", "page_token")
)
read_notice = from_message(pb.RequestPapersRequest, Documented, left_out=ENVELOPE)
read_submission = from_message(pb.SubmitLicencePapersRequest, PaperSubmission, left_out=ENVELOPE)
read_acceptance = from_message(pb.AcceptLicenceApplicationRequest, Documented, left_out=ENVELOPE)
read_opinion = from_message(pb.GiveOpinionRequest, GivenOpinion, left_out=ENVELOPE)
read_extension = from_message(pb.ExtendDecisionRequest, Reasoned, left_out=ENVELOPE)
read_decision = from_message(pb.DecideLicenceApplicationRequest, GivenDecision, left_out=ENVELOPE)
read_end = from_message(pb.GiveUpLicenceApplicationRequest, Reasoned, left_out=ENVELOPE)
read_withdrawal = from_message(pb.WithdrawLicenceApplicationRequest, Reasoned, left_out=ENVELOPE)


def application_to_proto(application: LicenceApplication) -> licence_application_pb2.LicenceApplication:
    """The application, with what may be done next."""
    message = _to_proto(application)
    message.allowed_actions.extend(methods_of(application.state))
    message.awaiting.extend(map(_awaited_to_proto, awaited(application)))
    message.warnings.extend(map(_warning_to_proto, warnings_of(application.kind)))
    return message


def read_application_draft(message: licence_application_pb2.LicenceApplication) -> LicenceApplicationDraft:
    """What is filed; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "licence_application")
