"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.grassroots_offices.persistence.row:METADATA",
    servicers=(
        "services.grassroots_offices.servicer.office:OfficeService",
        "services.grassroots_offices.servicer.practitioner:PractitionerService",
    ),
    seed="services.grassroots_offices.seed:seed",
    journeys="services.grassroots_offices.journeys:JOURNEYS",
)
