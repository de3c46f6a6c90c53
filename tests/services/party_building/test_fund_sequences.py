"""Whatever is reported and corrected, however it arrives, a year ends with 3% of its base (PB-19 to PB-22)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import grpc
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from chassis.kernel.money import percentage
from chassis.ledger.reading import find_disagreements
from tests.doors import Door, reason_of
from tests.emptying import empty
from tests.services.party_building.registry import new_name
from tests.services.party_building.reporting import Reporting

YEAR = 2025
# An example takes a second: what failed is shown as it was found.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
_FEN = st.integers(0, 10**9)
_REPORTS = st.lists(st.tuples(st.integers(1, 12), _FEN, _FEN), min_size=1, max_size=10)


@pytest.fixture(scope="module")
def office_log(shared_door: Door) -> Reporting:
    """One log of grassroots_offices for all examples; each has an office of its own."""
    empty(shared_door.service)
    return Reporting(shared_door)


def tell(log: Reporting, office: str, reports: Sequence[tuple[int, int, int]]) -> list[Delivery]:
    """Numbered facts; a month's second report is its second version, and the first is told again as another fact."""
    versions: Counter[int] = Counter()
    told = []
    for month, gross, refunds in reports:
        versions[month] += 1
        period = f"{YEAR}-{month:02d}"
        told.append(log.number(period, gross, version=versions[month], office=office, refunds_fen=refunds))
    month, gross, refunds = reports[0]
    told.append(log.number(f"{YEAR}-{month:02d}", gross, office=office, refunds_fen=refunds))
    return told


def trued_up(log: Reporting, office: str) -> None:
    """The year is checked, unless there is nothing to add."""
    try:
        log.call("TrueUpFund", office=office, year=YEAR)
    except grpc.RpcError as error:
        if reason_of(error) != "NOTHING_TO_TRUE_UP":
            raise


def restarted(log: Reporting) -> None:
    """party_building was away: what waited comes to a new inbox of the same service."""
    log.inbox = Inbox(load_reactor(log.door.service))


def checked(log: Reporting, office: str, reports: Sequence[tuple[int, int, int]]) -> None:
    """The fund is 3% of what counts, each version was applied once, the books agree."""
    counts = {month: gross - refunds for month, gross, refunds in reports}
    lines = [line for line in log.lines(office=office) if "-" in line.period]
    assert len(lines) == 2 * len(reports) - len(counts)
    assert sum(line.base_fen for line in lines) == sum(counts.values())
    assert sum(log.amounts(office=office)) == percentage(sum(counts.values()), 3) == log.balance(office)
    with log.door.service.database.read() as session:
        assert find_disagreements(session) == []


@pytest.mark.rule("PB-19", "PB-20", "PB-21", "PB-22")
@settings(max_examples=12, phases=_PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(reports=_REPORTS, checks=st.integers(0, 10))
def test_every_sequence_of_reports_and_checks_ends_with_three_per_cent(
    office_log: Reporting, reports: list[tuple[int, int, int]], checks: int
) -> None:
    office = new_name("offices")
    for place, delivery in enumerate(tell(office_log, office, reports)):
        office_log.inbox.receive(delivery)
        if place == checks:
            trued_up(office_log, office)
    trued_up(office_log, office)
    checked(office_log, office, reports)


@pytest.mark.rule("PB-19", "PB-21", "PB-22")
@settings(max_examples=12, phases=_PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(reports=_REPORTS, seed=st.integers(0, 10**6), away=st.integers(0, 20))
def test_reports_that_come_out_of_order_twice_and_after_an_outage_are_allocated_once(
    office_log: Reporting, reports: list[tuple[int, int, int]], seed: int, away: int
) -> None:
    office = new_name("offices")
    told = tell(office_log, office, reports)
    arrivals = [*told, *told]
    random.Random(seed).shuffle(arrivals)
    office_log.inbox.receive_all(arrivals[:away])
    restarted(office_log)
    office_log.inbox.receive_all(arrivals[away:])
    trued_up(office_log, office)
    checked(office_log, office, reports)
