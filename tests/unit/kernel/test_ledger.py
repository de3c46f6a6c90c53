"""What an entry may say and what it does to balances, as a model in plain Python sees it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.ledger import (
    MOST_FEN,
    Draft,
    Entry,
    EntryError,
    EntryKind,
    Overdrawn,
    Transfer,
    apply,
    post,
    reverse,
    void,
)

DAY = dt.date(2026, 6, 15)
ACCOUNTS = ("TREASURY", "AVAILABLE", "RESERVED", "PAID")
OUTSIDE = frozenset({"TREASURY"})


def line(credit: str, debit: str, amount: int) -> Transfer:
    return Transfer(debit=debit, credit=credit, amount_fen=amount)


def entry(kind: EntryKind, *lines: Transfer, **changes: Any) -> Entry:
    said = {"purpose": "X", "subject": "claims/1", "booked_date": DAY, "made_by": "a", "approved_by": "b", **changes}
    draft = Draft(kind=kind, transfers=lines, **said)
    made = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)
    return Entry(name="ledgerEntries/1", ledger="funds/1", number=1, created=made, draft=draft)


RESERVED = entry(EntryKind.RESERVE, line("AVAILABLE", "RESERVED", 140_000))


def test_a_reservation_is_paid_in_full_or_given_back_in_full() -> None:
    assert post(RESERVED, "PAID") == (line("RESERVED", "PAID", 140_000),)
    assert void(RESERVED) == (line("RESERVED", "AVAILABLE", 140_000),)


@pytest.mark.rule("M-05")
def test_a_payment_is_taken_back_to_where_its_caller_says() -> None:
    paid = entry(EntryKind.POST, *post(RESERVED, "PAID"), settles="ledgerEntries/0")
    assert reverse(paid, "AVAILABLE") == (line("PAID", "AVAILABLE", 140_000),)


@pytest.mark.rule("M-05")
def test_what_was_booked_is_reversed_line_by_line_backwards() -> None:
    booked = entry(EntryKind.BOOK, line("TREASURY", "AVAILABLE", 5), line("AVAILABLE", "PAID", 3))
    assert reverse(booked) == (line("PAID", "AVAILABLE", 3), line("AVAILABLE", "TREASURY", 5))


@pytest.mark.parametrize("kind", [EntryKind.RESERVE, EntryKind.VOID, EntryKind.REVERSE])
def test_only_what_was_booked_or_posted_is_reversed(kind: EntryKind) -> None:
    ends = {EntryKind.VOID: {"settles": "x"}, EntryKind.REVERSE: {"reverses": "x"}}.get(kind, {})
    with pytest.raises(EntryError):
        reverse(entry(kind, line("AVAILABLE", "RESERVED", 1), **ends))


@pytest.mark.parametrize("settle", [void, lambda made: post(made, "PAID")])
def test_only_a_reservation_is_settled(settle: Any) -> None:
    with pytest.raises(EntryError):
        settle(entry(EntryKind.BOOK, line("AVAILABLE", "RESERVED", 1)))
    with pytest.raises(EntryError):
        settle(entry(EntryKind.RESERVE, line("AVAILABLE", "RESERVED", 1), line("AVAILABLE", "RESERVED", 1)))


@pytest.mark.parametrize("amount", [0, -1, MOST_FEN + 1])
def test_a_line_moves_one_fen_at_least_and_ten_thousand_million_yuan_at_most(amount: int) -> None:
    with pytest.raises(EntryError):
        line("AVAILABLE", "PAID", amount)
    assert line("AVAILABLE", "PAID", MOST_FEN).amount_fen == MOST_FEN


def test_an_account_does_not_pay_itself() -> None:
    with pytest.raises(EntryError):
        line("PAID", "PAID", 1)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (EntryKind.BOOK, {"approved_by": "a"}), (EntryKind.BOOK, {"approved_by": None}),
        (EntryKind.BOOK, {"settles": "x"}), (EntryKind.POST, {}), (EntryKind.VOID, {}), (EntryKind.REVERSE, {}),
        (EntryKind.POST, {"settles": "x", "approved_by": None}), (EntryKind.RESERVE, {"reverses": "x"}),
    ],
)  # fmt: skip
def test_an_entry_that_is_not_whole_is_refused(kind: EntryKind, changes: dict[str, Any]) -> None:
    with pytest.raises(EntryError):
        entry(kind, line("AVAILABLE", "PAID", 1), **changes)


def test_an_entry_has_a_line() -> None:
    with pytest.raises(EntryError):
        entry(EntryKind.BOOK)


def test_a_reservation_may_be_given_back_by_the_house_itself() -> None:
    given_back = entry(EntryKind.VOID, *void(RESERVED), settles="x", approved_by=None)
    assert given_back.draft.approved_by is None


def test_an_account_gives_only_what_it_has_unless_it_stands_for_the_world_outside() -> None:
    empty = dict.fromkeys(ACCOUNTS, 0)
    after = apply(empty, [line("TREASURY", "AVAILABLE", 100)], may_go_negative=OUTSIDE)
    assert after == {"TREASURY": -100, "AVAILABLE": 100, "RESERVED": 0, "PAID": 0}
    with pytest.raises(Overdrawn) as caught:
        apply(after, [line("AVAILABLE", "PAID", 101)], may_go_negative=OUTSIDE)
    assert (caught.value.account, caught.value.missing_fen) == ("AVAILABLE", 1)
    assert empty == dict.fromkeys(ACCOUNTS, 0)


def test_lines_count_in_their_order() -> None:
    with pytest.raises(Overdrawn):
        apply(
            dict.fromkeys(ACCOUNTS, 0), [line("AVAILABLE", "PAID", 1), line("TREASURY", "AVAILABLE", 1)],
            may_go_negative=OUTSIDE,
        )  # fmt: skip


def test_an_account_that_the_ledger_lacks_is_an_error() -> None:
    with pytest.raises(EntryError):
        apply(dict.fromkeys(ACCOUNTS, 0), [line("TREASURY", "ELSEWHERE", 1)], may_go_negative=OUTSIDE)


LINES = st.builds(
    lambda pair, amount: line(pair[0], pair[1], amount),
    st.permutations(ACCOUNTS).map(lambda order: order[:2]),
    st.integers(1, 50),
)


@given(st.lists(LINES, max_size=40))
def test_whatever_is_applied_sums_to_nothing_and_overdraws_nobody(lines: list[Transfer]) -> None:
    balances = dict.fromkeys(ACCOUNTS, 0)
    for one in lines:
        expected = dict(balances)
        expected[one.debit] += one.amount_fen
        expected[one.credit] -= one.amount_fen
        if any(expected[name] < 0 for name in ACCOUNTS if name != "TREASURY"):
            with pytest.raises(Overdrawn):
                apply(balances, [one], may_go_negative=OUTSIDE)
            continue
        balances = apply(balances, [one], may_go_negative=OUTSIDE)
        assert balances == expected
        assert sum(balances.values()) == 0


def test_a_draft_is_not_changed_after_it_was_made() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RESERVED.draft.purpose = "Y"  # type: ignore[misc]
