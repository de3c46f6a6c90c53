"""An office that an inspection finds elsewhere is told to its register (GO-08, GO-09, XF-30)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sifa.supervision.v1 import inspection_pb2 as pb

from tests.doors import refused
from tests.facts import logged
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.inspections import DAY, PROBLEM, Visit, spot_check
from tests.services.supervision.units import OFFICE, unit

FOUND: dict[str, Any] = {
    "answers": [{"item": "1.1", "outcome": "SOUND", "note": ""}, {"item": "1.2", "outcome": "PROBLEM", "note": ""}],
    "result": "PROBLEMS", "problems": [PROBLEM],
}  # fmt: skip
POINT = {
    "item": "1.2", "kind": "RECEPTION_POINT", "found_address": "示范县城关街道人民路8号", "place_type": "STREET",
}  # fmt: skip
MOVED = {**POINT, "kind": "MOVED", "found_address": "示范县桥头镇正街2号", "place_type": "TOWNSHIP"}


def told(bureau: Bureau) -> list[dict[str, Any]]:
    """What the register of offices can hear."""
    return [json.loads(one.body) for one in logged(bureau.door.service) if one.type.endswith("OfficeFoundElsewhere")]


def expected(visit: Visit, finding: dict[str, str]) -> dict[str, Any]:
    """The fact, with nobody in it."""
    return {
        "inspection": visit.name, "office": OFFICE, "division": "990102", "foundDate": DAY,
        "kind": f"ADDRESS_FINDING_KIND_{finding['kind']}", "foundAddress": finding["found_address"],
        "placeType": f"PLACE_TYPE_{finding['place_type']}",
    }  # fmt: skip


@pytest.mark.rule("XF-30", "GO-08", "GO-09")
def test_the_last_signature_tells_it_and_nothing_before(bureau: Bureau) -> None:
    """TV-G10: a spot check finds an office at a street address."""
    visit = spot_check(bureau)
    record = visit.record(**FOUND, addresses=[POINT, MOVED])
    first, second = visit.keys
    visit.start()
    visit.write(record)
    visit.sign(record, first)
    assert told(bureau) == []
    visit.sign(record, second)
    assert told(bureau) == [expected(visit, POINT), expected(visit, MOVED)]
    visit.answer()
    assert visit.close().state == pb.INSPECTION_STATE_CLOSED
    assert len(told(bureau)) == 2


@pytest.mark.rule("XF-30", "GO-09", "P-03")
def test_a_capture_tells_it_once(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    capture = visit.capture(visit.record(**FOUND, addresses=[POINT]))
    visit.replay(capture)
    visit.replay(capture)
    visit.replay(visit.capture(visit.record(**FOUND, addresses=[MOVED])))
    assert told(bureau) == [expected(visit, POINT)]


@pytest.mark.rule("GO-09")
def test_an_address_belongs_to_a_problem_at_an_office(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    visit.start()
    loose = refused(lambda: visit.write(visit.record(**FOUND, addresses=[{**POINT, "item": "1.1"}])))
    assert loose.violations == {"record.addresses[0].item": "ADDRESS_UNEXPLAINED"}
    other = spot_check(bureau, unit(bureau, "示范县桥头司法所", 1), dict(visit.keys))
    other.start()
    strange = refused(lambda: other.write(other.record(**FOUND, addresses=[POINT])))
    assert strange.violations == {"record.addresses": "ADDRESS_NOT_OFFICE"}
    assert told(bureau) == []
