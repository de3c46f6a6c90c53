"""What a service does when another one tells a fact.

It must not know how the fact came, and a projection must not tell facts of its own.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from google.protobuf import json_format
from google.protobuf.message import Message
from sqlalchemy.orm import Session

from chassis.events.delivery import Delivery
from chassis.manifest import load_name
from chassis.service import Service
from chassis.tx import Tx

M = TypeVar("M", bound=Message)


class ReactionKind(enum.Enum):
    """A projection fills own tables and may be re-run; an effect is never re-run."""

    PROJECTION = "projection"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[M]):
    """A parsed event with the place it holds in its source's log."""

    message: M
    source: str
    position: int
    happened: dt.datetime


@dataclass(frozen=True, slots=True)
class Reaction:
    """Run `run(tx, fact)` for every event of the type, inside the transaction that moves the cursor."""

    type: type[Message]
    kind: ReactionKind
    run: Callable[[Tx, Fact[Any]], None]


class Reactor:
    """The reactions of one service by event type, run for the sources that the manifest lists with the type.

    Several services may tell a fact of the platform, such as DeadlineChanged: one reaction serves all that are listed.
    """

    def __init__(self, service: Service, reactions: Iterable[Reaction]) -> None:
        """Refuses two reactions of one kind to one type (ValueError): their order would be nobody's decision.

        A projection runs before the effect of its type, so that it can be re-run without the effect.
        """
        self.service = service
        self._heard = frozenset((row.source, row.event) for row in service.manifest.listens)
        self._by_type: dict[str, dict[ReactionKind, Reaction]] = {}
        for reaction in reactions:
            name = reaction.type.DESCRIPTOR.full_name
            of_type = self._by_type.setdefault(name, {})
            if reaction.kind in of_type:
                raise ValueError(f"two reactions to {name}")
            of_type[reaction.kind] = reaction

    @property
    def types(self) -> frozenset[str]:
        """Full names of the event types that are reacted to."""
        return frozenset(self._by_type)

    def reacts_to(self, delivery: Delivery) -> bool:
        """Whether a fact of this type from this source concerns this service at all."""
        return delivery.type in self._by_type and (delivery.source, delivery.type) in self._heard

    def react(self, session: Session, delivery: Delivery) -> None:
        """Parse the event and run its reactions; whatever one raises means that the event is parked."""
        self._run(session, delivery, tuple(ReactionKind))

    def project(self, session: Session, delivery: Delivery) -> bool:
        """Run the projection of the event alone; False when it concerns none."""
        kind = ReactionKind.PROJECTION
        if not self.reacts_to(delivery) or kind not in self._by_type[delivery.type]:
            return False
        self._run(session, delivery, (kind,))
        return True

    def _run(self, session: Session, delivery: Delivery, kinds: tuple[ReactionKind, ...]) -> None:
        of_type = self._by_type[delivery.type]
        for reaction in (of_type[kind] for kind in kinds if kind in of_type):
            message = json_format.Parse(delivery.body, reaction.type(), ignore_unknown_fields=True)
            fact = Fact(message=message, source=delivery.source, position=delivery.position, happened=delivery.happened)
            tx = self.service.open_tx(
                session, principal=self.service.principal, cause=delivery.event_id, repeatable=True,
                may_emit=reaction.kind is ReactionKind.EFFECT,
            )  # fmt: skip
            reaction.run(tx, fact)


def load_reactor(service: Service) -> Reactor:
    """The service's reactions; none when it has no such door."""
    name = service.manifest.load_wiring().reactions
    return Reactor(service, cast("tuple[Reaction, ...]", load_name(name)) if name else ())
