"""Offices merge into a new one, and a split may end the office that splits (GO-02, GO-08)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sifa.grassroots_offices.v1 import events_pb2
from sifa.grassroots_offices.v1 import office_pb2 as pb

from tests.doors import refused
from tests.services.grassroots_offices import matters, penalties
from tests.services.grassroots_offices.applications import Partners, act, opined, state
from tests.services.grassroots_offices.desk import Desk, credit_code
from tests.services.grassroots_offices.successions import (
    PARTNERSHIP,
    PATH,
    consolidate,
    merge,
    spans,
    split,
)
from tests.services.grassroots_offices.test_certificates import issue
from tests.services.grassroots_offices.test_office_changes import office_state

NUMBER = "市许合字001号"


def reviewed(desk: Desk, *filed: Any) -> None:
    """The plans are checked, the county agrees."""
    partners = Partners(desk)
    for one in filed:
        partners.check_plan(one)
        opined(desk, one)


def license_new(desk: Desk, filed: Any, **fields: Any) -> Any:
    """The city grants."""
    given = {"granted": True, "issued_number": NUMBER, "credit_code": credit_code(), **fields}
    return act(desk, "DecideLicenceApplication", filed, **given)


def decide(desk: Desk, filed: Any) -> Any:
    """From the acceptance to the licence."""
    reviewed(desk, filed)
    return license_new(desk, filed)


@pytest.mark.rule("GO-02", "GO-03", "GO-08", "XF-01", "XF-02")
def test_two_offices_end_in_a_new_one_to_which_everybody_of_theirs_belongs(desk: Desk) -> None:
    """Neither would do alone; holds and interns come along, and what was before stays where it was."""
    (first, ones), (second, others) = desk.staffed_office(2), desk.staffed_office(2)
    intern = desk.intern(second.name)
    Partners(desk).hold(others[0].name)
    filed = consolidate(desk, ones[0], first.name, second.name)
    assert ([one.code for one in filed.warnings], office_state(desk, filed.office), filed.from_office) == (
        ["NO_NATIONAL_PROCEDURE"], "APPLYING", "",
    )  # fmt: skip
    assert refused(lambda: opined(desk, filed)).reason == "PARTY_PLAN_UNCHECKED"
    done = decide(desk, filed)
    made, everybody = desk.office(filed.office), sorted(one.name for one in (*ones, *others))
    assert (state(done), made.state, made.licence_number, made.origin, made.director) == (
        "GRANTED", pb.OFFICE_STATE_LICENSED, NUMBER, "", ones[0].name,
    )  # fmt: skip
    assert (next(one.measured for one in done.verdicts if one.criterion == 1), list(made.cure_periods)) == (4, [])
    assert [(office_state(desk, one.name), desk.office(one.name).successor) for one in (first, second)] == [
        ("DEREGISTERED", made.name)
    ] * 2
    assert spans(desk, ones[1]) == [("ACTIVE", first.name), ("ACTIVE", made.name)]
    assert spans(desk, others[0])[-2:] == [("HOLD", second.name), ("HOLD", made.name)]
    assert spans(desk, intern)[-1] == ("INTERN", made.name)
    (accepted,), (born,) = desk.told("EstablishmentAccepted"), desk.told("OfficeLicensed")
    assert (accepted.office, list(accepted.practitioners)) == (made.name, everybody)
    assert (born.office, list(born.practitioners)) == (made.name, everybody)
    ended = [one for one in desk.told("PracticeStatusChanged") if one.subject in {first.name, second.name}]
    assert [one.status for one in ended] == [events_pb2.PRACTICE_STATUS_CANCELLED] * 2
    followed = {(one.office, one.successor, one.ended) for one in desk.told("OfficeSucceeded")}
    assert followed == {(first.name, made.name, True), (second.name, made.name, True)}


@pytest.mark.rule("GO-12")
def test_licences_of_the_offices_that_end_are_taken_back_and_their_numbers_given_to_nobody(desk: Desk) -> None:
    (first, ones), (second, _) = desk.staffed_office(3), desk.staffed_office(3)
    issue(desk, first.name)
    filed = consolidate(desk, ones[0], first.name, second.name)
    reviewed(desk, filed)
    taken = refused(lambda: license_new(desk, filed, issued_number=first.licence_number))
    license_new(desk, filed)
    listed = desk.call("ListCertificates", desk.city).certificates
    assert taken.reason == "LICENCE_TAKEN"
    assert [(one.subject, one.withdrawn_date) for one in listed] == [(first.name, "2026-06-15")]


@pytest.mark.rule("GO-02", "XF-07")
def test_partners_of_the_new_office_are_those_of_the_application(desk: Desk) -> None:
    offices = [desk.enter_office(**PARTNERSHIP) for _ in range(2)]
    staff = [[desk.enter_practitioner(one.name, partner=place < 2) for place in range(2)] for one in offices]
    names = [one.name for one in offices]
    stranger = desk.enter_practitioner(desk.enter_office().name)
    partners = [staff[0][0].name, staff[1][0].name]
    outside = refused(lambda: consolidate(desk, stranger, *names, partners=partners, **PARTNERSHIP))
    short = consolidate(desk, staff[0][0], *names, partners=partners[:1], **PARTNERSHIP)
    filed = consolidate(desk, staff[0][0], *names, partners=partners, **PARTNERSHIP)
    reviewed(desk, short, filed)
    found = refused(lambda: license_new(desk, short))
    assert (outside.reason, found.reason, found.metadata["lacking"]) == (
        "NOT_OF_STAFF", "BELOW_LEGAL_MINIMUM", "PARTNERS:1/2",
    )  # fmt: skip
    act(desk, "DecideLicenceApplication", short, granted=False, grounds=[13], reasons="合伙人不足")
    assert ([office_state(desk, one) for one in names], office_state(desk, short.office)) == (
        ["LICENSED"] * 2, "REJECTED",
    )  # fmt: skip
    license_new(desk, filed)
    assert [one.name for each in staff for one in each if desk.practitioner(one.name).partner] == partners
    assert [(one.office, one.director, list(one.managers)) for one in desk.told("OfficeLeadersChanged")] == [
        (filed.office, partners[0], partners[1:])
    ]
    assert list(desk.office(filed.office).cure_periods) == []


@pytest.mark.rule("GO-08", "GO-46")
@pytest.mark.parametrize(("matter", "count"), [("applications", "1"), ("penalties", "1")])
def test_nothing_that_runs_is_lost_with_the_offices_that_end(desk: Desk, matter: str, count: str) -> None:
    (first, ones), (second, _) = desk.staffed_office(3), desk.staffed_office(3)
    filed = consolidate(desk, ones[0], first.name, second.name)
    if matter == "applications":
        merge(desk, first.name, desk.staffed_office(3)[0].name)
    else:
        penalties.file(desk, office=second.name)
    found = refused(lambda: decide(desk, filed))
    assert (found.reason, found.metadata[matter]) == ("OPEN_MATTERS", count)
    assert refused(lambda: consolidate(desk, ones[0], first.name, second.name)).reason == "OPEN_MATTERS"


@pytest.mark.rule("GO-08", "GO-15")
def test_a_split_ends_the_office_when_its_last_part_becomes_an_office_too(desk: Desk) -> None:
    """Both parts are licensed on one day; what runs goes on with the last part, which everybody who is left joins."""
    office, staff = desk.staffed_office(6)
    running = matters.register(desk, office.name, staff[5].name)
    part = split(desk, office.name, staff[:3])
    rest = consolidate(desk, staff[3], office.name)
    reviewed(desk, part, rest)
    early = refused(lambda: license_new(desk, rest))
    assert (early.reason, early.metadata["applications"]) == ("OPEN_MATTERS", "1")
    license_new(desk, part, issued_number="市许分字001号")
    license_new(desk, rest)
    ended, first, last = (desk.office(one) for one in (office.name, part.office, rest.office))
    assert [pb.OfficeState.Name(one.state).removeprefix("OFFICE_STATE_") for one in (ended, first, last)] == [
        "DEREGISTERED", "LICENSED", "LICENSED",
    ]  # fmt: skip
    assert (ended.successor, first.origin, last.origin) == (last.name, office.name, "")
    assert len({ended.licence_number, first.licence_number, last.licence_number}) == 3
    assert [spans(desk, one)[-1][1] for one in staff] == [first.name] * 3 + [last.name] * 3
    assert [list(one.cure_periods) for one in (ended, first, last)] == [[]] * 3
    assert matters.act(desk, "approve", running).handler == staff[5].name


@pytest.mark.rule("GO-08")
def test_one_office_alone_does_not_renew_itself(desk: Desk) -> None:
    """A new licence would leave behind what was found against the old one: there must be a split, granted that day."""
    office, staff = desk.staffed_office(6)
    lone = refused(lambda: consolidate(desk, staff[0], office.name))
    part = split(desk, office.name, staff[:3])
    rest = consolidate(desk, staff[3], office.name)
    reviewed(desk, part, rest)
    act(desk, "DecideLicenceApplication", part, granted=False, grounds=[14], reasons="不予分立")
    alone = refused(lambda: license_new(desk, rest))
    assert (lone.reason, alone.reason) == ("SPLIT_MISSING", "SPLIT_MISSING")
    assert office_state(desk, office.name) == "LICENSED"


@pytest.mark.rule("GO-08")
def test_the_new_office_stands_where_one_of_the_others_stood_and_names_nobody(desk: Desk) -> None:
    (first, ones), (second, _) = desk.staffed_office(3), desk.staffed_office(3)
    names = (first.name, second.name)
    wide = replace(desk, clerk=desk.door.person("grassroots_clerk", divisions=("990000",)))
    elsewhere = refused(lambda: consolidate(wide, ones[0], *names, division="990203"))
    named = refused(lambda: consolidate(desk, ones[0], *names, founders=[ones[0].name]))
    none = refused(lambda: consolidate(desk, ones[0]))
    assert (elsewhere.violations, named.violations, none.violations) == (
        {f"{PATH}.division": "STATEMENT_MISMATCH"}, {f"{PATH}.founders": "STATEMENT_MISMATCH"},
        {f"{PATH}.absorbed_offices": "STATEMENT_MISMATCH"},
    )  # fmt: skip


@pytest.mark.rule("GO-32")
def test_a_consolidation_that_is_taken_back_leaves_everything_as_it_was(desk: Desk) -> None:
    (first, ones), (second, _) = desk.staffed_office(3), desk.staffed_office(3)
    filed = consolidate(desk, ones[0], first.name, second.name)
    act(desk, "WithdrawLicenceApplication", filed, reasons="不再合并")
    assert [office_state(desk, one) for one in (filed.office, first.name, second.name)] == [
        "REJECTED", "LICENSED", "LICENSED",
    ]  # fmt: skip
    assert [spans(desk, one) for one in ones] == [[("ACTIVE", first.name)]] * 3
