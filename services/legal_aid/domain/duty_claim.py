"""Subsidies for duty shifts (值班补贴): what a lawyer's shifts of a month come to, apart from cases (LA-19, LA-92).

It must not look anything up, nor settle anything; `settlement` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from chassis.kernel.money import percentage
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.duty_shift import DutyPlace, DutyShift
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.settlement import Payable, PaymentState, ReversalReason, Settlement
from services.legal_aid.domain.subsidy_claim import SubsidyPaid, SubsidyReversed
from services.legal_aid.domain.tariff import ServiceCode, TariffRow, TariffUnit

_OF_AUTHORITY = frozenset({DutyPlace.DETENTION_CENTRE, DutyPlace.COURT, DutyPlace.PROCURATORATE})
HALF = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyClaimDraft:
    """Whose shifts of which month are claimed, as which service, from which source."""

    institution: str
    handler: str
    month: str
    service: ServiceCode
    fund_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyClaim(Payable):
    """A claim. No case and no assignment stands behind it."""

    month: str
    service: ServiceCode
    duty_shifts: tuple[str, ...]
    half_days: int
    plea_items: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyClaimFilter:
    """What a list asks for; None and empty mean any."""

    state: PaymentState | None
    handler: str
    month: str


def fits(shift: DutyShift, service: ServiceCode) -> bool:
    """Whether the shift is subsidised as the service (LA-92); one in public office never is (LA-93, E-33)."""
    if shift.voiding is not None or shift.public_office:
        return False
    if service is ServiceCode.CONSULTATION:
        return shift.place not in _OF_AUTHORITY
    return shift.place in _OF_AUTHORITY and (service is ServiceCode.DUTY or shift.plea_items > 0)


def amount_of(lines: Sequence[tuple[DutyShift, TariffRow]]) -> int:
    """Fen of the shifts under the tariff of their days: by half workdays or by items, rounded once (LA-92, M-02).

    Raises RuleViolated TARIFF_UNIT_UNFIT for a tariff by the case: a shift is none (LA-19).
    """
    halves = 0
    for shift, row in lines:
        if row.unit is TariffUnit.CASE:
            raise RuleViolated(
                "TARIFF_UNIT_UNFIT",
                "当地标准按件规定了值班补贴，值班不是案件，应按工作日或者件次计算（LA-92）。请核对补贴标准。",
                rules=("LA-92",),
            )
        halves += row.fen * (shift.half_days if row.unit is TariffUnit.WORKDAY else 2 * shift.plea_items)
    return percentage(halves, HALF)


def claim_of(
    draft: DutyClaimDraft, lawyer: Handler, lines: Sequence[tuple[DutyShift, TariffRow]], *, division: str,
    citation: str, name: str, made_by: str, now: dt.datetime,
) -> DutyClaim:  # fmt: skip
    """A claim as it is entered, for the unit of the lawyer (LA-96). Raises RuleViolated NO_SHIFTS."""
    if not lines:
        raise RuleViolated(
            "NO_SHIFTS",
            "该律师当月没有可以申领此项补贴的值班记录：须为相应地点、尚未申领、且值班时不是公职人员（LA-92、LA-93）。"
            "请核对值班登记。",
            rules=("LA-92", "LA-93"),
        )
    shifts = [shift for shift, _ in lines]
    return DutyClaim(
        name=name, case="", assignment="", institution=draft.institution, handler=lawyer.name, unit=lawyer.unit,
        fund_source=draft.fund_source, amount_fen=amount_of(lines), month=draft.month, service=draft.service,
        duty_shifts=tuple(one.name for one in shifts), half_days=sum(one.half_days for one in shifts),
        plea_items=sum(one.plea_items for one in shifts), citation=citation, division=division,
        settlement=Settlement(state=PaymentState.DRAFT, made_by=made_by), create_time=now, etag="1",
    )  # fmt: skip


def told_duty_paid(claim: DutyClaim, *, today: dt.date) -> SubsidyPaid:
    """Shifts were paid: a subsidy without a case (LA-98, E-73). No limit is set for it."""
    return SubsidyPaid(
        subsidy_claim=claim.name, case="", institution=claim.institution, division=claim.division,
        stage=CaseStage.NONE, service=claim.service, handler=claim.handler, unit=claim.unit,
        fund_source=claim.fund_source, amount_fen=claim.amount_fen, paid_date=today, late=False,
        standard_fen=claim.amount_fen,
    )  # fmt: skip


def told_duty_reversed(claim: DutyClaim, *, today: dt.date) -> SubsidyReversed:
    """A payment for shifts was taken back (M-05)."""
    return SubsidyReversed(
        subsidy_claim=claim.name, case="", institution=claim.institution, division=claim.division,
        stage=CaseStage.NONE, service=claim.service, handler=claim.handler, unit=claim.unit,
        fund_source=claim.fund_source, amount_fen=claim.amount_fen,
        reason=claim.settlement.reversal_reason or ReversalReason.ERROR, reversed_date=today,
    )  # fmt: skip
