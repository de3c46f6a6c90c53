"""Who has to put right what a sheet names (SV-73, SV-76). It must not create anything."""

from __future__ import annotations

from services.supervision.domain.campaign_unit import CampaignUnit, person_of
from services.supervision.domain.self_inspection import SelfInspection, SheetRow
from services.supervision.domain.subject import COLLECTIONS, SubjectType
from services.supervision.domain.supervised_unit import UnitTopic

_PEOPLE = {COLLECTIONS[kind]: kind for kind in (SubjectType.LAWYER, SubjectType.PRACTITIONER)}


def subject_of(unit: CampaignUnit, person: str) -> tuple[SubjectType, str]:
    """The person, when a register names the person; else the unit (SV-76)."""
    named = person_of(unit, person).subject if person else ""
    if named:
        return _PEOPLE[named.partition("/")[0]], named
    return unit.subject_type, unit.subject


def item_of(sheet: SelfInspection, row: SheetRow) -> int:
    """The row of F-01, or none: other forms count their own rows (SV-74)."""
    return row.number if sheet.topic is UnitTopic.LEGAL_AID else 0
