"""Lists of cases when there are as many as one province has in a year, and assessments a second, in this process.

It must not judge: it prints what it measured, on SQLite and on PostgreSQL one after the other.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sifa.legal_aid.v1 import case_pb2, facts_pb2

from chassis.service import Service
from services.legal_aid.domain.case_search import SearchPart, plain
from services.legal_aid.domain.case_words import CaseStage, CaseState
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.persistence.case import TABLE
from services.legal_aid.persistence.case_search import TABLE as SEARCH
from services.legal_aid.persistence.case_search import search_row
from tests.doors import HOME, migrated, serving, settings_of
from tests.servers.keeper import SharedServers
from tests.servers.profiles import EMBEDDED, PRODUCTION, Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.intake import means, place

CASES, CALLS, AT_ONCE, SECONDS = 137_000, 40, 5_000, 4.0
# One county in ten is the caller's own; the rest of the rows lie where he may not look.
COUNTIES = 10
# Every case has FREQUENT, one in RARITY has RARE, none has ABSENT; names are made of two or three of the signs.
FREQUENT, RARE, ABSENT, RARITY = "法院", "龙凤", "龘龘", 9_131
SEARCHED = {
    "a frequent word of two": FREQUENT, "a rare word of two": RARE, "an absent word of two": ABSENT,
    "two words, one rare": f"{RARE} {FREQUENT}", "a case number": "滇9901民初4321号",
}  # fmt: skip
SIGNS = [chr(0x4E00 + 7 * place) for place in range(900)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A row: what was asked for, and milliseconds."""

    profile: str
    asked: str
    p50: float
    p95: float


def measure() -> Iterator[str]:
    """Lines to print."""
    with tempfile.TemporaryDirectory(prefix="sifa-bench-") as folder:
        Path(folder).chmod(0o711)
        servers = SharedServers(Path(folder), os.getpid())
        try:
            for name in (EMBEDDED, PRODUCTION):
                var = Path(folder) / f"var-{name}"
                var.mkdir()
                profile = Profile(name, var, f"bench_{name}", servers)
                service = migrated(settings_of(profile, "legal_aid"), "legal_aid")
                with serving(service) as door:
                    counter = open_counter(door)
                    yield f"  {name}: {_rate(counter):.0f} :assess calls a second over gRPC in this process, one caller"
                    fill(service, counter.institution)
                    for row in _lists(name, counter):
                        yield f"  {row.profile}: {row.asked:52} p50 {row.p50:6.1f} ms, p95 {row.p95:6.1f} ms"
        finally:
            servers.stop()


def fill(service: Service, institution: str, count: int = CASES) -> None:
    """Rows as they stand after a year: a tenth of them in the caller's county, in every state."""
    chance, states = random.Random(137), list(CaseState)
    day = dt.date(2026, 1, 1)
    with service.database.write() as session:
        for begun in range(0, count, AT_ONCE):
            numbers = range(begun, min(begun + AT_ONCE, count))
            session.execute(sa.insert(TABLE), [_row(chance, states, institution, day, number) for number in numbers])
            texts = [row for number in numbers for row in _texts(chance, number)]
            session.execute(sa.insert(SEARCH), texts)
    with service.database.write() as session:
        session.execute(sa.text("ANALYZE"))


def _row(chance: random.Random, states: list[CaseState], institution: str, day: dt.date, number: int) -> dict[str, Any]:
    county = number % COUNTIES
    opened = day + dt.timedelta(days=number % 365)
    at = dt.datetime.combine(opened, dt.time(9), dt.UTC)
    return {
        "name": f"cases/{_uuid(number)}",
        "number": f"（2026）玄法援案字第{number}号", "institution": institution,
        "division": HOME if county == 0 else f"9901{10 + county}", "application": "",
        "notice": f"notices/{_uuid(number)}", "case_type": CaseType.CIVIL.name,
        "stage": CaseStage.TRIAL_1.name, "stages": [], "matter": "LABOUR_PAY",
        "mandatory": False, "no_means_condition": False, "minor": False, "possible_penalty": None,
        "party_divisions": [], "recipient_key": f"{chance.getrandbits(128):032x}",
        "recipient_name_key": f"{chance.getrandbits(128):032x}",
        "opponent_keys": [],
        "authority_name": "示范区人民法院", "authority_case_number": "", "state": chance.choice(states).name,
        "flags": [], "opened_date": opened,
        "pick_until_date": None, "ended_date": None, "end_basis": None, "missing_items": [],
        "file_accepted_date": None, "grade": None, "termination": None, "create_time": at, "update_time": at,
        "etag": "1",
    }  # fmt: skip


def _texts(chance: random.Random, number: int) -> Iterator[dict[str, Any]]:
    """What a case is found by: court and lawyer, recipient and other side."""
    firm, person, other = ("".join(chance.choices(SIGNS, k=length)) for length in (2, 3, 4))
    lines = (
        f"（2026）玄法援案字第{number}号",
        "示范区人民法院",
        f"（2026）滇9901民初{number}号",
        f"示范{firm}律师事务所",
    )
    yield search_row(f"cases/{_uuid(number)}", SearchPart.CASE, "\n".join(map(plain, lines)))
    rare = RARE if number % RARITY == 0 else ""
    source = (f"（2026）玄法援受字第{number}号", person + rare, f"{other}建筑工程有限公司")
    yield search_row(f"cases/{_uuid(number)}", SearchPart.SOURCE, "\n".join(map(plain, source)))


def _uuid(number: int) -> str:
    return f"0195{number >> 16:04x}-{number & 0xFFFF:04x}-7000-8000-{number:012x}"


def _lists(profile: str, counter: Counter) -> Iterator[Measured]:
    asked: dict[str, dict[str, Any]] = {
        "first page of 50": {},
        "first page of 1000": {"page_size": 1000},
        "one state": {"state": case_pb2.CASE_STATE_IN_PROGRESS},
        "one institution and state": {"institution": counter.institution, "state": case_pb2.CASE_STATE_GRADED},
        "nothing fits": {"unit": f"handlingUnits/{_uuid(0)}"},
        "one notice": {"notice": f"notices/{_uuid(COUNTIES)}"},
    }
    province = counter.door.person("legal_aid_clerk", divisions=("990000",))
    for words, fields in asked.items():
        yield _timed(profile, f"{CASES:,} cases, {words}", partial(counter.call, "ListCases", counter.clerk, **fields))
    for words, query in SEARCHED.items():
        yield _timed(
            profile, f"{CASES:,} cases, {words}", partial(counter.call, "ListCases", counter.clerk, query=query)
        )
    for words, query in SEARCHED.items():
        call = partial(counter.call, "ListCases", province, query=query)
        yield _timed(profile, f"{CASES:,} cases all in sight, {words}", call)
    token = ""
    for _ in range(10):
        token = counter.call("ListCases", counter.clerk, page_size=1000, page_token=token).next_page_token
    last = partial(counter.call, "ListCases", counter.clerk, page_size=1000, page_token=token)
    yield _timed(profile, f"{CASES:,} cases, the 11th page of 1000", last)


def _timed(profile: str, asked: str, call: Callable[[], object]) -> Measured:
    call()
    taken = []
    for _ in range(CALLS):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return Measured(profile=profile, asked=asked, p50=taken[CALLS // 2], p95=taken[int(CALLS * 0.95)])


def _rate(counter: Counter) -> float:
    """Calls a second of the stateless assessment, which writes nothing."""
    asked = {
        "institution": counter.institution, "applicant": {"residence_type": facts_pb2.RESIDENCE_TYPE_URBAN},
        "matter": facts_pb2.MATTER_LABOUR_PAY, "means": means(), "place": place(),
    }  # fmt: skip
    counter.call("AssessApplication", counter.clerk, **asked)
    calls, ends = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < ends:
        counter.call("AssessApplication", counter.clerk, **asked)
        calls += 1
    return calls / SECONDS
