"""Use cases of what becomes of a party organisation: approval, election, term, units, merger, end, standard, grade.

It must not decide about the rules.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline
from chassis.kernel.calendar import Basis, Limit, earliest_due
from chassis.kernel.entry import Entry
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.party_building.domain.composition import (
    WITH_UNITS,
    Composition,
    OrganisationKind,
    refuse_composition,
    refuse_unfit_units,
)
from services.party_building.domain.leadership import Post, is_lower, refuse_unfit_leaders
from services.party_building.domain.member import Member, MemberStanding, changed
from services.party_building.domain.member_refusals import organisation_unknown
from services.party_building.domain.organisation import (
    STANDING,
    Asked,
    Organisation,
    OrganisationState,
    OrganisationView,
    allow,
    members_remain,
    not_joint,
    renewed,
    term_not_longer,
    unit_taken,
)
from services.party_building.domain.standard import GradeSpan, HaveCheck, OrganisationGrade, looked_at
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.handlers.coverage import look_at
from services.party_building.handlers.entry import enter_happening
from services.party_building.handlers.grouping import limits_in
from services.party_building.handlers.organisation import (
    committee_size,
    found,
    get_organisation,
    leads_of,
    require_parent,
    state_today,
)
from services.party_building.handlers.term import follow_term
from services.party_building.handlers.touched import offices_united
from services.party_building.persistence import organisation as rows
from services.party_building.persistence.member import (
    load_named,
    members_in_units,
    members_of_organisation,
    update_member,
)

MONTHS = 12


def approve_organisation(tx: Tx, asked: Asked, exception_document: str) -> OrganisationView:
    """The superior organisation approves it (PB-01, PB-02, PB-05)."""
    before, entry = _open(tx, asked, "approve")
    _refuse_composition(tx, before, before.units, exception_document)
    return _save(
        tx, asked, before, entry, "approve", ("PB-01", "PB-02", "PB-05"), state=OrganisationState.APPROVED,
        approved_date=entry.happened_date, exception_document=exception_document,
    )  # fmt: skip


def record_election(tx: Tx, asked: Asked, posts: tuple[Post, ...], term_years: int) -> OrganisationView:
    """Leaders were elected for a term (PB-07 to PB-12); from the first election on the organisation is at work."""
    before, entry = _open(tx, asked, "recordElection")
    members = _electable(tx, before, posts)
    formal = sum(1 for one in members.values() if one.standing is MemberStanding.FORMAL)
    refuse_unfit_leaders(posts, members, formal_count=formal, committee=committee_size(tx, before))
    years = term_years or tx.policy("pb.term_years", division=before.division, on=entry.happened_date).value
    state = OrganisationState.ACTIVE if before.state is OrganisationState.APPROVED else OrganisationState.RE_ELECTED
    return _save(
        tx, asked, before, entry, "recordElection", ("PB-07", "PB-10", "PB-11"), state=state, posts=posts,
        term_years=years, elected_date=entry.happened_date,
        term_end=earliest_due(entry.happened_date, Limit(years * MONTHS, Basis.MON)),
    )  # fmt: skip


def extend_term(tx: Tx, asked: Asked, term_end: dt.date | None) -> OrganisationView:
    """The superior organisation lets the term last longer (PB-11). Raises TERM_NOT_LONGER."""
    before, entry = _open(tx, asked, "extendTerm")
    if before.term_end is None or term_end is None or term_end <= before.term_end:
        raise term_not_longer()
    state = OrganisationState.EXTENSION_APPROVED
    return _save(tx, asked, before, entry, "extendTerm", ("PB-11",), state=state, term_end=term_end)


def change_units(tx: Tx, asked: Asked, units: tuple[str, ...], exception_document: str) -> OrganisationView:
    """Other units join a joint branch or leave it (PB-02, PB-05). Raises NOT_JOINT."""
    before, entry = _open(tx, asked, "changeUnits")
    if before.kind is not OrganisationKind.JOINT_BRANCH:
        raise not_joint()
    refuse_unfit_units(before.kind, units)
    _refuse_composition(tx, before, units, exception_document)
    return _save(
        tx, asked, before, entry, "changeUnits", ("PB-02", "PB-05"), units=units, exception_document=exception_document
    )


def move_organisation(tx: Tx, asked: Asked, parent: str) -> OrganisationView:
    """It comes under another organisation (PB-40)."""
    before, entry = _open(tx, asked, "move")
    require_parent(tx, before, parent)
    return _save(tx, asked, before, entry, "move", ("PB-40",), parent=parent)


def merge_organisation(tx: Tx, asked: Asked, into: str) -> OrganisationView:
    """It is merged into another one, to which its members' relations go (PB-05, PB-06)."""
    before, entry = _open(tx, asked, "merge")
    target = rows.load_organisation(tx.session, into, tx.principal, lock=True)
    if target is None or target.state not in STANDING or target.name == before.name:
        raise organisation_unknown()
    moving = members_of_organisation(tx.session, tx.seal, before.name)
    _refuse_crowd(tx, target, moving)
    for member in moving:
        update_member(tx.session, changed(member, organisation=target.name))
    done = _save(tx, asked, before, entry, "merge", ("PB-05", "PB-06"), state=OrganisationState.MERGED)
    look_at(tx, offices_united(tx, target), on=entry.happened_date)
    return done


def dissolve_organisation(tx: Tx, asked: Asked) -> OrganisationView:
    """It is dissolved (PB-06). Raises MEMBERS_REMAIN."""
    before, entry = _open(tx, asked, "dissolve")
    if members_of_organisation(tx.session, tx.seal, before.name):
        raise members_remain()
    return _save(tx, asked, before, entry, "dissolve", ("PB-06",), state=OrganisationState.DISSOLVED)


def record_haves(tx: Tx, asked: Asked, haves: tuple[HaveCheck, ...]) -> OrganisationView:
    """Its six haves were looked at (PB-16). Raises EVIDENCE_MISSING."""
    before, entry = _open(tx, asked, "recordHaves")
    return _save(tx, asked, before, entry, "recordHaves", ("PB-16",), haves=looked_at(before.haves, haves))


def grade_organisation(tx: Tx, asked: Asked, grade: OrganisationGrade) -> OrganisationView:
    """It was graded (PB-17)."""
    before, entry = _open(tx, asked, "grade")
    span = GradeSpan(grade=grade, from_date=entry.happened_date, document_number=asked.paper.document_number)
    return _save(tx, asked, before, entry, "grade", ("PB-17",), grades=(*before.grades, span))


def check_leads(tx: Tx, organisation: Organisation, *, on: dt.date) -> None:
    """Start the clock of a branch whose secretary is not by the first step of the order; end it when he is (PB-07)."""
    lower = organisation.kind is OrganisationKind.BRANCH and any(map(is_lower, leads_of(tx, organisation)))
    running = any(one.is_open for one in organisation.deadlines if one.subject == organisation.lead_gap)
    if running and not lower:
        finish_deadline(tx, organisation.lead_gap, DeadlineKind.ADJUST_SECRETARY.name, on=on)
    elif lower and not running and organisation.state in STANDING:
        gap = f"leadGaps/{tx.new_id()}"
        start_limit(
            tx, DeadlineKind.ADJUST_SECRETARY, subject=gap, owner=organisation.name, division=organisation.division,
            start=on,
        )  # fmt: skip
        rows.update_organisation(tx.session, replace(organisation, lead_gap=gap))


def _open(tx: Tx, asked: Asked, action: str) -> tuple[Organisation, Entry]:
    """The organisation, locked, if its state of today allows the action, and when it happened."""
    before = found(rows.load_organisation(tx.session, asked.name, tx.principal, lock=True))
    allow(before, state_today(tx, before), action, etag=asked.etag)
    last = before.versions[-1].from_date if before.state is not OrganisationState.PROPOSED else None
    return before, enter_happening(tx, asked.paper, division=before.division, not_before=last)


def _save(
    tx: Tx, asked: Asked, before: Organisation, entry: Entry, action: str, rules: tuple[str, ...], **values: object
) -> OrganisationView:
    """Write it, and look at every office that it united or unites from now on."""
    after = follow_term(
        tx, before, renewed(before, entry, asked.paper.document_number, **values), on=entry.happened_date
    )
    rows.update_organisation(tx.session, after)
    if after.state in (OrganisationState.MERGED, OrganisationState.DISSOLVED):
        rows.release_units(tx.session, after.name)
        cancel_deadlines(tx, after.lead_gap)
    elif after.units != before.units and not rows.take_units(tx.session, after):
        raise unit_taken()
    look_at(tx, offices_united(tx, before, after), on=entry.happened_date)
    check_leads(tx, after, on=entry.happened_date)
    tx.note(f"party_organisation.{action}", after.name, rules=rules, document=asked.paper.document_number)
    return get_organisation(tx, after.name)


def _refuse_composition(tx: Tx, organisation: Organisation, units: tuple[str, ...], exception_document: str) -> None:
    """Count those who work in the units: their relations may follow the approval (PB-06)."""
    if organisation.kind not in WITH_UNITS:
        return
    staff = [one for group in members_in_units(tx.session, tx.seal, list(units)).values() for one in group]
    standings = [one.standing for one in staff]
    composition = Composition(
        kind=organisation.kind, unit_count=len(units), formal_count=standings.count(MemberStanding.FORMAL),
        probationary_count=standings.count(MemberStanding.PROBATIONARY), exception_document=exception_document,
    )  # fmt: skip
    refuse_composition(composition, limits_in(tx, organisation.division))


def _refuse_crowd(tx: Tx, target: Organisation, moving: list[Member]) -> None:
    everybody = [*members_of_organisation(tx.session, tx.seal, target.name), *moving]
    standings = [one.standing for one in everybody]
    composition = Composition(
        kind=target.kind, unit_count=len(target.units), formal_count=standings.count(MemberStanding.FORMAL),
        probationary_count=standings.count(MemberStanding.PROBATIONARY), exception_document=target.exception_document,
    )  # fmt: skip
    refuse_composition(composition, limits_in(tx, target.division))


def _electable(tx: Tx, organisation: Organisation, posts: tuple[Post, ...]) -> dict[str, Member]:
    """Who may be elected: members of the branch; above branches whoever is in the register."""
    if organisation.kind in WITH_UNITS:
        return {one.name: one for one in members_of_organisation(tx.session, tx.seal, organisation.name)}
    return load_named(tx.session, tx.seal, [post.member for post in posts])
