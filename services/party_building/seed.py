"""Demo data: the members of an invented district, a branch, a joint branch, and two accounts that stand for them.

It must not hold a person's data, and running it again adds nothing.
"""

from __future__ import annotations

from chassis.clock import derived_id
from chassis.district.generate import District
from chassis.district.offices import Practitioner
from chassis.district.party import Membership
from chassis.seeding import ShownAccount
from chassis.tx import Tx
from services.party_building.domain.branch_account import BranchAccountDraft
from services.party_building.domain.composition import OrganisationKind
from services.party_building.domain.leadership import Post, PostKind
from services.party_building.domain.member import DuesBaseMode, MemberDraft, MemberStanding
from services.party_building.domain.office_account import OfficeAccountDraft
from services.party_building.domain.organisation import Asked, OrganisationDraft, OrganisationPaper
from services.party_building.domain.roster import Practice
from services.party_building.handlers.branch_account import create_account as link_branch
from services.party_building.handlers.member import add_member
from services.party_building.handlers.office_account import create_account as link_office
from services.party_building.handlers.organisation import add_organisation
from services.party_building.handlers.organisation_change import approve_organisation, record_election
from services.party_building.persistence.organisation import load_organisation
from services.party_building.persistence.roster import keep_practice

DOCUMENT = "党员底册演示1号"
SECRETARY, CLERK = "secretary", "office"
# By the pattern of the district: four formal members at the first office, three, two and one at the next ones.
OWN, JOINT, CLERKS = (0,), (2, 3), 1
NOTHING_TOLD = 0


def seed(tx: Tx, districts: tuple[District, ...]) -> list[ShownAccount]:
    """Register what is missing under names that are the same everywhere; the first district has the accounts."""
    for place, district in enumerate(districts):
        if load_organisation(tx.session, _organisation(district, OWN)) is None:
            _enter(tx, district)
            if not place:
                _link(tx, district)
    return []


def _enter(tx: Tx, district: District) -> None:
    """What grassroots_offices tells of the practitioners later is newer than what is written here."""
    for units, title in ((OWN, "示范党支部"), (JOINT, "联合党支部")):
        _propose(tx, district, units, f"{district.offices[units[0]].display_name}{title}")
    homes = {district.offices[place].id: _organisation(district, units) for units in (OWN, JOINT) for place in units}
    for one in district.practitioners:
        office = f"offices/{one.office}"
        told = Practice(practitioner=f"practitioners/{one.id}", office=office, division=district.division,
                        position=NOTHING_TOLD)  # fmt: skip
        keep_practice(tx.session, told)
    for one in district.practitioners:
        if one.party is not None:
            draft = _member(district, one, one.party, homes.get(one.office, ""))
            add_member(tx, draft, name=f"members/{one.id}")
    for units in (OWN, JOINT):
        lead = next(one for one in district.practitioners if one.office == district.offices[units[0]].id and one.party)
        approve_organisation(tx, _asked(district, units), "")
        record_election(tx, _asked(district, units), (_secretary(lead),), 0)


def _link(tx: Tx, district: District) -> None:
    branch = BranchAccountDraft(
        organisation=_organisation(district, OWN), account=SECRETARY, document_number=DOCUMENT
    )  # fmt: skip
    link_branch(tx, branch)
    office = f"offices/{district.offices[CLERKS].id}"
    link_office(tx, OfficeAccountDraft(office=office, account=CLERK, document_number=DOCUMENT))


def _propose(tx: Tx, district: District, units: tuple[int, ...], title: str) -> None:
    kind = OrganisationKind.BRANCH if len(units) == 1 else OrganisationKind.JOINT_BRANCH
    draft = OrganisationDraft(
        display_name=title, kind=kind, parent="", units=tuple(f"offices/{district.offices[one].id}" for one in units),
        division=district.division, document_number=DOCUMENT,
    )  # fmt: skip
    add_organisation(tx, draft, name=_organisation(district, units))


def _organisation(district: District, units: tuple[int, ...]) -> str:
    return f"partyOrganisations/{derived_id(district.offices[units[0]].id, len(units))}"


def _asked(district: District, units: tuple[int, ...]) -> Asked:
    paper = OrganisationPaper(happened_date=None, entry_reason="", document_number=DOCUMENT)
    return Asked(name=_organisation(district, units), etag="", paper=paper)


def _secretary(lead: Practitioner) -> Post:
    return Post(post=PostKind.SECRETARY, member=f"members/{lead.id}")


def _member(district: District, one: Practitioner, party: Membership, organisation: str) -> MemberDraft:
    return MemberDraft(
        full_name=one.person.full_name, practitioner=f"practitioners/{one.id}", unit="",
        standing=MemberStanding[party.standing.name], joined_date=party.admitted_on,
        formal_date=party.formal_on, organisation=organisation, dues_base_mode=DuesBaseMode.MONTHLY,
        document_number=DOCUMENT, division=district.division,
    )  # fmt: skip
