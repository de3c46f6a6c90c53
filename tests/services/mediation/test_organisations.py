"""Organisations that mediate, their mediators, and what is told of them (MD-01, MD-02, SV-72)."""

from __future__ import annotations

import json
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.mediation.v1 import mediation_organisation_pb2 as pb

from services.mediation.domain.mediation_organisation import MOVES, UNIT_KINDS, MediationOrganisationKind
from services.mediation.persistence.mediation_organisation import TABLE
from tests.doors import refused
from tests.services.mediation.house import PAPER, House


def test_a_closed_organisation_allows_nothing() -> None:
    assert {state.name: sorted(row) for state, row in MOVES.items()} == {
        "ACTIVE": ["appointMediator", "close", "endMediator", "rename"], "CLOSED": [],
    }  # fmt: skip


def test_every_kind_is_a_kind_of_unit() -> None:
    assert {kind.name: unit.name for kind, unit in UNIT_KINDS.items()} == {
        "PEOPLES_COMMITTEE": "MEDIATION_ORGANISATION", "SPECIALISED": "MEDIATION_ORGANISATION",
        "INDUSTRY": "MEDIATION_CENTRE",
    }  # fmt: skip
    assert set(UNIT_KINDS) == set(MediationOrganisationKind)


@pytest.mark.rule("MD-01", "SV-72")
def test_one_is_entered_renamed_and_closed_and_each_is_told(house: House) -> None:
    made = house.organisation()
    assert house.call("GetMediationOrganisation", house.clerk, name=made.name) == made
    wish = {"name": made.name, "title": "示范街道人民调解委员会", "document_number": "更名1号"}
    renamed = house.call("RenameMediationOrganisation", house.clerk, **wish).mediation_organisation
    assert (renamed.title, renamed.document_number, renamed.etag) == ("示范街道人民调解委员会", "更名1号", "2")
    wish = {"name": made.name, "closed_date": "2026-06-10", "document_number": PAPER}
    closed = house.call("CloseMediationOrganisation", house.clerk, **wish).mediation_organisation
    assert (closed.state, list(closed.allowed_actions)) == (pb.MEDIATION_ORGANISATION_STATE_CLOSED, [])
    facts = [(kind, json.loads(body)) for kind, body in house.told()]
    assert [(kind, fact["title"], fact["state"], fact["changedDate"]) for kind, fact in facts] == [
        ("UnitChanged", "示范镇人民调解委员会", "UNIT_STATE_ACTIVE", "2026-06-15"),
        ("UnitChanged", "示范街道人民调解委员会", "UNIT_STATE_ACTIVE", "2026-06-15"),
        ("UnitChanged", "示范街道人民调解委员会", "UNIT_STATE_CLOSED", "2026-06-10"),
    ]
    assert {fact["unit"] for _, fact in facts} == {made.name}
    assert house.noted() == [f"mediation_organisation.{what}" for what in ("create", "rename", "close")]


@pytest.mark.rule("MD-01")
def test_a_name_is_borne_once_in_a_place(house: House) -> None:
    made, other = house.organisation(), house.organisation("示范村人民调解委员会")
    twice = refused(house.organisation)
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ORGANISATION_REGISTERED")
    wish = {"name": other.name, "title": made.title, "document_number": PAPER}
    assert refused(lambda: house.call("RenameMediationOrganisation", house.clerk, **wish)).reason == twice.reason
    wish = {"name": made.name, "closed_date": "2026-06-10", "document_number": PAPER}
    house.call("CloseMediationOrganisation", house.clerk, **wish)
    assert house.organisation().title == made.title


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"credit_code": "91110105MA01ABCD11"}, "credit_code", "CREDIT_CODE_CHECK"),
        ({"credit_code": "1"}, "credit_code", "CREDIT_CODE_FORMAT"),
        ({"founded_date": "2026-06-16"}, "founded_date", "DATE_IN_FUTURE"),
    ],
)
def test_what_cannot_be_is_refused(house: House, changes: dict[str, Any], field: str, reason: str) -> None:
    answer = refused(lambda: house.organisation(**changes))
    assert answer.violations == {f"mediation_organisation.{field}": reason}
    assert house.told() == []


def test_nothing_is_entered_outside_ones_divisions(house: House) -> None:
    assert refused(lambda: house.organisation(division="110105")).reason == "DIVISION_OUT_OF_SCOPE"


@pytest.mark.rule("MD-02")
def test_mediators_come_and_leave_and_nobody_is_struck_off(house: House) -> None:
    made = house.appoint(house.organisation().name)
    assert refused(lambda: house.appoint(made.name, appointed_date="2019-12-31")).violations == {
        "mediator.appointed_date": "DATE_BEFORE_PREVIOUS"
    }

    def end(until: str) -> Any:
        wish = {"name": made.name, "mediator": made.mediators[0].mediator, "until_date": until}
        return house.call("EndMediator", house.clerk, **wish, document_number=PAPER).mediation_organisation

    assert refused(lambda: end("2020-12-31")).violations == {"until_date": "DATE_BEFORE_PREVIOUS"}
    assert [one.until_date for one in end("2026-06-10").mediators] == ["2026-06-10"]
    assert refused(lambda: end("2026-06-10")).reason == "MEDIATOR_UNKNOWN"


@pytest.mark.rule("MD-01")
def test_with_the_organisation_its_mediators_end(house: House) -> None:
    made = house.appoint(house.organisation().name)
    wish = {"name": made.name, "document_number": PAPER}

    def close(on: str) -> Any:
        return house.call("CloseMediationOrganisation", house.clerk, **wish, closed_date=on).mediation_organisation

    assert refused(lambda: close("2020-12-31")).violations == {"closed_date": "DATE_BEFORE_PREVIOUS"}
    assert [one.until_date for one in close("2026-06-01").mediators] == ["2026-06-01"]
    assert refused(lambda: house.appoint(made.name)).reason == "ACTION_NOT_ALLOWED"


def test_names_of_mediators_are_sealed_and_not_told(house: House) -> None:
    house.appoint(house.organisation().name, "示例调解员甲")
    with house.door.service.database.read() as session:
        rows = [dict(row) for row in session.execute(sa.select(TABLE)).mappings()]
    assert "示例调解员甲" not in str(rows)
    assert "示例调解员甲" not in str(house.told())


def test_a_list_holds_what_was_asked_for(house: House) -> None:
    first = house.organisation()
    second = house.organisation("示范行业调解中心", kind=pb.MEDIATION_ORGANISATION_KIND_INDUSTRY)
    listed = house.call("ListMediationOrganisations", house.clerk)
    assert list(listed.mediation_organisations) == [first, second]
    listed = house.call("ListMediationOrganisations", house.clerk, kind=second.kind)
    assert list(listed.mediation_organisations) == [second]
