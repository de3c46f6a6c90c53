"""The states of a recovery: what each offers and refuses (LA-103)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.legal_aid.domain.recovery import MOVES, RecoveryState
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.recoveries import (
    SUBSIDY,
    TICKET,
    ask,
    cancel,
    demand,
    fine,
    found_out,
    paid_case,
    pay_fine,
    pursue,
    receive,
    recovery_state,
)
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

TOTAL = SUBSIDY + TICKET


def way_to(counter: Counter, state: str) -> str:
    """A file that stands in the state."""
    case, _ = paid_case(counter, funded(counter))
    name = found_out(counter, case.name).name
    if state in ("DEMANDED", "SETTLED"):
        demand(counter, name)
    if state == "SETTLED":
        receive(counter, name, TOTAL)
    if state == "CANCELLED":
        cancel(counter, name)
    return name


ACTS: dict[str, Callable[[Counter, str], Any]] = {
    "demand": demand, "recordReceipt": lambda counter, name: receive(counter, name, TOTAL),
    "imposeFine": lambda counter, name: fine(counter, name, 1), "cancel": cancel,
    "recordFinePayment": pay_fine, "pursue": pursue,
}  # fmt: skip


def test_the_moves_are_those_of_the_table() -> None:
    assert table_of(MOVES) == {
        "OPENED": {
            "demand": {"DEMANDED", "SETTLED"}, "imposeFine": {"OPENED"}, "recordFinePayment": {"OPENED"},
            "cancel": {"CANCELLED"},
        },
        "DEMANDED": {
            "recordReceipt": {"SETTLED"}, "pursue": {"DEMANDED"}, "imposeFine": {"DEMANDED"},
            "recordFinePayment": {"DEMANDED"}, "cancel": {"CANCELLED"},
        },
        "SETTLED": {"imposeFine": {"SETTLED"}, "recordFinePayment": {"SETTLED"}},
        "CANCELLED": {},
    }  # fmt: skip


@pytest.mark.parametrize("state", [one.name for one in RecoveryState])
def test_every_state_offers_its_moves_and_refuses_every_other(counter: Counter, state: str) -> None:
    name = way_to(counter, state)
    shown = ask(counter, "GetRecovery", name=name)
    assert (recovery_state(shown), list(shown.allowed_actions)) == (state, sorted(MOVES[RecoveryState[state]]))
    before = everything(counter.door.service)
    for action in set(ACTS) - set(MOVES[RecoveryState[state]]):
        answer = refused(lambda action=action: ACTS[action](counter, name))  # type: ignore[misc]
        assert answer.reason == "ACTION_NOT_ALLOWED", action
    assert everything(counter.door.service) == before


def test_a_fine_is_imposed_once_and_a_stale_etag_is_refused(counter: Counter) -> None:
    name = way_to(counter, "OPENED")
    assert refused(lambda: demand(counter, name, etag="0")).reason == "ETAG_MISMATCH"
    fine(counter, name, 1)
    assert refused(lambda: fine(counter, name, 2)).reason == "FINE_IMPOSED"
