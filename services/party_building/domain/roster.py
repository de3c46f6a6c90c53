"""Practitioners and leaders of offices, as grassroots_offices tells of them. It must not know who is a member."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Where a practitioner practises; `office` empty without one."""

    practitioner: str
    office: str
    division: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLeaders:
    """The director and the partners or main managers of an office (XF-07); `former` led before, if that is known."""

    office: str
    director: str
    managers: tuple[str, ...]
    position: int
    known_before: bool = False
    former: tuple[str, ...] = ()

    @property
    def promoted(self) -> tuple[str, ...]:
        """Who was neither before; nobody where it is not known who was."""
        return tuple(one for one in self.managers if self.known_before and one not in self.former)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePlace:
    """Where an office is, which tells how near it is to others (PB-02)."""

    office: str
    address: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The staff of an office crossed the legal minimum, or changed below it (XF-29)."""

    office: str
    division: str
    changed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a practitioner or an office stands from a day on, as it was told (XF-06); `arrived`: he came there."""

    subject: str
    division: str
    office: str
    former_office: str
    cancelled: bool
    arrived: bool
    from_date: dt.date
    document_number: str
    position: int

    @property
    def practice(self) -> Practice | None:
        """Where the practitioner practises; None for what is told of an office."""
        if not self.subject.startswith("practitioners/"):
            return None
        return Practice(
            practitioner=self.subject, office=self.office, division=self.division, position=self.position
        )  # fmt: skip
