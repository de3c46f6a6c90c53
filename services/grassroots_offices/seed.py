"""Demo data: the offices and practitioners of an invented district, in the register.

It must not hold a person's data, and running it again adds nothing.
"""

from __future__ import annotations

from chassis.district import offices as district_offices
from chassis.district.generate import District
from chassis.seeding import ShownAccount
from chassis.tx import Tx
from services.grassroots_offices.domain.office import OfficeDraft, OfficeForm
from services.grassroots_offices.domain.practitioner import Education, PractitionerDraft
from services.grassroots_offices.domain.premises import AreaType, Premises
from services.grassroots_offices.handlers.office import add_office
from services.grassroots_offices.handlers.practitioner import add_practitioner
from services.grassroots_offices.persistence.office import load_office

DOCUMENT = "存量登记演示1号"
PARTNERS = 2


def seed(tx: Tx, districts: tuple[District, ...]) -> list[ShownAccount]:
    """Register what is missing under names that are the same everywhere."""
    for district in districts:
        if load_office(tx.session, f"offices/{district.offices[0].id}", tx.principal) is None:
            _enter(tx, district)
    return []


def _enter(tx: Tx, district: District) -> None:
    towns = {one.code: one.name for one in district.townships}
    for number, office in enumerate(district.offices, start=1):
        staff = [one for one in district.practitioners if one.office == office.id]
        draft = _office(office, staff, f"{district.name}{towns[office.township]}演示路{number}号")
        add_office(tx, draft, name=f"offices/{office.id}")
        for place, practitioner in enumerate(staff):
            partner = office.form is district_offices.OfficeForm.PARTNERSHIP and place < PARTNERS
            add_practitioner(tx, _practitioner(practitioner, partner=partner), name=f"practitioners/{practitioner.id}")


def _office(
    office: district_offices.Office, staff: list[district_offices.Practitioner], address: str
) -> OfficeDraft:  # fmt: skip
    public = office.form is district_offices.OfficeForm.PUBLIC_INSTITUTION
    return OfficeDraft(
        display_name=office.display_name, form=OfficeForm[office.form.name], credit_code=office.credit_code,
        licence_number=office.licence_number, licensed_date=min(one.licensed_on for one in staff),
        institution_certificate=f"事证{office.licence_number}" if public else "",
        premises=Premises(
            address=address, area_type=AreaType[office.area_type.name],
            floor_area_m2=office.floor_area_m2, reception_area=True, office_area=True, mediation_area=True,
            archive_room=True, desks=len(staff), computers=1, printers=1, cabinets=1,
        ),
        document_number=DOCUMENT, division=office.division,
    )  # fmt: skip


def _practitioner(practitioner: district_offices.Practitioner, *, partner: bool) -> PractitionerDraft:
    """Whoever has not the education is taken to hold the former qualification, without which he were not in (GO-30)."""
    education = practitioner.education.name.replace("NONLAW", "NON_LAW")
    return PractitionerDraft(
        office=f"offices/{practitioner.office}", full_name=practitioner.person.full_name,
        certificate_number=practitioner.licence_number, certified_date=practitioner.licensed_on,
        education=Education[education], legal_qualification=Education[education] is Education.BELOW,
        full_time=practitioner.full_time, partner=partner, former_posts=(), document_number=DOCUMENT,
    )  # fmt: skip
