"""Petitions are worked on step by step; one that is traced to poor agency leads to a check of violation 10 (GO-83)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import petition_pb2 as pb

from services.grassroots_offices.domain.petition import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.penalties import file as file_penalty

TAKEN, CHECKING, ENDED = pb.PETITION_STATE_TAKEN, pb.PETITION_STATE_CHECKING, pb.PETITION_STATE_ENDED
PAPER = {"document_number": "信访1号"}
END: dict[str, Any] = {
    "outcome": pb.PETITION_OUTCOME_SETTLED, "finding": pb.PETITION_FINDING_NO_FAULT, "result": "释法后息访", **PAPER,
}  # fmt: skip
POOR = {**END, "finding": pb.PETITION_FINDING_POOR_AGENCY}


def take(desk: Desk, office: str, who: str, **changes: Any) -> pb.Petition:
    fields: dict[str, Any] = {
        "office": office, "practitioner": who, "subject": "对执行结果不服", "taken_date": "2026-06-12", **PAPER,
        **changes,
    }  # fmt: skip
    made: pb.Petition = desk.call("CreatePetition", desk.clerk, petition=pb.Petition(**fields))
    return made


def act(desk: Desk, rpc: str, one: pb.Petition, **fields: Any) -> pb.Petition:
    done: pb.Petition = desk.call(rpc, desk.clerk, name=one.name, **fields).petition
    return done


@pytest.mark.rule("GO-83")
def test_an_office_works_on_a_petition_until_it_is_done(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    taken = take(desk, office.name, staff[0].name)
    assert (taken.state, list(taken.allowed_actions)) == (TAKEN, ["end", "recordStep"])
    stepped = act(desk, "RecordPetitionStep", taken, text="约见信访人", happened_date="2026-06-15", **PAPER)
    early = refused(lambda: act(desk, "EndPetition", stepped, happened_date="2026-06-14", **END))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    done = act(desk, "EndPetition", stepped, **END)
    assert (done.state, done.outcome, done.ended_date, [one.text for one in done.steps]) == (
        ENDED, pb.PETITION_OUTCOME_SETTLED, "2026-06-15", ["约见信访人"],
    )  # fmt: skip
    assert desk.told("PetitionTraced") == []
    late = refused(lambda: act(desk, "RecordPetitionStep", done, text="再次约见", **PAPER))
    assert late.reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("GO-83")
def test_poor_agency_is_looked_at_as_violation_10(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    traced = act(desk, "EndPetition", take(desk, office.name, staff[0].name), **POOR)
    assert (traced.state, list(traced.allowed_actions)) == (CHECKING, ["recordCheck"])
    assert [(one.petition, one.office, one.practitioner, one.traced_date) for one in desk.told("PetitionTraced")] == [
        (traced.name, office.name, staff[0].name, "2026-06-15")
    ]
    found = {"check_result": "已立案", **PAPER}
    wrong = file_penalty(desk, office=office.name, document_number="立案8号")
    other = refused(lambda: act(desk, "RecordPetitionCheck", traced, penalty=wrong.name, **found))
    assert other.reason == "PENALTY_OF_ANOTHER_VIOLATION"
    nobody = f"penalties/{'0' * 8}-0000-4000-8000-{'0' * 12}"
    unknown = refused(lambda: act(desk, "RecordPetitionCheck", traced, penalty=nobody, **found))
    assert unknown.reason == "PENALTY_UNKNOWN"
    case = file_penalty(desk, office=office.name, document_number="立案9号", violation_code="10")
    done = act(desk, "RecordPetitionCheck", traced, penalty=case.name, **found)
    assert (done.state, done.penalty, done.check_result) == (ENDED, case.name, "已立案")
    second = act(desk, "EndPetition", take(desk, office.name, staff[0].name), **POOR)
    none = act(desk, "RecordPetitionCheck", second, check_result="证据不足，不予立案", **PAPER)
    assert (none.state, none.penalty) == (ENDED, "")


@pytest.mark.rule("GO-83")
def test_somebody_of_the_office_works_on_it_and_other_counties_see_nothing(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    _, others = desk.staffed_office(1)
    assert refused(lambda: take(desk, office.name, others[0].name)).reason == "NOT_OF_OFFICE"
    made = take(desk, office.name, staff[0].name)
    asked: tuple[dict[str, Any], ...] = ({"office": office.name}, {"state": CHECKING})
    found = [desk.call("ListPetitions", desk.city, **one).petitions for one in asked]
    assert [[one.name for one in page] for page in found] == [[made.name], []]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("GetPetition", neighbour, name=made.name)).code == grpc.StatusCode.NOT_FOUND


def test_the_moves_of_a_petition() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "TAKEN": ["end", "recordStep"], "CHECKING": ["recordCheck"], "ENDED": [],
    }  # fmt: skip
