"""An office never stands on both sides; namesakes and ended matters are looked at by a person (GO-15, GO-44)."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa
from sifa.grassroots_offices.v1 import office_case_pb2 as pb

from tests.doors import refused
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
    elsewhere, others = desk.staffed_office(3)
    approved(desk, elsewhere.name, others[0].name, party(CLIENT, "甲示例", NUMBER))
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
