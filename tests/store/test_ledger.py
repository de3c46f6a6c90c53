"""Ledgers in the database: what is booked, what is settled or reversed once, what cannot be booked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.kernel.ledger import Draft, Entry, EntryError, EntryKind, Overdrawn, reverse, void
from chassis.ledger.booking import AlreadyEnded, book
from chassis.ledger.reading import (
    load_entry,
    load_position,
    read_entries,
)
from chassis.service import Service
from tests.store.clocks import day, tx_on
from tests.store.ledgers import (
    LOCAL,
    LOTTERY,
    allot,
    balances,
    booked,
    draft,
    give_back,
    pay,
    reserve,
    take_back,
    with_ledgers,
)


@pytest.fixture
def service(supervision: Service) -> Service:
    return with_ledgers(supervision)


def test_money_is_allotted_reserved_and_paid(service: Service) -> None:
    _, reserved = booked(service, allot(300_000), reserve(140_000))
    assert balances(service) == (-300_000, 160_000, 140_000, 0)
    booked(service, pay(reserved))
    assert balances(service) == (-300_000, 160_000, 0, 140_000)
    assert balances(service, LOTTERY) == (0, 0, 0, 0)


def test_a_reservation_that_is_given_back_is_available_again(service: Service) -> None:
    _, reserved = booked(service, allot(1000), reserve(400))
    booked(service, give_back(reserved))
    assert balances(service) == (-1000, 1000, 0, 0)


@pytest.mark.rule("M-05")
def test_a_payment_is_reversed_into_the_same_ledger_in_the_month_it_was_found(service: Service) -> None:
    _, reserved = booked(service, allot(1000), reserve(400))
    (paid,) = booked(service, pay(reserved))
    with tx_on(service, "2026-09-01") as tx:
        (taken,) = book(tx, LOCAL, [draft(EntryKind.REVERSE, *reverse(paid, "AVAILABLE"), reverses=paid.name,
                                          booked_date=tx.today)])  # fmt: skip
    assert (taken.draft.booked_date, taken.draft.reverses) == (day("2026-09-01"), paid.name)
    assert balances(service) == (-1000, 1000, 0, 0)


def test_entries_are_read_as_they_were_booked(service: Service) -> None:
    made = booked(service, allot(1000), reserve(400))
    assert [entry.number for entry in made] == [1, 2]
    (third,) = booked(service, pay(made[1]))
    with service.database.read() as session:
        assert list(read_entries(session, LOCAL)) == [*made, third]
        assert list(read_entries(session, LOCAL, up_to=2)) == made
        assert load_entry(session, third.name) == third
        assert load_entry(session, "ledgerEntries/none") is None
        assert load_position(session, LOCAL) == 3


@pytest.mark.parametrize("again", [pay, give_back])
@pytest.mark.parametrize("first", [pay, give_back])
def test_a_reservation_is_settled_once(
    service: Service, first: Callable[[Entry], Draft], again: Callable[[Entry], Draft]
) -> None:
    _, one, other = booked(service, allot(1000), reserve(400), reserve(400))
    booked(service, first(one))
    before = balances(service)
    with pytest.raises(AlreadyEnded):
        booked(service, again(one))
    with pytest.raises(AlreadyEnded):
        booked(service, first(other), again(other))
    assert balances(service) == before


def test_a_payment_is_reversed_once(service: Service) -> None:
    _, reserved = booked(service, allot(1000), reserve(400))
    (paid,) = booked(service, pay(reserved))
    booked(service, take_back(paid))
    with pytest.raises(AlreadyEnded):
        booked(service, take_back(paid))
    assert balances(service) == (-1000, 1000, 0, 0)


def test_the_end_of_an_entry_fits_its_kind_and_its_ledger(service: Service) -> None:
    allotted, reserved = booked(service, allot(1000), reserve(400))
    lines = void(reserved)
    for ledger, wrong in [
        (LOCAL, draft(EntryKind.REVERSE, *lines, reverses=reserved.name)),
        (LOCAL, draft(EntryKind.VOID, *lines, settles=allotted.name)),
        (LOTTERY, draft(EntryKind.VOID, *lines, settles=reserved.name)),
        (LOCAL, draft(EntryKind.VOID, *lines, settles="ledgerEntries/none")),
    ]:
        with pytest.raises(EntryError):
            booked(service, wrong, ledger=ledger)
    assert balances(service) == (-1000, 600, 400, 0)


def test_more_than_there_is_cannot_be_reserved_and_nothing_of_the_batch_stays(service: Service) -> None:
    booked(service, allot(1000))
    with pytest.raises(Overdrawn) as caught:
        booked(service, reserve(600), reserve(401))
    assert (caught.value.account, caught.value.missing_fen) == ("AVAILABLE", 1)
    assert balances(service) == (-1000, 1000, 0, 0)
    assert [entry.number for entry in booked(service, reserve(1000))] == [2]


def test_a_ledger_that_is_not_there_takes_nothing(service: Service) -> None:
    with pytest.raises(EntryError):
        booked(service, allot(1), ledger="fundSources/none")


def test_two_who_reserve_the_last_money_do_not_both_get_it(service: Service) -> None:
    booked(service, allot(1000))

    def attempt(_: int) -> bool:
        try:
            booked(service, reserve(1000))
        except Overdrawn:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(8))) == [False] * 7 + [True]
    assert balances(service) == (-1000, 0, 1000, 0)
