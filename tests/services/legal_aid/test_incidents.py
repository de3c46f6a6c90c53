"""Incidents: raised by hand or by the number of people, told the same day, led by one person (LA-136)."""

from __future__ import annotations

import grpc
import pytest
from sifa.legal_aid.v1 import incident_pb2 as pb

from services.legal_aid.domain.incident import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import told
from tests.services.legal_aid.incidents import EMPLOYER, RPC_OF, come, enter, incidents, move
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
RAISED = "IncidentRaised"
TABLE: dict[str, dict[str, set[str]]] = {
    "RAISED": {"report": {"REPORTED"}}, "REPORTED": {"recordProgress": {"REPORTED"}, "close": {"CLOSED"}}, "CLOSED": {},
}  # fmt: skip
WAYS = {"RAISED": (), "REPORTED": ("report",), "CLOSED": ("report", "close")}


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-136")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = enter(counter)
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    assert (pb.IncidentState.Name(made.state), list(made.allowed_actions)) == (
        f"INCIDENT_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetIncident", counter.chief, name=made.name) == made
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-136")
@pytest.mark.parametrize(("before", "raised"), [pytest.param(9, 10, id="TV-C05")])
def test_the_tenth_person_against_one_employer_raises_an_incident(counter: Counter, before: int, raised: int) -> None:
    first = counter.decide(counter.receive().name)
    came = [come(counter, number) for number in range(before)]
    came.append(come(counter, 0))
    assert (incidents(counter), told(counter, RAISED)) == ([], [])
    came.append(come(counter, raised, opponent=" 示范建设 有限公司"))
    (incident,) = incidents(counter, kind=pb.INCIDENT_KIND_MASS_INCIDENT)
    assert (list(incident.contacts), incident.raised_date) == (came, "2026-06-15")
    (fact,) = told(counter, RAISED)
    assert (fact.incident, fact.kind) == (incident.name, pb.INCIDENT_KIND_MASS_INCIDENT)
    late = come(counter, 11)
    assert list(counter.call("GetIncident", counter.chief, name=incident.name).contacts) == [*came, late]
    again = counter.decide(counter.receive().name)
    assert (again.state, again.decision.outcome) == (first.state, first.decision.outcome)


@pytest.mark.rule("LA-136")
def test_people_who_came_longer_ago_or_belong_to_a_closed_incident_do_not_count(profile: Profile) -> None:
    with counter_at(profile, "2026-05-15T09:00+08:00") as counter:
        for number in range(5):
            come(counter, number)
        with reopened(counter, profile, SIFA_NOW="2026-06-15T09:00+08:00") as later:
            for number in range(5, 14):
                come(later, number)
            assert incidents(later) == []
            come(later, 14)
            (incident,) = incidents(later)
            assert len(incident.contacts) == 10
            for action in ("report", "close"):
                move(later, action, incident.name)
            for number in range(15, 24):
                come(later, number)
            assert len(incidents(later)) == 1


@pytest.mark.rule("LA-136")
def test_the_report_is_due_the_same_day_and_progress_each_working_day(profile: Profile) -> None:
    with counter_at(profile, "2026-06-18T09:00+08:00") as counter:
        prompt, slow = enter(counter), enter(counter, title="又一事项")
        reported = move(counter, "report", prompt.name)
        assert (reported.reported_late, reported.lead, reported.progress_due_date) == (False, "zhou", "2026-06-22")
        stranger = counter.person("legal_aid_clerk", subject="li")
        answer = refused(lambda: move(counter, "recordProgress", prompt.name, stranger))
        assert (answer.code, answer.reason) == (FAILED, "NOT_THE_LEAD")
        lead = counter.person("legal_aid_clerk", subject="zhou")
        done = move(counter, "recordProgress", prompt.name, lead)
        assert [one.late for one in done.progress] == [False]
        with reopened(counter, profile, SIFA_NOW="2026-06-23T09:00+08:00") as later:
            assert move(later, "report", slow.name).reported_late
            done = move(later, "recordProgress", prompt.name)
            assert [one.late for one in done.progress] == [False, True]
            assert done.progress_due_date == "2026-06-24"


@pytest.mark.rule("LA-136")
def test_many_people_are_against_somebody(counter: Counter) -> None:
    answer = refused(lambda: enter(counter, kind=pb.INCIDENT_KIND_MASS_INCIDENT))
    assert (answer.code, answer.violations) == (INVALID, {"incident.opponent": "REQUIRED"})
    by_hand = enter(counter, kind=pb.INCIDENT_KIND_MASS_INCIDENT, opponent=EMPLOYER)
    joined = come(counter, 1)
    assert list(counter.call("GetIncident", counter.chief, name=by_hand.name).contacts) == [joined]
