"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.grassroots_offices.persistence.row:METADATA",
    servicers=(
        "services.grassroots_offices.servicer.office:OfficeService",
        "services.grassroots_offices.servicer.practitioner:PractitionerService",
        "services.grassroots_offices.servicer.income_report:IncomeReportService",
        "services.grassroots_offices.servicer.licence_application:LicenceApplicationService",
        "services.grassroots_offices.servicer.penalty:PenaltyService",
        "services.grassroots_offices.servicer.certificate:CertificateService",
        "services.grassroots_offices.servicer.service_hours:ServiceHoursService",
        "services.grassroots_offices.servicer.training:TrainingService",
        "services.grassroots_offices.servicer.work_brief:WorkBriefService",
        "services.grassroots_offices.servicer.quota:QuotaService",
        "services.grassroots_offices.servicer.assessment:AssessmentService",
        "services.grassroots_offices.servicer.daily_entry:DailyEntryService",
        "services.grassroots_offices.servicer.address_violation:AddressViolationService",
        "services.grassroots_offices.servicer.office_case:OfficeCaseService",
        "services.grassroots_offices.servicer.fee_receipt:FeeReceiptService",
        "services.grassroots_offices.servicer.award_round:AwardRoundService",
        "services.grassroots_offices.servicer.purchase_contract:PurchaseContractService",
        "services.grassroots_offices.servicer.village:VillageService",
        "services.grassroots_offices.servicer.village_adviser:VillageAdviserService",
        "services.grassroots_offices.servicer.adviser_log:AdviserLogService",
        "services.grassroots_offices.servicer.staff_account:StaffAccountService",
        "services.grassroots_offices.servicer.own_office:OwnOfficeService",
        "services.grassroots_offices.servicer.activity:ActivityService",
        "services.grassroots_offices.servicer.rights_request:RightsRequestService",
        "services.grassroots_offices.servicer.case_review:CaseReviewService",
        "services.grassroots_offices.servicer.written_rule:WrittenRuleService",
        "services.grassroots_offices.servicer.standard:StandardService",
    ),
    reactions="services.grassroots_offices.reactions:REACTIONS",
    seed="services.grassroots_offices.seed:seed",
    journeys="services.grassroots_offices.journeys:JOURNEYS",
)
