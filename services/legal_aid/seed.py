"""Institutions of the invented district 990102. It must not hold a person's data."""

from __future__ import annotations

from chassis.clock import derived_id
from chassis.seeding import ShownAccount
from chassis.tx import Tx
from services.legal_aid.domain.institution import InstitutionDraft
from services.legal_aid.handlers.institution import add_institution
from services.legal_aid.persistence.institution import load_institution

DEMO = "00000000-0000-8000-8000-000000990102"
INSTITUTIONS = (
    InstitutionDraft(display_name="示范区法律援助中心", document_prefix="示法援", division="990102"),
    InstitutionDraft(display_name="邻区法律援助中心", document_prefix="邻法援", division="990103"),
)


def seed(tx: Tx) -> list[ShownAccount]:
    """Register what is missing, under names that are the same everywhere."""
    for place, draft in enumerate(INSTITUTIONS):
        name = f"institutions/{derived_id(DEMO, place)}"
        if load_institution(tx.session, name, tx.principal) is None:
            add_institution(tx, draft, name=name)
    return []
