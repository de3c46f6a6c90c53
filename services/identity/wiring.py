"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.identity.persistence.row:METADATA",
    servicers=("services.identity.servicer.sign_in:IdentityService",),
    jobs="services.identity.jobs:JOBS",
    seed="services.identity.seed:seed",
)
