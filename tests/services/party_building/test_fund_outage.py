"""party_building is down for an hour while offices report; what waited is applied once, however it arrives (XF-08)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sifa.grassroots_offices.v1 import income_report_pb2 as pb

from chassis.database import Database
from chassis.events.event_log import list_events, number_events, read_head
from chassis.events.publisher import Publisher
from chassis.kernel.money import percentage
from chassis.schema import cursor
from chassis.service import Service
from tests.doors import NOW, migrated, serving, settings_of
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk
from tests.services.party_building.reporting import Reporting
from tests.services.party_building.test_fund_sequences import YEAR, trued_up

TELLS, HEARS = "grassroots_offices", "party_building"
AN_HOUR_LATER, LIMIT, OFFICES, MONTHS = "2026-06-15T10:00+08:00", 180.0, 2, 6
LINES = sa.text("SELECT kind FROM fund_allocation")


@contextmanager
def consuming(profile: Profile, tmp_path: Path, now: str, count: int = 1) -> Iterator[Path]:
    """So many consumers of party_building, whose clock stands still; stopped in order at the end. Their log."""
    own = {**profile.environ(TELLS, HEARS), "SIFA_NOW": now}
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    log, command = tmp_path / "log", [sys.executable, "-m", "chassis.cli.main", "consume", HEARS]
    with log.open("a", encoding="utf-8") as target:
        running = [
            subprocess.Popen(command, env={**clean, **own}, stdin=subprocess.DEVNULL, stdout=target,
                             stderr=subprocess.STDOUT)
            for _ in range(count)
        ]  # fmt: skip
    try:
        yield log
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=15)


def make_queue(profile: Profile, tmp_path: Path) -> None:
    """party_building has been there before: its queue holds what comes while it is away."""
    with consuming(profile, tmp_path, NOW) as log:
        wait_for(lambda: "consuming" in log.read_text(encoding="utf-8"), "the queue", LIMIT)


def report(desk: Desk, dice: random.Random) -> tuple[dict[str, int], int]:
    """Every office files a year, and corrects some months up to twice; the year's bases and how many versions."""
    bases, versions = {}, 0
    for _ in range(OFFICES):
        office = desk.enter_office().name
        bases[office] = 0
        for month in range(1, MONTHS + 1):
            made = pb.IncomeReport(office=office, period=f"{YEAR}-{month:02d}", gross_fee_fen=dice.randrange(10**7),
                                   document_number="收报1号")  # fmt: skip
            made = desk.call("CreateIncomeReport", desk.clerk, income_report=made)
            for _ in range(dice.randrange(3)):
                corrected = {"gross_fee_fen": dice.randrange(10**7), "refunds_fen": dice.randrange(10**6)}
                made = desk.call("CorrectIncomeReport", desk.clerk, name=made.name, document_number="收报2号",
                                 correction_reason="漏记", **corrected).income_report  # fmt: skip
            bases[office] += made.gross_fee_fen - made.refunds_fen
            versions += made.version
    return bases, versions


def publish(source: Service, dice: random.Random) -> int:
    """Everything goes to the broker twice, in any order; the position of the last event."""
    with source.database.write() as session:
        number_events(session)
        head = read_head(session)
        events = list_events(session, 0, head.position)
    told = [*events, *events]
    dice.shuffle(told)
    with closing(Publisher(source.settings, TELLS)) as publisher:
        publisher.publish(head.log_id, told)
    return head.position


def applied(database: Database) -> int:
    """Up to where party_building has applied the log."""
    with database.read() as session:
        return session.execute(sa.select(cursor.c.applied)).scalar_one_or_none() or 0


def door_of(profile: Profile, name: str, now: str) -> Service:
    """A service at an instant, with the broker of the profile."""
    return migrated(settings_of(profile, name, SIFA_NOW=now, SIFA_BROKER_URL=profile.broker_url), name)


@pytest.mark.rule("PB-21", "E-75")
def test_reports_of_an_hour_without_party_building_are_allocated_once(profile: Profile, tmp_path: Path) -> None:
    hears, dice = door_of(profile, HEARS, AN_HOUR_LATER), random.Random(990102)
    make_queue(profile, tmp_path)
    with serving(door_of(profile, TELLS, NOW)) as door:
        desk = Desk(door=door, clerk=door.person("grassroots_clerk"), city=door.person("grassroots_approver"))
        bases, versions = report(desk, dice)
        head = publish(door.service, dice)
    assert applied(hears.database) == 0
    with consuming(profile, tmp_path, AN_HOUR_LATER, count=2):
        wait_for(lambda: applied(hears.database) == head, "everything is applied", LIMIT)
    with hears.database.read() as session:
        kinds = Counter(session.execute(LINES).scalars())
    assert kinds == {"PERIODIC": versions, "REVERSAL": versions - OFFICES * MONTHS}
    with serving(hears) as door:
        desk_of_funds = Reporting(door)
        for office, base in bases.items():
            trued_up(desk_of_funds, office)
            assert desk_of_funds.balance(office) == percentage(base, 3)
