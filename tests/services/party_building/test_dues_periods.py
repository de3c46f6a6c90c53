"""A period of dues closes at difference 0 alone, by whatever steps the money came back (PB-24, PB-41)."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from services.party_building.domain.dues_refund import (
    MOVES,
    DuesPaper,
    DuesPart,
    DuesRefund,
    DuesRefundState,
    allow,
    first_month,
    last_month,
    reconciled,
    remitted,
    returned,
)
from tests.facts import HAPPENED

PAPER = DuesPaper(happened_date=None, entry_reason="", document_number="凭证1号")
ENTRY = Entry(happened_date=dt.date(2026, 6, 15), late=False, reason="")


def period_of(*parts: tuple[int, bool], state: DuesRefundState = DuesRefundState.COLLECTED) -> DuesRefund:
    return DuesRefund(
        name="duesRefunds/1", organisation="partyOrganisations/1", period="2026-Q1", document_number="汇总1号",
        state=state, member_count=len(parts), due_fen=0, paid_fen=sum(fen for fen, _ in parts), remitted_fen=0,
        returnable_fen=0, refunded_fen=0, owed_by="", returns=(), remitted_date=None, refunded_date=None,
        short_told=False, deadlines=(), division="990102", create_time=HAPPENED, etag="1",
        parts=tuple(
            DuesPart(unit=f"offices/{place}", returnable=mine, paid_fen=fen, remitted_fen=0, refunded_fen=0)
            for place, (fen, mine) in enumerate(parts)
        ),
    )  # fmt: skip


@pytest.mark.rule("PB-24", "PB-41")
@given(
    parts=st.lists(st.tuples(st.integers(1, 10**6), st.booleans()), min_size=1, max_size=6),
    cut=st.integers(0, 10**6), steps=st.integers(1, 4),
)  # fmt: skip
def test_a_period_closes_at_difference_0_and_only_then(parts: list[tuple[int, bool]], cut: int, steps: int) -> None:
    whole = sum(fen for fen, _ in parts)
    period = remitted(period_of(*parts), max(1, whole - cut), "partyOrganisations/2", ENTRY)
    assert sum(part.remitted_fen for part in period.parts) == period.remitted_fen
    while period.difference_fen:
        with pytest.raises(RuleViolated, match="DIFFERENCE_OPEN"):
            reconciled(period)
        period = returned(period, max(1, period.difference_fen // steps), PAPER, ENTRY)
    assert all(part.refunded_fen == (part.remitted_fen if part.returnable else 0) for part in period.parts)
    assert reconciled(period).state is DuesRefundState.RECONCILED


@pytest.mark.parametrize(
    ("state", "action"), list(itertools.product(DuesRefundState, ("remit", "recordReturn", "reconcile")))
)
def test_every_action_is_allowed_in_its_states_alone(state: DuesRefundState, action: str) -> None:
    period = period_of((1, True), state=state)
    if action in MOVES[state]:
        allow(period, action, etag="1")
    else:
        with pytest.raises(RuleViolated, match="ACTION_NOT_ALLOWED"):
            allow(period, action, etag="1")


def test_a_quarter_has_three_months() -> None:
    found = [(first_month(f"2026-Q{place}"), last_month(f"2026-Q{place}")) for place in (1, 2, 3, 4)]
    assert found == [
        ("2026-01", "2026-03"), ("2026-04", "2026-06"), ("2026-07", "2026-09"), ("2026-10", "2026-12"),
    ]  # fmt: skip
