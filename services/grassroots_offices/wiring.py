"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(tables="services.grassroots_offices.persistence.row:METADATA")
