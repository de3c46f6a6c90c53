"""What is left goes to the next year of the same kind, on a document; what was wrong is taken back (LA-115, M-05)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import events_pb2
from sifa.legal_aid.v1 import fund_source_pb2 as pb

from services.legal_aid.persistence import fund_movement as rows
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import (
    DOCUMENT,
    DONATION,
    LOCAL,
    LOTTERY,
    allot,
    approve,
    arrive,
    ask,
    entries,
    fund,
    funded,
    propose,
    read_fund,
)
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.test_events import told


def balances(counter: Counter, name: str) -> dict[str, Any]:
    found = read_fund(counter, name).balances
    return {field.name: value for field, value in found.ListFields()}


@pytest.mark.rule("LA-115")
def test_what_is_left_is_carried_into_the_next_year_on_a_document(counter: Counter) -> None:
    this, following = funded(counter, 1000), fund(counter, year=2027).name
    done = approve(counter, propose(
        counter, "CarryOverFundSource", this, amount_fen=400, arrived_fen=300, carried_into=following))  # fmt: skip
    assert done.carried_into == following
    assert balances(counter, this) == {
        "allocated_fen": 1000, "arrived_fen": 1000, "available_fen": 600, "carried_out_fen": 400, "cash_fen": 700,
        "in_place_percent": "100.00", "execution_percent": "0.00",
    }  # fmt: skip
    assert balances(counter, following) == {
        "allocated_fen": 400, "arrived_fen": 300, "available_fen": 400, "carried_in_fen": 400, "cash_fen": 300,
        "in_place_percent": "75.00", "execution_percent": "0.00",
    }  # fmt: skip
    assert [entry.subject for entry in (*entries(counter, this)[2:], *entries(counter, following))] == [done.name] * 2


@pytest.mark.rule("LA-90", "LA-115")
@pytest.mark.parametrize(("kind", "year"), [(LOTTERY, 2027), (LOCAL, 2028), (LOCAL, 2025), (DONATION, 2026)])
def test_money_goes_to_no_other_kind_and_no_other_year(
    counter: Counter, kind: pb.FundKind.ValueType, year: int
) -> None:
    this, other = funded(counter, 1000), fund(counter, kind, year)
    answer = refused(lambda: propose(
        counter, "CarryOverFundSource", this, amount_fen=1, carried_into=other.name))  # fmt: skip
    assert (answer.reason, answer.metadata["rules"]) == ("CARRY_OVER_UNFIT", "LA-90,LA-115")


@pytest.mark.rule("LA-90")
def test_the_schema_has_no_carry_over_to_another_kind(counter: Counter) -> None:
    this, next_year, lottery = funded(counter, 1000), fund(counter, year=2027), fund(counter, LOTTERY, 2027)
    made = propose(counter, "CarryOverFundSource", this, amount_fen=1, carried_into=next_year.name)
    change = sa.update(rows.TABLE).where(rows.TABLE.c.name == made.name)
    for wrong in (
        {"carried_into": lottery.name},
        {"fund_kind": "LOTTERY"},
        {"next_year": 2028},
        {"carried_into": None},
    ):
        with pytest.raises(sa.exc.IntegrityError), counter.door.service.database.write() as session:
            session.execute(change.values(**wrong))


@pytest.mark.rule("LA-115")
@pytest.mark.parametrize("asked", [{"amount_fen": 1001}, {"amount_fen": 1000, "arrived_fen": 601}])
def test_more_than_is_left_or_has_arrived_is_not_carried(counter: Counter, asked: dict[str, int]) -> None:
    this, following = fund(counter).name, fund(counter, year=2027).name
    allot(counter, this, 1000)
    arrive(counter, this, 600)
    made = propose(counter, "CarryOverFundSource", this, carried_into=following, **asked)
    before = everything(counter.door.service)
    answer = refused(lambda: approve(counter, made))
    assert (answer.reason, answer.metadata["missing_fen"]) == ("FUND_SHORT", "1")
    assert everything(counter.door.service) == before


def test_more_cannot_have_arrived_than_is_carried(counter: Counter) -> None:
    this, following = funded(counter, 1000), fund(counter, year=2027).name
    answer = refused(lambda: propose(
        counter, "CarryOverFundSource", this, amount_fen=5, arrived_fen=6, carried_into=following))  # fmt: skip
    assert answer.violations == {"arrived_fen": "ARRIVED_ABOVE_AMOUNT"}


@pytest.mark.rule("M-05")
def test_a_wrong_allotment_is_taken_back_by_an_entry_of_today(counter: Counter) -> None:
    name = fund(counter).name
    wrong = allot(counter, name, 900)
    taken = approve(counter, propose(counter, "ReverseFundEntry", name, fund_movement=wrong.name))
    first, second = entries(counter, name)
    assert (second.reverses, second.name, second.kind) == (first.name, taken.entry, pb.FUND_ENTRY_KIND_REVERSE)
    assert balances(counter, name) == {}
    again = propose(counter, "ReverseFundEntry", name, fund_movement=wrong.name)
    assert refused(lambda: approve(counter, again)).reason == "ENTRY_NOT_REVERSIBLE"


@pytest.mark.rule("M-05")
def test_what_is_no_booked_allotment_of_this_source_is_not_taken_back(counter: Counter) -> None:
    name, other = fund(counter).name, fund(counter, LOTTERY).name
    elsewhere, waiting = allot(counter, other, 5), propose(counter, "RecordArrival", name, amount_fen=5)
    for wrong in (elsewhere.name, waiting.name, f"fundMovements/{'0' * 36}"):
        answer = refused(lambda wrong=wrong: propose(  # type: ignore[misc]
            counter, "ReverseFundEntry", name, fund_movement=wrong))  # fmt: skip
        assert answer.reason == "ENTRY_NOT_REVERSIBLE"


@pytest.mark.rule("LA-145", "XF-22")
def test_a_frozen_source_carries_nothing_over_until_it_is_released(counter: Counter) -> None:
    name, following = funded(counter, 1000), fund(counter, year=2027).name
    frozen = ask(
        counter, "FreezeFundSource", counter.chief, name=name, document=DOCUMENT, misuse=pb.FUND_MISUSE_DIVERTED
    ).fund_source
    assert (frozen.state, frozen.misuse) == (pb.FUND_STATE_FROZEN, pb.FUND_MISUSE_DIVERTED)
    assert told(counter, "FundSourceFrozen") == [(name, events_pb2.FundSourceFrozen(
        fund_source=name, institution=counter.institution, division="990102", kind=LOCAL, fiscal_year=2026,
        misuse=pb.FUND_MISUSE_DIVERTED, frozen_date="2026-06-15"))]  # fmt: skip
    asked = {"amount_fen": 1, "carried_into": following}
    assert refused(lambda: propose(counter, "CarryOverFundSource", name, **asked)).reason == "ACTION_NOT_ALLOWED"
    released = ask(counter, "ReleaseFundSource", counter.chief, name=name, document=DOCUMENT).fund_source
    assert (released.state, released.misuse) == (pb.FUND_STATE_OPEN, pb.FUND_MISUSE_UNSPECIFIED)
    assert propose(counter, "CarryOverFundSource", name, **asked).state == pb.FUND_MOVEMENT_STATE_PROPOSED
