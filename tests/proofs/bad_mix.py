"""Messages of a made-up legal_aid: good ones in order of position, and every bad kind among them, by a seed.

It must not send them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message
from sifa.legal_aid.v1 import decision_pb2, events_pb2

from tests.broker.bad_messages import BAD, UNREADABLE, changed, sound
from tests.facts import fact

PLACES = 4
GOOD, PARKED, DEAD, CLASH = "good", "parked", "dead", "clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message and where it must come to rest."""

    fate: str
    position: int
    body: Any
    headers: dict[str, Any]
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def raw(self) -> bytes:
        """Its body as bytes."""
        return self.body if isinstance(self.body, bytes) else str(self.body).encode()


class Mix:
    """Counts positions, and remembers all that it made."""

    def __init__(self, rng: random.Random) -> None:
        """Begin at position 1."""
        self._random, self._position = rng, 0
        self.sent: list[Sent] = []

    def good(self, count: int) -> list[Sent]:
        """So many good events; the first ones register the institutions."""
        return self._keep([self._next_good() for _ in range(count)])

    def mixed(self, count: int, each: int) -> list[Sent]:
        """So many good events, and so many of each bad kind anywhere between them."""
        kinds = [GOOD] * count
        kinds += each * [*BAD, *UNREADABLE, "A15 unknown outcome", "A09 another body"]
        self._random.shuffle(kinds)
        return self._keep([self._make(kind) for kind in kinds])

    def _make(self, kind: str) -> Sent:
        if kind == GOOD:
            return self._next_good()
        if kind in BAD:
            return self._undecodable(kind)
        if kind == "A09 another body":
            return self._another_body()
        self._position += 1
        decided = events_pb2.ApplicationDecided(institution=self._place(), outcome=decision_pb2.OUTCOME_UNSPECIFIED)
        body, headers = sound(fact(self._position, decided))
        return Sent(fate=PARKED, position=self._position, body=UNREADABLE.get(kind, body), headers=headers)

    def _next_good(self) -> Sent:
        self._position += 1
        at = self._place()
        message: Message = events_pb2.ApplicationReceived(institution=at, division="990102")
        if self._position <= PLACES:
            message = events_pb2.InstitutionRegistered(institution=at, division="990102")
        body, headers = sound(fact(self._position, message))
        return Sent(fate=GOOD, position=self._position, body=body, headers=headers)

    def _undecodable(self, kind: str) -> Sent:
        """Under the id and at the position of the next event, which still has to have its effect."""
        body, properties, attributes = BAD[kind]
        following = events_pb2.InstitutionRegistered(institution=self._place(), division="990102")
        _, headers = sound(fact(self._position + 1, following))
        forged = attributes.get("headers")
        given = changed(headers, **attributes) if forged is None else forged
        return Sent(fate=DEAD, position=0, body=body, headers=given, properties=properties)

    def _another_body(self) -> Sent:
        """Under the id and at the position of an event that came long before."""
        _, headers = sound(fact(1 + self._random.randrange(PLACES), self._forgery()))
        body, _ = sound(fact(1, self._forgery()))
        return Sent(fate=CLASH, position=0, body=body, headers=headers)

    def _forgery(self) -> Message:
        return events_pb2.InstitutionRegistered(institution="institutions/forged", division="990102")

    def _place(self) -> str:
        return f"institutions/{self._position % PLACES}"

    def _keep(self, made: list[Sent]) -> list[Sent]:
        self.sent += made
        return made
