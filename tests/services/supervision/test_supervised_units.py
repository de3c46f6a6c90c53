"""The register of units under supervision, their people and the sections in charge (SV-72, SV-74)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import rectification_pb2 as subjects
from sifa.supervision.v1 import supervised_unit_pb2 as pb

from services.supervision.domain.subject import SubjectType
from services.supervision.domain.supervised_unit import MOVES, UnitTopic, topic_of
from tests.doors import refused
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.units import PRACTITIONER, SECTION, institution, office, person, unit

PAPER = {"document_number": "名册变更1号"}
OTHER = "基层工作科"


def test_a_closed_unit_allows_nothing() -> None:
    assert {state.name: sorted(row) for state, row in MOVES.items()} == {
        "ACTIVE": ["assignSection", "close", "enterPerson", "leavePerson"], "CLOSED": [],
    }  # fmt: skip


@pytest.mark.rule("SV-74")
@pytest.mark.parametrize("kind", list(SubjectType))
def test_the_legal_aid_form_is_for_institutions_alone(kind: SubjectType) -> None:
    firms = {SubjectType.LAW_FIRM, SubjectType.OFFICE}
    wanted = UnitTopic.LEGAL_SERVICES if kind in firms else UnitTopic.LOCAL_BODIES
    assert topic_of(kind) is (UnitTopic.LEGAL_AID if kind is SubjectType.INSTITUTION else wanted)


@pytest.mark.rule("SV-72")
def test_a_unit_is_entered_with_people_and_sections(bureau: Bureau) -> None:
    made = unit(bureau, "桥头司法所", 2)
    assert (made.topic, made.state, made.etag) == (
        pb.UNIT_TOPIC_LOCAL_BODIES, pb.SUPERVISED_UNIT_STATE_ACTIVE, "1",
    )  # fmt: skip
    assert [one.full_name for one in made.people] == ["示例甲", "示例乙"]
    assert len({one.person for one in made.people}) == 2
    assert bureau.call("GetSupervisedUnit", bureau.chief, name=made.name) == made
    assert refused(lambda: unit(bureau, "桥头司法所")).reason == "UNIT_REGISTERED"
    assert institution(bureau).topic == pb.UNIT_TOPIC_LEGAL_AID
    assert office(bureau).people[0].subject == PRACTITIONER


@pytest.mark.rule("SV-72")
def test_one_section_is_in_charge_per_topic(bureau: Bureau) -> None:
    twice = [pb.UnitSection(topic=pb.UNIT_TOPIC_LEGAL_AID, section=one) for one in (SECTION, OTHER)]
    answer = refused(lambda: institution(bureau, sections=twice))
    assert answer.violations == {"supervised_unit.sections": "TOPIC_TWICE"}
    name = unit(bureau, "桥头司法所").name
    section = pb.UnitSection(topic=pb.UNIT_TOPIC_LOCAL_BODIES, section=OTHER)
    done = bureau.call("AssignSection", bureau.section, name=name, section=section, **PAPER).supervised_unit
    assert list(done.sections) == [section]


@pytest.mark.rule("SV-72")
def test_people_come_and_leave_and_nobody_is_struck_off(bureau: Bureau) -> None:
    made = office(bureau)

    def leave(**changes: Any) -> Any:
        fields = {"name": made.name, "person": made.people[0].person, "until_date": "2026-06-10", **PAPER, **changes}
        return bureau.call("LeavePerson", bureau.section, **fields).supervised_unit

    def enter(**changes: Any) -> Any:
        who = person(1, **changes)
        return bureau.call("EnterPerson", bureau.section, name=made.name, person=who, **PAPER).supervised_unit

    assert refused(lambda: enter(subject=PRACTITIONER)).reason == "PERSON_ENTERED"
    assert refused(lambda: leave(until_date="2019-12-31")).violations == {"until_date": "DATE_BEFORE_PREVIOUS"}
    assert [one.until_date for one in leave().people] == ["2026-06-10"]
    assert refused(leave).reason == "PERSON_UNKNOWN"
    assert [one.full_name for one in enter(subject=PRACTITIONER).people] == ["示例甲", "示例乙"]


@pytest.mark.parametrize("kind", ["LAWYER", "PRACTITIONER", "CIVIL_SERVANT"])
def test_a_person_is_no_unit(bureau: Bureau, kind: str) -> None:
    answer = refused(lambda: unit(bureau, "某某", subject_type=subjects.SubjectType.Value(f"SUBJECT_TYPE_{kind}")))
    assert "supervised_unit.subject_type" in answer.violations


def test_a_unit_is_named_as_its_register_names_it(bureau: Bureau) -> None:
    assert refused(lambda: institution(bureau, subject_type=subjects.SUBJECT_TYPE_OFFICE)).reason == "SUBJECT_MISMATCH"


def test_a_closed_unit_stays_on_the_list_and_frees_its_name(bureau: Bureau) -> None:
    first, second = unit(bureau, "桥头司法所"), office(bureau)
    gone = bureau.call("CloseSupervisedUnit", bureau.chief, name=first.name, **PAPER).supervised_unit
    assert (gone.state, list(gone.allowed_actions)) == (pb.SUPERVISED_UNIT_STATE_CLOSED, [])
    again = refused(lambda: bureau.call("CloseSupervisedUnit", bureau.chief, name=first.name, **PAPER))
    assert again.reason == "ACTION_NOT_ALLOWED"
    assert unit(bureau, "桥头司法所").name != first.name

    def listed(**asked: Any) -> list[str]:
        return [one.name for one in bureau.call("ListSupervisedUnits", bureau.chief, **asked).supervised_units]

    assert listed(state=pb.SUPERVISED_UNIT_STATE_CLOSED) == [first.name]
    assert listed(subject_type=subjects.SUBJECT_TYPE_OFFICE) == [second.name]


def test_another_county_sees_and_enters_nothing(bureau: Bureau) -> None:
    made = unit(bureau, "桥头司法所")
    neighbour = bureau.door.person("supervision_officer", divisions=("990103",))
    assert (
        refused(lambda: bureau.call("GetSupervisedUnit", neighbour, name=made.name)).code is grpc.StatusCode.NOT_FOUND
    )
    assert not bureau.call("ListSupervisedUnits", neighbour).supervised_units
    assert refused(lambda: unit(bureau, "邻县司法所", division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
