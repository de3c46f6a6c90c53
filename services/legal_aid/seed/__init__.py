"""Demo data of legal aid: the institutions of an invented district and its cases of last year.

It must not hold a person's data, and running it again adds nothing.
"""

from __future__ import annotations

from chassis.clock import derived_id
from chassis.district.generate import District
from chassis.district.places import Institution
from chassis.seeding import ShownAccount
from chassis.tx import Tx
from services.legal_aid.domain.institution import InstitutionDraft
from services.legal_aid.handlers.institution import add_institution
from services.legal_aid.persistence.institution import load_institution
from services.legal_aid.seed.applications import play_application
from services.legal_aid.seed.notices import play_notice
from services.legal_aid.seed.providers import register_providers

DEMO = "00000000-0000-8000-8000-000000990102"
NEIGHBOUR = "00000000-0000-8000-8000-000000990103"
NEIGHBOURS = InstitutionDraft(
    display_name="邻区法律援助中心", document_prefix="邻法援", division="990103", bureau_name="邻区司法局"
)


def seed(tx: Tx, districts: tuple[District, ...]) -> list[ShownAccount]:
    """Register what is missing under names that are the same everywhere, then let last year happen."""
    for district in districts:
        if not _is_there(tx, district.institutions[0].id):
            _play(tx, district)
    if not _is_there(tx, derived_id(NEIGHBOUR, 0)):
        add_institution(tx, NEIGHBOURS, name=f"institutions/{derived_id(NEIGHBOUR, 0)}")
    return []


def _play(tx: Tx, district: District) -> None:
    for institution in district.institutions:
        add_institution(tx, _draft(institution, district), name=f"institutions/{institution.id}")
    register_providers(tx, district)
    for place, application in enumerate(district.applications):
        play_application(tx, application, place)
    for place, notice in enumerate(district.notices):
        play_notice(tx, notice, place)


def _draft(institution: Institution, district: District) -> InstitutionDraft:
    return InstitutionDraft(
        display_name=institution.display_name,
        document_prefix=institution.document_prefix,
        division=institution.division,
        bureau_name=f"{district.name}司法局",
    )


def _is_there(tx: Tx, id_: str) -> bool:
    return load_institution(tx.session, f"institutions/{id_}", tx.principal) is not None
