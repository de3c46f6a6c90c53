"""Use cases of advisers' logs: enter, take back, read (GO-79). It must not confirm hours: the village does (GO-80)."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.adviser_log import (
    AdviserLog,
    AdviserLogDraft,
    AdviserLogFilter,
    check_draft,
    hours_made,
    keep_log,
    voided,
)
from services.grassroots_offices.domain.village_adviser import VillageAdviser
from services.grassroots_offices.handlers.service_hours import create_unless_purchased, void_made_hours
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.handlers.village import get_village
from services.grassroots_offices.persistence import adviser_log as rows
from services.grassroots_offices.persistence.village_adviser import load_village_adviser


def create_adviser_log(tx: Tx, draft: AdviserLogDraft) -> AdviserLog:
    """Enter one; unpaid visits and lectures make public-interest hours (GO-79, GO-80)."""
    adviser = _chosen(tx, draft.village_adviser)
    happening = Happening(happened_date=draft.log_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=adviser.division, not_before=None, field="adviser_log.log_date"
    )  # fmt: skip
    check_draft(draft, adviser)
    hours = create_unless_purchased(tx, hours_made(draft, adviser, get_village(tx, adviser.village)))
    made = keep_log(
        draft, name=f"adviserLogs/{tx.new_id()}", hours=hours, division=adviser.division, entry=entry, now=tx.now
    )  # fmt: skip
    rows.insert_adviser_log(tx.session, made)
    tx.note("adviser_log.create", made.name, rules=("GO-79",), document=made.document_number)
    return made


def get_adviser_log(tx: Tx, name: str) -> AdviserLog:
    """One within the caller's divisions."""
    return _found(rows.load_adviser_log(tx.session, name, tx.principal))


def list_adviser_logs(tx: Tx, wanted: AdviserLogFilter, page: Page) -> tuple[list[AdviserLog], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_adviser_logs(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def void(tx: Tx, name: str, reason: str, *, etag: str) -> AdviserLog:
    """Take one back, with the hours that it made (GO-79, GO-80)."""
    log = _found(rows.load_adviser_log(tx.session, name, tx.principal, lock=True))
    done = voided(log, reason, etag=etag)
    rows.update_adviser_log(tx.session, done)
    void_made_hours(tx, log.service_hours, reason, document=log.document_number)
    tx.note("adviser_log.void", name, rules=("GO-79",))
    return done


def _chosen(tx: Tx, name: str) -> VillageAdviser:
    adviser = load_village_adviser(tx.session, name, tx.principal)
    if adviser is None:
        message = "所填法律顾问聘任不存在或者不在您的管辖范围内，请从村居法律顾问列表中选择（GO-79）。"
        raise RuleViolated("ADVISER_UNKNOWN", message, rules=("GO-79",))
    return adviser


def _found(log: AdviserLog | None) -> AdviserLog:
    if log is None:
        raise NotFound("法律顾问工作日志")
    return log
