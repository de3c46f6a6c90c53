"""Who works in the demo district and where, with the edges that the later services need."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from chassis.district.generate import City, District, generate
from chassis.district.party import Standing
from chassis.district.people import years_before
from chassis.district.places import VillageKind


def members(district: District, standing: Standing) -> list[int]:
    """Members of the standing, office by office."""
    offices = Counter(one.office for one in district.practitioners if one.party and one.party.standing is standing)
    return [offices[office.id] for office in district.offices]


def test_township_codes_have_nine_digits_below_the_district(district: District) -> None:
    assert [one.code for one in district.townships] == [f"99010200{place}" for place in range(1, 8)]


def test_every_village_lies_in_its_township_and_has_one_station_and_one_adviser(district: District) -> None:
    codes = [one.code for one in district.villages]
    assert all(one.code[:9] == one.township and len(one.code) == 12 for one in district.villages)
    assert {one.township for one in district.villages} == {one.code for one in district.townships}
    assert [one.village for one in district.stations] == codes
    assert [one.village for one in district.advisers] == codes
    assert {one.kind for one in district.villages} == set(VillageKind)


def test_advisers_are_lawyers_and_practitioners_of_the_district(district: District) -> None:
    known = {one.id for one in district.lawyers} | {one.id for one in district.practitioners}
    assert {one.adviser for one in district.advisers} == known


def test_directors_belong_to_their_firm_or_office(city: City) -> None:
    for one in city.districts:
        firms = {lawyer.id: lawyer.firm for lawyer in one.lawyers}
        offices = {practitioner.id: practitioner.office for practitioner in one.practitioners}
        assert all(firms[firm.director] == firm.id for firm in one.firms)
        assert all(offices[office.director] == office.id for office in one.offices)


def test_every_office_has_at_least_three_practitioners(city: City) -> None:
    for one in city.districts:
        sizes = Counter(practitioner.office for practitioner in one.practitioners)
        assert len(sizes) == len(one.offices)
        assert min(sizes.values()) >= 3


def test_offices_have_many_few_only_probationary_and_no_members(district: District) -> None:
    formal, probationary = members(district, Standing.FORMAL), members(district, Standing.PROBATIONARY)
    assert any(count >= 3 for count in formal)
    assert {1, 2} <= set(formal)
    assert (0, 1) in zip(formal, probationary, strict=True)
    assert (0, 0) in zip(formal, probationary, strict=True)


def test_members_were_admitted_as_adults_and_formal_a_year_later(city: City) -> None:
    for one in city.districts:
        parties = [(each.person.born, each.party) for each in one.lawyers if each.party]
        parties += [(each.person.born, each.party) for each in one.practitioners if each.party]
        for born, party in parties:
            assert party.admitted_on >= years_before(born, -18)
            assert party.standing is (Standing.FORMAL if party.formal_on else Standing.PROBATIONARY)
            assert party.formal_on is None or party.formal_on == years_before(party.admitted_on, -1) <= one.as_of


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.rule("LA-51")
def test_one_lawyer_has_exactly_three_years_of_defence_and_one_a_day_less(seed: int) -> None:
    since = {one.criminal_defence_since for one in generate(seed=seed).lawyers}
    assert {dt.date(2023, 6, 15), dt.date(2023, 6, 16), None} <= since


def test_careers_are_in_order(city: City) -> None:
    for one in city.districts:
        for lawyer in one.lawyers:
            assert years_before(lawyer.person.born, -25) <= lawyer.practising_since < one.as_of
            assert lawyer.criminal_defence_since is None or (
                lawyer.practising_since <= lawyer.criminal_defence_since <= one.as_of
            )
            assert not lawyer.public_office
        for practitioner in one.practitioners:
            assert years_before(practitioner.person.born, -24) <= practitioner.licensed_on < one.as_of


def test_some_lawyers_are_certified_for_minors_and_name_issuer_and_date(district: District) -> None:
    tags = [one.juvenile_tag for one in district.lawyers if one.juvenile_tag]
    assert 2 <= len(tags) < len(district.lawyers)
    assert all(tag.issuer and tag.issued_on < district.as_of for tag in tags)


def test_some_lawyers_and_practitioners_are_sixty_or_older(district: District) -> None:
    sixty = years_before(district.as_of, 60)
    assert any(one.person.born <= sixty for one in district.lawyers)
    assert any(one.person.born <= sixty for one in district.practitioners)
