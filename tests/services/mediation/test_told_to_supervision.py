"""What mediation tells of its organisations stands in supervision's register of units (SV-72)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sifa.supervision.v1 import rectification_pb2 as subjects
from sifa.supervision.v1 import supervised_unit_pb2 as pb
from sifa.supervision.v1 import supervised_unit_service_pb2

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.mediation.house import PAPER, House

UNITS = supervised_unit_service_pb2.DESCRIPTOR.services_by_name["SupervisedUnitService"].methods_by_name


@pytest.fixture
def supervision(profile: Profile) -> Iterator[Door]:
    """Supervision on an empty database."""
    service = migrated(settings_of(profile, "supervision"), "supervision")
    empty(service)
    with serving(service) as door:
        yield door


def units(supervision: Door) -> list[Any]:
    request = supervised_unit_service_pb2.ListSupervisedUnitsRequest()
    found = supervision.call(UNITS["ListSupervisedUnits"], request, supervision.person("supervision_officer"))
    return list(found.supervised_units)


@pytest.mark.rule("SV-72")
def test_an_organisation_stands_in_the_register_without_an_edit_there(house: House, supervision: Door) -> None:
    made = house.organisation()
    wish = {"name": made.name, "closed_date": "2026-06-15", "document_number": PAPER}
    house.call("CloseMediationOrganisation", house.clerk, **wish)
    other = house.organisation("示范行业调解中心", kind=3)
    Inbox(load_reactor(supervision.service)).receive_all(logged(house.door.service))
    assert [(one.title, one.subject_type, one.state) for one in units(supervision)] == [
        (made.title, subjects.SUBJECT_TYPE_MEDIATION_ORGANISATION, pb.SUPERVISED_UNIT_STATE_CLOSED),
        (other.title, subjects.SUBJECT_TYPE_MEDIATION_CENTRE, pb.SUPERVISED_UNIT_STATE_ACTIVE),
    ]
