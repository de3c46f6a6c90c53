"""Applications between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import application_pb2

from chassis.kernel.identity_number import masked_identity_number
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.application import Application, ApplicationDraft, ApplicationState, allowed_actions

OUTPUT_ONLY = (
    "name", "number", "state", "decision", "allowed_actions", "division", "create_time", "update_time", "etag",
)  # fmt: skip
_to_proto = to_message(Application, application_pb2.Application, left_out=("allowed_actions",))
_read_draft = from_message(application_pb2.Application, ApplicationDraft, left_out=OUTPUT_ONLY)


def application_to_proto(application: Application) -> application_pb2.Application:
    """The reply, with what may be done next and with the identity number masked (P-01)."""
    message = _to_proto(application)
    message.applicant.identity_number = masked_identity_number(application.applicant.identity_number)
    message.allowed_actions.extend(allowed_actions(application.state))
    return message


def read_application_draft(message: application_pb2.Application) -> ApplicationDraft:
    """What the counter entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "application")


def read_state(value: application_pb2.ApplicationState.ValueType) -> ApplicationState | None:
    """A state filter; UNSPECIFIED means any."""
    name = application_pb2.ApplicationState.Name(value).removeprefix("APPLICATION_STATE_")
    return ApplicationState.__members__.get(name)
