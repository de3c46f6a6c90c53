"""What follows when grassroots_offices tells of practitioners and leaders: replica, and coverage of both offices.

It must not ask grassroots_offices anything.
"""

from __future__ import annotations

import datetime as dt

from chassis.tx import Tx
from services.party_building.domain.deliberation import Hiring
from services.party_building.domain.member import relocated
from services.party_building.domain.roster import OfficeLeaders, OfficePlace, Staffing, Standing
from services.party_building.handlers.coverage import close, look_at
from services.party_building.handlers.deliberation import hear_hiring, hear_promotions
from services.party_building.handlers.organisation_change import check_leads
from services.party_building.handlers.touched import offices_touched
from services.party_building.persistence import roster as rows
from services.party_building.persistence.member import member_of, update_member
from services.party_building.persistence.organisation import load_organisation, standing_over


def keep_practice(tx: Tx, standing: Standing) -> None:
    """Write where a practitioner practises, unless something newer is known (XF-06)."""
    if standing.practice is not None:
        rows.keep_practice(tx.session, standing.practice)


def keep_leaders(tx: Tx, leaders: OfficeLeaders) -> None:
    """Write who leads an office, unless something newer is known (XF-07)."""
    rows.keep_leaders(tx.session, leaders)


def keep_place(tx: Tx, place: OfficePlace) -> None:
    """Write where an office is, unless something newer is known."""
    rows.keep_place(tx.session, place)


def follow_standing(tx: Tx, standing: Standing) -> None:
    """A member works where he practises now, both offices are looked at; a deregistered office is closed (XF-06)."""
    if standing.practice is not None:
        _follow_practice(tx, standing)
    elif standing.cancelled:
        close(tx, standing.subject, standing.division)


def follow_staffing(tx: Tx, staffing: Staffing) -> None:
    """How the office stands is found out again, also when it was never looked at (PB-06, XF-29)."""
    look_at(tx, [(staffing.office, staffing.division)], on=staffing.changed_date)


def follow_leaders(tx: Tx, leaders: OfficeLeaders, *, on: dt.date) -> None:
    """Another director or partner: the secretary is looked at again, a promotion is a decision (PB-07, XF-07)."""
    known = rows.leaders_of(tx.session, [leaders.office]).get(leaders.office)
    if known is not None and known.position == leaders.position:
        hear_promotions(tx, known, on=on)
    over = standing_over(tx.session, [leaders.office]).get(leaders.office)
    organisation = load_organisation(tx.session, over[0], lock=True) if over else None
    if organisation is not None:
        check_leads(tx, organisation, on=on)


def _follow_practice(tx: Tx, standing: Standing) -> None:
    practice = rows.practice_of(tx.session, standing.subject)
    if practice is None or practice.position != standing.position:
        return
    touched = [(office, practice.division) for office in (standing.former_office, practice.office) if office]
    member = member_of(tx.session, tx.seal, practice.practitioner, lock=True)
    if member is not None:
        touched += offices_touched(tx, member)
        after = relocated(member, practice.office, practice.division, standing.from_date)
        update_member(tx.session, after)
        touched += offices_touched(tx, after)
    look_at(tx, touched, on=standing.from_date)
    if standing.arrived:
        hear_hiring(tx, Hiring(
            practitioner=practice.practitioner, office=practice.office, division=practice.division,
            from_date=standing.from_date, document_number=standing.document_number,
        ))  # fmt: skip
