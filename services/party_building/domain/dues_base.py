"""What a member's dues are reckoned from: it changes when he retires or is paid otherwise (PB-25, PB-26).

It must not reckon them.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.party_building.domain.member import DuesBase, DuesBaseMode, Member, changed


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesBaseChange:
    """From which month on what counts, and the paper that says so."""

    dues_base_mode: DuesBaseMode
    from_month: str
    document_number: str


def with_base(member: Member, change: DuesBaseChange) -> Member:
    """The member with another base from the month on; what was to count later counts no more (PB-25, PB-26)."""
    before = tuple(one for one in member.dues_bases if one.from_month < change.from_month)
    base = DuesBase(mode=change.dues_base_mode, from_month=change.from_month)
    return changed(member, dues_base_mode=change.dues_base_mode, dues_bases=(*before, base))


def base_in(member: Member, month: str) -> DuesBaseMode:
    """What counts in a month (PB-25, PB-26)."""
    return next(one.mode for one in reversed(member.dues_bases) if one.from_month <= month)
