"""What other services hear of members: that one became formal or is one no longer (XF-32). It must not name anybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.party_building.domain.member import Member, MemberStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberStandingChanged:
    """Somebody became a formal member, or a formal member is one no longer (XF-32)."""

    member: str
    office: str
    division: str
    formal: bool
    changed_date: dt.date


def standing_told(before: Member, after: Member, on: dt.date) -> MemberStandingChanged | None:
    """What is told; None for steps that do not make or unmake a formal member (XF-32)."""
    formal = [one.standing is MemberStanding.FORMAL for one in (before, after)]
    if formal[0] == formal[1]:
        return None
    office = after.unit if after.unit.startswith("offices/") else ""
    return MemberStandingChanged(
        member=after.name, office=office, division=after.division, formal=formal[1], changed_date=on
    )
