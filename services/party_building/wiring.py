"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.party_building.persistence.row:METADATA",
    servicers=(
        "services.party_building.servicer.fund_allocation:FundAllocationService",
        "services.party_building.servicer.member:MemberService",
        "services.party_building.servicer.party_organisation:PartyOrganisationService",
        "services.party_building.servicer.coverage:CoverageService",
        "services.party_building.servicer.relation_transfer:RelationTransferService",
        "services.party_building.servicer.dues:DuesService",
        "services.party_building.servicer.extra_dues:ExtraDuesService",
        "services.party_building.servicer.fund_spend:FundSpendService",
        "services.party_building.servicer.fund_statement:FundStatementService",
        "services.party_building.servicer.activity_budget:ActivityBudgetService",
        "services.party_building.servicer.party_allowance:PartyAllowanceService",
        "services.party_building.servicer.charter_check:CharterCheckService",
        "services.party_building.servicer.deliberation:DeliberationService",
        "services.party_building.servicer.party_meeting:PartyMeetingService",
        "services.party_building.servicer.secretary_report:SecretaryReportService",
        "services.party_building.servicer.baseline_register:BaselineRegisterService",
        "services.party_building.servicer.office_account:OfficeAccountService",
        "services.party_building.servicer.penalty_report:PenaltyReportService",
        "services.party_building.servicer.office_succession:OfficeSuccessionService",
        "services.party_building.servicer.branch_account:BranchAccountService",
    ),
    reactions="services.party_building.reactions:REACTIONS",
    projections=("practice", "office_leaders", "office_place"),
    journeys="services.party_building.journeys:JOURNEYS",
    seed="services.party_building.seed:seed",
    sealed="services.party_building.persistence.sealed:COLUMNS",
    jobs="services.party_building.jobs:JOBS",
)
