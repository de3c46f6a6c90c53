"""The register of contacts with judicial staff and of part-time posts; what nobody declared is a clue (SV-83)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.supervision.v1 import clue_pb2
from sifa.supervision.v1 import conduct_declaration_pb2 as pb

from services.supervision.domain.conduct_declaration import MOVES
from services.supervision.persistence.conduct_declaration import TABLE
from tests.doors import refused
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.units import OFFICE, PRACTITIONER, office, person

POST, CONTACT = pb.CONDUCT_KIND_PART_TIME_POST, pb.CONDUCT_KIND_JUDICIAL_CONTACT
DECLARED, FOUND = pb.CONDUCT_ORIGIN_DECLARED, pb.CONDUCT_ORIGIN_FOUND


def entered(bureau: Bureau, unit: Any, **changes: Any) -> pb.ConductDeclaration:
    fields: dict[str, Any] = {
        "kind": POST, "origin": DECLARED, "unit": unit.name, "person": unit.people[0].person,
        "counterpart": "示范县某学校", "matter": "法律课兼职教师", "from_date": "2026-06-15",
        "document_number": "申报1号", **changes,
    }  # fmt: skip
    made: pb.ConductDeclaration = bureau.call(
        "CreateConductDeclaration", bureau.section, conduct_declaration=fields
    )  # fmt: skip
    return made


def end(bureau: Bureau, name: str, **fields: Any) -> pb.ConductDeclaration:
    asked = {"name": name, "document_number": "申报2号", **fields}
    return bureau.call("EndConductDeclaration", bureau.section, **asked).conduct_declaration  # type: ignore[no-any-return]


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {"DECLARED": {"end": {"ENDED"}}, "UNDECLARED": {"end": {"ENDED"}}, "ENDED": {}}


@pytest.mark.rule("SV-83", "SV-09")
@pytest.mark.parametrize("kind", [POST, CONTACT])
def test_what_nobody_declared_is_a_clue_about_whom_the_register_names(
    bureau: Bureau, kind: pb.ConductKind.ValueType
) -> None:
    unit = office(bureau)
    made = entered(bureau, unit, kind=kind, origin=FOUND)
    clue = bureau.call("GetClue", bureau.chief, name=made.clue)
    assert (clue.source, clue.owner, clue.division) == (clue_pb2.CLUE_SOURCE_INSPECTION, PRACTITIONER, "990102")
    assert (made.state, "未申报" in clue.words.summary) == (pb.CONDUCT_STATE_UNDECLARED, True)
    other = office(bureau, "另一法律服务所", subject=OFFICE[:-1] + "9", people=[person(1)])
    about = bureau.call("GetClue", bureau.chief, name=entered(bureau, other, kind=kind, origin=FOUND).clue)
    assert about.owner == other.subject


@pytest.mark.rule("SV-83")
def test_what_is_declared_opens_nothing_and_ends_once(bureau: Bureau) -> None:
    unit = office(bureau)
    made = entered(bureau, unit)
    assert (made.state, made.clue, made.division) == (pb.CONDUCT_STATE_DECLARED, "", "990102")
    assert list(bureau.call("ListClues", bureau.chief).clues) == []
    early = refused(lambda: end(bureau, made.name, happened_date="2026-06-14"))
    assert "DATE_BEFORE_PREVIOUS" in early.violations.values()
    done = end(bureau, made.name)
    assert (done.state, done.until_date, done.counterpart, list(done.allowed_actions)) == (
        pb.CONDUCT_STATE_ENDED, "2026-06-15", "示范县某学校", [],
    )  # fmt: skip
    assert refused(lambda: end(bureau, made.name)).reason == "ACTION_NOT_ALLOWED"
    assert bureau.call("GetConductDeclaration", bureau.chief, name=made.name) == done
    again = entered(bureau, unit, matter="法律课代课教师", from_date="2026-06-12")
    asked = {"unit": unit.name, "person": unit.people[0].person, "state": pb.CONDUCT_STATE_DECLARED}
    listed = bureau.call("ListConductDeclarations", bureau.chief, **asked).conduct_declarations
    assert [one.name for one in listed] == [again.name]


@pytest.mark.rule("SV-83")
def test_a_post_that_goes_on_and_a_contact_of_a_day_are_entered_once(bureau: Bureau) -> None:
    unit = office(bureau)
    for fields in ({"kind": POST}, {"kind": CONTACT, "counterpart": "示范县人民法院"}):
        entered(bureau, unit, **fields)
        twice = refused(lambda fields=fields: entered(bureau, unit, origin=FOUND, **fields))  # type: ignore[misc]
        assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "CONDUCT_DECLARED")
    entered(bureau, unit, kind=CONTACT, counterpart="示范县人民法院", from_date="2026-06-14")
    running = refused(lambda: entered(bureau, unit, kind=POST, from_date="2026-06-14"))
    assert running.reason == "CONDUCT_DECLARED"
    assert refused(lambda: entered(bureau, unit, person="nobody")).reason == "PERSON_UNKNOWN"
    late = refused(lambda: entered(bureau, unit, counterpart="另一学校", from_date="2026-01-05"))
    assert late.reason == "ENTRY_REASON_MISSING"
    stranger = bureau.door.person("supervision_officer", divisions=("990203",))
    assert list(bureau.call("ListConductDeclarations", stranger).conduct_declarations) == []


@pytest.mark.rule("SV-83")
def test_the_database_tells_neither_counterpart_nor_matter(bureau: Bureau) -> None:
    entered(bureau, office(bureau), origin=FOUND)
    with bureau.door.service.database.read() as session:
        (row,) = session.execute(sa.select(TABLE)).all()
    assert not any(word in repr(row) for word in ("某学校", "兼职教师"))
