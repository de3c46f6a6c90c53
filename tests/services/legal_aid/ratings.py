"""Forms of satisfaction for tests, made by closing contacts and answered by real calls. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import rating_pb2 as pb

from services.legal_aid.domain.contact import ContactState
from tests.doors import Identity
from tests.services.legal_aid.contacts import standing
from tests.services.legal_aid.counter import Counter

RPC_OF = {"answer": "AnswerRating", "callBack": "CallBackRating"}
WORDS: dict[str, dict[str, Any]] = {
    "answer": {"score": 5, "channel": pb.RATING_CHANNEL_PHONE},
    "callBack": {"callback_result": "已向当事人道歉并重新答复"},
}


def rating_of(counter: Counter, subject: str) -> pb.Rating:
    """The first form about the subject."""
    found: pb.Rating = counter.call("ListRatings", counter.chief, subject=subject).ratings[0]
    return found


def asked_visitor(counter: Counter) -> pb.Rating:
    """The form of a contact that was closed."""
    return rating_of(counter, standing(counter, ContactState.CLOSED).name)


def move(counter: Counter, action: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Rating:
    """Do an action with the least words it needs, as the head, who handled nothing."""
    reply = counter.call(RPC_OF[action], who or counter.head, name=name, **{**WORDS[action], **fields})
    done: pb.Rating = reply.rating
    return done


def answered(counter: Counter, score: int) -> pb.Rating:
    """A visitor's form with the score."""
    return move(counter, "answer", asked_visitor(counter).name, score=score)
