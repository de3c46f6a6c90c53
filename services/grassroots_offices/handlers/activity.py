"""Use cases of activities: enter, finish a resolution, take back, read (GO-19, GO-86). It must not remind anybody."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, NotFound, RuleViolated, Violation
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.activity import (
    Activity,
    ActivityDraft,
    ActivityFilter,
    ActivityKind,
    DoneResolution,
    OpenResolution,
    allow,
    finished,
    hold_activity,
    open_resolutions,
    unpaired,
    voided,
)
from services.grassroots_offices.domain.office_case_steps import WORKING
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import activity as rows
from services.grassroots_offices.persistence.office import offices_in_scope
from services.grassroots_offices.persistence.practitioner import known_among


def create_activity(tx: Tx, draft: ActivityDraft) -> Activity:
    """Enter one (GO-86). Raises OFFICE_UNKNOWN, PRACTITIONER_UNKNOWN."""
    require_division(tx.principal, draft.division)
    happening = Happening(happened_date=draft.activity_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=draft.division, not_before=None, field="activity.activity_date")
    made = hold_activity(draft, name=f"activities/{tx.new_id()}", entry=entry, now=tx.now)
    _refuse_unknown(tx, made)
    rows.insert_activity(tx.session, made)
    tx.note("activity.create", made.name, rules=("GO-86",), document=made.document_number)
    return made


def get_activity(tx: Tx, name: str) -> Activity:
    """One within the caller's divisions."""
    return _found(rows.load_activity(tx.session, name, tx.principal))


def list_activities(tx: Tx, wanted: ActivityFilter, page: Page) -> tuple[list[Activity], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_activities(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_open_resolutions(tx: Tx) -> list[OpenResolution]:
    """What the next joint meeting takes up (GO-86)."""
    meetings = rows.held_activities(tx.session, ActivityKind.JOINT_MEETING, tx.principal)
    return open_resolutions(meetings, today=tx.today)


def list_unpaired_offices(tx: Tx, year: int) -> list[str]:
    """Working offices without an activity with a law firm in the year (GO-19). Raises YEAR_IN_FUTURE."""
    if year > tx.today.year:
        fault = Violation(field="year", reason="YEAR_IN_FUTURE", description="该年度尚未开始，请填写本年或以前年度")
        raise InvalidFields((fault,))
    working = [one.name for one in offices_in_scope(tx.session, tx.principal) if one.state in WORKING]
    pairings = rows.held_activities(tx.session, ActivityKind.PAIRING, tx.principal)
    return unpaired(working, [one for one in pairings if one.activity_date.year == year])


def finish_resolution(tx: Tx, name: str, done: DoneResolution, *, etag: str) -> Activity:
    """A resolution was done (GO-86)."""
    activity = _locked(tx, name, "finishResolution", etag=etag)
    entry = enter_happening(tx, done, division=activity.division, not_before=activity.activity_date)
    return _saved(tx, finished(activity, done, entry), "finishResolution", done.document_number)


def void(tx: Tx, name: str, reason: str, *, etag: str) -> Activity:
    """It was entered by mistake (GO-86)."""
    return _saved(tx, voided(_locked(tx, name, "void", etag=etag), reason), "void", "")


def _refuse_unknown(tx: Tx, activity: Activity) -> None:
    known = {one.name for one in offices_in_scope(tx.session, tx.principal)}
    if set(activity.offices) - known:
        message = "参加的所中有不存在或者不在您管辖范围内的所，请从基层法律服务所列表中选择（GO-86）。"
        raise RuleViolated("OFFICE_UNKNOWN", message, rules=("GO-86",))
    names = list(activity.practitioners)
    if set(names) - known_among(tx.session, names, tx.principal):
        message = "参加人员中有不存在或者不在您管辖范围内的人员，请从人员列表中选择（GO-86）。"
        raise RuleViolated("PRACTITIONER_UNKNOWN", message, rules=("GO-86",))


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> Activity:
    activity = _found(rows.load_activity(tx.session, name, tx.principal, lock=True))
    allow(activity, action, etag=etag)
    return activity


def _saved(tx: Tx, activity: Activity, action: str, document: str) -> Activity:
    rows.update_activity(tx.session, activity)
    tx.note(f"activity.{action}", activity.name, rules=("GO-86",), document=document)
    return activity


def _found(activity: Activity | None) -> Activity:
    if activity is None:
        raise NotFound("活动登记")
    return activity
