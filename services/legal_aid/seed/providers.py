"""The invented district's firms and offices with their people, in the register. It must not assign a case."""

from __future__ import annotations

from chassis.district.firms import Lawyer
from chassis.district.generate import District
from chassis.district.offices import Practitioner
from chassis.tx import Tx
from services.legal_aid.domain.handler import HandlerDraft, HandlerKind, JuvenileTag, PublicOfficePeriod
from services.legal_aid.domain.handling_unit import HandlingUnitDraft, HandlingUnitKind
from services.legal_aid.domain.matter import Matter
from services.legal_aid.handlers.handler import add_handler
from services.legal_aid.handlers.handling_unit import add_handling_unit

SPECIALTIES = {
    "CRIMINAL_DEFENCE": (Matter.CRIMINAL_DEFENCE,),
    "LABOUR": (Matter.LABOUR_PAY, Matter.LABOUR_RELATION, Matter.WORK_INJURY),
    "TRAFFIC": (Matter.TRAFFIC_INJURY,),
    "MEDICAL": (Matter.MEDICAL_INJURY,),
    "FAMILY": (Matter.MAINTENANCE, Matter.ABUSE_OR_DOMESTIC_VIOLENCE),
}


def register_providers(tx: Tx, district: District) -> None:
    """Firms with lawyers, offices with practitioners; who agreed stands in the pick directory (LA-134)."""
    for firm in district.firms:
        _add_unit(tx, firm.id, firm.display_name, firm.credit_code, HandlingUnitKind.LAW_FIRM, district)
    for office in district.offices:
        _add_unit(
            tx, office.id, office.display_name, office.credit_code, HandlingUnitKind.GRASSROOTS_OFFICE, district,
            external_name=f"offices/{office.id}",
        )  # fmt: skip
    for lawyer in district.lawyers:
        add_handler(tx, _lawyer(lawyer), name=f"handlers/{lawyer.id}")
    for practitioner in district.practitioners:
        add_handler(tx, _practitioner(practitioner), name=f"handlers/{practitioner.id}")


def _add_unit(
    tx: Tx, id_: str, display_name: str, credit_code: str, kind: HandlingUnitKind, district: District,
    *, external_name: str = "",
) -> None:  # fmt: skip
    draft = HandlingUnitDraft(
        display_name=display_name, kind=kind, credit_code=credit_code, division=district.division,
        external_name=external_name,
    )  # fmt: skip
    add_handling_unit(tx, draft, name=f"handlingUnits/{id_}")


def _lawyer(lawyer: Lawyer) -> HandlerDraft:
    tag = lawyer.juvenile_tag
    known = [matter for one in lawyer.specialties for matter in SPECIALTIES.get(one, ())]
    since = PublicOfficePeriod(from_date=lawyer.practising_since, until_date=None)
    return HandlerDraft(
        unit=f"handlingUnits/{lawyer.firm}",
        full_name=lawyer.person.full_name,
        kind=HandlerKind.LAWYER,
        certificate_number=lawyer.licence_number,
        criminal_defence_since=lawyer.criminal_defence_since,
        juvenile_tag=JuvenileTag(issuer=tag.issuer, issued_date=tag.issued_on) if tag else None,
        specialties=tuple(dict.fromkeys(known)),
        languages=(),
        public_office_periods=(since,) if lawyer.public_office else (),
        in_directory=bool(known),
        practising_since=lawyer.practising_since,
    )


def _practitioner(practitioner: Practitioner) -> HandlerDraft:
    return HandlerDraft(
        unit=f"handlingUnits/{practitioner.office}",
        full_name=practitioner.person.full_name,
        kind=HandlerKind.PRACTITIONER,
        certificate_number=practitioner.licence_number,
        criminal_defence_since=None,
        juvenile_tag=None,
        specialties=(),
        languages=(),
        public_office_periods=(),
        in_directory=practitioner.full_time,
        external_name=f"practitioners/{practitioner.id}",
    )
