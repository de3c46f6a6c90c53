"""Use cases of written rules: enter, post, show their use, repeal, read, look over (GO-77). It must not read a text."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import InvalidFields, NotFound, Violation
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.written_rule import (
    RuleRepeal,
    WrittenRule,
    WrittenRuleDraft,
    WrittenRuleFilter,
    WrittenRuleLine,
    adopt,
    allow,
    check_rules,
    posted,
    repealed,
    used,
)
from services.grassroots_offices.handlers.office import chosen_office, found_office
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import written_rule as rows
from services.grassroots_offices.persistence.office import load_office


def create_written_rule(tx: Tx, draft: WrittenRuleDraft) -> WrittenRule:
    """Enter one (GO-77). Raises OFFICE_UNKNOWN, RULE_IN_FORCE."""
    office = chosen_office(tx, draft.office)
    made = adopt(draft, name=f"writtenRules/{tx.new_id()}", division=office.division, today=tx.today, now=tx.now)
    rows.refuse_second(tx.session, made)
    rows.insert_written_rule(tx.session, made)
    tx.note("written_rule.create", made.name, rules=("GO-77",), document=made.document_number)
    return made


def get_written_rule(tx: Tx, name: str) -> WrittenRule:
    """One within the caller's divisions."""
    return _found(rows.load_written_rule(tx.session, name, tx.principal))


def list_written_rules(tx: Tx, wanted: WrittenRuleFilter, page: Page) -> tuple[list[WrittenRule], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_written_rules(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def post(tx: Tx, name: str, *, etag: str) -> WrittenRule:
    """It is on the wall (GO-77)."""
    return _saved(tx, posted(_locked(tx, name, "post", etag=etag)), "post", "")


def record_use(tx: Tx, name: str, evidence: Documented, *, etag: str) -> WrittenRule:
    """Evidence that it is used (GO-77)."""
    rule = _locked(tx, name, "recordUse", etag=etag)
    entry = enter_happening(tx, evidence, division=rule.division, not_before=rule.adopted_date)
    return _saved(tx, used(rule, evidence, entry), "recordUse", evidence.document_number)


def repeal(tx: Tx, name: str, end: RuleRepeal, *, etag: str) -> WrittenRule:
    """It is in force no more (GO-77)."""
    rule = _locked(tx, name, "repeal", etag=etag)
    entry = enter_happening(tx, end, division=rule.division, not_before=rule.adopted_date)
    return _saved(tx, repealed(rule, end, entry), "repeal", end.document_number)


def check_written_rules(tx: Tx, office: str, year: int) -> tuple[WrittenRuleLine, ...]:
    """How each of the twelve stands in a year (GO-15, GO-77). Raises YEAR_IN_FUTURE."""
    found = found_office(load_office(tx.session, office, tx.principal))
    if year > tx.today.year:
        fault = Violation(field="year", reason="YEAR_IN_FUTURE", description="该年度尚未开始，请填写本年或以前年度")
        raise InvalidFields((fault,))
    on = min(tx.today, dt.date(year, 12, 31))
    return check_rules(rows.rules_of(tx.session, [found.name]), year, on=on)


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> WrittenRule:
    rule = _found(rows.load_written_rule(tx.session, name, tx.principal, lock=True))
    allow(rule, action, etag=etag)
    return rule


def _saved(tx: Tx, rule: WrittenRule, action: str, document: str) -> WrittenRule:
    rows.update_written_rule(tx.session, rule)
    tx.note(f"written_rule.{action}", rule.name, rules=("GO-77",), document=document)
    return rule


def _found(rule: WrittenRule | None) -> WrittenRule:
    if rule is None:
        raise NotFound("内部管理制度")
    return rule
