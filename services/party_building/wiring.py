"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.party_building.persistence.row:METADATA",
    servicers=("services.party_building.servicer.fund_allocation:FundAllocationService",),
    reactions="services.party_building.reactions:REACTIONS",
)
