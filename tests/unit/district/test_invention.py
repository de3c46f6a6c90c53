"""Nobody in the demo data exists, and everything about them is well formed."""

from __future__ import annotations

import unicodedata

from chassis.district.generate import City, District
from chassis.district.names import Gender
from chassis.district.people import Person
from chassis.kernel.credit_code import credit_code_fault
from chassis.kernel.identity_number import identity_number_fault
from tests.unit.district.walk import every, named

RARE = "𠮷䶮㛃𬭎龘喆犇·"


def all_names(city: City) -> list[str]:
    fields = ("full_name", "display_name", "name", "document_prefix", "authority_name")
    return [one for field in fields for one in named(city, field)]


def test_every_identity_number_is_sound(city: City, district: District) -> None:
    numbers = named(city, "identity_number")
    assert {identity_number_fault(number, today=district.as_of) for number in numbers} == {""}


def test_every_identity_number_is_of_the_unassigned_area_99(city: City) -> None:
    for one in city.districts:
        assert {number[:6] for number in named(one, "identity_number")} == {one.division}


def test_no_identity_number_occurs_twice(city: City) -> None:
    numbers = named(city, "identity_number")
    assert len(set(numbers)) == len(numbers) > 4_000


def test_identity_numbers_tell_birth_date_and_sex(city: City) -> None:
    for person in every(Person, city):
        assert person.identity_number[6:14] == f"{person.born:%Y%m%d}"
        assert (int(person.identity_number[16]) % 2 == 1) is (person.gender is Gender.MALE)


def test_every_credit_code_is_sound_and_of_area_99(city: City) -> None:
    codes = [code for code in named(city, "credit_code") if code]
    assert {credit_code_fault(code) for code in codes} == {""}
    assert {code[2:6] for code in codes} == {"9901"}


def test_no_two_organisations_share_a_credit_code(district: District) -> None:
    groups = ("institutions", "firms", "notary_offices", "offices", "social_organisations")
    owners = [one for group in groups for one in getattr(district, group)]
    codes = [one.credit_code for one in (*owners, *district.mediation_organisations, *district.companies)]
    assert len(set(codes)) == len(codes) == 8 + 4 + 1 + 8 + 15 + 17 + 40
    assert len({code[8:17] for code in codes}) == len(codes)


def test_telephone_numbers_are_of_a_prefix_that_no_operator_has(city: City) -> None:
    numbers = named(city, "telephone")
    assert {(number[:3], len(number), number.isdecimal()) for number in numbers} == {("194", 11, True)}
    assert len(set(numbers)) == len(numbers)


def test_every_name_is_normalised_and_printable(city: City) -> None:
    for name in all_names(city):
        assert name == unicodedata.normalize("NFC", name).strip()
        assert name.isprintable()
        assert 1 < len(name) <= 60


def test_rare_characters_and_unusual_names_occur(district: District) -> None:
    applicants = [one.applicant.person.full_name for one in district.applications]
    assert set(RARE) <= set("".join(applicants))
    assert any(name.startswith(("欧阳", "司马", "上官")) for name in applicants)
    assert any(len(name) >= 20 for name in applicants)
    assert any(len(name) == 2 for name in applicants)


def test_rare_names_occur_among_lawyers_and_practitioners(city: City) -> None:
    for group in ("lawyers", "practitioners"):
        found = [name for one in city.districts for name in named(getattr(one, group), "full_name")]
        assert set(RARE) <= set("".join(found))


def test_organisations_carry_the_name_of_an_invented_county(city: City) -> None:
    stems = ("样本", "示范", "邻区", "演示", "试点", "模拟", "范例", "习题", "练习", "虚构", "假设", "例题", "草稿")
    for one in city.districts:
        owned = (one.firms, one.notary_offices, one.offices, one.mediation_organisations, one.companies)
        assert all(name.startswith(stems) for name in named(owned, "display_name"))


def test_no_two_organisations_of_a_district_share_a_name(city: City) -> None:
    for one in city.districts:
        names = named(one, "display_name")
        assert len(set(names)) == len(names)
