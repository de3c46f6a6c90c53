"""Applications from custody, and who may apply for somebody else (LA-05, LA-06)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from services.legal_aid.domain.detention import Detention, FacilityKind, detention_faults
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import agent, applicant, identity_number, papers
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.steps import LATER, act, deadlines_of, state_of

OCTOBER = "2026-10-08T09:00+08:00"
NATIONAL_DAY = "2026-10-01T09:30:00+08:00"
DUE = "2026-10-02T09:30:00+08:00"
LATE_TRANSFER = pb.APPLICATION_FLAG_LATE_TRANSFER
FREE, HELD = False, True


def instant(text: str) -> Timestamp:
    moment = Timestamp()
    moment.FromDatetime(dt.datetime.fromisoformat(text))
    return moment


def custody(asked: str = "2026-06-14T10:00:00+08:00", passed: str = "2026-06-15T08:00:00+08:00") -> facts_pb2.Detention:
    return facts_pb2.Detention(
        facility_kind=facts_pb2.FACILITY_KIND_DETENTION_CENTRE, facility="示范区看守所", asked_time=instant(asked),
        passed_time=instant(passed),
    )  # fmt: skip


@pytest.mark.rule("LA-05", "D-04", "E-05")
@pytest.mark.parametrize(
    ("passed", "state", "flags"),
    [(DUE, "MET", []), ("2026-10-02T09:30:01+08:00", "MISSED", [LATE_TRANSFER]), (NATIONAL_DAY, "MET", [])],
    ids=["TV-D12", "TV-D12-one-second-late", "TV-D12-at-once"],
)
def test_the_place_of_custody_has_twenty_four_hours_holiday_or_not(
    profile: Profile, passed: str, state: str, flags: list[int]
) -> None:
    with counter_at(profile, OCTOBER) as counter:
        held = counter.receive(
            detention=custody(NATIONAL_DAY, passed), channel=facts_pb2.CHANNEL_DETENTION_TRANSFER,
            received_date="2026-10-08",
        )  # fmt: skip
    transfer = next(one for one in held.deadlines if one.kind == "TRANSFER")
    assert transfer.due_time == instant(DUE)
    assert (transfer.limit, transfer.owner, deadlines_of(held)["TRANSFER"]) == (
        "24 HRS", "authorities/custody", ("2026-10-02", state),
    )  # fmt: skip
    assert list(held.flags) == flags


@pytest.mark.rule("LA-05")
@pytest.mark.parametrize("channel", [facts_pb2.CHANNEL_DETENTION_TRANSFER, facts_pb2.CHANNEL_DUTY_LAWYER_TRANSFER])
def test_what_was_passed_on_tells_from_where_and_when(counter: Counter, channel: int) -> None:
    assert refused(lambda: counter.receive(channel=channel)).violations == {"application.detention": "REQUIRED"}
    assert state_of(counter.receive(channel=channel, detention=custody())) == "RECEIVED"


@pytest.mark.rule("LA-05")
@pytest.mark.parametrize(("asked", "passed"), [
    ("2026-06-15T08:00:01+08:00", "2026-06-15T08:00:00+08:00"),
    ("2026-06-15T08:00:00+08:00", "2026-06-16T08:00:00+08:00"),
])  # fmt: skip
def test_instants_that_cannot_be_are_refused(counter: Counter, asked: str, passed: str) -> None:
    answer = refused(lambda: counter.receive(detention=custody(asked, passed)))
    assert answer.violations == {"application.detention.passed_time": "TRANSFER_TIME_INVALID"}


@pytest.mark.rule("LA-05")
@pytest.mark.parametrize(("asked", "passed", "known"), [(0, 0, True), (0, 1, False), (-1, 0, True), (1, 0, False)])
def test_a_transfer_may_be_entered_at_the_very_instant(asked: int, passed: int, *, known: bool) -> None:
    now = dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC)
    held = Detention(
        facility_kind=FacilityKind.PRISON, facility="示范监狱", asked_time=now + dt.timedelta(seconds=asked),
        passed_time=now + dt.timedelta(seconds=passed),
    )  # fmt: skip
    assert (not list(detention_faults(held, field="detention", now=now))) == known


def test_a_late_transfer_is_received_and_decided_like_any_other(counter: Counter) -> None:
    held = counter.receive(detention=custody("2026-06-12T08:00:00+08:00"))
    assert list(held.flags) == [LATE_TRANSFER]
    assert state_of(counter.decide(held.name)) == "GRANTED"


RELATIONS = {name.removeprefix("AGENT_RELATION_"): value for name, value in facts_pb2.AgentRelation.items() if value}
CAPACITIES = {name.removeprefix("CAPACITY_"): value for name, value in facts_pb2.Capacity.items()}
REPRESENTATIVES = {"LEGAL_REPRESENTATIVE", "OTHER_LEGAL_REPRESENTATIVE", "CLOSE_RELATIVE"}
# LAL art. 40: representatives and relatives for people without full capacity and for people in custody; whoever has
# full capacity may entrust somebody. A successor comes after a death and never at the door.
ENTITLED = {
    **{(capacity, held): REPRESENTATIVES for capacity in ("LIMITED", "NONE") for held in (FREE, HELD)},
    **{(capacity, FREE): {"ENTRUSTED"} for capacity in ("UNSPECIFIED", "FULL")},
    **{(capacity, HELD): {"ENTRUSTED", *REPRESENTATIVES} for capacity in ("UNSPECIFIED", "FULL")},
}
ROWS = [(capacity, held, relation) for capacity, held in sorted(ENTITLED) for relation in RELATIONS]


@pytest.mark.rule("LA-06")
@pytest.mark.parametrize(("capacity", "held", "relation"), ROWS)
def test_who_may_apply_for_whom_is_the_laws_table(
    counter: Counter, capacity: str, relation: str, *, held: bool
) -> None:
    fields: dict[str, Any] = {
        "applicant": applicant(capacity=CAPACITIES[capacity]),
        "agent": agent(facts_pb2.AgentRelation.ValueType(RELATIONS[relation])),
        "detention": custody() if held else None,
    }
    if relation in ENTITLED[capacity, held]:
        assert counter.receive(**fields).agent.relation == RELATIONS[relation]
    else:
        answer = refused(lambda: counter.receive(**fields))
        assert answer.violations == {"application.agent.relation": "AGENT_NOT_ENTITLED"}


@pytest.mark.rule("LA-06")
def test_an_agent_proves_the_authority(counter: Counter) -> None:
    authority = facts_pb2.PAPER_KIND_AGENT_AUTHORITY
    entrusted = agent(facts_pb2.AGENT_RELATION_ENTRUSTED)
    assert list(counter.receive(agent=entrusted).missing_papers) == [authority]
    whole = counter.receive(agent=entrusted, papers=[*papers(), *papers(authority)])
    assert state_of(counter.decide(whole.name)) == "GRANTED"


@pytest.mark.rule("LA-06")
def test_nobody_is_his_own_agent(counter: Counter) -> None:
    answer = refused(lambda: counter.receive(agent=agent(facts_pb2.AGENT_RELATION_ENTRUSTED, count=1)))
    assert answer.violations == {"application.agent.identity_number": "AGENT_IS_APPLICANT"}


def test_the_agents_number_is_checked_like_anybodys(counter: Counter) -> None:
    wrong = facts_pb2.Agent(
        full_name="李代理", identity_number=identity_number(2)[:17] + "Y", relation=facts_pb2.AGENT_RELATION_ENTRUSTED
    )
    answer = refused(lambda: counter.receive(agent=wrong))
    assert answer.violations == {"application.agent.identity_number": "IDENTITY_NUMBER_FORMAT"}


@pytest.mark.rule("LA-06", "LA-31")
def test_an_agent_who_comes_with_the_reply_is_checked_too(counter: Counter) -> None:
    name = counter.receive(received_date="2026-06-08", entry_reason=LATER).name
    wrong = agent(facts_pb2.AGENT_RELATION_CLOSE_RELATIVE)
    answer = refused(lambda: act(counter, "submitPapers", name, agent=wrong))
    assert answer.violations == {"agent.relation": "AGENT_NOT_ENTITLED"}
    entrusted = agent(facts_pb2.AGENT_RELATION_ENTRUSTED)
    assert act(counter, "submitPapers", name, agent=entrusted).agent.full_name == "李代理"
