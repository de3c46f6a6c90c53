"""Part of an office becomes one of its own: who goes, who stays, what both must have (GO-02, GO-08)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sifa.grassroots_offices.v1 import office_pb2 as pb

from tests.doors import refused
from tests.services.grassroots_offices.applications import Partners, act, change, grant, opined, state
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.successions import PARTNERSHIP, PATH, decide_split, spans, split
from tests.services.grassroots_offices.test_office_changes import office_state


@pytest.mark.rule("XF-07")
def test_both_offices_of_a_split_partnership_say_who_leads_them(desk: Desk) -> None:
    office = desk.enter_office(**PARTNERSHIP)
    staff = [desk.enter_practitioner(office.name, partner=place < 4) for place in range(6)]
    going = [staff[0], staff[1], staff[4]]
    filed = split(desk, office.name, going, partners=[one.name for one in going[:2]], **PARTNERSHIP)
    decide_split(desk, filed)
    assert [(one.office, one.director, sorted(one.managers)) for one in desk.told("OfficeLeadersChanged")] == [
        (filed.office, staff[0].name, [staff[1].name]),
        (office.name, "", sorted(one.name for one in staff[2:4])),
    ]


@pytest.mark.rule("GO-02", "GO-03", "GO-08", "XF-01", "XF-02")
def test_part_of_an_office_becomes_one_of_its_own(desk: Desk) -> None:
    office, staff = desk.staffed_office(6)
    filed = split(desk, office.name, staff[:3])
    assert (filed.from_office, office_state(desk, filed.office), [one.code for one in filed.warnings]) == (
        office.name, "APPLYING", ["NO_NATIONAL_PROCEDURE"],
    )  # fmt: skip
    assert refused(lambda: opined(desk, filed)).reason == "PARTY_PLAN_UNCHECKED"
    done = decide_split(desk, filed)
    made = desk.office(filed.office)
    assert (state(done), made.state, made.origin, made.licence_number, made.director) == (
        "GRANTED", pb.OFFICE_STATE_LICENSED, office.name, "市许分字001号", staff[0].name,
    )  # fmt: skip
    assert [
        next(one.measured for one in verdicts if one.criterion == 1)
        for verdicts in (done.verdicts, done.remaining_verdicts)
    ] == [3, 3]
    assert [spans(desk, one)[-1] for one in staff] == [("ACTIVE", made.name)] * 3 + [("ACTIVE", office.name)] * 3
    assert spans(desk, staff[0])[0] == ("ACTIVE", office.name)
    assert list(desk.office(office.name).cure_periods) == list(made.cure_periods) == []
    (accepted,), (born,) = desk.told("EstablishmentAccepted"), desk.told("OfficeLicensed")
    assert (accepted.office, born.office, list(born.practitioners)) == (
        made.name, made.name, [one.name for one in staff[:3]],
    )  # fmt: skip
    (went,) = desk.told("OfficeSucceeded")
    assert (went.office, went.successor, went.ended, went.succeeded_date) == (
        office.name, made.name, False, "2026-06-15",
    )  # fmt: skip


@pytest.mark.rule("GO-02")
@pytest.mark.parametrize("going", [2, 3])
def test_both_offices_of_a_split_meet_the_legal_minimum(desk: Desk, going: int) -> None:
    office, staff = desk.staffed_office(5)
    filed = split(desk, office.name, staff[:going])
    found = refused(lambda: decide_split(desk, filed))
    assert (found.reason, found.metadata["lacking"]) == ("BELOW_LEGAL_MINIMUM", "PRACTITIONERS:2/3")


@pytest.mark.rule("GO-02", "GO-08")
def test_who_goes_is_of_the_office_free_and_not_its_head(desk: Desk) -> None:
    office, staff = desk.staffed_office(6)
    _, strangers = desk.staffed_office(3)
    wide = replace(desk, clerk=desk.door.person("grassroots_clerk", divisions=("990000",)))
    grant(desk, change(desk, "CHANGE_HEAD", office.name, director=staff[0].name))
    Partners(desk).hold(staff[5].name)
    foreign = refused(lambda: split(desk, office.name, [*staff[1:3], strangers[0]]))
    held = refused(lambda: split(desk, office.name, [*staff[1:3], staff[5]]))
    head = refused(lambda: split(desk, office.name, staff[:3]))
    assert (foreign.reason, held.reason, head.reason) == (
        "FOUNDER_NOT_OF_OFFICE", "FOUNDER_NOT_OF_OFFICE", "DIRECTOR_LEAVES",
    )  # fmt: skip
    elsewhere = refused(lambda: split(wide, office.name, staff[1:4], division="990203"))
    assert elsewhere.violations == {f"{PATH}.division": "STATEMENT_MISMATCH"}
    first = split(desk, office.name, staff[1:4])
    assert refused(lambda: split(desk, office.name, staff[1:4])).reason == "CHANGE_RUNNING"
    desk.leave(staff[1])
    assert refused(lambda: decide_split(desk, first)).reason == "FOUNDER_NOT_OF_OFFICE"


@pytest.mark.rule("GO-32")
def test_a_split_that_is_taken_back_leaves_everything_as_it_was(desk: Desk) -> None:
    office, staff = desk.staffed_office(6)
    filed = split(desk, office.name, staff[:3])
    act(desk, "WithdrawLicenceApplication", filed, reasons="不再分立")
    assert (office_state(desk, filed.office), office_state(desk, office.name)) == ("REJECTED", "LICENSED")
    assert [spans(desk, one) for one in staff] == [[("ACTIVE", office.name)]] * 6
