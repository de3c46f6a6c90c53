"""Use cases of members: register, read, the next step, the end. It must not decide about the rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.calendar import earliest_due
from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.party_building.domain.dues_base import DuesBaseChange, with_base
from services.party_building.domain.member import (
    CULTIVATORS,
    LASTS,
    Advance,
    Member,
    MemberDraft,
    MemberFilter,
    MemberStanding,
    StandingPaper,
    advanced,
    allow,
    ended,
    next_standing,
    register_member,
)
from services.party_building.domain.member_refusals import (
    cultivators_unfit,
    organisation_unknown,
    practitioner_unknown,
    refuse_early_step,
    unit_mismatch,
)
from services.party_building.domain.organisation import ENDED
from services.party_building.domain.standing_events import standing_told
from services.party_building.handlers.coverage import look_at
from services.party_building.handlers.entry import enter_happening
from services.party_building.handlers.touched import offices_touched
from services.party_building.persistence import member as rows
from services.party_building.persistence.organisation import load_organisation
from services.party_building.persistence.roster import practice_of


def create_member(tx: Tx, draft: MemberDraft) -> Member:
    """Take somebody into the register as he stands (P-07); his office's coverage is looked at."""
    require_division(tx.principal, draft.division)
    return add_member(tx, draft, name=f"members/{tx.new_id()}")


def add_member(tx: Tx, draft: MemberDraft, *, name: str) -> Member:
    """Register a member under a name that the caller has chosen."""
    _require_organisation(tx, draft.organisation)
    made = register_member(_placed(tx, draft), name=name, now=tx.now, today=tx.today)
    rows.insert_member(tx.session, tx.seal, made)
    look_at(tx, offices_touched(tx, made), on=tx.today)
    tx.note("member.create", made.name, rules=("P-07", "PB-18"), document=made.document_number)
    return made


def get_member(tx: Tx, name: str) -> Member:
    """One member within the caller's divisions."""
    return _found(rows.load_member(tx.session, tx.seal, name, tx.principal))


def list_members(tx: Tx, wanted: MemberFilter, page: Page) -> tuple[list[Member], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_members(tx.session, tx.seal, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def advance_member(tx: Tx, name: str, advance: Advance, *, etag: str) -> Member:
    """The next step on the way into the Party (PB-36). Raises STEP_TOO_EARLY, CULTIVATORS_UNFIT."""
    before, entry = _open(tx, name, "advance", advance, etag=etag)
    _refuse_early(tx, before, entry.happened_date)
    _require_cultivators(tx, next_standing(before), advance.cultivators)
    _require_organisation(tx, advance.organisation)
    after = advanced(before, advance, entry)
    _save(tx, before, after, on=entry.happened_date)
    tx.note("member.advance", name, rules=("PB-36",), document=advance.document_number)
    return after


def change_base(tx: Tx, name: str, change: DuesBaseChange, *, etag: str) -> Member:
    """His dues are reckoned from something else from a month on; what is paid stays paid (PB-25, PB-26)."""
    before = _allowed(tx, name, "changeDuesBase", etag=etag)
    after = with_base(before, change)
    rows.update_member(tx.session, after)
    tx.note("member.changeDuesBase", name, rules=("PB-25", "PB-26"), document=change.document_number)
    return after


def end_membership(tx: Tx, name: str, paper: StandingPaper, *, etag: str) -> Member:
    """A member no longer, or an application that ended (PB-01, PB-36)."""
    before, entry = _open(tx, name, "end", paper, etag=etag)
    after = ended(before, paper, entry)
    _save(tx, before, after, on=entry.happened_date)
    tx.note("member.end", name, rules=("PB-36",), document=paper.document_number)
    return after


def _save(tx: Tx, before: Member, after: Member, *, on: dt.date) -> None:
    """Write the member, tell it, and look at every office that it concerns (XF-32)."""
    touched = offices_touched(tx, before)
    rows.update_member(tx.session, after)
    fact = standing_told(before, after, on)
    if fact is not None:
        tx.emit(fact, subject=after.name)
    look_at(tx, [*touched, *offices_touched(tx, after)], on=on)


def _open(tx: Tx, name: str, action: str, paper: StandingPaper, *, etag: str) -> tuple[Member, Entry]:
    """The member, locked, if his standing allows the action, and when it happened."""
    found = _allowed(tx, name, action, etag=etag)
    return found, enter_happening(tx, paper, division=found.division, not_before=found.standings[-1].from_date)


def _allowed(tx: Tx, name: str, action: str, *, etag: str) -> Member:
    """The member, locked, if his standing allows the action."""
    found = _found(rows.load_member(tx.session, tx.seal, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    return found


def _refuse_early(tx: Tx, member: Member, on: dt.date) -> None:
    key = LASTS.get(member.standing)
    if key is not None:
        since = member.standings[-1].from_date
        limit = tx.policy(key, division=member.division, on=since).limit
        refuse_early_step(on, earliest_due(since, limit))


def _require_cultivators(tx: Tx, following: MemberStanding, names: tuple[str, ...]) -> None:
    wanted = CULTIVATORS if following is MemberStanding.ACTIVIST else 0
    found = rows.load_named(tx.session, tx.seal, list(names))
    formal = [one for one in found.values() if one.standing is MemberStanding.FORMAL]
    if len(names) != wanted or len(formal) != wanted:
        raise cultivators_unfit()


def _require_organisation(tx: Tx, name: str) -> None:
    """Raise ORGANISATION_UNKNOWN unless it is empty or at work within the caller's divisions."""
    if name:
        found = load_organisation(tx.session, name, tx.principal)
        if found is None or found.state in ENDED:
            raise organisation_unknown()


def _placed(tx: Tx, draft: MemberDraft) -> MemberDraft:
    """A practitioner works where the register of offices says. Raises PRACTITIONER_UNKNOWN, UNIT_MISMATCH."""
    if not draft.practitioner:
        return draft
    practice = practice_of(tx.session, draft.practitioner)
    if practice is None:
        raise practitioner_unknown()
    if draft.unit not in ("", practice.office) or draft.division != practice.division:
        raise unit_mismatch()
    return replace(draft, unit=practice.office)


def _found(member: Member | None) -> Member:
    if member is None:
        raise NotFound("党员")
    return member
