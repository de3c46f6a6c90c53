"""A campaign of the notice of 2021 in the bureau's county, through the gRPC door. It must not assert anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sifa.supervision.v1 import campaign_pb2, campaign_unit_pb2
from sifa.supervision.v1 import campaign_unit_pb2 as pb

from tests.doors import HOME
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at

FIRST_DAY = "2021-01-07"
PAPER = {"document_number": "专项整治1号"}
LOOKED_BACK = {"experience": "逐人自查", "shortcomings": "台账不全", "direction": "完善制度"}
TEXT = {**LOOKED_BACK, "systems": "案卷评查制度"}


def template(bureau: Bureau, which: int = 0, year: int = 2021, **changes: Any) -> campaign_pb2.Campaign:
    """A template for the bureau's own county; the district's of 2021, or the city's (1)."""
    found = bureau.call("ListCampaignTemplates", bureau.section, year=year).campaign_templates[which].campaign
    found.MergeFrom(campaign_pb2.Campaign(**{"division": HOME, **changes}))
    plan: campaign_pb2.Campaign = found
    return plan


def plan(bureau: Bureau, **changes: Any) -> campaign_pb2.Campaign:
    """The district's campaign is planned; `changes` replace single fields."""
    asked: Any = template(bureau)
    for field in changes:
        asked.ClearField(field)
    asked.MergeFrom(campaign_pb2.Campaign(**changes))
    made: campaign_pb2.Campaign = bureau.call("CreateCampaign", bureau.section, campaign=asked)
    return made


def start(bureau: Bureau, name: str, **fields: Any) -> campaign_pb2.Campaign:
    """The chief begins it."""
    done = bureau.call("StartCampaign", bureau.chief, **{"name": name, **PAPER, **fields})
    return done.campaign  # type: ignore[no-any-return]


def units(bureau: Bureau, **asked: Any) -> list[campaign_unit_pb2.CampaignUnit]:
    """The matrix."""
    return list(bureau.call("ListCampaignUnits", bureau.chief, **asked).campaign_units)


def papers(bureau: Bureau, **asked: Any) -> list[Any]:
    """Who has to hand in what."""
    return list(bureau.call("ListCampaignPapers", bureau.chief, **asked).campaign_papers)


def confirm(bureau: Bureau, unit: pb.CampaignUnit, person: str = "", **fields: Any) -> pb.CampaignUnit:
    """The unit or one of its people confirms the notice."""
    done = bureau.call("ConfirmNotice", bureau.section, name=unit.name, person=person, **fields)
    return done.campaign_unit  # type: ignore[no-any-return]


def confirm_all(bureau: Bureau, unit: pb.CampaignUnit) -> pb.CampaignUnit:
    """The unit and all its people do."""
    after = confirm(bureau, unit)
    for one in unit.people:
        after = confirm(bureau, unit, one.person)
    return after


def check(bureau: Bureau, unit: pb.CampaignUnit, kind: int, officers: list[str], **fields: Any) -> pb.CampaignUnit:
    """Two officers checked everything and found nothing."""
    usual: dict[str, Any] = {
        "name": unit.name, "kind": kind, "officers": officers, "people_checked": len(unit.people),
        "ledgers_checked": unit.ledger_count, "files_checked": 3, "files_total": 3,
        "result": pb.CHECK_RESULT_NONE_FOUND, "document_number": "检查记录1号", **fields,
    }  # fmt: skip
    return bureau.call("EnterCheck", bureau.section, **usual).campaign_unit  # type: ignore[no-any-return]


def two_officers(bureau: Bureau) -> list[str]:
    """Two officers who were certified in 2021."""
    return [bureau.officer(valid_from_date="2019-01-01").name for _ in range(2)]


def receive(bureau: Bureau, paper: str, **fields: Any) -> Any:
    """A look-back report comes in."""
    usual: dict[str, Any] = {"name": paper, "sha256": "ab" * 32, **PAPER, **LOOKED_BACK, **fields}
    return bureau.call("ReceivePaper", bureau.section, **usual).campaign_paper


def report(bureau: Bureau, name: str, **fields: Any) -> campaign_pb2.Campaign:
    """The chief reports up."""
    asked = {"name": name, "text": TEXT, **PAPER, **fields}
    return bureau.call("ReportCampaign", bureau.chief, **asked).campaign  # type: ignore[no-any-return]


def look_back(bureau: Bureau, name: str) -> Any:
    """The report F-22."""
    return bureau.call("GetLookBackReport", bureau.chief, name=name)


@contextmanager
def on(bureau: Bureau, profile: Profile, day: str) -> Iterator[Bureau]:
    """The same people in the morning of another day."""
    with at(bureau, profile, f"{day}T09:00") as then:
        yield then
