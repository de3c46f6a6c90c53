"""The superior organisation hears of a member's penalty in time; nobody else's penalty is kept (XF-26)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sifa.grassroots_offices.v1 import events_pb2
from sifa.party_building.v1 import penalty_report_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from services.party_building.domain.penalty_report import MOVES
from services.party_building.persistence.penalty_report import TABLE
from tests.doors import HOME, refused
from tests.services.party_building.registry import ACTIVIST, FORMAL, PROBATIONARY, Registry, new_name

PAPER: dict[str, Any] = {"document_number": "报告1号"}


def penalise(registry: Registry, subject: str, *, penalty: str = "", day: str = "2026-06-15") -> str:
    name = penalty or new_name("penalties")
    registry.hear(events_pb2.PenaltyDecided(
        penalty=name, subject=subject, division=HOME, basis_code="15", amount_fen=500_000, decided_date=day,
    ), subject)  # fmt: skip
    return name


def member(registry: Registry, standing: int = FORMAL) -> tuple[str, str]:
    """A practitioner and his membership."""
    practitioner = new_name("practitioners")
    registry.practise(practitioner, new_name("offices"))
    return practitioner, registry.enter_member(standing, practitioner=practitioner).name


def reports(registry: Registry, **wanted: Any) -> list[pb.PenaltyReport]:
    return list(registry.call("ListPenaltyReports", **wanted).penalty_reports)


def test_the_moves_of_a_report() -> None:
    assert {state.name: {action: {to.name for to in after} for action, after in moves.items()}
            for state, moves in MOVES.items()} == {"OWED": {"report": {"REPORTED"}}, "REPORTED": {}}  # fmt: skip


@pytest.mark.rule("XF-26")
@pytest.mark.parametrize("standing", [FORMAL, PROBATIONARY])
def test_a_penalty_of_somebody_in_the_party_is_owed_in_three_working_days(registry: Registry, standing: int) -> None:
    practitioner, name = member(registry, standing)
    penalty = penalise(registry, practitioner)
    penalise(registry, practitioner, penalty=penalty)
    (owed,) = reports(registry, member=name)
    assert (owed.penalty, owed.violation_code, owed.state) == (penalty, "15", pb.PENALTY_REPORT_STATE_OWED)
    assert [(clock.kind, clock.due_date) for clock in owed.deadlines] == [("REPORT_PENALTY", "2026-06-18")]
    assert list(owed.allowed_actions) == ["report"]


@pytest.mark.rule("XF-26")
def test_a_penalty_of_anybody_else_leaves_nothing(registry: Registry) -> None:
    activist, _ = member(registry, ACTIVIST)
    for subject in (activist, new_name("practitioners"), new_name("offices")):
        penalise(registry, subject)
    assert reports(registry) == []


@pytest.mark.rule("XF-26")
def test_the_report_is_entered_once_and_ends_its_clock(registry: Registry) -> None:
    practitioner, _ = member(registry)
    penalise(registry, practitioner)
    (owed,) = reports(registry)
    early = refused(lambda: registry.call(
        "ReportPenalty", name=owed.name, happened_date="2026-06-12", entry_reason="补录", **PAPER
    ))  # fmt: skip
    assert "DATE_BEFORE_PREVIOUS" in early.violations.values()
    done = registry.call("ReportPenalty", name=owed.name, etag=owed.etag, **PAPER).penalty_report
    assert (done.state, done.reported_date) == (pb.PENALTY_REPORT_STATE_REPORTED, "2026-06-15")
    assert [clock.state for clock in done.deadlines] == [deadline_pb2.DEADLINE_STATE_MET]
    assert refused(lambda: registry.call("ReportPenalty", name=owed.name, **PAPER)).reason == "ACTION_NOT_ALLOWED"
    assert reports(registry, state=pb.PENALTY_REPORT_STATE_OWED) == []


@pytest.mark.rule("XF-26")
def test_no_row_tells_which_penalty_a_member_had(registry: Registry) -> None:
    practitioner, _ = member(registry)
    penalty = penalise(registry, practitioner)
    with registry.door.service.database.read() as session:
        (row,) = session.execute(sa.select(TABLE)).mappings()
    assert penalty not in "".join(map(str, row.values()))
