"""Demonstrations of the party organisations over HTTP: a branch is formed, a year's money of an office.

They must not look into a database.
"""

from chassis.journey import Journey
from services.party_building.journeys.branch import BranchFormed
from services.party_building.journeys.fund_year import FundYear

JOURNEYS = (
    Journey(name="branch-formed", run=lambda recorder: BranchFormed(recorder).run()),
    Journey(name="fund-year", run=lambda recorder: FundYear(recorder).run()),
)
