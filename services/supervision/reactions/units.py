"""Units that other services tell of stand in the register (SV-72). It must not hold a condition."""

from __future__ import annotations

from sifa.platform.v1 import unit_pb2

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.supervision.handlers.announced_unit import follow_unit
from services.supervision.translate.announced_unit import read_unit


def keep_unit(tx: Tx, fact: Fact[unit_pb2.UnitChanged]) -> None:
    """The unit stands in the register as its own register says (SV-72)."""
    follow_unit(tx, read_unit(fact.message, ""), source=fact.source)


UNITS = (Reaction(unit_pb2.UnitChanged, ReactionKind.EFFECT, keep_unit),)
