"""Rows of hotline calls with what callers said of them. It must not count."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.json_values import from_json
from services.legal_aid.domain.contact import ContactDoor
from services.legal_aid.domain.hotline import RatedCall
from services.legal_aid.domain.hotline_call import HotlineCall
from services.legal_aid.domain.rating import RatingChannel, RatingState
from services.legal_aid.persistence.contact import TABLE as CONTACT
from services.legal_aid.persistence.rating import TABLE as RATING

_call = from_json(HotlineCall)


def calls_between(session: Session, first: dt.date, beyond: dt.date, institution: str) -> list[RatedCall]:
    """Calls of an institution received from `first` on and before `beyond`."""
    query = (
        sa.select(CONTACT.c.call, RATING.c.state, RATING.c.score, RATING.c.channel)
        .select_from(CONTACT.outerjoin(RATING, RATING.c.subject == CONTACT.c.name))
        .where(
            CONTACT.c.institution == institution,
            CONTACT.c.door == ContactDoor.HOTLINE.name,
            CONTACT.c.call.is_not(None),
            CONTACT.c.received_date >= first,
            CONTACT.c.received_date < beyond,
        )
    )
    return [
        RatedCall(
            call=_call(call), state=RatingState[state] if state else None, score=score or 0,
            channel=RatingChannel[channel] if channel else None,
        )
        for call, state, score, channel in session.execute(query)
    ]  # fmt: skip
