"""Which door stands where. It must not import what it names."""

from chassis.wiring import Wiring

WIRING = Wiring(
    tables="services.supervision.persistence.row:METADATA",
    servicers=(
        "services.supervision.servicer.clue:ClueService",
        "services.supervision.servicer.red_flag:RedFlagService",
        "services.supervision.servicer.tip:TipLineService",
        "services.supervision.servicer.tip:TipService",
        "services.supervision.servicer.draw:DrawService",
        "services.supervision.servicer.inspection_officer:InspectionOfficerService",
        "services.supervision.servicer.institution_tally:InstitutionTallyService",
        "services.supervision.servicer.rectification:RectificationService",
        "services.supervision.servicer.practice_hold:PracticeHoldService",
        "services.supervision.servicer.supervised_unit:SupervisedUnitService",
        "services.supervision.servicer.campaign:CampaignService",
        "services.supervision.servicer.campaign_unit:CampaignUnitService",
        "services.supervision.servicer.campaign_unit:CampaignPaperService",
        "services.supervision.servicer.self_inspection:SelfInspectionService",
        "services.supervision.servicer.score_sheet:ScoreSheetService",
        "services.supervision.servicer.report_item:ReportItemService",
        "services.supervision.servicer.standard_proposal:StandardProposalService",
        "services.supervision.servicer.long_unresolved:LongUnresolvedService",
        "services.supervision.servicer.appraisal:AppraisalService",
        "services.supervision.servicer.checklist:ChecklistService",
        "services.supervision.servicer.inspection:InspectionService",
        "services.supervision.servicer.regulatory_talk:RegulatoryTalkService",
        "services.supervision.servicer.appraisal_round:AppraisalRoundService",
        "services.supervision.servicer.bulletin:BulletinService",
    ),
    reactions="services.supervision.reactions:REACTIONS",
    projections=("institution_tally",),
    jobs="services.supervision.jobs:JOBS",
    journeys="services.supervision.journeys:JOURNEYS",
    sealed="services.supervision.persistence.sealed:COLUMNS",
    errands="services.supervision.errands:ERRANDS",
)
