"""What partners' facts say in the words of this service. It must not decide what follows from them."""

from __future__ import annotations

import datetime as dt

from sifa.party_building.v1 import events_pb2 as party
from sifa.supervision.v1 import events_pb2 as supervision

from services.grassroots_offices.domain.hold import HoldLifted, HoldStarted
from services.grassroots_offices.domain.licence_application import PartyStepState
from services.grassroots_offices.domain.licence_deciding import PartyAnswer


def read_plan(event: party.PartyPlanChecked) -> PartyAnswer:
    """The party plan of a new office was looked at (XF-01)."""
    return _answer(event.application, PartyStepState.OPEN, "", event.checked_date)


def read_started(event: party.RelationTransferStarted) -> PartyAnswer:
    """The transfer of a party relation began, or none is needed (XF-05)."""
    return _answer(event.application, PartyStepState.OPEN, event.relation_transfer, event.started_date)


def read_refused(event: party.RelationTransferRefused) -> PartyAnswer:
    """The relation will not be transferred (PB-14)."""
    return _answer(event.application, PartyStepState.FAILED, event.relation_transfer, event.refused_date)


def read_hold(event: supervision.PracticeHoldStarted) -> HoldStarted:
    """A hold by supervision (XF-12)."""
    return HoldStarted(
        hold=event.hold, subject=event.subject, on=dt.date.fromisoformat(event.from_date),
        document_number=event.document_number,
    )  # fmt: skip


def read_lifted_hold(event: supervision.PracticeHoldLifted) -> HoldLifted:
    """The end of a hold (XF-13)."""
    return HoldLifted(hold=event.hold, subject=event.subject, on=dt.date.fromisoformat(event.lifted_date))


def _answer(application: str, state: PartyStepState, reference: str, on: str) -> PartyAnswer:
    return PartyAnswer(licence_application=application, state=state, reference=reference, on=dt.date.fromisoformat(on))
