"""Build requests to legal aid for tests. It must not call anything."""

from __future__ import annotations

import itertools
from typing import Any

from sifa.legal_aid.v1 import application_pb2 as application_pb
from sifa.legal_aid.v1 import application_service_pb2 as service_pb
from sifa.legal_aid.v1 import facts_pb2 as pb
from sifa.legal_aid.v1 import institution_pb2, institution_service_pb2

from chassis.kernel.identity_number import check_character

APPLICATIONS = service_pb.DESCRIPTOR.services_by_name["ApplicationService"].methods_by_name
INSTITUTIONS = institution_service_pb2.DESCRIPTOR.services_by_name["InstitutionService"].methods_by_name
COMPLETE = (
    pb.PAPER_KIND_APPLICATION_FORM, pb.PAPER_KIND_IDENTITY_DOCUMENT, pb.PAPER_KIND_HARDSHIP_STATEMENT,
    pb.PAPER_KIND_MATTER_PAPERS, pb.PAPER_KIND_NO_MEANS_PROOF, pb.PAPER_KIND_INTEGRITY_PLEDGE,
)  # fmt: skip
_OPPONENTS = itertools.count(1)


def identity_number(count: int = 1) -> str:
    """A sound identity number of an invented person in division 990102."""
    digits = f"99010219900307{count:03d}"
    return digits + check_character(digits)


def applicant(**changes: Any) -> pb.Applicant:
    """A townsman; `changes` are his fields."""
    fields: dict[str, Any] = {
        "full_name": "王㐂", "identity_number": identity_number(), "residence_type": pb.RESIDENCE_TYPE_URBAN, **changes,
    }  # fmt: skip
    return pb.Applicant(**fields)


def agent(relation: pb.AgentRelation.ValueType, count: int = 2) -> pb.Agent:
    """Somebody who applies for the applicant."""
    return pb.Agent(full_name="李代理", identity_number=identity_number(count), relation=relation)


def means(**changes: Any) -> pb.Means:
    """A single person with 1,300.00 yuan a month who signed the pledge."""
    facts: dict[str, Any] = {
        "household_size": 1, "household_income_fen": 130_000, "income_period": pb.INCOME_PERIOD_MONTH,
        "pledge_signed": True, **changes,
    }  # fmt: skip
    return pb.Means(**facts)


def place(division: str = "990102") -> pb.Place:
    """A court in the division is in charge."""
    return pb.Place(track=pb.TRACK_LITIGATION, authority_division=division)


def papers(*kinds: pb.PaperKind.ValueType) -> list[pb.Paper]:
    """Papers of the kinds; everything that LA-07 asks of anybody when none is named."""
    return [pb.Paper(kind=kind, pages=1) for kind in kinds or COMPLETE]


def papers_without(*kinds: pb.PaperKind.ValueType) -> list[pb.Paper]:
    """Everything that LA-07 asks of anybody but these."""
    return [paper for paper in papers() if paper.kind not in kinds]


def opponent(request_id: str) -> str:
    """Another opponent each time, so that no matter is filed twice; the same one for the same request id."""
    return f"虚构公司{request_id or next(_OPPONENTS)}"


def application(institution: str, *, request_id: str = "", **changes: Any) -> application_pb.Application:
    """What a counter enters for a labour-pay dispute of a townsman."""
    fields: dict[str, Any] = {
        "institution": institution, "channel": pb.CHANNEL_COUNTER, "applicant": applicant(),
        "matter": pb.MATTER_LABOUR_PAY, "means": means(), "place": place(), "papers": papers(),
        "opponents": [opponent(request_id)], **changes,
    }  # fmt: skip
    return application_pb.Application(**fields)


def creation(institution: str, *, request_id: str = "", **changes: Any) -> service_pb.CreateApplicationRequest:
    """The request that receives such an application."""
    return service_pb.CreateApplicationRequest(
        application=application(institution, request_id=request_id, **changes), request_id=request_id
    )


def registration(prefix: str, division: str = "990102") -> institution_service_pb2.CreateInstitutionRequest:
    """The request that registers an institution."""
    made = institution_pb2.Institution(display_name=f"{prefix}法律援助中心", document_prefix=prefix, division=division)
    return institution_service_pb2.CreateInstitutionRequest(institution=made)
