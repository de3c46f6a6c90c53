"""Contacts that were referred to another body. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import contact_pb2 as pb

from tests.services.legal_aid.contacts import move, register
from tests.services.legal_aid.counter import Counter

BODY = "示范镇人民调解委员会"


def referred(counter: Counter, **changes: Any) -> pb.Contact:
    """Somebody of whom the front desk says that the body deals with it."""
    made = register(counter, **changes)
    return move(counter, "close", made.name, outcome=pb.CONTACT_OUTCOME_REFERRED_OUT, answer="", referred_to=BODY)
