"""Applications between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import application_pb2, application_service_pb2, facts_pb2

from chassis.kernel.identity_number import masked_identity_number
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from chassis.messages.notifier import shown_address
from services.legal_aid.domain.application import MOVES, Application, ApplicationDraft, ApplicationFilter
from services.legal_aid.domain.assessment import Assessment, AssessmentDraft
from services.legal_aid.domain.paper import Receipt
from services.legal_aid.domain.person import Agent, Applicant
from services.legal_aid.translate.deadline import deadline_to_proto
from services.legal_aid.translate.decision import decision_to_proto

OUTPUT_ONLY = (
    "name", "number", "state", "decision", "allowed_actions", "division", "create_time", "update_time", "etag",
    "missing_papers", "supplement", "deadlines", "flags", "steps", "assignment", "referred_divisions",
)  # fmt: skip
_applicant_to_proto = to_message(Applicant, facts_pb2.Applicant)
_agent_to_proto = to_message(Agent, facts_pb2.Agent)


def applicant_to_proto(applicant: Applicant) -> facts_pb2.Applicant:
    """The applicant with the identity number and the address masked (P-01)."""
    message = _applicant_to_proto(applicant)
    message.identity_number = masked_identity_number(applicant.identity_number)
    message.contact_address = shown_address(applicant.contact_address)
    return message


def agent_to_proto(agent: Agent) -> facts_pb2.Agent:
    """The agent with the identity number masked (P-01)."""
    message = _agent_to_proto(agent)
    message.identity_number = masked_identity_number(agent.identity_number)
    return message


_to_proto = to_message(
    Application,
    application_pb2.Application,
    left_out=("allowed_actions", "missing_papers"),
    hidden=("state_before_death",),
    parts={
        "applicant": applicant_to_proto,
        "agent": agent_to_proto,
        "decision": decision_to_proto,
        "deadlines": deadline_to_proto,
    },
)
_read_draft = from_message(application_pb2.Application, ApplicationDraft, left_out=OUTPUT_ONLY)
read_application_filter = from_message(
    application_service_pb2.ListApplicationsRequest, ApplicationFilter, left_out=("page_size", "page_token")
)
read_assessment_draft = from_message(application_service_pb2.AssessApplicationRequest, AssessmentDraft)
assessment_to_proto = to_message(Assessment, application_service_pb2.AssessApplicationResponse)
receipt_to_proto = to_message(Receipt, application_service_pb2.Receipt)


def application_to_proto(application: Application) -> application_pb2.Application:
    """The reply, with what is missing and what may be done next."""
    message = _to_proto(application)
    message.allowed_actions.extend(allowed_actions(MOVES, application.state))
    message.missing_papers.extend(
        facts_pb2.PaperKind.Value(f"PAPER_KIND_{kind.name}") for kind in application.missing_papers
    )
    return message


def read_application_draft(message: application_pb2.Application) -> ApplicationDraft:
    """What the counter entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "application")
