"""Whoever did one half of an excluded pair is refused the other half of the same case, whichever came first (P-04)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from chassis.clock import random_id
from chassis.deadlines import load_deadline
from chassis.kernel.errors import Refusal
from chassis.principal import Principal
from chassis.rules import ExcludedPair
from chassis.schema import audit_entry
from chassis.separation import by_action
from chassis.service import Service
from tests.store.clocks import start, tx_on

DECIDE, REVIEW, PAY, CHECK = "application.decide", "objection.review", "subsidy.pay", "subsidy.check"
RECUSE = "application.recuse"
PAIRS = (
    ExcludedPair(first=DECIDE, second=REVIEW, rule="P-04", text="甲不得做乙"),
    ExcludedPair(first=PAY, second=CHECK, rule="LA-90", text="丙不得做丁"),
    ExcludedPair(first=PAY, second=DECIDE, rule="LA-91", text="丙不得做甲"),
    ExcludedPair(first=RECUSE, second=DECIDE, rule="LA-40", text="已回避的不得做甲", one_way=True),
)
CASE = "applications/1"


@pytest.fixture
def service(supervision: Service) -> Service:
    return replace(supervision, excluded=by_action(PAIRS))


def act(service: Service, who: str, action: str, case: str = CASE) -> None:
    """One real unit of work of one person."""
    person = Principal(subject=who, name=who, roles=frozenset(), divisions=())
    with service.database.write() as session:
        service.open_tx(session, principal=person, cause=random_id()).note(action, case)


def done(service: Service) -> list[tuple[str, str]]:
    with service.database.read() as session:
        rows = session.execute(sa.select(audit_entry.c.actor, audit_entry.c.action).order_by(audit_entry.c.seq))
        return [(row.actor, row.action) for row in rows]


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [(DECIDE, REVIEW, "P-04"), (REVIEW, DECIDE, "P-04"), (CHECK, PAY, "LA-90"), (PAY, DECIDE, "LA-91")],
)
@pytest.mark.rule("P-04")
def test_one_person_does_not_do_both(service: Service, first: str, second: str, rule: str) -> None:
    act(service, "zhang", first)
    with pytest.raises(Refusal) as refused:
        act(service, "zhang", second)
    assert refused.value.reason == "SEPARATION_OF_DUTIES"
    assert refused.value.metadata == {"rules": rule, "first": first, "second": second}
    assert "书面借调令" in refused.value.message
    assert done(service) == [("zhang", first)]


@pytest.mark.rule("P-04")
def test_a_one_way_pair_refuses_the_second_after_the_first_alone(service: Service) -> None:
    act(service, "zhang", DECIDE)
    act(service, "zhang", RECUSE)
    with pytest.raises(Refusal, match="SEPARATION_OF_DUTIES"):
        act(service, "zhang", DECIDE)
    assert done(service) == [("zhang", DECIDE), ("zhang", RECUSE)]


@pytest.mark.rule("P-04")
def test_two_people_do_it_together(service: Service) -> None:
    act(service, "zhang", DECIDE)
    act(service, "li", REVIEW)
    assert done(service) == [("zhang", DECIDE), ("li", REVIEW)]


@pytest.mark.rule("P-04")
def test_another_case_is_another_matter(service: Service) -> None:
    act(service, "zhang", DECIDE)
    act(service, "zhang", REVIEW, "applications/2")


@pytest.mark.rule("P-04")
def test_only_listed_pairs_exclude_one_another(service: Service) -> None:
    for action in (DECIDE, DECIDE, "application.receive", CHECK):
        act(service, "zhang", action)


@pytest.mark.rule("P-04")
def test_a_service_is_no_exception(service: Service) -> None:
    act(service, "svc:supervision", DECIDE)
    with pytest.raises(Refusal, match="SEPARATION_OF_DUTIES"):
        act(service, "svc:supervision", REVIEW)


@pytest.mark.rule("P-04")
def test_a_refused_action_leaves_the_way_open_for_somebody_else(service: Service) -> None:
    act(service, "zhang", DECIDE)
    with pytest.raises(Refusal):
        act(service, "zhang", REVIEW)
    act(service, "li", REVIEW)
    with pytest.raises(Refusal):
        act(service, "li", DECIDE)


@pytest.mark.rule("P-04")
def test_one_person_at_two_desks_at_once_does_one_of_both(service: Service) -> None:
    """Handlers lock the case before they note: the second desk waits, and then sees what the first has done."""
    cases = [f"applications/{number}" for number in range(8)]
    with tx_on(service, "2026-06-15") as tx:
        for case in cases:
            start(tx, subject=case)

    def desk(action: str) -> int:
        person, refusals = Principal(subject="zhang", name="张", roles=frozenset(), divisions=()), 0
        for case in cases:
            try:
                with service.database.write() as session:
                    load_deadline(session, case, "DECIDE", lock=True)
                    service.open_tx(session, principal=person, cause=random_id()).note(action, case)
            except Refusal:
                refusals += 1
        return refusals

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(desk, (DECIDE, REVIEW))) == len(cases)
    assert len(done(service)) == len(cases)
