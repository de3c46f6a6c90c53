"""Splits and mergers of offices as county and city handle them. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.grassroots_offices.v1 import licence_application_pb2 as application_pb
from sifa.grassroots_offices.v1 import office_pb2 as pb
from sifa.grassroots_offices.v1 import practitioner_pb2 as people

from tests.services.grassroots_offices.applications import Partners, file, grant
from tests.services.grassroots_offices.desk import Desk, credit_code, premises

PAPERS = [1, 7, 8, 9, 10, 11, 12, 14]
PATH = "licence_application.office_statement"
PARTNERSHIP: dict[str, Any] = {"form": pb.OFFICE_FORM_PARTNERSHIP, "institution_certificate": ""}


def merge(desk: Desk, office: str, *others: str, **stated: Any) -> Any:
    """An office applies to take others over."""
    said = {"absorbed_offices": others, "succession_document": "合并协议1号", **stated}
    return file(
        desk, application_pb.LICENCE_APPLICATION_KIND_MERGE, office=office,
        office_statement=application_pb.OfficeStatement(**said), papers=PAPERS,
    )  # fmt: skip


def _founding(director: people.Practitioner, **stated: Any) -> application_pb.OfficeStatement:
    """What is said of an office that is to be."""
    said = {
        "display_name": "分立示例法律服务所", "form": pb.OFFICE_FORM_PUBLIC_INSTITUTION,
        "institution_certificate": "事证第8号", "premises": premises(address="玄武县柳林镇2号"), "division": "990102",
        "director": director.name, "charter_document": "章程8号", "party_plan_document": "组建方案8号",
        "local_authority_document": "地方依据8号", "succession_document": "分立方案1号", **stated,
    }  # fmt: skip
    return application_pb.OfficeStatement(**said)


def split(desk: Desk, office: str, going: list[people.Practitioner], **stated: Any) -> Any:
    """Part of an office applies to become one of its own."""
    stated = {"founders": [one.name for one in going], **stated}
    return file(
        desk, application_pb.LICENCE_APPLICATION_KIND_SPLIT, office=office,
        office_statement=_founding(going[0], **stated), papers=PAPERS,
    )  # fmt: skip


def consolidate(desk: Desk, director: people.Practitioner, *offices: str, **stated: Any) -> Any:
    """A new office applies to take everything of the offices over."""
    said = {
        "absorbed_offices": offices,
        "display_name": "新设示例法律服务所",
        "succession_document": "合并协议2号",
        **stated,
    }
    return file(
        desk, application_pb.LICENCE_APPLICATION_KIND_CONSOLIDATE, office_statement=_founding(director, **said),
        papers=PAPERS,
    )  # fmt: skip


def decide_split(desk: Desk, filed: Any) -> Any:
    """The plan is checked, the county agrees, the city grants."""
    Partners(desk).check_plan(filed)
    return grant(desk, filed, issued_number="市许分字001号", credit_code=credit_code())


def spans(desk: Desk, who: people.Practitioner) -> list[tuple[str, str]]:
    """State and office of somebody, oldest first."""
    return [
        (people.PractitionerState.Name(one.state).removeprefix("PRACTITIONER_STATE_"), one.office)
        for one in desk.practitioner(who.name).spans
    ]
