"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.legal_aid.persistence.row:METADATA",
    servicers=(
        "services.legal_aid.servicer.institution:InstitutionService",
        "services.legal_aid.servicer.application:ApplicationService",
    ),
    seed="services.legal_aid.seed:seed",
    journeys="services.legal_aid.journeys:JOURNEYS",
)
