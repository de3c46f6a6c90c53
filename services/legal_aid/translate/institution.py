"""Institutions between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import institution_pb2

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.institution import Institution, InstitutionDraft

institution_to_proto = to_message(Institution, institution_pb2.Institution)
_read_draft = from_message(institution_pb2.Institution, InstitutionDraft, left_out=("name", "create_time", "etag"))


def read_institution_draft(message: institution_pb2.Institution) -> InstitutionDraft:
    """What is to be registered; output-only fields are ignored."""
    return _read_draft(message, "institution")
