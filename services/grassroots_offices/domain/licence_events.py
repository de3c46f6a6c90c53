"""Facts about applications that party_building acts on (XF-04). They hold ids only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.unit import UnitChanged, UnitKind, UnitState
from services.grassroots_offices.domain.licence_application import LicenceApplication
from services.grassroots_offices.domain.office import Office, OfficeState
from services.grassroots_offices.domain.office_statement import FOUNDING


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeApplicationAccepted:
    """An application to practise or to move was accepted (XF-04)."""

    licence_application: str
    practitioner: str
    from_office: str
    to_office: str
    division: str
    accepted_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceApplicationEnded:
    """An application ended: what was begun together with it is completed, or taken back."""

    licence_application: str
    practitioner: str
    office: str
    division: str
    granted: bool
    ended_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentAccepted:
    """An application to set an office up was accepted (XF-01)."""

    licence_application: str
    office: str
    division: str
    practitioners: tuple[str, ...]
    party_plan_document: str
    accepted_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLicensed:
    """An office was licensed (XF-02)."""

    office: str
    division: str
    practitioners: tuple[str, ...]
    licensed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLeadersChanged:
    """A change of head or partners was approved (XF-07); the managers are the partners beside the director."""

    office: str
    division: str
    director: str
    managers: tuple[str, ...]
    changed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSucceeded:
    """People of an office went to another one (GO-08): it ended, or part of it was split."""

    office: str
    successor: str
    division: str
    ended: bool
    succeeded_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePlaced:
    """Where an office is, which is no secret: it stands on its licence."""

    office: str
    division: str
    address: str
    placed_date: dt.date


def told_founding(
    application: LicenceApplication, practitioners: tuple[str, ...], *, on: dt.date
) -> EstablishmentAccepted | None:
    """What party_building is told of an office that is to be, and of whom (GO-03, XF-01); None of another kind."""
    statement = application.office_statement
    if statement is None or application.kind not in FOUNDING:
        return None
    return EstablishmentAccepted(
        licence_application=application.name, office=application.office, division=application.division,
        practitioners=practitioners, party_plan_document=statement.party_plan_document, accepted_date=on,
    )  # fmt: skip


def told_placed(office: Office, *, on: dt.date) -> OfficePlaced:
    """What others are told of where an office is."""
    return OfficePlaced(
        office=office.name, division=office.division, address=office.premises.address, placed_date=on
    )  # fmt: skip


def told_unit(office: Office, *, on: dt.date) -> UnitChanged:
    """How it stands, for whoever keeps a register of units (SV-72); it is one until it is deregistered."""
    ended = office.state is OfficeState.DEREGISTERED
    return UnitChanged(
        unit=office.name, kind=UnitKind.OFFICE, title=office.display_name, division=office.division,
        state=UnitState.CLOSED if ended else UnitState.ACTIVE, changed_date=on,
    )  # fmt: skip


def told_accepted(application: LicenceApplication, *, on: dt.date) -> PracticeApplicationAccepted:
    """What party_building is told when the clocks begin (GO-35)."""
    return PracticeApplicationAccepted(
        licence_application=application.name, practitioner=application.practitioner,
        from_office=application.from_office, to_office=application.office, division=application.division,
        accepted_date=on,
    )  # fmt: skip


def told_ended(application: LicenceApplication, *, granted: bool, on: dt.date) -> LicenceApplicationEnded:
    """What others are told of the end."""
    return LicenceApplicationEnded(
        licence_application=application.name, practitioner=application.practitioner, office=application.office,
        division=application.division, granted=granted, ended_date=on,
    )  # fmt: skip
