"""Use cases of outreach: enter, confirm, strike out, read. It must not count hours for an office."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.outreach_activity import (
    OutreachActivity,
    OutreachConfirming,
    OutreachDraft,
    OutreachFilter,
    OutreachVoiding,
    allow,
    confirm_outreach,
    hours_told,
    hours_withdrawn,
    record_outreach,
    void_outreach,
)
from services.legal_aid.handlers.handler import chosen_handler
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import outreach_activity as rows
from services.legal_aid.persistence.handler import handlers_named


def create_outreach_activity(tx: Tx, draft: OutreachDraft) -> OutreachActivity:
    """Enter an activity that took place, with everybody who went (LA-135)."""
    institution = chosen_institution(tx, draft.institution)
    happening = Happening(happened_date=draft.held_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division, field="outreach_activity.held_date")
    made = record_outreach(
        draft, name=f"outreachActivities/{tx.new_id()}", division=institution.division, entry=entry, now=tx.now
    )
    for member in made.members:
        chosen_handler(tx, member.handler)
    rows.insert_outreach(tx.session, made)
    tx.note("outreach_activity.create", made.name, rules=("LA-135",))
    return made


def get_outreach_activity(tx: Tx, name: str) -> OutreachActivity:
    """One activity within the caller's divisions."""
    return _found(rows.load_outreach(tx.session, name, tx.principal))


def list_outreach_activities(
    tx: Tx, wanted: OutreachFilter, page: Page
) -> tuple[list[OutreachActivity], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_outreach(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def confirm_outreach_activity(tx: Tx, name: str, said: OutreachConfirming, *, etag: str) -> OutreachActivity:
    """It was done; offices are told of unpaid hours (XF-36)."""
    done = confirm_outreach(_open(tx, name, "confirm", etag=etag), said, on=tx.today)
    _save(tx, done, "confirm", "LA-135")
    for fact in hours_told(done, _team(tx, done)):
        tx.emit(fact, subject=name)
    return done


def void_outreach_activity(tx: Tx, name: str, said: OutreachVoiding, *, etag: str) -> OutreachActivity:
    """Strike it out; hours that were told are taken back (P-06)."""
    before = _open(tx, name, "void", etag=etag)
    done = void_outreach(before, said, on=tx.today)
    _save(tx, done, "void", "P-06")
    for fact in hours_withdrawn(done, _team(tx, done)):
        tx.emit(fact, subject=name)
    return done


def _team(tx: Tx, activity: OutreachActivity) -> list[Handler]:
    known = handlers_named(tx.session, {member.handler for member in activity.members})
    return [known[member.handler] for member in activity.members]


def _open(tx: Tx, name: str, action: str, *, etag: str) -> OutreachActivity:
    activity = _found(rows.load_outreach(tx.session, name, tx.principal, lock=True))
    allow(activity, action, etag=etag)
    return activity


def _save(tx: Tx, activity: OutreachActivity, action: str, rule: str) -> None:
    rows.update_outreach(tx.session, activity)
    tx.note(f"outreach_activity.{action}", activity.name, rules=(rule,), document=activity.document_number)


def _found(activity: OutreachActivity | None) -> OutreachActivity:
    if activity is None:
        raise NotFound("外出服务活动")
    return activity
