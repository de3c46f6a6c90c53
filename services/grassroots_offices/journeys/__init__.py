"""The demonstrations of this service over HTTP. They must not look into a database."""

from __future__ import annotations

from chassis.journey import Journey
from services.grassroots_offices.journeys.consolidation import Consolidation
from services.grassroots_offices.journeys.cure import BelowThree
from services.grassroots_offices.journeys.licences import Licences
from services.grassroots_offices.journeys.moves import Moves
from services.grassroots_offices.journeys.year import Year

JOURNEYS = (
    Journey(name="office-below-three", run=lambda recorder: BelowThree(recorder).run()),
    Journey(name="licences", run=lambda recorder: Licences(recorder).run()),
    Journey(name="offices-elsewhere", run=lambda recorder: Moves(recorder).run()),
    Journey(name="offices-become-one", run=lambda recorder: Consolidation(recorder).run()),
    Journey(name="year-assessed", run=lambda recorder: Year(recorder).run()),
)
