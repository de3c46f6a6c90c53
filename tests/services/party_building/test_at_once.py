"""Writers at once: what may be there once is there once, and whoever comes second is told which rule it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import grpc
import pytest
from sifa.party_building.v1 import baseline_register_pb2, coverage_pb2, office_account_pb2

from chassis.clock import random_id
from tests.doors import HOME, reason_of
from tests.services.party_building.registry import FORMAL, Registry, new_name

WRITERS, ROUNDS = 6, 5


def at_once(call: Callable[[], object]) -> Counter[str]:
    """Let all writers go together; what each was told, empty for who went through."""
    start = Barrier(WRITERS)

    def write() -> str:
        start.wait(20)
        try:
            call()
        except grpc.RpcError as error:
            return reason_of(error)
        return ""

    with ThreadPoolExecutor(WRITERS) as threads:
        return Counter(done.result(timeout=60) for done in [threads.submit(write) for _ in range(WRITERS)])


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_practitioner_is_entered_once(registry: Registry, turn: int) -> None:
    practitioner = new_name("practitioners")
    registry.practise(practitioner, new_name("offices"))
    told = at_once(lambda: registry.enter_member(practitioner=practitioner, document_number=f"底册{turn}号"))
    assert told == {"": 1, "MEMBER_TAKEN": WRITERS - 1}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_unit_is_united_once(registry: Registry, turn: int) -> None:
    office = new_name("offices")
    told = at_once(lambda: registry.propose(office, document_number=f"请示{turn}号"))
    assert told == {"": 1, "UNIT_TAKEN": WRITERS - 1}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_one_instructor_is_sent_to_an_office(registry: Registry, turn: int) -> None:
    office = new_name("offices")
    registry.staff(office)
    general, formal = registry.propose(), registry.enter_member(FORMAL, unit=new_name("judicialOffices"))
    sent = coverage_pb2.Instructor(
        office=office, member=formal.name, sent_by=general.name, from_date="2026-06-12",
        document_number=f"选派{turn}号",
    )  # fmt: skip
    told = at_once(
        lambda: registry.call("CreateInstructor", registry.superior, instructor=sent, request_id=random_id())
    )
    assert told == {"": 1, "INSTRUCTOR_THERE": WRITERS - 1}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_years_register_is_finished_once(registry: Registry, turn: int) -> None:
    asked = baseline_register_pb2.BaselineRegister(division=HOME, document_number=f"底册{turn}号")
    told = at_once(lambda: registry.call("CreateBaselineRegister", baseline_register=asked, request_id=random_id()))
    assert told == {"": 1, "REGISTER_TAKEN": WRITERS - 1}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_an_account_stands_for_one_office(registry: Registry, turn: int) -> None:
    office = new_name("offices")
    registry.staff(office)
    asked = office_account_pb2.OfficeAccount(office=office, account=f"office-{turn}", document_number="指派1号")
    told = at_once(lambda: registry.call("CreateOfficeAccount", office_account=asked, request_id=random_id()))
    assert told == {"": 1, "ACCOUNT_TAKEN": WRITERS - 1}
