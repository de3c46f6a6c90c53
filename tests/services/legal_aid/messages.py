"""What people were told, for tests. It must not assert anything."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from chassis.messages.outgoing import content_of, messages_of
from chassis.schema import outgoing_message
from tests.services.legal_aid.counter import Counter

MOBILE, MAIL = "13900000001", "zhao@example.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message, opened."""

    kind: str
    state: str
    person: str
    address: str
    text: str


def told(counter: Counter, kind: str = "") -> list[Told]:
    """All messages whose content is still there, of the kind if one is named, oldest first."""
    service = counter.door.service
    with service.database.read() as session:
        subjects = session.execute(sa.select(outgoing_message.c.subject).distinct()).scalars().all()
        found = sorted((one for about in subjects for one in messages_of(session, about)), key=lambda one: one.name)
        seal = service.sealing.of(session)
    opened = [(one, content_of(one, seal)) for one in found if one.content_sealed is not None]
    return [
        Told(kind=one.kind, state=one.state.name, person=said.person, address=said.address, text=said.text)
        for one, said in opened
        if not kind or one.kind == kind
    ]
