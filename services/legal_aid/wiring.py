"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.legal_aid.persistence.row:METADATA",
    servicers=(
        "services.legal_aid.servicer.institution:InstitutionService",
        "services.legal_aid.servicer.application:ApplicationService",
        "services.legal_aid.servicer.decision:DecisionService",
        "services.legal_aid.servicer.objection:ObjectionService",
        "services.legal_aid.servicer.notice:NoticeService",
        "services.legal_aid.servicer.consultation:ConsultationService",
        "services.legal_aid.servicer.deadline:DeadlineService",
        "services.legal_aid.servicer.handling_unit:HandlingUnitService",
        "services.legal_aid.servicer.handler:HandlerService",
        "services.legal_aid.servicer.case:CaseService",
        "services.legal_aid.servicer.assignment_bar:AssignmentBarService",
        "services.legal_aid.servicer.complaint:ComplaintService",
        "services.legal_aid.servicer.duty_shift:DutyShiftService",
        "services.legal_aid.servicer.evidence:EvidenceService",
        "services.legal_aid.servicer.evaluation:EvaluationService",
        "services.legal_aid.servicer.fund_source:FundSourceService",
        "services.legal_aid.servicer.fund_movement:FundMovementService",
        "services.legal_aid.servicer.subsidy_claim:SubsidyClaimService",
        "services.legal_aid.servicer.direct_expense:DirectExpenseService",
        "services.legal_aid.servicer.duplicate_review:DuplicateReviewService",
        "services.legal_aid.servicer.record_comparison:RecordComparisonService",
        "services.legal_aid.servicer.payment_batch:PaymentBatchService",
    ),
    jobs="services.legal_aid.jobs:JOBS",
    seed="services.legal_aid.seed:seed",
    journeys="services.legal_aid.journeys:JOURNEYS",
)
