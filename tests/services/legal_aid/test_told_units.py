"""Whoever keeps a register of units is told of every institution (SV-72)."""

from __future__ import annotations

import pytest
from google.protobuf import json_format
from sifa.platform.v1 import unit_pb2 as pb

from tests.facts import logged
from tests.services.legal_aid.counter import Counter, open_counter

DISTRICT = "990103"


@pytest.mark.rule("SV-72")
def test_each_institution_is_told_once_with_its_name_and_place(counter: Counter) -> None:
    other = open_counter(counter.door, "示法援", division=DISTRICT)
    kind = pb.UnitChanged.DESCRIPTOR.full_name
    told = [json_format.Parse(one.body, pb.UnitChanged()) for one in logged(counter.door.service) if one.type == kind]
    names = [counter.call("GetInstitution", who.clerk, name=who.institution).display_name for who in (counter, other)]
    assert [(one.unit, one.title, one.division) for one in told] == [
        (counter.institution, names[0], counter.division), (other.institution, names[1], DISTRICT),
    ]  # fmt: skip
    assert {(one.kind, one.state) for one in told} == {(pb.UNIT_KIND_INSTITUTION, pb.UNIT_STATE_ACTIVE)}
