"""Fund sources: a ledger each, moved by two people, never from one source to another (LA-90, LA-115, LA-145)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sifa.legal_aid.v1 import fund_source_pb2 as pb
from sifa.legal_aid.v1 import handler_pb2

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
    propose,
    read_fund,
)
from tests.services.legal_aid.rows import everything


def balances(counter: Counter, name: str) -> dict[str, Any]:
    found = read_fund(counter, name).balances
    return {field.name: value for field, value in found.ListFields()}


def test_a_source_is_read_as_it_was_opened(counter: Counter) -> None:
    limits = pb.FundRestrictions(case_types=[handler_pb2.CASE_TYPE_CIVIL], terms="仅用于农民工案件")
    made = fund(counter, DONATION, restrictions=limits)
    assert (made.division, made.state, made.balances) == ("990102", pb.FUND_STATE_OPEN, pb.FundBalances())
    assert made.restrictions == limits
    assert read_fund(counter, made.name) == made
    assert list(made.allowed_actions) == [
        "appropriate", "carryOver", "freeze", "recordArrival", "reverseEntry", "setGoals",
    ]  # fmt: skip


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
