"""Use cases of party organisations: propose, read, and the tree as it stood on a day. It must not move a state."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.party_building.domain.composition import WITH_UNITS, OrganisationKind
from services.party_building.domain.leadership import (
    CommitteeSize,
    OrganisationWarning,
    PartyLead,
    PostKind,
    lead_in,
    warnings_of,
)
from services.party_building.domain.member import Member, MemberStanding
from services.party_building.domain.organisation import (
    STANDING,
    Organisation,
    OrganisationDraft,
    OrganisationFilter,
    OrganisationState,
    OrganisationVersion,
    OrganisationView,
    parent_unknown,
    propose_organisation,
    state_on,
    unit_taken,
    version_on,
)
from services.party_building.domain.standard import standard_reached
from services.party_building.persistence import organisation as rows
from services.party_building.persistence.member import member_of, members_in_units, members_of_organisation
from services.party_building.persistence.roster import leaders_of


def create_organisation(tx: Tx, draft: OrganisationDraft) -> OrganisationView:
    """Propose an organisation to the superior one (PB-01, PB-02)."""
    require_division(tx.principal, draft.division)
    return add_organisation(tx, draft, name=f"partyOrganisations/{tx.new_id()}")


def add_organisation(tx: Tx, draft: OrganisationDraft, *, name: str) -> OrganisationView:
    """Propose an organisation under a name that the caller has chosen. Raises PARENT_UNKNOWN, UNIT_TAKEN."""
    made = propose_organisation(draft, name=name, now=tx.now, today=tx.today)
    require_parent(tx, made, draft.parent)
    rows.insert_organisation(tx.session, made)
    if not rows.take_units(tx.session, made):
        raise unit_taken()
    tx.note("party_organisation.create", made.name, rules=("PB-01", "PB-02"), document=draft.document_number)
    return view(tx, made)


def get_organisation(tx: Tx, name: str) -> OrganisationView:
    """One organisation within the caller's divisions, as it stands today."""
    return view(tx, found(rows.load_organisation(tx.session, name, tx.principal)))


def list_organisations(tx: Tx, wanted: OrganisationFilter, page: Page) -> tuple[list[OrganisationView], str | None]:
    """A page, and the key behind which the next one begins."""
    listed, after = page.cut(rows.find_organisations(tx.session, wanted, page, tx.principal), key=lambda one: one.name)
    return [view(tx, one) for one in listed], after


def tree_on(tx: Tx, day: dt.date | None) -> tuple[dt.date, list[tuple[Organisation, OrganisationVersion]]]:
    """The organisations of the caller's divisions that stood on the day, each with how it stood then."""
    on = day or tx.today
    listed = [(one, version_on(one, on)) for one in rows.all_organisations(tx.session, tx.principal)]
    return on, [(one, version) for one, version in listed if version is not None and version.state in STANDING]


def view(tx: Tx, organisation: Organisation) -> OrganisationView:
    """The organisation with what follows from its members and from today (PB-07 to PB-12, PB-16)."""
    members = {one.name: one for one in members_of_organisation(tx.session, tx.seal, organisation.name)}
    standings = [one.standing for one in members.values()]
    formal = standings.count(MemberStanding.FORMAL)
    leads = leads_of(tx, organisation)
    return OrganisationView(
        organisation=organisation, state=state_today(tx, organisation), formal_count=formal,
        probationary_count=standings.count(MemberStanding.PROBATIONARY), leads=leads,
        warnings=_warnings(tx, organisation, members, leads, formal),
        standard_reached=standard_reached(organisation.haves, tx.today),
    )  # fmt: skip


def state_today(tx: Tx, organisation: Organisation) -> OrganisationState:
    """The state today: the term may be due (PB-11)."""
    notice = tx.policy("pb.term_notice_days", division=organisation.division, on=tx.today).value
    return state_on(organisation, tx.today, notice)


def leads_of(tx: Tx, organisation: Organisation) -> tuple[PartyLead, ...]:
    """Who leads in each office of a branch or joint branch, and who should (PB-07, PB-12)."""
    offices = [unit for unit in organisation.units if unit.startswith("offices/")]
    leaders = leaders_of(tx.session, offices)
    staff = members_in_units(tx.session, tx.seal, offices)
    post = PostKind.SECRETARY if organisation.kind is OrganisationKind.BRANCH else PostKind.LEAD
    holders = {one.member for one in organisation.posts if one.post is post}
    return tuple(
        lead_in(
            office, next((one.name for one in staff[office] if one.name in holders), ""), staff[office],
            leaders.get(office),
        )
        for office in offices
    )  # fmt: skip


def committee_size(tx: Tx, organisation: Organisation) -> CommitteeSize | None:
    """How large a branch's committee is (PB-10); None above branches."""
    if organisation.kind not in WITH_UNITS:
        return None
    size = tx.policy("pb.committee_size", division=organisation.division, on=tx.today).value
    begins = tx.policy("pb.committee_from", division=organisation.division, on=tx.today).value
    return CommitteeSize(from_formal=begins, least=size["least"], most=size["most"])


def require_parent(tx: Tx, organisation: Organisation, parent: str) -> None:
    """Raise PARENT_UNKNOWN unless it is empty, or at work and neither this organisation nor below it (PB-40)."""
    above = parent
    while above:
        found_above = rows.load_organisation(tx.session, above)
        if found_above is None or above == organisation.name or found_above.state not in STANDING:
            raise parent_unknown()
        above = found_above.parent


def found(organisation: Organisation | None) -> Organisation:
    """The organisation. Raises NotFound."""
    if organisation is None:
        raise NotFound("党组织")
    return organisation


def _warnings(
    tx: Tx, organisation: Organisation, members: dict[str, Member], leads: tuple[PartyLead, ...], formal: int
) -> tuple[OrganisationWarning, ...]:
    director = None
    if organisation.kind is OrganisationKind.BRANCH:
        leaders = leaders_of(tx.session, list(organisation.units)).get(organisation.units[0])
        director = member_of(tx.session, tx.seal, leaders.director) if leaders and leaders.director else None
    year_before = tx.today.replace(year=tx.today.year - 1, day=min(tx.today.day, 28))
    listed = warnings_of(
        organisation.posts, members, leads, director=director, formal_count=formal,
        committee=committee_size(tx, organisation), year_before=year_before,
    )  # fmt: skip
    over = organisation.term_end is not None and organisation.term_end < tx.today
    return (*listed, OrganisationWarning.TERM_OVER) if over and organisation.state in STANDING else listed
