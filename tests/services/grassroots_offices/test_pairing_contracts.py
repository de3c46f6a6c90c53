"""An office is paired by a contract with a law firm and by what they do together (GO-19)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import pairing_contract_pb2 as pb

from services.grassroots_offices.domain.pairing_contract import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.test_activities import PAIRING, hold


def sign(desk: Desk, office: str, **changes: Any) -> pb.PairingContract:
    fields = {
        "law_firm": "示例律师事务所", "firm_licence": "23401001", "from_date": "2025-07-01", "until_date": "2026-06-30",
        "document_number": "共建协议1号", **changes,
    }  # fmt: skip
    contract = pb.PairingContract(office=office, **fields)
    made: pb.PairingContract = desk.call("CreatePairingContract", desk.clerk, pairing_contract=contract)
    return made


def standing(desk: Desk, year: int) -> dict[str, tuple[str, int, int]]:
    lines = desk.call("CheckPairings", desk.city, year=year).lines
    return {
        one.office: (
            pb.PairingStanding.Name(one.standing).removeprefix("PAIRING_STANDING_"), len(one.pairing_contracts),
            one.activity_count,
        )
        for one in lines
    }  # fmt: skip


@pytest.mark.rule("GO-19")
def test_neither_a_contract_nor_an_activity_alone_pairs_an_office(desk: Desk) -> None:
    paired, idle, informal = (desk.enter_office().name for _ in range(3))
    sign(desk, paired)
    sign(desk, idle)
    for office in (paired, informal):
        hold(desk, office, PAIRING, partner="示例律师事务所")
    assert standing(desk, 2026) == {
        paired: ("PAIRED", 1, 1), idle: ("NO_ACTIVITY", 1, 0), informal: ("NO_CONTRACT", 0, 1),
    }  # fmt: skip
    assert standing(desk, 2024)[paired] == ("NO_CONTRACT", 0, 0)
    ahead = refused(lambda: desk.call("CheckPairings", desk.city, year=2027))
    assert ahead.violations == {"year": "YEAR_IN_FUTURE"}


@pytest.mark.rule("GO-19")
def test_a_contract_runs_until_its_last_day_or_the_day_on_which_it_ended(desk: Desk) -> None:
    office = desk.enter_office().name
    first = sign(desk, office)
    overlapping = refused(lambda: sign(desk, office, from_date="2026-06-30", until_date="2027-06-29"))
    assert overlapping.reason == "PAIRING_OVERLAPS"
    sign(desk, office, firm_licence="23401002", law_firm="另一律师事务所")
    end = partial(
        desk.call, "EndPairingContract", desk.clerk, name=first.name, document_number="解除1号", end_reason="双方同意"
    )  # fmt: skip
    done = end(happened_date="2026-06-15").pairing_contract
    assert (done.ended_date, list(done.allowed_actions)) == ("2026-06-15", [])
    assert refused(end).reason == "ACTION_NOT_ALLOWED"
    renewed = sign(desk, office, from_date="2026-06-16", until_date="2027-06-15")
    backwards = refused(lambda: sign(desk, office, from_date="2026-06-15", until_date="2026-06-14"))
    assert backwards.violations == {"pairing_contract.until_date": "DATES_REVERSED"}
    listed = desk.call("ListPairingContracts", desk.city, office=office, state=pb.PAIRING_CONTRACT_STATE_ENDED)
    assert [one.name for one in listed.pairing_contracts] == [first.name]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    missing = refused(lambda: desk.call("GetPairingContract", neighbour, name=renewed.name))
    assert missing.code == grpc.StatusCode.NOT_FOUND
    assert desk.call("GetPairingContract", desk.city, name=renewed.name) == renewed


def test_the_moves_of_a_pairing_contract() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {"SIGNED": ["end"], "ENDED": []}
