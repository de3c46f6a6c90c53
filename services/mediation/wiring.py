"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.mediation.persistence.row:METADATA",
    servicers=(
        "services.mediation.servicer.mediation_organisation:MediationOrganisationService",
        "services.mediation.servicer.dispute:DisputeService",
        "services.mediation.servicer.referral:ReferralService",
        "services.mediation.servicer.reported_total:ReportedTotalService",
    ),
    reactions="services.mediation.reactions:REACTIONS",
    errands="services.mediation.errands:ERRANDS",
    journeys="services.mediation.journeys:JOURNEYS",
    sealed="services.mediation.persistence.sealed:COLUMNS",
)
