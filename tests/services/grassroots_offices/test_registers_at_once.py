"""Writers at once: numbers stay without gaps, and what may be there once is there once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import grpc
import pytest

from tests.doors import reason_of
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import approved, receipt, register
from tests.services.grassroots_offices.test_own_office import link
from tests.services.grassroots_offices.test_village_advisers import listed
from tests.services.grassroots_offices.test_written_rules import enter

WRITERS, ROUNDS = 6, 3


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
def test_matters_registered_at_once_have_numbers_without_gaps(desk: Desk, turn: int) -> None:
    office, staff = desk.staffed_office(3)
    told = at_once(lambda: register(desk, office.name, staff[turn].name))
    assert told == {"": WRITERS}
    found = desk.call("ListOfficeCases", desk.city, office=office.name).office_cases
    assert sorted(one.number for one in found) == list(range(1, WRITERS + 1))


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_number_of_a_receipt_is_used_once(desk: Desk, turn: int) -> None:
    office, staff = desk.staffed_office(3)
    case = approved(desk, office.name, staff[turn].name)
    told = at_once(lambda: receipt(desk, case, 1, 100))
    assert told == {"": 1, "RECEIPT_NUMBER_TAKEN": WRITERS - 1}


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_a_village_a_rule_and_an_account_are_there_once(desk: Desk, turn: int) -> None:
    office, _ = desk.staffed_office(3)
    assert at_once(lambda: listed(desk, f"桥头镇{turn}村")) == {"": 1, "VILLAGE_LISTED": WRITERS - 1}
    assert at_once(lambda: enter(desk, office.name)) == {"": 1, "RULE_IN_FORCE": WRITERS - 1}
    assert at_once(lambda: link(desk, office.name, "clerk")) == {"": 1, "ACCOUNT_TAKEN": WRITERS - 1}
