"""Coverage and a year's allocations of many offices, in this process on PostgreSQL.

It must not judge: it prints what it measured. Broker and network are left out; ten effects share a transaction, as in
the inbox.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console

from chassis.clock import random_id
from chassis.principal import Principal
from chassis.service import Service
from chassis.tx import Tx
from services.party_building.domain.fund_allocation import ReportedIncome
from services.party_building.domain.member import DuesBaseMode, MemberDraft, MemberStanding, register_member
from services.party_building.domain.roster import Practice
from services.party_building.handlers.coverage import look_at
from services.party_building.handlers.fund_allocation import allocate, true_up_fund
from services.party_building.handlers.fund_statement import count_funds
from services.party_building.persistence.member import insert_member
from services.party_building.persistence.roster import keep_practice
from tests.bench.own_database import on_postgresql
from tests.bench.progress import bar
from tests.doors import HOME

# Of as many as the nation has, a tenth is measured unless asked otherwise; what all would take is reckoned.
NATION, OFFICES = 13_000, 1_300
MONTHS, YEAR, AT_ONCE, PEOPLE = 12, 2025, 10, 3
# A third of the offices has a branch to form, a third a joint branch to join, a third gets an instructor.
FORMAL = (3, 1, 0)
Work = Callable[[Tx], None]


@dataclass(slots=True)
class Offices:
    """A service and what was measured on it."""

    service: Service
    names: Sequence[str]
    lines: list[str] = field(default_factory=list)

    def timed(self, said: str, work: Sequence[Work], *, shown: bool = True) -> None:
        """Do the work, ten to a transaction, and keep the rate."""
        with bar(Console(stderr=True)) as progress:
            task, began = progress.add_task(said, total=len(work)), time.perf_counter()
            for first in range(0, len(work), AT_ONCE):
                part = work[first : first + AT_ONCE]
                with self.service.database.write() as session:
                    tx = self.service.open_tx(session, principal=_clerk(), cause=random_id())
                    for one in part:
                        one(tx)
                progress.advance(task, len(part))
        taken = time.perf_counter() - began
        if shown:
            whole = taken / len(self.names) * NATION / 60
            rate = f"{len(work):,} in {taken:.1f} s, {len(work) / taken:.0f} /s"
            self.lines.append(f"  {said}: {rate}; at this rate {NATION:,} offices take {whole:.1f} min")


def measure_offices(count: int) -> Iterator[str]:
    """Lines to print."""
    with on_postgresql("party_building", "bench_offices") as service:
        yield from _measured(service, count)


def _measured(service: Service, count: int) -> Iterator[str]:
    offices = Offices(service=service, names=[f"offices/{random_id()}" for _ in range(count)])
    offices.timed("people entered", [_people(name, place) for place, name in enumerate(offices.names)], shown=False)
    looks = [_look(name) for name in offices.names]
    offices.timed("coverage found out for the first time, with its clock", looks)
    offices.timed("coverage recomputed, nothing changed", looks)
    months = [_report(name, month) for month in range(1, MONTHS + 1) for name in offices.names]
    offices.timed("months allocated, each with its clock", months)
    offices.timed("months corrected: reversed and allocated anew", [_report(name, 1, 2) for name in offices.names])
    offices.timed("years trued up", [_true_up(name) for name in offices.names])
    began = time.perf_counter()
    with service.database.read() as session:
        tx = service.open_tx(session, principal=_clerk(), cause=random_id(), may_emit=False)
        counts, _ = count_funds(tx, YEAR)
    taken = (time.perf_counter() - began) * 1000
    base = sum(_gross(month) for month in range(2, MONTHS + 1)) + _gross(1, 2)
    if [(one.office_count, one.base_fen) for one in counts] != [(count, base * count)]:
        raise RuntimeError("the funds are not what was reported")
    yield from offices.lines
    yield f"  statistics of the funds of {count:,} offices: {taken:.0f} ms"


def _clerk() -> Principal:
    return Principal(subject="bench", name="bench", roles=frozenset({"party_clerk"}), divisions=(HOME,))


def _people(office: str, place: int) -> Work:
    """Three practitioners, of whom none, one or all are formal members."""

    def enter(tx: Tx) -> None:
        for number in range(PEOPLE):
            practitioner = f"practitioners/{random_id()}"
            practice = Practice(practitioner=practitioner, office=office, division=HOME, position=1)
            keep_practice(tx.session, practice)
            if number < FORMAL[place % len(FORMAL)]:
                draft = _member(practitioner, office)
                made = register_member(draft, name=f"members/{random_id()}", now=tx.now, today=tx.today)
                insert_member(tx.session, tx.seal, made)

    return enter


def _member(practitioner: str, office: str) -> MemberDraft:
    return MemberDraft(
        full_name="吴示例", practitioner=practitioner, unit=office, standing=MemberStanding.FORMAL,
        joined_date=dt.date(2015, 7, 1), formal_date=dt.date(2016, 7, 1), organisation="",
        dues_base_mode=DuesBaseMode.MONTHLY, document_number="底册1号", division=HOME,
    )  # fmt: skip


def _look(office: str) -> Work:
    return lambda tx: look_at(tx, [(office, HOME)], on=tx.today)


def _report(office: str, month: int, version: int = 1) -> Work:
    """A month's income; the second version has more."""
    income = ReportedIncome(
        income_report=f"incomeReports/{random_id()}", office=office, division=HOME, period=f"{YEAR}-{month:02d}",
        version=version, gross_fee_fen=_gross(month, version), refunds_fen=0, pass_through_fen=0,
        legal_aid_subsidy_fen=0,
    )  # fmt: skip
    return lambda tx: allocate(tx, income)


def _gross(month: int, version: int = 1) -> int:
    return 1_000_017 * version + month


def _true_up(office: str) -> Work:
    def check(tx: Tx) -> None:
        true_up_fund(tx, office, YEAR)

    return check
