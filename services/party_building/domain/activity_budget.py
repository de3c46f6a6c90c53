"""The party-activity line of an office's yearly budget, checked against 3% of last year's base (PB-37).

It must not touch the fund: the 3% of PB-19 is another thing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.errors import Kind, NotFound, Refusal, RuleViolated
from chassis.kernel.money import percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityBudgetDraft:
    """What is entered; `reason` is why the line is lower than what it is checked against."""

    office: str
    year: int
    amount_fen: int
    reason: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityBudget(ActivityBudgetDraft):
    """A line as it is kept: last year's base and 3% of it are those of the check, `allowances_fen` what is from it."""

    name: str
    base_fen: int
    reference_fen: int
    allowances_fen: int
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityBudgetFilter:
    """What a list asks for; empty and 0 mean any."""

    office: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRevision:
    """Another amount."""

    amount_fen: int
    reason: str
    document_number: str


def enter_budget(
    draft: ActivityBudgetDraft, base_fen: int, percent: int, *, name: str, division: str, now: dt.datetime
) -> ActivityBudget:
    """The line, checked (PB-37). Raises BUDGET_REASON_MISSING."""
    reference = percentage(base_fen, percent)
    _refuse_low(draft.amount_fen, reference, draft.reason)
    return ActivityBudget(
        office=draft.office, year=draft.year, amount_fen=draft.amount_fen, reason=draft.reason,
        document_number=draft.document_number, name=name, base_fen=base_fen, reference_fen=reference,
        allowances_fen=0, division=division, create_time=now, etag="1",
    )  # fmt: skip


def revised(
    budget: ActivityBudget, revision: BudgetRevision, base_fen: int, percent: int, *, etag: str
) -> ActivityBudget:
    """The line with another amount, checked anew (PB-37).

    Raises ETAG_MISMATCH, BUDGET_EXCEEDED, BUDGET_REASON_MISSING.
    """
    if etag and etag != budget.etag:
        message = "该预算已被他人更新，请重新读取后再办理（PB-37）。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": budget.etag})
    refuse_beyond(revision.amount_fen, budget.allowances_fen)
    reference = percentage(base_fen, percent)
    _refuse_low(revision.amount_fen, reference, revision.reason)
    return replace(
        budget, amount_fen=revision.amount_fen, reason=revision.reason, document_number=revision.document_number,
        base_fen=base_fen, reference_fen=reference, etag=str(int(budget.etag) + 1),
    )  # fmt: skip


def refuse_beyond(line_fen: int, allowances_fen: int) -> None:
    """Raise BUDGET_EXCEEDED: allowances are from the year's line, which holds them all (PB-32, PB-37)."""
    if allowances_fen > line_fen:
        message = "津贴合计超过该年度党建活动经费预算（PB-32、PB-37）。请调整预算，或者减少津贴、改从党建经费列支。"
        raise RuleViolated("BUDGET_EXCEEDED", message, rules=("PB-32", "PB-37"))


def budget_taken() -> Refusal:
    """The refusal of a second line for one office and year."""
    message = "该所该年度的党建活动经费预算已登记，请在原记录上调整（PB-37）。"
    return Refusal(Kind.ALREADY_EXISTS, "BUDGET_TAKEN", message)


def found(budget: ActivityBudget | None) -> ActivityBudget:
    """The line. Raises NotFound."""
    if budget is None:
        raise NotFound("党建活动经费预算")
    return budget


def _refuse_low(amount_fen: int, reference_fen: int, reason: str) -> None:
    if amount_fen < reference_fen and not reason:
        message = "预算低于上年度基数的百分之三（PB-37），须在 reason 中写明原因后提交，或者足额列支。"
        raise RuleViolated("BUDGET_REASON_MISSING", message, rules=("PB-37",))
