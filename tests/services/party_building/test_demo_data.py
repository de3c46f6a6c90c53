"""The demo district has a branch, a joint branch and offices that wait, and two accounts that one can sign in with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sifa.party_building.v1 import coverage_pb2, party_organisation_pb2

from chassis.district.generate import generate
from chassis.seeding import DEMO_PROVINCE
from services.party_building.seed import CLERK, SECRETARY, seed
from tests.services.party_building.registry import Registry

DISTRICT = generate()


@pytest.fixture
def seeded(registry: Registry) -> Registry:
    """Sown twice: the second time adds nothing."""
    service = registry.door.service
    province = replace(service.principal, divisions=(DEMO_PROVINCE,))
    for _ in range(2):
        with service.database.write() as session:
            tx = service.open_tx(session, principal=province, cause="seed")
            assert seed(tx, (DISTRICT,)) == []
    return registry


def test_the_offices_stand_as_the_district_has_its_members(seeded: Registry) -> None:
    found = {one.office: one.state for one in seeded.call("ListCoverages", page_size=100).coverages}
    names = coverage_pb2.CoverageState.Name
    assert [names(found[f"offices/{one.id}"]).removeprefix("COVERAGE_STATE_") for one in DISTRICT.offices[:5]] == [
        "BRANCH", "MUST_FORM_BRANCH", "JOINT", "JOINT", "MUST_JOIN",
    ]  # fmt: skip
    organisations = seeded.call("ListPartyOrganisations").party_organisations
    assert [one.state for one in organisations] == [party_organisation_pb2.ORGANISATION_STATE_ACTIVE] * 2
    members = seeded.call("ListMembers", page_size=1000).members
    assert len(members) == len([one for one in DISTRICT.practitioners if one.party])


def test_the_secretary_and_an_offices_clerk_see_what_is_theirs(seeded: Registry) -> None:
    secretary = seeded.door.person("branch_secretary", subject=SECRETARY)
    branch = seeded.call("GetOwnOrganisation", secretary)
    assert (list(branch.units), branch.formal_count) == ([f"offices/{DISTRICT.offices[0].id}"], 4)
    clerk = seeded.door.person("office_party_clerk", subject=CLERK)
    assert seeded.call("GetOwnCoverage", clerk).office == f"offices/{DISTRICT.offices[1].id}"
