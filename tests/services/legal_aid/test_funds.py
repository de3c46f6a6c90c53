"""Fund sources: a ledger each, moved by two people, never from one source to another (LA-90, LA-115, LA-145)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sifa.legal_aid.v1 import events_pb2, handler_pb2
from sifa.legal_aid.v1 import fund_source_pb2 as pb

from chassis.schema import audit_entry
from services.legal_aid.domain.fund_balance import balances_of, percent_of
from services.legal_aid.persistence import fund_movement as rows
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import (
    CENTRAL,
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


def test_a_source_is_read_as_it_was_opened(counter: Counter) -> None:
    limits = pb.FundRestrictions(case_types=[handler_pb2.CASE_TYPE_CIVIL], terms="仅用于农民工案件")
    made = fund(counter, DONATION, restrictions=limits)
    assert (made.division, made.state, made.balances) == ("990102", pb.FUND_STATE_OPEN, pb.FundBalances())
    assert made.restrictions == limits
    assert read_fund(counter, made.name) == made
    assert list(made.allowed_actions) == ["appropriate", "carryOver", "freeze", "recordArrival", "reverseEntry"]


@pytest.mark.rule("LA-112", "LA-113")
@pytest.mark.parametrize(("kind", "only"), [(LOCAL, False), (DONATION, False), (CENTRAL, True), (LOTTERY, True)])
def test_central_and_lottery_money_is_for_case_subsidies_only(
    counter: Counter, kind: pb.FundKind.ValueType, *, only: bool
) -> None:
    assert fund(counter, kind).restrictions.case_subsidies_only is only


@pytest.mark.rule("LA-90")
def test_each_source_and_year_has_a_ledger_of_its_own(counter: Counter) -> None:
    local, lottery, next_year = fund(counter), fund(counter, LOTTERY), fund(counter, year=2027)
    allot(counter, local.name, 500)
    assert balances(counter, local.name)["available_fen"] == 500
    assert entries(counter, lottery.name) == entries(counter, next_year.name) == []
    assert refused(lambda: fund(counter)).reason == "FUND_SOURCE_EXISTS"


def test_lists_filter_by_kind_year_and_institution(counter: Counter) -> None:
    local, lottery, later = fund(counter), fund(counter, LOTTERY), fund(counter, year=2027)

    def listed(**asked: Any) -> list[str]:
        return [one.name for one in ask(counter, "ListFundSources", **asked).fund_sources]

    assert listed() == [local.name, lottery.name, later.name]
    assert listed(kind=LOTTERY) == [lottery.name]
    assert listed(fiscal_year=2027) == [later.name]
    assert listed(institution=counter.institution) == listed()
    assert listed(institution=f"institutions/{'0' * 36}") == []


@pytest.mark.rule("LA-145")
@pytest.mark.parametrize(("in_place", "execution"), [pytest.param("80.00", "50.00", id="TV-F15")])
def test_in_place_and_execution_are_shares_of_the_allocation(in_place: str, execution: str) -> None:
    accounts = {
        "ALLOTTED": -30_000_000, "CARRIED_IN": 0, "AVAILABLE": 15_000_000, "COMMITTED": 0, "EXECUTED": 15_000_000,
        "CARRIED_OUT": 0, "TREASURY": -24_000_000, "MONEY_IN": 0, "MONEY": 9_000_000, "PAID_OUT": 15_000_000,
        "MONEY_OUT": 0,
    }  # fmt: skip
    found = balances_of(accounts)
    assert (found.in_place_percent, found.execution_percent) == (in_place, execution)


@given(part=st.integers(0, 10**12), whole=st.integers(1, 10**12))
def test_a_share_is_rounded_half_up_and_once(part: int, whole: int) -> None:
    hundredths = int(percent_of(part, whole).replace(".", ""))
    assert abs(2 * (hundredths * whole - part * 10_000)) <= whole
    assert percent_of(part, 0) == ""


@pytest.mark.rule("LA-145")
def test_what_arrived_is_shown_beside_what_was_allotted(counter: Counter) -> None:
    name = fund(counter).name
    assert balances(counter, name) == {}
    allot(counter, name, 30_000_000)
    arrive(counter, name, 24_000_000)
    assert balances(counter, name) == {
        "allocated_fen": 30_000_000, "arrived_fen": 24_000_000, "available_fen": 30_000_000, "cash_fen": 24_000_000,
        "in_place_percent": "80.00", "execution_percent": "0.00",
    }  # fmt: skip


def test_a_movement_is_booked_when_somebody_else_approves_it(counter: Counter) -> None:
    name = fund(counter).name
    proposed = propose(counter, "AppropriateFundSource", name, amount_fen=700)
    assert (proposed.state, list(proposed.allowed_actions)) == (pb.FUND_MOVEMENT_STATE_PROPOSED, ["approve", "reject"])
    assert entries(counter, name) == []
    done = approve(counter, proposed)
    (entry,) = entries(counter, name)
    assert (done.state, done.entry, done.booked_date) == (pb.FUND_MOVEMENT_STATE_BOOKED, entry.name, "2026-06-15")
    assert (entry.number, entry.purpose, entry.subject, entry.document) == (1, "APPROPRIATION", done.name, DOCUMENT)
    assert (entry.made_by, entry.approved_by) == ("cashier", "legal_aid_head-990102")
    assert list(entry.transfers) == [pb.FundTransfer(debit="AVAILABLE", credit="ALLOTTED", amount_fen=700)]
    assert ask(counter, "GetFundMovement", name=done.name) == done
    assert refused(lambda: approve(counter, proposed)).reason == "ACTION_NOT_ALLOWED"
    with counter.door.service.database.read() as session:
        query = sa.select(audit_entry.c.action).where(audit_entry.c.object == done.name).order_by(audit_entry.c.seq)
        assert list(session.execute(query).scalars()) == ["fund_movement.propose", "fund_movement.approve"]


@pytest.mark.rule("P-04")
@pytest.mark.parametrize("rpc", ["ApproveFundMovement", "RejectFundMovement"])
def test_whoever_proposed_does_not_approve(counter: Counter, rpc: str) -> None:
    both = counter.person("legal_aid_finance", "legal_aid_head", subject="both")
    name = fund(counter).name
    proposed = ask(counter, "RecordArrival", both, name=name, amount_fen=1, document=DOCUMENT).fund_movement
    before = everything(counter.door.service)
    assert refused(lambda: ask(counter, rpc, both, name=proposed.name)).reason == "SEPARATION_OF_DUTIES"
    assert everything(counter.door.service) == before


def test_the_schema_itself_keeps_the_two_apart(counter: Counter) -> None:
    proposed = propose(counter, "AppropriateFundSource", fund(counter).name, amount_fen=700)
    approved = sa.update(rows.TABLE).where(rows.TABLE.c.name == proposed.name)
    with pytest.raises(sa.exc.IntegrityError), counter.door.service.database.write() as session:
        session.execute(approved.values(state="REJECTED", approved_by="cashier"))


def test_a_rejected_movement_books_nothing(counter: Counter) -> None:
    name = fund(counter).name
    proposed = propose(counter, "AppropriateFundSource", name, amount_fen=700)
    done = ask(counter, "RejectFundMovement", counter.head, name=proposed.name).fund_movement
    assert (done.state, done.entry) == (pb.FUND_MOVEMENT_STATE_REJECTED, "")
    assert entries(counter, name) == []
    assert refused(lambda: approve(counter, proposed)).reason == "ACTION_NOT_ALLOWED"


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


def test_a_ledger_is_read_page_by_page_in_its_order(counter: Counter) -> None:
    name = fund(counter).name
    for amount in range(1, 6):
        allot(counter, name, amount)
    seen, token = [], ""
    while True:
        page = ask(counter, "ListFundEntries", parent=name, page_size=2, page_token=token)
        seen += [entry.number for entry in page.entries]
        token = page.next_page_token
        if not token:
            break
    assert seen == [1, 2, 3, 4, 5]


def test_a_source_elsewhere_is_not_found(counter: Counter) -> None:
    name = fund(counter).name
    stranger = counter.door.person("legal_aid_finance", divisions=("990103",))
    for rpc, fields in (
        ("GetFundSource", {"name": name}),
        ("ListFundEntries", {"parent": name}),
        ("AppropriateFundSource", {"name": name, "document": DOCUMENT, "amount_fen": 1}),
    ):
        answer = refused(lambda rpc=rpc, fields=fields: ask(counter, rpc, stranger, **fields))  # type: ignore[misc]
        assert answer.code is grpc.StatusCode.NOT_FOUND


@pytest.mark.parametrize("amount", [0, -1, 10**12 + 1])
def test_an_amount_is_one_fen_to_ten_to_the_twelve(counter: Counter, amount: int) -> None:
    name = fund(counter).name
    answer = refused(lambda: propose(counter, "AppropriateFundSource", name, amount_fen=amount))
    assert list(answer.violations) == ["amount_fen"]
