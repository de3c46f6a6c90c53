"""What the government buys makes no public-interest hours, and others are told of the act (GO-88, XF-39)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import purchase_contract_pb2 as pb
from sifa.grassroots_offices.v1 import service_hours_pb2

from services.grassroots_offices.domain.purchase_contract import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.test_service_hours import CONFIRMED, act, enter, facts_of

LECTURE = service_hours_pb2.SERVICE_KIND_LECTURE
VOIDED = service_hours_pb2.SERVICE_HOURS_STATE_VOIDED
CASE = "cases/0198c0de-0000-7000-8000-000000000001"
SIGNED = {"price_fen": 80_000, "from_date": "2026-01-01", "until_date": "2026-12-31"}


def plan(desk: Desk, **changes: Any) -> pb.PurchaseContract:
    fields: dict[str, Any] = {
        "project": "村居法治讲座", "purchaser": "桥头镇人民政府", "budget_fen": 100_000, "document_number": "立项1号",
        "division": "990102", **changes,
    }  # fmt: skip
    made: pb.PurchaseContract = desk.call(
        "CreatePurchaseContract", desk.clerk, purchase_contract=pb.PurchaseContract(**fields)
    )
    return made


def do(desk: Desk, action: str, contract: pb.PurchaseContract, **fields: Any) -> pb.PurchaseContract:
    rpc = "CoverActivity" if action == "cover" else f"{action.capitalize()}PurchaseContract"
    asked = {"name": contract.name, "document_number": f"{action}1号", **fields}
    if action == "sign":
        asked = {**SIGNED, **asked}
    done: pb.PurchaseContract = desk.call(rpc, desk.clerk, **asked).purchase_contract
    return done


def signed(desk: Desk, office: str, **changes: Any) -> pb.PurchaseContract:
    return do(desk, "sign", plan(desk), office=office, **changes)


@pytest.mark.rule("GO-88")
@pytest.mark.parametrize("confirm", ["RECORDED", "CONFIRMED"], ids=["TV-G21-recorded", "TV-G21-confirmed"])
def test_a_purchased_act_leaves_no_public_interest_hours_and_is_told(desk: Desk, confirm: str) -> None:
    office, staff = desk.staffed_office(3)
    hours = enter(desk, staff[0].name)
    if confirm == "CONFIRMED":
        act(desk, "Confirm", hours, **CONFIRMED)
    contract = signed(desk, office.name)
    covered = do(
        desk, "cover", contract, activity=CASE, kind=LECTURE, practitioners=[staff[0].name],
        happened_date="2026-06-12",
    )  # fmt: skip
    assert list(covered.covered[0].voided_hours) == [hours.name]
    gone = desk.call("GetServiceHours", desk.clerk, name=hours.name)
    assert (gone.state, gone.document_number) == (VOIDED, "sign1号")
    assert facts_of(desk, office.name) == []
    again = refused(lambda: enter(desk, staff[0].name, evidence="签到表2号"))
    assert (again.code, again.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "PURCHASED_ACT")
    (fact,) = desk.told("PurchaseContractCovered")
    assert (fact.contract, fact.activity, fact.office, fact.division, fact.activity_date) == (
        contract.name, CASE, office.name, "990102", "2026-06-12",
    )  # fmt: skip


@pytest.mark.rule("GO-88")
def test_other_acts_keep_their_hours(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    contract = signed(desk, office.name)
    cover = partial(do, desk, "cover", contract, happened_date="2026-06-12")
    kept = [
        enter(desk, staff[1].name), enter(desk, staff[0].name, service_date="2026-06-11"),
        enter(desk, staff[0].name, kind=service_hours_pb2.SERVICE_KIND_ADVISER),
    ]  # fmt: skip
    cover(practitioners=[staff[0].name], kind=LECTURE)
    without = cover(practitioners=[staff[1].name])
    assert all(one.activity.startswith("coveredActivities/") for one in without.covered)
    states = {desk.call("GetServiceHours", desk.clerk, name=one.name).state for one in kept}
    assert states == {service_hours_pb2.SERVICE_HOURS_STATE_RECORDED}


@pytest.mark.rule("GO-88")
def test_work_is_covered_once_by_the_providers_people_inside_the_contract(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    _, strangers = desk.staffed_office(3)
    contract = signed(desk, office.name, until_date="2026-06-12")
    cover = partial(do, desk, "cover", activity=CASE, practitioners=[staff[0].name])
    assert refused(lambda: cover(contract)).reason == "ACTIVITY_OUTSIDE_CONTRACT"
    on = {"happened_date": "2026-06-12"}
    away = refused(lambda: cover(contract, practitioners=[strangers[0].name], **on))
    assert away.reason == "NOT_OF_PROVIDER"
    cover(contract, **on)
    other = signed(desk, office.name)
    assert refused(lambda: cover(other, **on)).reason == "ACTIVITY_COVERED"
    cover(other, practitioners=[staff[1].name], **on)


@pytest.mark.rule("GO-88")
def test_the_money_of_a_purchase_never_grows_on_its_way(desk: Desk) -> None:
    office = desk.enter_office().name
    project = plan(desk)
    dear = refused(lambda: do(desk, "sign", project, office=office, price_fen=100_001))
    assert dear.reason == "PRICE_ABOVE_BUDGET"
    contract = do(desk, "sign", project, office=office, price_fen=100_000)
    more = refused(lambda: do(desk, "accept", contract, accepted_fen=100_001, opinion="合格"))
    assert more.reason == "ACCEPTED_ABOVE_PRICE"
    do(desk, "accept", contract, accepted_fen=90_000, opinion="合格")
    part = do(desk, "pay", contract, amount_fen=40_000)
    assert part.state == pb.PURCHASE_CONTRACT_STATE_ACCEPTED
    over = refused(lambda: do(desk, "pay", contract, amount_fen=50_001))
    assert over.reason == "PAID_ABOVE_ACCEPTED"
    done = do(desk, "pay", contract, amount_fen=50_000)
    assert (done.state, [one.amount_fen for one in done.payments]) == (
        pb.PURCHASE_CONTRACT_STATE_PAID, [40_000, 50_000],
    )  # fmt: skip


def test_a_contract_that_runs_backwards_is_refused_and_a_project_may_end(desk: Desk) -> None:
    office = desk.enter_office().name
    project = plan(desk)
    wrong = refused(lambda: do(desk, "sign", project, office=office, until_date="2025-12-31"))
    assert wrong.violations == {"until_date": "DATES_REVERSED"}
    ended = do(desk, "end", project, opinion="项目取消")
    assert (ended.state, ended.opinion) == (pb.PURCHASE_CONTRACT_STATE_ENDED, "项目取消")
    away = refused(lambda: plan(desk, division="990103"))
    assert away.reason == "DIVISION_OUT_OF_SCOPE"


def test_a_list_is_of_one_provider_or_state(desk: Desk) -> None:
    office = desk.enter_office().name
    first, second = plan(desk), signed(desk, office)
    asked: tuple[dict[str, Any], ...] = ({"office": office}, {"state": pb.PURCHASE_CONTRACT_STATE_PLANNED})
    found = [desk.call("ListPurchaseContracts", desk.city, **one).purchase_contracts for one in asked]
    assert [[one.name for one in page] for page in found] == [[second.name], [first.name]]
    assert desk.call("GetPurchaseContract", desk.city, name=first.name) == first


def test_the_moves_of_a_purchase() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "PLANNED": ["end", "sign"], "SIGNED": ["accept", "cover", "end"], "ACCEPTED": ["cover", "pay"], "PAID": [],
        "ENDED": [],
    }  # fmt: skip
