"""Nobody reads whom a planned spot check visits: through no rpc, list, event, log or statistic (SV-05).

The unit stands in the register, so what is looked for is a difference that the plan makes.
"""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.descriptor_pb2 import MethodOptions
from sifa.supervision.v1 import inspection_pb2 as pb
from sifa.supervision.v1 import supervised_unit_pb2 as units

from tests.facts import number_all
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.everybody import asked, callers, methods, said
from tests.services.supervision.inspections import Visit, checklist, officer_with_key, spot_check
from tests.services.supervision.units import office, person

CANARY = "金丝雀法律服务所"
SUBJECT = "offices/0c0c0c0c-3a00-7000-8000-2f6b1c9d2a02"
WORKER = "practitioners/0c0c0c0c-3a00-7000-8000-2f6b1c9d2a03"


def canary(bureau: Bureau) -> units.SupervisedUnit:
    """A unit that nobody else is called like."""
    return office(bureau, CANARY, subject=SUBJECT, people=[person(0, full_name="金丝雀甲", subject=WORKER)])


def needles(unit: units.SupervisedUnit) -> tuple[bytes, ...]:
    """What gives it away."""
    return (unit.name.partition("/")[2].encode(), b"0c0c0c0c-3a00", "金丝雀".encode())


def about(unit: units.SupervisedUnit, name: str) -> dict[str, Any]:
    """What somebody would write who has a suspicion: every field that narrows a list down."""
    return {
        "name": name, "unit": unit.name, "subject": SUBJECT, "owner": SUBJECT, "secret": "00" * 32, "year": 2026,
        "person": unit.people[0].person, "title": CANARY, "institution": "", "number": 1,
    }  # fmt: skip


def reads(bureau: Bureau) -> list[MethodDescriptor]:
    """Rpcs that change nothing; the log's own position moves with every fact."""
    harmless = MethodOptions.NO_SIDE_EFFECTS
    return [
        one for one in methods(bureau)
        if one.GetOptions().idempotency_level == harmless and one.containing_service.name != "EventLog"
    ]  # fmt: skip


def planned(bureau: Bureau, unit: units.SupervisedUnit) -> Visit:
    """Approved, by people and a list that were there before."""
    return spot_check(bureau, unit, dict(officer_with_key(bureau) for _ in range(2)))


@pytest.mark.rule("SV-05")
def test_no_rpc_tells_anybody_the_unit_of_a_planned_spot_check(
    bureau: Bureau, capfd: pytest.CaptureFixture[str]
) -> None:
    unit = canary(bureau)
    capfd.readouterr()
    visit = planned(bureau, unit)
    number_all(bureau.door.service)
    told = {
        (method.name, name.partition(" ")[0])
        for method in methods(bureau)
        for name, who in callers(bureau)
        if _leaks(unit, said(bureau, method, asked(bureau, method, about(unit, visit.name)), who))
    }
    # The register of units itself, which says the same of every unit.
    assert told == {("ListSupervisedUnits", role) for role in ("supervision_officer", "bureau_chief")}
    assert not _leaks(unit, "".join(capfd.readouterr()).encode())
    assert bureau.call("GetInspection", bureau.chief, name=visit.name).state == pb.INSPECTION_STATE_APPROVED
    begun = visit.start()
    assert _leaks(unit, begun.SerializeToString())


@pytest.mark.rule("SV-05")
def test_whatever_is_asked_about_the_unit_is_answered_as_before_the_plan(bureau: Bureau) -> None:
    """No list filtered by the unit and no statistic changes with the plan; all of them do with the start."""
    unit = canary(bureau)
    keys = dict(officer_with_key(bureau) for _ in range(2))
    listed = checklist(bureau).name
    before = _answers(bureau, unit)
    visit = spot_check(bureau, unit, keys, checklist=listed)
    assert _answers(bureau, unit) == before
    visit.start()
    changed = {key for key, answer in _answers(bureau, unit).items() if answer != before[key]}
    assert {method for method, _ in changed} == {"ListInspections"}


def _answers(bureau: Bureau, unit: units.SupervisedUnit) -> dict[tuple[str, str], bytes]:
    """What each read rpc says of the unit to whoever may ask; names fit the rpc that asks for the unit alone."""
    people = {"section": bureau.section, "chief": bureau.chief, "witness": bureau.witness}
    given = about(unit, unit.name)
    return {
        (method.name, name): said(bureau, method, asked(bureau, method, given), who)
        for method in reads(bureau)
        for name, who in people.items()
    }  # fmt: skip


def _leaks(unit: units.SupervisedUnit, answer: bytes) -> bool:
    return any(needle in answer for needle in needles(unit))
