"""An office is born: founders, party plan, county, city, licence (GO-01 to GO-04, K1, XF-01, XF-02)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import office_pb2 as pb
from sifa.grassroots_offices.v1 import practitioner_pb2

from services.grassroots_offices.domain.office import MOVES
from services.grassroots_offices.domain.office_statement import OPEN_MODE, refuse_closed_mode
from tests.doors import refused
from tests.services.grassroots_offices.applications import (
    Partners,
    act,
    establish,
    founders,
    opined,
    state,
)
from tests.services.grassroots_offices.desk import Desk, credit_code, premises

ACTIVE = practitioner_pb2.PRACTITIONER_STATE_ACTIVE


def license_office(desk: Desk, application: Any, **fields: Any) -> Any:
    return act(
        desk, "DecideLicenceApplication", application,
        **{"granted": True, "issued_number": "市许新字001号", "credit_code": credit_code(), **fields},
    )  # fmt: skip


def office_state(desk: Desk, name: str) -> str:
    return pb.OfficeState.Name(desk.office(name).state).removeprefix("OFFICE_STATE_")


def test_the_moves_of_an_office_are_those_of_the_book() -> None:
    """Beside the book: a new office whose papers never came is rejected, an office in its cure may change, and offices
    split and merge.
    """
    assert {state.name: {action: {to.name for to in after} for action, after in moves.items()}
            for state, moves in MOVES.items()} == {
        "APPLYING": {"review": {"COUNTY_REVIEWED"}, "reject": {"REJECTED"}},
        "COUNTY_REVIEWED": {"license": {"LICENSED"}, "reject": {"REJECTED"}},
        "LICENSED": {"change": {"LICENSED"}, "rectify": {"RECTIFYING"}, "terminate": {"TERMINATING"},
                     "split": {"LICENSED"}, "merge": {"LICENSED"}, "absorb": {"DEREGISTERED"}},
        "REJECTED": {},
        "RECTIFYING": {"change": {"RECTIFYING"}, "confirmCure": {"LICENSED"}, "terminate": {"TERMINATING"},
                       "merge": {"RECTIFYING"}, "absorb": {"DEREGISTERED"}},
        "TERMINATING": {"endLiquidation": {"TERMINATING"}, "deregister": {"DEREGISTERED"}},
        "DEREGISTERED": {},
    }  # fmt: skip


@pytest.mark.rule("GO-02", "GO-03", "GO-04")
def test_an_office_is_born_once_its_party_plan_is_checked(desk: Desk) -> None:
    people = founders(desk)
    filed = establish(desk, people)
    assert (state(filed), office_state(desk, filed.office)) == ("ACCEPTED", "APPLYING")
    early = refused(lambda: opined(desk, filed))
    assert (early.code, early.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "PARTY_PLAN_UNCHECKED")
    partners = Partners(desk)
    partners.check_plan(filed)
    reviewed = opined(desk, filed)
    assert office_state(desk, filed.office) == "COUNTY_REVIEWED"
    assert {one.kind for one in reviewed.deadlines if not one.done_date} == {"DECIDE"}
    done = license_office(desk, filed)
    office = desk.office(filed.office)
    assert (state(done), office_state(desk, office.name)) == ("GRANTED", "LICENSED")
    assert (office.licence_number, office.licensed_date, office.credit_code[:2], office.director) == (
        "市许新字001号", "2026-06-15", "33", people[0],
    )  # fmt: skip
    assert all(one.met for one in done.verdicts if one.of_licence)
    assert list(office.cure_periods) == []
    assert [(desk.practitioner(one).state, desk.practitioner(one).office) for one in people] == [
        (ACTIVE, office.name)
    ] * 3
    (accepted,), (born,) = desk.told("EstablishmentAccepted"), desk.told("OfficeLicensed")
    assert [(one.office, one.director, list(one.managers)) for one in desk.told("OfficeLeadersChanged")] == [
        (office.name, people[0], [])
    ]
    assert (list(accepted.practitioners), accepted.party_plan_document) == (people, "组建方案1号")
    assert (born.office, list(born.practitioners)) == (office.name, people)
    assert [one.action for one in done.steps] == ["receive", "hearParty", "giveOpinion", "decide"]


@pytest.mark.rule("GO-01")
def test_every_application_to_set_up_an_office_warns_that_the_nation_has_no_procedure(desk: Desk) -> None:
    filed = establish(desk, founders(desk))
    assert [one.code for one in filed.warnings] == ["NO_NATIONAL_PROCEDURE"]
    assert "地方依据" in filed.warnings[0].text
    bare = refused(lambda: establish(desk, founders(desk), local_authority_document=""))
    assert bare.violations == {
        "licence_application.office_statement.local_authority_document": "STATEMENT_MISMATCH"
    }  # fmt: skip


@pytest.mark.rule("GO-01")
def test_a_region_may_close_the_way() -> None:
    refuse_closed_mode(OPEN_MODE)
    with pytest.raises(Exception, match="ESTABLISHMENT_CLOSED"):
        refuse_closed_mode("CLOSED")


@pytest.mark.rule("GO-02")
@pytest.mark.parametrize(
    ("count", "changes", "lacking"),
    [(2, {}, "PRACTITIONERS:2/3"), (3, {"institution_certificate": ""}, "INSTITUTION_CERTIFICATE:0/1"),
     (3, {"form": pb.OFFICE_FORM_PARTNERSHIP, "institution_certificate": ""}, "PARTNERS:0/2")],
)  # fmt: skip
def test_nothing_below_the_legal_minimum_is_licensed(
    desk: Desk, count: int, changes: dict[str, Any], lacking: str
) -> None:
    filed = establish(desk, founders(desk, count), **changes)
    Partners(desk).check_plan(filed)
    opined(desk, filed)
    found = refused(lambda: license_office(desk, filed))
    assert (found.reason, found.metadata["lacking"]) == ("BELOW_LEGAL_MINIMUM", lacking)
    done = act(desk, "DecideLicenceApplication", filed, granted=False, grounds=[13], reasons="不符合法定条件")
    assert (state(done), office_state(desk, filed.office)) == ("REFUSED", "REJECTED")
    assert not all(one.met for one in done.verdicts if one.of_licence)


@pytest.mark.rule("GO-02")
def test_founders_are_free_and_head_and_partners_are_among_them(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    people = founders(desk)
    busy = refused(lambda: establish(desk, [*people[:2], staff[0].name]))
    outside = refused(lambda: establish(desk, people, director=staff[0].name))
    assert (busy.reason, outside.reason) == ("FOUNDER_NOT_FREE", "NOT_OF_STAFF")


@pytest.mark.rule("GO-02")
def test_a_partnership_is_born_with_its_partners(desk: Desk) -> None:
    people = founders(desk)
    filed = establish(
        desk, people, form=pb.OFFICE_FORM_PARTNERSHIP, institution_certificate="", partners=people[:2]
    )  # fmt: skip
    Partners(desk).check_plan(filed)
    opined(desk, filed)
    license_office(desk, filed)
    assert [desk.practitioner(one).partner for one in people] == [True, True, False]


@pytest.mark.rule("GO-33")
@pytest.mark.parametrize(
    ("fields", "violations"),
    [({"credit_code": ""}, {"credit_code": "CREDIT_CODE_FORMAT"}),
     ({"credit_code": credit_code("91")}, {"credit_code": "CREDIT_CODE_PREFIX"}),
     ({"issued_number": ""}, {"issued_number": "ISSUED_NUMBER_MISSING"})],
)  # fmt: skip
def test_a_licence_has_a_number_and_a_code(desk: Desk, fields: dict[str, Any], violations: dict[str, str]) -> None:
    filed = establish(desk, founders(desk))
    Partners(desk).check_plan(filed)
    opined(desk, filed)
    assert refused(lambda: license_office(desk, filed, **fields)).violations == violations


@pytest.mark.rule("GO-12")
def test_a_new_licence_has_a_number_of_its_own(desk: Desk) -> None:
    other = desk.enter_office()
    filed = establish(desk, founders(desk))
    Partners(desk).check_plan(filed)
    opined(desk, filed)
    found = refused(lambda: license_office(desk, filed, issued_number=other.licence_number))
    assert (found.code, found.reason) == (grpc.StatusCode.ALREADY_EXISTS, "LICENCE_TAKEN")
    found = refused(lambda: license_office(desk, filed, credit_code=other.credit_code))
    assert found.reason == "CREDIT_CODE_TAKEN"


@pytest.mark.rule("GO-02")
def test_offices_apply_side_by_side_before_any_of_them_has_a_number(desk: Desk) -> None:
    first = establish(desk, founders(desk))
    act(desk, "WithdrawLicenceApplication", first, reasons="不再设立")
    assert [state(establish(desk, founders(desk))) for _ in range(2)] == ["ACCEPTED"] * 2
    assert office_state(desk, first.office) == "REJECTED"


@pytest.mark.rule("GO-08")
def test_a_kind_says_what_belongs_to_it_and_nothing_else(desk: Desk) -> None:
    people = founders(desk)
    found = refused(lambda: establish(desk, people, charter_document="", premises=None))
    path = "licence_application.office_statement"
    assert found.violations == {
        f"{path}.charter_document": "STATEMENT_MISMATCH", f"{path}.premises": "STATEMENT_MISMATCH",
    }  # fmt: skip
    assert establish(desk, people, premises=premises(floor_area_m2=60)).office
