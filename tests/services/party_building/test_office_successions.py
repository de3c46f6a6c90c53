"""Offices merge and split: which organisation and which members must follow is a task with a day (PB-06, PB-14)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2
from sifa.party_building.v1 import office_succession_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from services.party_building.domain.office_succession import MOVES
from tests.doors import HOME, refused
from tests.services.party_building.registry import FORMAL, Registry, new_name

PAPER: dict[str, Any] = {"document_number": "调整批复1号"}


def succeed(registry: Registry, office: str, successor: str, *, ended: bool = True) -> None:
    registry.hear(events_pb2.OfficeSucceeded(
        office=office, successor=successor, division=HOME, ended=ended, succeeded_date="2026-06-15",
    ), office)  # fmt: skip


def moved(registry: Registry, members: list[Any], office: str, successor: str) -> None:
    """Their practice goes over, as grassroots_offices tells before it tells of the succession."""
    for one in members:
        registry.practise(one.practitioner, successor, left=office, day="2026-06-15")


def successions(registry: Registry, **wanted: Any) -> list[pb.OfficeSuccession]:
    return list(registry.call("ListOfficeSuccessions", **wanted).office_successions)


def last_told(registry: Registry) -> tuple[str, str, bool, str]:
    told = registry.told("OfficeSuccessionChanged")[-1]
    return told.office, told.successor, told.settled, told.due_date


def settle(registry: Registry, name: str, **fields: Any) -> pb.OfficeSuccession:
    done: pb.OfficeSuccession = registry.call(
        "SettleOfficeSuccession", name=name, **{**PAPER, **fields}
    ).office_succession
    return done


@pytest.mark.rule("PB-06", "PB-14")
def test_the_branch_of_an_office_that_was_taken_over_must_be_merged_before_the_task_is_settled(
    registry: Registry,
) -> None:
    office, successor = new_name("offices"), new_name("offices")
    old = registry.branch_of(office, people := registry.staff(office, FORMAL, FORMAL, FORMAL))
    new = registry.branch_of(successor, registry.staff(successor, FORMAL, FORMAL, FORMAL))
    moved(registry, people, office, successor)
    succeed(registry, office, successor)
    (task,) = successions(registry, state=pb.OFFICE_SUCCESSION_STATE_OPEN, successor=successor)
    assert (task.party_organisation, task.organisation_remains, task.ended) == (old.name, True, True)
    assert list(task.remaining_members) == sorted(one.name for one in people)
    (clock,) = task.deadlines
    assert (clock.kind, clock.due_date) == ("MOVE_RELATIONS", "2026-09-14")
    assert last_told(registry) == (office, successor, False, "2026-09-14")
    early = refused(lambda: settle(registry, task.name))
    assert (early.code, early.reason, early.metadata["members"]) == (
        grpc.StatusCode.FAILED_PRECONDITION, "RELATIONS_REMAIN", "3",
    )  # fmt: skip
    registry.change("MergePartyOrganisation", old.name, into=new.name)
    followed = registry.call("GetOfficeSuccession", name=task.name)
    assert (followed.organisation_remains, list(followed.remaining_members)) == (False, [])
    done = settle(registry, task.name, etag=task.etag)
    assert (done.state, done.settled_date, done.document_number) == (
        pb.OFFICE_SUCCESSION_STATE_SETTLED, "2026-06-15", "调整批复1号",
    )  # fmt: skip
    assert ([one.state for one in done.deadlines], list(done.allowed_actions)) == (
        [deadline_pb2.DEADLINE_STATE_MET], [],
    )  # fmt: skip
    assert last_told(registry) == (office, successor, True, "")
    assert refused(lambda: settle(registry, task.name)).reason == "ACTION_NOT_ALLOWED"
    assert registry.call("GetOfficeSuccession", name=task.name) == done


@pytest.mark.rule("PB-06", "PB-14")
def test_of_a_split_only_whoever_went_must_follow_and_a_letter_is_enough(registry: Registry) -> None:
    office, part = new_name("offices"), new_name("offices")
    stays, goes, goes_too = registry.staff(office, FORMAL, FORMAL, FORMAL)
    registry.branch_of(office, [stays, goes, goes_too])
    moved(registry, [goes, goes_too], office, part)
    succeed(registry, office, part, ended=False)
    (task,) = successions(registry)
    assert (task.organisation_remains, list(task.remaining_members)) == (False, sorted([goes.name, goes_too.name]))
    near = new_name("offices")
    registry.staff(near, FORMAL)
    proposed = registry.propose(part, near)
    registry.approve(proposed.name)
    registry.bring(goes.name, proposed.name)
    assert list(registry.call("GetOfficeSuccession", name=task.name).remaining_members) == [goes_too.name]
    registry.bring(goes_too.name, proposed.name)
    assert settle(registry, task.name).state == pb.OFFICE_SUCCESSION_STATE_SETTLED


@pytest.mark.rule("PB-06", "PB-14")
def test_a_joint_branch_of_both_offices_keeps_its_members_and_lets_the_old_unit_go(registry: Registry) -> None:
    office, successor, third = (new_name("offices") for _ in range(3))
    (one,) = registry.staff(office, FORMAL)
    others = [*registry.staff(successor, FORMAL), *registry.staff(third, FORMAL)]
    joint = registry.propose(office, successor, third)
    registry.approve(joint.name)
    for member in (one, *others):
        registry.bring(member.name, joint.name)
    registry.elect(joint.name, one.name)
    moved(registry, [one], office, successor)
    succeed(registry, office, successor)
    (task,) = successions(registry)
    assert (task.organisation_remains, list(task.remaining_members)) == (True, [])
    registry.change("ChangeUnits", joint.name, units=[successor, third])
    assert settle(registry, task.name).state == pb.OFFICE_SUCCESSION_STATE_SETTLED


@pytest.mark.rule("PB-14")
def test_where_nothing_has_to_follow_others_hear_so_at_once(registry: Registry) -> None:
    office, successor = new_name("offices"), new_name("offices")
    registry.staff(office)
    succeed(registry, office, successor)
    assert (successions(registry), last_told(registry)) == ([], (office, successor, True, ""))


def test_another_county_sees_none(registry: Registry) -> None:
    office, successor = new_name("offices"), new_name("offices")
    registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL))
    succeed(registry, office, successor)
    (task,) = successions(registry)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    assert not registry.call("ListOfficeSuccessions", neighbour).office_successions
    unseen = refused(lambda: registry.call("GetOfficeSuccession", neighbour, name=task.name))
    assert unseen.code == grpc.StatusCode.NOT_FOUND


def test_the_moves_of_a_succession() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {"OPEN": ["settle"], "SETTLED": []}
