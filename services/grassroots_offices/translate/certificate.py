"""Licences and certificates that are handed out, between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import certificate_pb2
from sifa.grassroots_offices.v1 import certificate_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.certificate import MOVES, Certificate, CertificateDraft, CertificateFilter
from services.grassroots_offices.domain.licence_command import Reasoned

OUTPUT_ONLY = (
    "name", "state", "number", "content", "signature", "qr_text", "withdrawn_date", "withdrawal_document", "division",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(Certificate, certificate_pb2.Certificate, left_out=("allowed_actions",))
_read_draft = from_message(certificate_pb2.Certificate, CertificateDraft, left_out=OUTPUT_ONLY)
read_certificate_filter = from_message(
    pb.ListCertificatesRequest, CertificateFilter, left_out=("page_size", "page_token")
)
read_withdrawal = from_message(
    pb.WithdrawCertificateRequest, Reasoned, left_out=("name", "request_id", "etag")
)  # fmt: skip


def certificate_to_proto(certificate: Certificate) -> certificate_pb2.Certificate:
    """The certificate, with what may be done next."""
    message = _to_proto(certificate)
    message.allowed_actions.extend(allowed_actions(MOVES, certificate.state))
    return message


def read_certificate_draft(message: certificate_pb2.Certificate) -> CertificateDraft:
    """What is asked for; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "certificate")
