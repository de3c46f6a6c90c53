"""Use cases of villages: list, remove, read, look over the advisers of a month (GO-79). It must not count days."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.acceptance import PRACTISING, standing_on
from services.grassroots_offices.domain.adviser_month import (
    HOUR_MINUTES,
    AdviserMonth,
    AdviserRules,
    month_of,
    month_span,
)
from services.grassroots_offices.domain.village import Village, VillageDraft, VillageFilter, list_village, removed
from services.grassroots_offices.domain.village_adviser import serves_on
from services.grassroots_offices.persistence import village as rows
from services.grassroots_offices.persistence.adviser_log import kept_logs
from services.grassroots_offices.persistence.practitioner import practitioners_in_scope
from services.grassroots_offices.persistence.village_adviser import advisers_in_scope, advisers_of


def create_village(tx: Tx, draft: VillageDraft) -> Village:
    """List one (GO-79). Raises VILLAGE_LISTED."""
    require_division(tx.principal, draft.division)
    made = list_village(draft, name=f"villages/{tx.new_id()}", now=tx.now)
    rows.refuse_listed(tx.session, made)
    rows.insert_village(tx.session, made)
    tx.note("village.create", made.name, rules=("GO-79",), document=made.document_number)
    return made


def get_village(tx: Tx, name: str) -> Village:
    """One within the caller's divisions."""
    return _found(rows.load_village(tx.session, name, tx.principal))


def list_villages(tx: Tx, wanted: VillageFilter, page: Page) -> tuple[list[Village], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_villages(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def remove_village(tx: Tx, name: str, reason: str, *, etag: str) -> Village:
    """It counts no more (GO-79)."""
    village = _found(rows.load_village(tx.session, name, tx.principal, lock=True))
    serves = any(serves_on(one, tx.today) for one in advisers_of(tx.session, name))
    done = removed(village, reason, etag=etag, serves=serves)
    rows.update_village(tx.session, done)
    tx.note("village.remove", name, rules=("GO-79",))
    return done


def check_advisers(tx: Tx, month: str) -> AdviserMonth:
    """Coverage and shortfalls of a month within the caller's divisions (GO-79). Raises MONTH_IN_FUTURE."""
    span = month_span(month, today=tx.today)
    on = min(span.last, tx.today)
    villages = rows.listed_villages(tx.session, tx.principal)
    advisers = advisers_in_scope(tx.session, tx.principal)
    logs = kept_logs(tx.session, [one.name for one in advisers], span.quarter_first, span.last)
    practising = frozenset(
        one.name for one in practitioners_in_scope(tx.session, tx.principal) if standing_on(one, on).state in PRACTISING
    )
    rules = {one.division: adviser_rules(tx, one.division, span.first) for one in advisers}
    return month_of(
        span, [one.name for one in villages], advisers, logs, rules, on=on, practising=practising
    )  # fmt: skip


def adviser_rules(tx: Tx, division: str, on: dt.date) -> AdviserRules:
    """What is owed in the division in the month (GO-79)."""
    found = tx.policy("go.adviser", division=division, on=on)
    value = found.value
    return AdviserRules(
        minutes_per_month=value["hours_per_month"] * HOUR_MINUTES, lectures_per_quarter=value["lectures_per_quarter"],
        cases_per_month=value["cases_per_month"], checked_numerator=value["checked_numerator"],
        checked_denominator=value["checked_denominator"], citation=found.citation,
    )  # fmt: skip


def _found(village: Village | None) -> Village:
    if village is None:
        raise NotFound("村居")
    return village
