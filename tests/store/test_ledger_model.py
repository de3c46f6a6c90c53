"""Any sequence of booking leaves the database as a plain-Python model of the same ledgers has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from chassis.kernel.ledger import Draft, Entry, EntryKind, Overdrawn, Transfer, post, reverse, void
from chassis.ledger.booking import AlreadyEnded, book, open_ledger
from chassis.ledger.reading import find_disagreements, load_balances
from chassis.service import Service
from tests.emptying import empty
from tests.store.clocks import day, tx_on

FUNDS = ("fundSources/a", "fundSources/b")
AMOUNTS = st.integers(1, 2000)


class Ledgers(RuleBasedStateMachine):
    """Books in two ledgers of `service`, and in a model of them."""

    service: ClassVar[Service]
    reserved, paid = Bundle("reserved"), Bundle("paid")

    def __init__(self) -> None:
        super().__init__()
        empty(self.service)
        self.model = {fund: {"out": 0, "available": 0, "reserved": 0, "paid": 0} for fund in FUNDS}
        self.ended: set[str] = set()
        with self.service.database.write() as session:
            for fund in FUNDS:
                open_ledger(session, fund, {"out": True, "available": False, "reserved": False, "paid": False})

    def _book(self, fund: str, kind: EntryKind, *lines: Transfer, **ends: str) -> Entry | None:
        """Book, and do the same to the model; None when both say that the money is not there."""
        after = dict(self.model[fund])
        for line in lines:
            after[line.debit] += line.amount_fen
            after[line.credit] -= line.amount_fen
        draft = Draft(
            kind=kind, purpose="X", subject="claims/1", transfers=lines, booked_date=day("2026-06-15"), made_by="a",
            approved_by="b", **ends,
        )  # fmt: skip
        enough = min(after["available"], after["reserved"], after["paid"]) >= 0
        try:
            with tx_on(self.service, "2026-06-15") as tx:
                (made,) = book(tx, fund, [draft])
        except Overdrawn:
            assert not enough
            return None
        assert enough
        self.model[fund] = after
        return made

    @rule(fund=st.sampled_from(FUNDS), amount=AMOUNTS)
    def allot(self, fund: str, amount: int) -> None:
        self._book(fund, EntryKind.BOOK, Transfer(debit="available", credit="out", amount_fen=amount))

    @rule(target=reserved, fund=st.sampled_from(FUNDS), amount=AMOUNTS)
    def reserve(self, fund: str, amount: int) -> Entry | None:
        return self._book(fund, EntryKind.RESERVE, Transfer(debit="reserved", credit="available", amount_fen=amount))

    @rule(target=paid, made=reserved)
    def pay(self, made: Entry | None) -> Entry | None:
        return self._end(made, lambda entry: post(entry, "paid"), EntryKind.POST)

    @rule(made=reserved)
    def give_back(self, made: Entry | None) -> None:
        self._end(made, void, EntryKind.VOID)

    @rule(made=consumes(paid))
    def take_back(self, made: Entry | None) -> None:
        if made is not None:
            lines = reverse(made, "available")
            assert self._book(made.ledger, EntryKind.REVERSE, *lines, reverses=made.name) is not None

    def _end(self, made: Entry | None, lines: Callable[[Entry], tuple[Transfer, ...]], kind: EntryKind) -> Entry | None:
        if made is None:
            return None
        if made.name in self.ended:
            with pytest.raises(AlreadyEnded):
                self._book(made.ledger, kind, *lines(made), settles=made.name)
            return None
        self.ended.add(made.name)
        return self._book(made.ledger, kind, *lines(made), settles=made.name)

    @invariant()
    def the_database_agrees(self) -> None:
        with self.service.database.read() as session:
            assert {fund: load_balances(session, fund) for fund in FUNDS} == self.model
            assert find_disagreements(session) == []
        assert all(sum(accounts.values()) == 0 for accounts in self.model.values())


@pytest.mark.rule("LA-90", "M-05")
def test_every_fund_stays_balanced_and_equal_to_its_model(supervision: Service) -> None:
    quick = settings(max_examples=8, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    machine = type("LedgersOfThisTest", (Ledgers,), {"service": supervision})
    run_state_machine_as_test(machine, settings=quick)
