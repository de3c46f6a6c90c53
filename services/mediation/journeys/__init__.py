"""Demonstrations of mediation over HTTP. They must not look into a database."""

from chassis.journey import Journey
from services.mediation.journeys.mediated import mediated

JOURNEYS = (Journey(name="mediation", run=mediated),)
