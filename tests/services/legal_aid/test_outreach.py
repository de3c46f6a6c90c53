"""Outreach: who went where, confirmed by whom it served, told to offices once (LA-135, XF-36)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import outreach_activity_pb2 as pb

from chassis.clock import random_id
from services.legal_aid.domain.outreach_activity import MOVES
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import told
from tests.services.legal_aid.outreach import PAPER, RPC_OF, move, outing, practitioner
from tests.services.legal_aid.partners import PRACTITIONER as KNOWN_THERE
from tests.services.legal_aid.providers import handler, unit
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
CONFIRMED, WITHDRAWN = "OutreachHoursConfirmed", "OutreachHoursWithdrawn"
TABLE: dict[str, dict[str, set[str]]] = {
    "RECORDED": {"confirm": {"CONFIRMED"}, "void": {"VOIDED"}}, "CONFIRMED": {"void": {"VOIDED"}}, "VOIDED": {},
}  # fmt: skip
WAYS = {"RECORDED": (), "CONFIRMED": ("confirm",), "VOIDED": ("void",)}


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-135")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = outing(counter, (practitioner(counter), 90))
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    assert pb.OutreachState.Name(made.state) == f"OUTREACH_STATE_{state}"
    assert list(made.allowed_actions) == sorted(TABLE[state])
    assert counter.call("GetOutreachActivity", counter.chief, name=made.name) == made
    assert list(counter.call("ListOutreachActivities", counter.chief, state=made.state).outreach_activities) == [made]
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-135", "XF-36")
def test_unpaid_hours_of_a_practitioner_are_told_once_they_are_confirmed(counter: Counter) -> None:
    lawyer = handler(counter.door, unit(counter.door, number=7), number=7).name
    stranger = practitioner(counter, 2, external_name="")
    made = outing(counter, (practitioner(counter), 90), (lawyer, 60), (stranger, 45))
    assert told(counter, CONFIRMED) == []
    move(counter, "confirm", made.name)
    (fact,) = told(counter, CONFIRMED)
    assert (fact.outreach_activity, fact.practitioner, fact.minutes) == (made.name, KNOWN_THERE, 90)
    assert (fact.held_date, fact.document_number, fact.body_served) == ("2026-06-15", PAPER, "示范村村民委员会")
    move(counter, "void", made.name)
    (back,) = told(counter, WITHDRAWN)
    assert (back.outreach_activity, back.practitioner, back.withdrawn_date) == (made.name, KNOWN_THERE, "2026-06-15")


@pytest.mark.rule("XF-36")
def test_purchased_hours_are_never_told_nor_are_those_that_nobody_confirmed(counter: Counter) -> None:
    who = practitioner(counter)
    paid = outing(counter, (who, 90), pay=pb.OUTREACH_PAY_PURCHASED)
    for action in ("confirm", "void"):
        move(counter, action, paid.name)
    move(counter, "void", outing(counter, (who, 90)).name)
    assert (told(counter, CONFIRMED), told(counter, WITHDRAWN)) == ([], [])


@pytest.mark.rule("LA-135")
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"kind": pb.OUTREACH_KIND_ENTERPRISE_CHECKUP}, {"outreach_activity.enterprise_needs": "REQUIRED"}),
        ({"twice": True}, {"outreach_activity.members[1].handler": "MEMBER_TWICE"}),
        ({"held_date": "2026-06-16"}, {"outreach_activity.held_date": "DATE_IN_FUTURE"}),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    counter: Counter, changes: dict[str, Any], wrong: dict[str, str]
) -> None:
    fields = dict(changes)
    team = [(practitioner(counter), 60)] * (2 if fields.pop("twice", False) else 1)
    answer = refused(lambda: outing(counter, *team, **fields))
    assert (answer.code, answer.violations) == (INVALID, wrong)


@pytest.mark.rule("LA-135")
def test_whoever_went_is_registered(counter: Counter) -> None:
    answer = refused(lambda: outing(counter, (f"handlers/{random_id()}", 60)))
    assert (answer.code, answer.reason) == (FAILED, "HANDLER_UNKNOWN")
