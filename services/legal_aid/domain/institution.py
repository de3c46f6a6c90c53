"""Legal-aid institutions (法律援助机构). It must not look anything up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.unit import UnitChanged, UnitKind, UnitState


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionDraft:
    """What is registered."""

    display_name: str
    document_prefix: str
    division: str
    bureau_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A registered institution; its division decides which standards apply (LA-23)."""

    name: str
    display_name: str
    document_prefix: str
    division: str
    bureau_name: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRegistered:
    """An institution was registered."""

    institution: str
    division: str


def told_unit(institution: Institution, *, on: dt.date) -> UnitChanged:
    """How it stands, for whoever keeps a register of units (SV-72)."""
    return UnitChanged(
        unit=institution.name, kind=UnitKind.INSTITUTION, title=institution.display_name,
        division=institution.division, state=UnitState.ACTIVE, changed_date=on,
    )  # fmt: skip


def register(draft: InstitutionDraft, *, name: str, now: dt.datetime) -> tuple[Institution, InstitutionRegistered]:
    """A new institution and the fact that tells of it."""
    institution = Institution(
        name=name,
        display_name=draft.display_name,
        document_prefix=draft.document_prefix,
        division=draft.division,
        bureau_name=draft.bureau_name,
        create_time=now,
        etag="1",
    )
    return institution, InstitutionRegistered(institution=name, division=draft.division)
