"""Ways of real calls that bring an application into each state. It must not assert anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from services.legal_aid.domain.application import ApplicationState
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import papers_without, place
from tests.services.legal_aid.steps import LATER, ORDER_GRANT, UPHOLD, act, object_to, review, run_job

S = ApplicationState
# A supplement notice of 26 May is answered by 10 June; the doors' clock stands at 15 June.
RECEIVED, NOTICED, IN_TIME, TOO_LATE = "2026-05-25", "2026-05-26", "2026-06-10", "2026-06-11"
INCOMPLETE: dict[str, Any] = {
    "received_date": RECEIVED, "entry_reason": LATER, "papers": papers_without(facts_pb2.PAPER_KIND_MATTER_PAPERS),
}  # fmt: skip
MATTER_PAPERS = [facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_MATTER_PAPERS, pages=3)]
OUTSIDE: dict[str, Any] = {"matter": facts_pb2.MATTER_OUTSIDE_SCOPE}
URGENT: dict[str, Any] = {"urgencies": [facts_pb2.URGENCY_PRESERVATION_NEEDED]}


def brought_to(counter: Counter, state: ApplicationState) -> pb.Application:
    """A new application that stands in the state."""
    return _ROUTES[state](counter)


def refused_application(counter: Counter) -> pb.Application:
    """Refused because the matter is out of scope."""
    return counter.decide(counter.receive(**OUTSIDE).name)


def provisional(counter: Counter, **changes: Any) -> pb.Application:
    """Aid has begun because preservation is needed at once."""
    return act(counter, "grantProvisionalAid", counter.receive(**{**URGENT, **changes}).name)


def supplement(counter: Counter, *, noticed: str = NOTICED, **changes: Any) -> pb.Application:
    """The papers on the matter were asked for."""
    name = counter.receive(**{**INCOMPLETE, **changes}).name
    return act(counter, "requestSupplement", name, happened_date=noticed)


def reviewed(counter: Counter, outcome: int) -> pb.Application:
    """A refusal that the bureau has reviewed."""
    name = refused_application(counter).name
    review(counter, object_to(counter, name).name, outcome)
    return counter.get(name)


def _objected(counter: Counter) -> pb.Application:
    name = refused_application(counter).name
    object_to(counter, name)
    return counter.get(name)


def _closed(counter: Counter) -> pb.Application:
    name = counter.receive(received_date="2026-04-01", entry_reason=LATER).name
    act(counter, "recordDeath", name, happened_date="2026-04-02")
    run_job(counter.door.service, "watch-deadlines")
    run_job(counter.door.service, "close-without-successor")
    return counter.get(name)


def _referred(counter: Counter) -> pb.Application:
    return act(counter, "refer", counter.receive(place=place("990103")).name)


def _lapsed(counter: Counter) -> pb.Application:
    return act(counter, "submitPapers", supplement(counter).name, papers=MATTER_PAPERS, happened_date=TOO_LATE)


_ROUTES: dict[ApplicationState, Callable[[Counter], pb.Application]] = {
    S.RECEIVED: lambda counter: counter.receive(),
    S.SUPPLEMENT: supplement,
    S.DEEMED_WITHDRAWN: _lapsed,
    S.REFERRED: _referred,
    S.PROVISIONAL: provisional,
    S.GRANTED: lambda counter: counter.decide(counter.receive().name),
    S.REFUSED: refused_application,
    S.TERMINATED: lambda counter: counter.decide(provisional(counter, **OUTSIDE).name),
    S.OBJECTED: _objected,
    S.UPHELD: lambda counter: reviewed(counter, UPHOLD),
    S.ORDERED: lambda counter: reviewed(counter, ORDER_GRANT),
    S.WITHDRAWN: lambda counter: act(counter, "withdraw", counter.receive().name),
    S.DECEASED: lambda counter: act(counter, "recordDeath", counter.receive().name),
    S.CLOSED: _closed,
}
