"""Build requests to legal aid for tests. It must not call anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import application_service_pb2 as service_pb
from sifa.legal_aid.v1 import institution_pb2, institution_service_pb2

from chassis.kernel.identity_number import check_character

APPLICATIONS = service_pb.DESCRIPTOR.services_by_name["ApplicationService"].methods_by_name
INSTITUTIONS = institution_service_pb2.DESCRIPTOR.services_by_name["InstitutionService"].methods_by_name


def identity_number(count: int = 1) -> str:
    """A sound identity number of an invented person in division 990102."""
    digits = f"99010219900307{count:03d}"
    return digits + check_character(digits)


def means(**changes: Any) -> pb.Means:
    """A single person with 1,300.00 yuan a month who signed the pledge."""
    facts: dict[str, Any] = {
        "household_size": 1, "household_income_fen": 130_000, "income_period": pb.INCOME_PERIOD_MONTH,
        "pledge_signed": True, **changes,
    }  # fmt: skip
    return pb.Means(**facts)


def application(institution: str, **changes: Any) -> pb.Application:
    """What a counter enters for a labour-pay dispute of a townsman."""
    applicant = pb.Applicant(
        full_name="王㐂", identity_number=identity_number(), residence_type=pb.RESIDENCE_TYPE_URBAN
    )
    fields: dict[str, Any] = {
        "institution": institution, "channel": pb.CHANNEL_COUNTER, "applicant": applicant,
        "matter": pb.MATTER_LABOUR_PAY, "means": means(), **changes,
    }  # fmt: skip
    return pb.Application(**fields)


def creation(institution: str, *, request_id: str = "", **changes: Any) -> service_pb.CreateApplicationRequest:
    """The request that receives such an application."""
    return service_pb.CreateApplicationRequest(application=application(institution, **changes), request_id=request_id)


def registration(prefix: str, division: str = "990102") -> institution_service_pb2.CreateInstitutionRequest:
    """The request that registers an institution."""
    made = institution_pb2.Institution(display_name=f"{prefix}法律援助中心", document_prefix=prefix, division=division)
    return institution_service_pb2.CreateInstitutionRequest(institution=made)
