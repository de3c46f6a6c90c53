"""Whoever keeps a register of units is told of every office that has a licence, as it stands (SV-72)."""

from __future__ import annotations

import pytest
from google.protobuf import json_format
from sifa.platform.v1 import unit_pb2 as pb

from tests.facts import logged
from tests.services.grassroots_offices.applications import change, grant
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.test_office_changes import STOPPED

ACTIVE, CLOSED = pb.UNIT_STATE_ACTIVE, pb.UNIT_STATE_CLOSED


def units(desk: Desk) -> list[tuple[str, str, int]]:
    """What was told of units, in order; the same thing twice in a row is once."""
    told = [one.body for one in logged(desk.door.service) if one.type == pb.UnitChanged.DESCRIPTOR.full_name]
    found = [json_format.Parse(body, pb.UnitChanged()) for body in told]
    assert {(one.kind, one.changed_date) for one in found} <= {(pb.UNIT_KIND_OFFICE, "2026-06-15")}
    rows = [(one.unit, one.title, one.state) for one in found]
    return [row for place, row in enumerate(rows) if place == 0 or rows[place - 1] != row]


@pytest.mark.rule("SV-72")
def test_an_office_is_told_with_its_name_until_it_is_deregistered(desk: Desk) -> None:
    office, _ = desk.staffed_office(3, licensed_date="2026-06-15")
    grant(desk, change(desk, "CHANGE_NAME", office.name, display_name="改名示例法律服务所"))
    desk.call("TerminateOffice", desk.clerk, name=office.name, **STOPPED)
    desk.call("EndLiquidation", desk.clerk, name=office.name, document_number="清算1号")
    grant(desk, change(desk, "DEREGISTER", office.name))
    assert units(desk) == [
        (office.name, office.display_name, ACTIVE), (office.name, "改名示例法律服务所", ACTIVE),
        (office.name, "改名示例法律服务所", CLOSED),
    ]  # fmt: skip


@pytest.mark.rule("SV-72")
def test_what_a_register_of_units_does_not_hold_is_not_told_to_it(desk: Desk) -> None:
    office, staff = desk.staffed_office(3, licensed_date="2026-06-15")
    before = len(logged(desk.door.service))
    told = [one for one in logged(desk.door.service)[:before] if one.type.endswith(".UnitChanged")]
    grant(desk, change(desk, "CHANGE_HEAD", office.name, director=staff[1].name))
    later = [one.type for one in logged(desk.door.service)[before:]]
    assert (len(told), [one for one in later if one.endswith(".UnitChanged")]) == (1, [])
