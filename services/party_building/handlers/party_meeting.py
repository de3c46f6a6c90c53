"""Use cases of organisation life: record, read, what was missed, who took no part. It must not remind anybody."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, NotFound, Violation
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.meeting_duty import (
    EVERY,
    MONTHS,
    InactiveMember,
    MissedMeeting,
    Period,
    inactive_in,
    missed_by,
    periods_from,
)
from services.party_building.domain.member_refusals import organisation_unknown
from services.party_building.domain.organisation import STANDING
from services.party_building.domain.party_meeting import PartyMeeting, PartyMeetingDraft, PartyMeetingFilter, hold
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import party_meeting as rows
from services.party_building.persistence.member import members_of_organisation
from services.party_building.persistence.organisation import all_organisations, load_organisation

INACTIVE = "pb.inactive_after"
MOST_YEARS = 3


def create_meeting(tx: Tx, draft: PartyMeetingDraft) -> PartyMeeting:
    """Record what was held and who took part (PB-35). Raises ORGANISATION_UNKNOWN, ATTENDEES_UNFIT, UNIT_UNKNOWN."""
    organisation = load_organisation(tx.session, draft.organisation, tx.principal)
    if organisation is None or organisation.state not in STANDING:
        raise organisation_unknown()
    happening = Happening(happened_date=draft.held_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=organisation.division, field="party_meeting.held_date")
    members = {one.name: one for one in members_of_organisation(tx.session, tx.seal, organisation.name)}
    made = hold(draft, organisation, members, entry, name=f"partyMeetings/{tx.new_id()}", now=tx.now)
    rows.insert_meeting(tx.session, made)
    tx.note("party_meeting.create", made.name, rules=("PB-35",), document=draft.document_number)
    return made


def get_meeting(tx: Tx, name: str) -> PartyMeeting:
    """One record within the caller's divisions."""
    found = rows.load_meeting(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("组织生活记录")
    return found


def list_meetings(tx: Tx, wanted: PartyMeetingFilter, page: Page) -> tuple[list[PartyMeeting], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_meetings(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_missed(tx: Tx, since: dt.date | None) -> list[MissedMeeting]:
    """What branches of the caller's divisions did not hold (PB-35). Raises InvalidFields SINCE_TOO_FAR."""
    first = (since or tx.today.replace(month=1, day=1)).replace(day=1)
    if first.year < tx.today.year - MOST_YEARS:
        description = "一次最多查询近三年的组织生活（PB-35），请填写较近的日期"
        raise InvalidFields((Violation(field="since_date", reason="SINCE_TOO_FAR", description=description),))
    held = rows.meetings_by_organisation(tx.session, tx.principal)
    periods: dict[str, list[Period]] = {}
    found: list[MissedMeeting] = []
    for one in all_organisations(tx.session, tx.principal):
        if one.division not in periods:
            periods[one.division] = _periods(tx, one.division, first)
        found += missed_by(one, periods[one.division], held.get(one.name, ()), tx.today)
    return found


def list_inactive(tx: Tx) -> list[InactiveMember]:
    """Members of the caller's divisions who took no part for too long and are in the organisation still (PB-15)."""
    found: list[InactiveMember] = []
    for name, held in rows.meetings_by_organisation(tx.session, tx.principal).items():
        members = {one.name for one in members_of_organisation(tx.session, tx.seal, name)}
        limit = tx.policy(INACTIVE, division=held[0].division, on=tx.today).limit
        found += [one for one in inactive_in(name, held, limit, tx.today) if one.member in members]
    return sorted(found, key=lambda one: one.member)


def _periods(tx: Tx, division: str, first: dt.date) -> list[Period]:
    """The periods of the division from the first day's month on, as long as the packs say in their first month."""
    count = (tx.today.year - first.year) * MONTHS + tx.today.month - first.month + 1
    places = [first.year * MONTHS + first.month - 1 + number for number in range(max(count, 0))]
    months = [dt.date(place // MONTHS, place % MONTHS + 1, 1) for place in places]
    return list(periods_from({
        month: {kind: int(tx.policy(key, division=division, on=month).value) for kind, key in EVERY.items()}
        for month in months
    }))  # fmt: skip
