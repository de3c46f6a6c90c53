"""An office never stands on both sides; namesakes and ended matters are looked at by a person (GO-15, GO-44)."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa
from sifa.grassroots_offices.v1 import office_case_pb2 as pb

from tests.doors import refused
from tests.services.grassroots_offices.applications import grant
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import (
    CLIENT,
    OPPONENT,
    THIRD,
    act,
    approved,
    identity_number,
    party,
    register,
)
from tests.services.grassroots_offices.successions import merge, split
from tests.services.grassroots_offices.test_own_office import link

NUMBER, OTHER_NUMBER = identity_number(), identity_number()


@pytest.mark.rule("GO-15", "GO-44")
@pytest.mark.parametrize("roles", [(CLIENT, OPPONENT), (OPPONENT, CLIENT)], ids=["then-opponent", "then-client"])
def test_both_sides_of_a_running_matter_are_never_taken_on(
    desk: Desk, roles: tuple[pb.CasePartyRole.ValueType, pb.CasePartyRole.ValueType]
) -> None:
    office, staff = desk.staffed_office(3)
    ours = [party(CLIENT, "乙示例")] if roles[0] == OPPONENT else []
    theirs = [party(CLIENT, "丙示例")] if roles[1] == OPPONENT else []
    first = approved(desk, office.name, staff[0].name, party(roles[0], "甲示例", NUMBER), *ours)
    second = register(desk, office.name, staff[1].name, party(roles[1], "甲（曾用名）", NUMBER.lower()), *theirs)
    assert [(one.office_case, one.basis, one.blocks) for one in second.conflicts] == [
        (first.name, pb.CASE_CONFLICT_BASIS_IDENTITY, True)
    ]
    answer = refused(lambda: act(desk, "approve", second, conflict_reason="当事人书面同意"))
    assert (answer.reason, answer.metadata["cases"]) == ("CONFLICT_OF_INTEREST", first.name)
    assert act(desk, "decline", second, outcome="利益冲突").state == pb.OFFICE_CASE_STATE_DECLINED


@pytest.mark.rule("GO-15")
def test_a_namesake_and_an_ended_matter_are_explained_by_the_approver(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    first = approved(desk, office.name, staff[0].name, party(CLIENT, "甲示例", NUMBER))
    namesake = register(desk, office.name, staff[1].name, party(CLIENT, "乙示例"), party(OPPONENT, " 甲示例"))
    assert [(one.basis, one.running, one.blocks) for one in namesake.conflicts] == [
        (pb.CASE_CONFLICT_BASIS_DISPLAY_NAME, True, False)
    ]
    assert refused(lambda: act(desk, "approve", namesake)).reason == "CONFLICT_UNEXPLAINED"
    taken = act(desk, "approve", namesake, conflict_reason="经核对身份证件，系同名")
    assert taken.conflict_reason == "经核对身份证件，系同名"
    act(desk, "close", first, outcome="判决结案")
    ended = register(desk, office.name, staff[1].name, party(CLIENT, "丙示例"), party(OPPONENT, "甲示例", NUMBER))
    assert [(one.running, one.blocks) for one in ended.conflicts] == [(False, False)]
    assert refused(lambda: act(desk, "approve", ended)).reason == "CONFLICT_UNEXPLAINED"


@pytest.mark.rule("GO-15")
def test_what_contradicts_nothing_is_not_shown(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    register(desk, office.name, staff[0].name, party(CLIENT, "甲示例", OTHER_NUMBER))
    again = register(desk, office.name, staff[0].name, party(CLIENT, "丁示例"), party(OPPONENT, "戊示例", NUMBER))
    gone = register(desk, office.name, staff[0].name, party(CLIENT, "戊示例", NUMBER))
    act(desk, "void", gone, outcome="登记有误")
    for client, opponent in (("己示例", "庚示例"), ("辛示例", "甲示例")):
        parties = (party(CLIENT, client), party(OPPONENT, opponent, NUMBER))
        assert list(register(desk, office.name, staff[0].name, *parties).conflicts) == []
    assert list(again.conflicts) == []


@pytest.mark.rule("GO-15")
def test_a_third_party_is_looked_at_and_the_check_is_made_anew_at_the_approval(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    first = register(desk, office.name, staff[0].name, party(CLIENT, "甲示例", NUMBER))
    assert list(first.conflicts) == []
    second = register(desk, office.name, staff[1].name, party(CLIENT, "乙示例"), party(THIRD, "甲示例", NUMBER))
    assert [(one.kind, one.blocks) for one in second.conflicts] == [(pb.CASE_CONFLICT_KIND_OPPONENT_IS_CLIENT, False)]
    assert refused(lambda: act(desk, "approve", first)).reason == "CONFLICT_UNEXPLAINED"
    assert act(desk, "approve", first, conflict_reason="第三人与本案无对立利益").conflicts[0].office_case == second.name


def test_names_are_sealed_and_numbers_are_not_kept(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    made = register(desk, office.name, staff[0].name, party(CLIENT, "某委托人", NUMBER))
    read = desk.call("GetOfficeCase", desk.clerk, name=made.name)
    assert [(one.display_name, one.identity_number) for one in (*made.parties, *read.parties)] == [
        ("某委托人", ""), ("某委托人", ""),
    ]  # fmt: skip
    with desk.door.service.database.read() as session:
        stored = str(session.execute(sa.text("SELECT * FROM office_case_party")).all())
    assert "某委托人" not in stored
    assert NUMBER not in stored


def test_the_check_at_the_approval_sees_what_was_registered_meanwhile(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    first = register(desk, office.name, staff[0].name, party(CLIENT, "甲示例", NUMBER))
    second = register(desk, office.name, staff[1].name, party(CLIENT, "乙示例"), party(OPPONENT, "甲示例", NUMBER))
    for case in (first, second):
        assert refused(partial(act, desk, "approve", case)).reason == "CONFLICT_OF_INTEREST"
    act(desk, "decline", second, outcome="利益冲突")
    assert act(desk, "approve", first).state == pb.OFFICE_CASE_STATE_APPROVED


@pytest.mark.rule("GO-15", "GO-44")
def test_what_another_office_of_the_county_does_for_the_other_side_is_shown_and_never_in_the_way(desk: Desk) -> None:
    (office, staff), (elsewhere, others) = desk.staffed_office(3), desk.staffed_office(3)
    theirs = approved(desk, elsewhere.name, others[0].name, party(CLIENT, "甲示例", NUMBER))
    parties = (party(CLIENT, "乙示例"), party(OPPONENT, "甲示例", NUMBER))
    ours = register(desk, office.name, staff[0].name, *parties)
    assert [(one.office_case, one.place, one.running, one.blocks) for one in ours.conflicts] == [
        (theirs.name, pb.CASE_CONFLICT_PLACE_ELSEWHERE, True, False)
    ]
    assert act(desk, "approve", ours).conflict_reason == ""
    director = link(desk, office.name, "director")
    assert [list(one.conflicts) for one in desk.call("ListOwnOfficeCases", director).office_cases] == [[]]


@pytest.mark.rule("GO-15", "GO-44")
def test_whoever_handled_the_other_side_elsewhere_does_not_handle_this_side(desk: Desk) -> None:
    """He handed the matter over and moved; what he was told there he still knows."""
    (office, staff), (former, others) = desk.staffed_office(3), desk.staffed_office(4)
    theirs = approved(desk, former.name, others[0].name, party(CLIENT, "甲示例", NUMBER))
    act(desk, "handOver", theirs, handler=others[1].name)
    desk.leave(others[0])
    desk.call("HirePractitioner", desk.city, name=others[0].name, office=office.name, document_number="聘用1号")
    parties = (party(CLIENT, "乙示例"), party(OPPONENT, "甲示例", NUMBER))
    ours = register(desk, office.name, others[0].name, *parties, accepted_date="2026-06-15")
    assert [(one.place, one.blocks) for one in ours.conflicts] == [(pb.CASE_CONFLICT_PLACE_HANDLER, True)]
    assert refused(lambda: act(desk, "approve", ours)).reason == "CONFLICT_OF_INTEREST"
    act(desk, "approve", act(desk, "handOver", ours, handler=staff[0].name))
    back = partial(act, desk, "handOver", ours, handler=others[0].name)
    assert refused(back).reason == "CONFLICT_OF_INTEREST"
    act(desk, "close", theirs, outcome="判决结案")
    assert refused(back).reason == "CONFLICT_UNEXPLAINED"
    taken = back(conflict_reason="前案已结，当事人书面同意")
    assert (taken.handler, list(taken.former_handlers)) == (others[0].name, [others[0].name, staff[0].name])


@pytest.mark.rule("GO-15")
def test_matters_of_an_office_that_was_taken_over_bind_its_successor_and_go_on_there(desk: Desk) -> None:
    (office, staff), (other, joining) = desk.staffed_office(3), desk.staffed_office(3)
    theirs = approved(desk, other.name, joining[0].name, party(CLIENT, "甲示例", NUMBER))
    grant(desk, merge(desk, office.name, other.name))
    ours = register(desk, office.name, staff[0].name, party(CLIENT, "乙示例"), party(OPPONENT, "甲示例", NUMBER))
    assert [(one.place, one.blocks) for one in ours.conflicts] == [(pb.CASE_CONFLICT_PLACE_TAKEN_OVER, True)]
    assert act(desk, "handOver", theirs, handler=staff[1].name).handler == staff[1].name
    assert act(desk, "close", theirs, outcome="调解结案").state == pb.OFFICE_CASE_STATE_CLOSED


@pytest.mark.rule("GO-15")
def test_whoever_leaves_hands_his_running_matters_over_before_they_are_closed(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    case = approved(desk, office.name, staff[0].name)
    desk.leave(staff[0])
    owed = [one for one in desk.call("ComputeDuties", desk.city, name=office.name).duties if one.item == "HANDOVER"]
    assert [(one.subject, one.rule_id, one.overdue) for one in owed] == [(case.name, "GO-15", True)]
    close = partial(act, desk, "close", case, outcome="判决结案")
    assert refused(close).reason == "HANDOVER_MISSING"
    act(desk, "handOver", case, handler=staff[1].name)
    assert close().state == pb.OFFICE_CASE_STATE_CLOSED


@pytest.mark.rule("GO-15", "GO-37")
def test_nobody_splits_away_with_running_matters(desk: Desk) -> None:
    office, staff = desk.staffed_office(6)
    case = approved(desk, office.name, staff[3].name)
    found = refused(lambda: split(desk, office.name, staff[3:]))
    assert (found.reason, found.metadata["practitioners"]) == ("FOUNDER_HAS_MATTERS", staff[3].name)
    act(desk, "handOver", case, handler=staff[0].name)
    assert split(desk, office.name, staff[3:]).from_office == office.name
