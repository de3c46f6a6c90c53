"""Which offices have not handed in a month, as of any day (GO-69, GO-71). It must not change anything."""

from __future__ import annotations

from collections import defaultdict

from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.monthly_filing import (
    MonthAsked,
    MonthOfOffices,
    MonthRules,
    UnfiledMonth,
    month_of,
    owes_month,
    unfiled_month,
)
from services.grassroots_offices.domain.work_brief import WorkBriefKind
from services.grassroots_offices.handlers.quota import closed_on
from services.grassroots_offices.persistence.income_report import offices_filed
from services.grassroots_offices.persistence.office import offices_in_scope
from services.grassroots_offices.persistence.work_brief import counted_briefs_of


def check_month(tx: Tx, asked: MonthAsked, page: Page) -> tuple[list[UnfiledMonth], str | None]:
    """A page of the offices that owe something of the month, by name, and where it ends (GO-69, GO-71)."""
    month = month_of(asked, today=tx.today)
    owing = [
        one for one in offices_in_scope(tx.session, tx.principal)
        if owes_month(month, one.licensed_date, closed_on(one))
    ]  # fmt: skip
    briefs = defaultdict[str, list[WorkBriefKind]](list)
    until = min(month.last, month.as_of)
    for office, brief in counted_briefs_of(tx.session, [one.name for one in owing], month.first, until):
        briefs[office].append(brief.kind)
    filed = offices_filed(tx.session, asked.period, month.as_of, tx.principal)
    rules = {division: _rules(tx, division, month) for division in {one.division for one in owing}}
    lines = [
        unfiled_month(
            one.name, one.display_name, month, rules[one.division], briefs[one.name], income_filed=one.name in filed
        )
        for one in owing
        if page.after is None or one.name > page.after
    ]  # fmt: skip
    return page.cut([line for line in lines if line is not None], key=lambda line: line.office)


def _rules(tx: Tx, division: str, month: MonthOfOffices) -> MonthRules:
    briefs, typical_cases, due_day = (
        int(tx.policy(key, division=division, on=month.first).value)
        for key in ("go.news_per_month", "go.typical_per_month", "go.income_due_day")
    )
    return MonthRules(briefs=briefs, typical_cases=typical_cases, income_due_day=due_day)
