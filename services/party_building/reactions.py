"""What party_building does when other services tell a fact. It must not hold a condition.

Allocating books money, so it is an effect: it is never run again.
"""

from __future__ import annotations

from sifa.grassroots_offices.v1 import events_pb2

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.party_building.handlers.fund_allocation import allocate
from services.party_building.translate.office_fact import read_income


def allocate_from_report(tx: Tx, fact: Fact[events_pb2.IncomeReported]) -> None:
    """Allocate 3% of the month (XF-08)."""
    allocate(tx, read_income(fact.message))


REACTIONS = (Reaction(events_pb2.IncomeReported, ReactionKind.EFFECT, allocate_from_report),)
