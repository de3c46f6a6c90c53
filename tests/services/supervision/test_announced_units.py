"""Units that another service tells of stand in the register without anybody entering them (SV-72)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sifa.supervision.v1 import supervised_unit_pb2 as pb

from chassis.clock import random_id
from chassis.kernel.unit import UnitChanged, UnitKind, UnitState
from services.supervision.handlers.announced_unit import follow_unit
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.units import SECTION, unit

TITLE, OTHER = "示范镇人民调解委员会", "示范街道人民调解委员会"
PAPER = {"document_number": "名册变更1号"}


def told(bureau: Bureau, **changes: Any) -> None:
    """A fact of a register that nobody knew when this was written."""
    fact = UnitChanged(**{
        "unit": "mediationOrganisations/1", "kind": UnitKind.MEDIATION_ORGANISATION, "title": TITLE,
        "division": "990102", "state": UnitState.ACTIVE, "changed_date": dt.date(2026, 6, 15), **changes,
    })  # fmt: skip
    service = bureau.door.service
    with service.database.write() as session:
        follow_unit(service.open_tx(session, principal=service.principal, cause=random_id()), fact, source="later")


def units(bureau: Bureau) -> list[Any]:
    return list(bureau.call("ListSupervisedUnits", bureau.chief).supervised_units)


@pytest.mark.rule("SV-72")
def test_a_unit_is_kept_as_its_own_register_says_and_keeps_its_section(bureau: Bureau) -> None:
    told(bureau)
    [made] = units(bureau)
    assert (made.title, made.subject, made.topic) == (TITLE, "", pb.UNIT_TOPIC_LOCAL_BODIES)
    section = pb.UnitSection(topic=made.topic, section=SECTION)
    bureau.call("AssignSection", bureau.section, name=made.name, section=section, **PAPER)
    told(bureau, title=OTHER)
    [renamed] = units(bureau)
    assert (renamed.name, renamed.title, list(renamed.sections)) == (made.name, OTHER, [section])
    told(bureau, title=OTHER, state=UnitState.CLOSED)
    assert [one.state for one in units(bureau)] == [pb.SUPERVISED_UNIT_STATE_CLOSED]


@pytest.mark.rule("SV-72")
def test_one_that_was_entered_by_hand_becomes_the_told_one(bureau: Bureau) -> None:
    by_hand = unit(bureau, TITLE, 1)
    told(bureau)
    told(bureau, title=OTHER)
    [found] = units(bureau)
    assert (found.name, found.title, list(found.people)) == (by_hand.name, OTHER, list(by_hand.people))


@pytest.mark.rule("SV-72")
def test_what_is_over_before_it_was_known_is_not_entered(bureau: Bureau) -> None:
    told(bureau, state=UnitState.CLOSED)
    assert units(bureau) == []


@pytest.mark.rule("SV-72")
@pytest.mark.parametrize(
    ("kind", "name", "subject"),
    [
        (UnitKind.OFFICE, "offices/1", "offices/1"), (UnitKind.INSTITUTION, "institutions/1", "institutions/1"),
        (UnitKind.NOTARY_OFFICE, "notaryOffices/1", ""), (UnitKind.OFFICE, "else/1", ""),
    ],
)  # fmt: skip
def test_only_what_supervision_knows_by_name_is_called_by_it(
    bureau: Bureau, kind: UnitKind, name: str, subject: str
) -> None:
    told(bureau, kind=kind, unit=name)
    assert [one.subject for one in units(bureau)] == [subject]
