"""Dues of a member for a month: base, rate on the whole base, back-payment (PB-25 to PB-27). It must not collect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.money import proportion
from services.party_building.domain.dues_base import base_in
from services.party_building.domain.dues_home import DuesHome
from services.party_building.domain.member import IN_PARTY, DuesBaseMode, Member

WHOLE_BP = 10_000
MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesLineDraft:
    """What is entered of a month."""

    member: str
    month: str
    income_fen: int
    back_payment_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesAmounts:
    """What a member's income comes to; any of it tells the others."""

    income_fen: int
    base_fen: int
    rate_bp: int
    due_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesLine(DuesAmounts):
    """A member's month; `paid_date` None while it is not paid."""

    name: str
    member: str
    month: str
    mode: DuesBaseMode
    organisation: str
    unit: str
    returnable: bool
    back_payment_reason: str
    paid_date: dt.date | None
    late: bool
    entry_reason: str
    dues_refund: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesLineFilter:
    """What a list asks for; empty means any."""

    member: str
    organisation: str
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesPayment(Happening):
    """When and on which paper a month was paid."""

    document_number: str
    back_payment_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesArrears:
    """Months that a member did not pay, one after another."""

    member: str
    organisation: str
    from_month: str
    month_count: int


def reckon(income_fen: int, mode: DuesBaseMode, tiers: Sequence[dict[str, Any]]) -> DuesAmounts:
    """The dues of an income (PB-25): the whole base at the rate of its tier, never band by band, rounded once (M-02).

    Without monthly pay the base is a third of the quarter before (PB-26). Fixed dues are what was entered.
    """
    if mode is DuesBaseMode.FIXED:
        return DuesAmounts(income_fen=income_fen, base_fen=income_fen, rate_bp=0, due_fen=income_fen)
    by_quarter = mode is DuesBaseMode.QUARTER_AVERAGE
    base = proportion(income_fen, 1, MONTHS_OF_QUARTER) if by_quarter else income_fen
    rate = next(int(one["rate_bp"]) for one in tiers if base <= one.get("up_to_fen", base))
    return DuesAmounts(income_fen=income_fen, base_fen=base, rate_bp=rate, due_fen=proportion(base, rate, WHOLE_BP))


def enter_line(
    draft: DuesLineDraft, member: Member, home: DuesHome, amounts: DuesAmounts, *, name: str, division: str,
    now: dt.datetime,
) -> DuesLine:  # fmt: skip
    """A member's month, not paid yet; `division` is that of the organisation that collects."""
    return DuesLine(
        name=name, member=member.name, month=draft.month, mode=base_in(member, draft.month),
        organisation=home.organisation, unit=home.unit, returnable=bool(member.practitioner),
        income_fen=amounts.income_fen, base_fen=amounts.base_fen, rate_bp=amounts.rate_bp, due_fen=amounts.due_fen,
        back_payment_reason=draft.back_payment_reason, paid_date=None, late=False, entry_reason="", dues_refund="",
        division=division, create_time=now, etag="1",
    )  # fmt: skip


def revised(line: DuesLine, amounts: DuesAmounts, mode: DuesBaseMode) -> DuesLine:
    """The line with another income."""
    return replace(
        line, mode=mode, income_fen=amounts.income_fen, base_fen=amounts.base_fen, rate_bp=amounts.rate_bp,
        due_fen=amounts.due_fen, etag=_next(line),
    )  # fmt: skip


def collected_at(line: DuesLine, home: DuesHome, division: str) -> DuesLine:
    """The line at the organisation to which the month is owed as letters stand now (PB-27)."""
    return replace(line, organisation=home.organisation, unit=home.unit, division=division)


def paid(line: DuesLine, payment: DuesPayment, entry: Entry) -> DuesLine:
    """The line, paid in full."""
    return replace(
        line, paid_date=entry.happened_date, late=entry.late, entry_reason=entry.reason,
        back_payment_reason=payment.back_payment_reason or line.back_payment_reason, etag=_next(line),
    )  # fmt: skip


def refuse_change(line: DuesLine, etag: str) -> None:
    """Raise DUES_PAID for a month that is paid, ETAG_MISMATCH."""
    if etag and etag != line.etag:
        message = "该笔党费记录已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": line.etag})
    if line.paid_date is not None:
        raise RuleViolated("DUES_PAID", "该月党费已经交纳，不能再改（PB-25）。请刷新后核对。", rules=("PB-25",))


def refuse_owing_nothing(member: Member, home: DuesHome, month: str) -> None:
    """Raise NO_DUES_OWED for whoever is no member, had no relation here or was not admitted yet in the month.

    A probationary member pays from the day the branch meeting admits him (PB-27).
    """
    admitted = member.joined_date.isoformat()[:7] if member.joined_date else ""
    if member.standing not in IN_PARTY or not home.organisation or month < admitted:
        raise RuleViolated(
            "NO_DUES_OWED",
            "该人员当月不是党员或者当月党费不由本地党组织收缴（PB-27）。请核对入党日期、介绍信所载党费缴至月份和月份。",
            rules=("PB-27",),
        )


def refuse_month_ahead(month: str, today: dt.date) -> None:
    """Raise InvalidFields MONTH_IN_FUTURE."""
    if month > today.isoformat()[:7]:
        fault = Violation(
            field="dues_line.month", reason="MONTH_IN_FUTURE", description="月份不能晚于本月（PB-25），请核对月份"
        )
        raise InvalidFields((fault,))


def refuse_old(month: str, on: dt.date, most: int, reason: str) -> None:
    """Raise BACK_PAYMENT_TOO_OLD for dues from before the last `most` months without a reason (PB-27)."""
    if place_of(on.isoformat()[:7]) - place_of(month) > most and not reason:
        raise RuleViolated(
            "BACK_PAYMENT_TOO_OLD",
            "补交党费一般不超过规定的月数（PB-27）。确需补交的，请在 back_payment_reason 中写明原因。",
            rules=("PB-27",),
        )


def arrears_of(unpaid: Iterable[tuple[str, str, str]], least: int) -> list[DuesArrears]:
    """Who has not paid for `least` months one after another, the longest run of each (PB-27).

    `unpaid` holds member, organisation and month in this order of sorting. It is shown to the branch; nothing follows
    by itself (PB-15).
    """
    longest: dict[str, DuesArrears] = {}
    run: list[tuple[str, str, str]] = []
    for line in unpaid:
        follows = run and run[-1][0] == line[0] and place_of(line[2]) == place_of(run[-1][2]) + 1
        run = [*run, line] if follows else [line]
        known = longest.get(line[0])
        if len(run) >= least and (known is None or len(run) > known.month_count):
            longest[line[0]] = DuesArrears(
                member=line[0], organisation=line[1], from_month=run[0][2], month_count=len(run)
            )
    return list(longest.values())


def place_of(month: str) -> int:
    """Where a month, `YYYY-MM`, stands in the row of months."""
    return int(month[:4]) * 12 + int(month[5:7])


def line_taken() -> Refusal:
    """The refusal of a second line for one member and month."""
    message = "该党员该月党费已经登记，请在原记录上更正，不要重复登记（PB-25）。"
    return Refusal(Kind.ALREADY_EXISTS, "DUES_LINE_TAKEN", message)


def _next(line: DuesLine) -> str:
    return str(int(line.etag) + 1)
