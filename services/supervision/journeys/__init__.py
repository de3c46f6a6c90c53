"""The demonstrations of supervision, in the order in which they are played. It must not call anything."""

from __future__ import annotations

from chassis.journey import Journey
from services.supervision.journeys.campaign import run_campaign
from services.supervision.journeys.leads import ClueSettled, FlagConfirmed, TipAnswered
from services.supervision.journeys.visit import SpotCheck

JOURNEYS = (
    Journey(name="campaign", run=run_campaign),
    Journey(name="spot-check", run=lambda recorder: SpotCheck(recorder).run()),
    Journey(name="clue", run=lambda recorder: ClueSettled(recorder).run()),
    Journey(name="tip", run=lambda recorder: TipAnswered(recorder).run()),
    Journey(name="red-flag", run=lambda recorder: FlagConfirmed(recorder).run()),
)
