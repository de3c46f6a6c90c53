"""Claims for subsidies (补贴申领): what is claimed, what is due, what stands in the way (LA-93 to LA-102).

It must not look anything up.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.claimable import Claimable, WorkShare, part_of, shares_of_stage
from services.legal_aid.domain.lottery import LotteryGroup, LotteryScope, LotteryTerms
from services.legal_aid.domain.settlement import Payable, PaymentState, ReversalReason, Settlement
from services.legal_aid.domain.tariff import ServiceCode, Standard, TariffUnit


class BlockReason(enum.Enum):
    """Why a claim is blocked."""

    DUPLICATE = enum.auto()
    PUBLIC_OFFICE = enum.auto()
    FUND_SHORT = enum.auto()
    UNDER_SUSPICION = enum.auto()
    PURCHASED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyClaimDraft:
    """What is claimed; `claimed_fen` is for the whole stage, None what the rules give; `quantity` 0 means 1."""

    case: str
    assignment: str
    stage: CaseStage
    service: ServiceCode
    fund_source: str
    quantity: int
    modifiers: tuple[str, ...]
    claimed_fen: int | None
    lottery: LotteryTerms | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What the rules give: the standard of the whole stage, what is left of it, the share, the amount."""

    tariff_unit: TariffUnit | None
    standard_fen: int
    percent: int
    share_bp: int
    amount_fen: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyClaim(Payable):
    """A claim. It holds an entitlement unless it is blocked or reversed (LA-94)."""

    stage: CaseStage
    service: ServiceCode
    quantity: int
    modifiers: tuple[str, ...]
    claimed_fen: int | None
    lottery: LotteryTerms | None
    tariff_unit: TariffUnit | None
    standard_fen: int
    percent: int
    share_bp: int
    citation: str
    block_reason: BlockReason | None
    collides_with: tuple[str, ...]
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyClaimFilter:
    """What a list asks for; None and empty mean any."""

    state: PaymentState | None
    case: str
    fund_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What was found of a blocked claim; `upheld` when nothing is due."""

    document: str
    upheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyBlocked:
    """A claim was blocked (XF-20, XF-21)."""

    subsidy_claim: str
    case: str
    institution: str
    division: str
    stage: CaseStage
    service: ServiceCode
    reason: BlockReason
    amount_fen: int
    collides_with: tuple[str, ...]
    blocked_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyPaid:
    """A subsidy was paid; `late` as measured by `la.pay_days` (LA-98)."""

    subsidy_claim: str
    case: str
    institution: str
    division: str
    stage: CaseStage
    service: ServiceCode
    handler: str
    unit: str
    fund_source: str
    amount_fen: int
    paid_date: dt.date
    late: bool
    standard_fen: int = 0
    lottery_group: LotteryGroup | None = None
    lottery_scope: LotteryScope | None = None
    difficult: bool = False
    cross_region: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyReversed:
    """A paid subsidy was taken back to the same source (M-05); a duplicate found after the payment is XF-20."""

    subsidy_claim: str
    case: str
    institution: str
    division: str
    stage: CaseStage
    service: ServiceCode
    handler: str
    unit: str
    fund_source: str
    amount_fen: int
    reason: ReversalReason
    reversed_date: dt.date


def work_of(case: Claimable, assignment: str) -> WorkShare:
    """The assignment that a claim names. Raises ASSIGNMENT_UNKNOWN."""
    found = next((one for one in case.work if one.assignment == assignment), None)
    if found is None:
        raise RuleViolated(
            "ASSIGNMENT_UNKNOWN", "所填指派不属于该案件，请从案件的指派记录中选择（LA-96）。", rules=("LA-96",)
        )
    return found


def check_settled(case: Claimable, stage: CaseStage) -> dt.date:
    """The day from which the subsidy is due. Raises STAGE_UNKNOWN, NOT_SETTLED (LA-96, LA-102)."""
    if stage not in {one.stage for one in case.stages}:
        raise RuleViolated(
            "STAGE_UNKNOWN", "该案件没有经过所填的诉讼阶段，请按案件记录的阶段申领（LA-94）。", rules=("LA-94",)
        )
    if case.settled_date is None:
        raise RuleViolated(
            "NOT_SETTLED",
            "案卷尚未验收或者尚未评定质量等级，不能申领补贴（LA-96）。请先办理结案材料验收和质量评定。",
            rules=("LA-96",),
        )
    return case.settled_date


def due(
    case: Claimable, draft: SubsidyClaimDraft, standard: Standard, *, percent: int, citation: str, public_office: bool
) -> Due:
    """What the rules give to one assignment: standard x grade x share, rounded once (LA-99, LA-100, M-02, M-03).

    A public-office person is due nothing; what he asks for nevertheless is kept, and blocks the claim (LA-93). Raises
    NO_WORK_SHARE, CLAIM_AMOUNT_WRONG (LA-91).
    """
    shares = shares_of_stage(case, draft.stage)
    share = shares.get(draft.assignment, 0)
    if share == 0:
        raise RuleViolated(
            "NO_WORK_SHARE",
            "该承办人在此阶段没有工作量份额，不领取补贴（LA-100）。请核对工作量比例。",
            rules=("LA-100",),
        )
    whole = standard.fen(percent)
    if public_office:
        whole = draft.claimed_fen or 0
    elif draft.lottery is None and draft.claimed_fen not in (None, whole):
        raise RuleViolated(
            "CLAIM_AMOUNT_WRONG",
            "申报金额与补贴标准不一致（LA-91、LA-100），请按标准核定的全阶段金额申报，或者不填申报金额。",
            rules=("LA-91", "LA-100"),
            due_fen=str(whole),
        )
    return Due(
        tariff_unit=None if draft.lottery else standard.unit, standard_fen=standard.fen(), percent=percent,
        share_bp=share, amount_fen=part_of(whole, shares, draft.assignment), citation=citation,
    )  # fmt: skip


def claim_of(
    draft: SubsidyClaimDraft, case: Claimable, found: Due, *, name: str, made_by: str, now: dt.datetime
) -> SubsidyClaim:
    """A claim as it is entered."""
    work = work_of(case, draft.assignment)
    fields = {field: getattr(draft, field) for field in SubsidyClaimDraft.__dataclass_fields__}
    fields["quantity"] = draft.quantity or 1
    return SubsidyClaim(
        **fields, **{field: getattr(found, field) for field in Due.__dataclass_fields__}, name=name,
        institution=case.institution, handler=work.handler, unit=work.unit, block_reason=None, collides_with=(),
        settlement=Settlement(state=PaymentState.DRAFT, made_by=made_by), division=case.division, deadlines=(),
        create_time=now, etag="1",
    )  # fmt: skip


def draft_of(claim: SubsidyClaim) -> SubsidyClaimDraft:
    """What was claimed, to weigh it anew."""
    return SubsidyClaimDraft(
        **{field: getattr(claim, field) for field in SubsidyClaimDraft.__dataclass_fields__}
    )  # fmt: skip


def weighed_anew(claim: SubsidyClaim, found: Due) -> SubsidyClaim:
    """A claim whose block was found to be wrong."""
    return replace(
        claim, **{field: getattr(found, field) for field in Due.__dataclass_fields__}, block_reason=None,
        collides_with=(),
    )  # fmt: skip


def still_blocked(reason: BlockReason) -> RuleViolated:
    """The refusal to make a draft of a claim that something still stands in the way of."""
    return RuleViolated(
        "STILL_BLOCKED",
        "该申领仍存在受阻原因，不能恢复（LA-93、LA-94、LA-115）。请先消除原因，或者认定属实后终结该申领。",
        rules=("LA-93", "LA-94", "LA-115"),
        block_reason=reason.name,
    )
