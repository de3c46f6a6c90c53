"""Allowances of party-affairs workers: who, how much, from which money (PB-32, PB-37). It must not book."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.party_building.domain.fund_spend import FundSpendDraft

PURPOSE = "党务工作者津贴"


class AllowanceSource(enum.Enum):
    """From which money."""

    FUND = enum.auto()
    BUDGET = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAllowanceDraft:
    """What is entered; `month` as `YYYY-MM`."""

    member: str
    office: str
    month: str
    amount_fen: int
    source: AllowanceSource
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAllowance(PartyAllowanceDraft):
    """An allowance as it is kept: the spending that pays it, or the budget line it is from."""

    name: str
    fund_spend: str
    activity_budget: str
    division: str
    create_time: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAllowanceFilter:
    """What a list asks for; None and empty mean any."""

    office: str
    member: str
    source: AllowanceSource | None


def spend_for(draft: PartyAllowanceDraft) -> FundSpendDraft:
    """The spending that pays an allowance (PB-32, PB-38); it names nobody, since others read spendings."""
    return FundSpendDraft(
        office=draft.office, amount_fen=draft.amount_fen, purpose=f"{PURPOSE}（{draft.month}）",
        document_number=draft.document_number,
    )  # fmt: skip


def allowance_of(
    draft: PartyAllowanceDraft, *, name: str, fund_spend: str, activity_budget: str, division: str, now: dt.datetime
) -> PartyAllowance:
    """The allowance with the money it is from (PB-32)."""
    return PartyAllowance(
        member=draft.member, office=draft.office, month=draft.month, amount_fen=draft.amount_fen, source=draft.source,
        document_number=draft.document_number, name=name, fund_spend=fund_spend, activity_budget=activity_budget,
        division=division, create_time=now,
    )  # fmt: skip


def refuse_month_ahead(month: str, today: dt.date) -> None:
    """Raise InvalidFields MONTH_IN_FUTURE."""
    if month > today.isoformat()[:7]:
        description = "月份不能晚于本月（PB-32），请核对月份"
        fault = Violation(field="party_allowance.month", reason="MONTH_IN_FUTURE", description=description)
        raise InvalidFields((fault,))


def budget_missing() -> RuleViolated:
    """The refusal of an allowance from a budget that was not entered."""
    message = "该所该年度没有登记党建活动经费预算，津贴无从列支（PB-32、PB-37）。请先登记预算，或者从党建经费列支。"
    return RuleViolated("BUDGET_MISSING", message, rules=("PB-32", "PB-37"))


def worker_unknown() -> RuleViolated:
    """The refusal of a member who is not in the caller's divisions."""
    message = "所填党务工作者不在党员名册中或者不在您的管辖范围内（PB-32）。请从党员名册中选择。"
    return RuleViolated("MEMBER_UNKNOWN", message, rules=("PB-32",))


def allowance_taken() -> Refusal:
    """The refusal of a second allowance for one member, office and month."""
    message = "该党务工作者该月的津贴已登记，不得重复列支（PB-32）。请核对月份；原支出未获批准的可以重新登记。"
    return Refusal(Kind.ALREADY_EXISTS, "ALLOWANCE_TAKEN", message)
