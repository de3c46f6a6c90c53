"""The front desk: contacts registered over HTTP, people found among many contacts (LA-125, LA-126).

It must not judge: it prints what it measured.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import threading
import time
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import sqlalchemy as sa

from chassis.clock import random_id
from chassis.principal import Principal
from chassis.service import Service
from services.legal_aid.domain.contact import ContactDoor, ContactState
from services.legal_aid.domain.institution import InstitutionDraft
from services.legal_aid.domain.person_view import PersonSearch
from services.legal_aid.handlers.institution import create_institution
from services.legal_aid.handlers.person_view import search_people
from services.legal_aid.persistence.contact import TABLE
from tests.bench.own_database import on_postgresql
from tests.bench.system import INSTITUTIONS, System, institution
from tests.doors import HOME

CONTACTS, CALLERS, SEARCHES, AT_ONCE = 200_000, 8, 200, 5_000
SIGNS = [chr(0x4E00 + 7 * place) for place in range(300)]


def measure_registering(system: System, seconds: float) -> Iterator[str]:
    """Lines to print: contacts of eight callers together, after a second of warming up."""
    taken: list[list[float]] = [[] for _ in range(CALLERS)]
    stop, begun = threading.Event(), threading.Event()

    def run(place: int) -> None:
        connection = HTTPConnection(system.http, timeout=10)
        while not stop.is_set():
            began = time.perf_counter()
            _register(connection, system.token, place)
            if begun.is_set():
                taken[place].append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(CALLERS)]
    for thread in threads:
        thread.start()
    time.sleep(1.0)
    begun.set()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    waits = sorted(wait for of_caller in taken for wait in of_caller)
    yield f"  {len(waits) / seconds:.0f} /s, p50 {_share(waits, 0.50):.1f} ms, p99 {_share(waits, 0.99):.1f} ms"


def measure_people(count: int) -> Iterator[str]:
    """Lines to print: searches in this process on PostgreSQL, each of somebody who is there."""
    chance = random.Random(count)
    with on_postgresql("legal_aid", "bench_people") as service:
        people = _fill(service, count, chance)
        for words, field, place in (("whole names", "full_name", 0), ("telephones", "phone", 1)):
            asked = [person[place] for person in chance.sample(people, SEARCHES)]
            yield f"  {words:30} {_search(service, field, asked)}"
        asked = [person[0][:2] for person in chance.sample(people, SEARCHES)]
        yield f"  {'first two signs of names':30} {_search(service, 'full_name', asked)}"


def _register(connection: HTTPConnection, token: str, place: int) -> None:
    body = {
        "institution": institution(place % INSTITUTIONS), "door": "CONTACT_DOOR_COUNTER", "personName": "示例来访人",
        "phone": "19900000000", "topic": "拖欠工资",
    }  # fmt: skip
    headers = {
        "authorization": f"Bearer {token}", "content-type": "application/json", "idempotency-key": str(uuid.uuid4())
    }  # fmt: skip
    connection.request("POST", "/v1/legal-aid/contacts", json.dumps(body), headers)
    reply = connection.getresponse()
    content = reply.read()
    if reply.status != 200:
        raise RuntimeError(content.decode())


def _fill(service: Service, count: int, chance: random.Random) -> list[tuple[str, str]]:
    """Contacts of as many people with names of three signs; name and telephone of each."""
    with service.database.write() as session:
        tx = service.open_tx(session, principal=_clerk(), cause=random_id())
        draft = InstitutionDraft(
            display_name="示范法律援助中心", division=HOME, document_prefix="玄法援", bureau_name="示范司法局"
        )  # fmt: skip
        made = create_institution(tx, draft)
    people = [("".join(chance.choices(SIGNS, k=3)), f"199{number:08d}") for number in range(count)]
    with service.database.write() as session:
        for begun in range(0, count, AT_ONCE):
            rows = enumerate(people[begun : begun + AT_ONCE], begun)
            session.execute(sa.insert(TABLE), [_row(made.name, number, *person) for number, person in rows])
    with service.database.write() as session:
        session.execute(sa.text("ANALYZE"))
    return people


def _row(at: str, number: int, full_name: str, phone: str) -> dict[str, Any]:
    return {
        "name": f"contacts/{uuid.UUID(int=number)}", "number": f"（2026）玄法援访字第{number}号", "institution": at,
        "division": HOME, "received_date": dt.date(2026, 1, 1), "door": ContactDoor.COUNTER.name, "place": "",
        "person_name": full_name, "phone": phone, "person_group": "", "topic": "拖欠工资", "need": "",
        "entry_reason": "", "first_receiver": "bench", "owner": "bench", "joint_owners": [],
        "state": ContactState.RECEIVED.name, "handovers": [], "answer": "", "referred_to": "", "became": "",
        "extension_reason": "", "create_time": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "etag": "1",
    }  # fmt: skip


def _search(service: Service, field: str, asked: list[str]) -> str:
    waits, found = list[float](), 0
    for said in asked:
        search = PersonSearch(**{"reason": "来访登记", "full_name": "", "phone": "", "identity_tail": "", field: said})
        began = time.perf_counter()
        with service.database.write() as session:
            tx = service.open_tx(session, principal=_clerk(), cause=random_id())
            found += len(search_people(tx, search).people)
        waits.append((time.perf_counter() - began) * 1000)
    waits.sort()
    return f"p50 {_share(waits, 0.50):6.1f} ms, p95 {_share(waits, 0.95):6.1f} ms, {found / len(asked):.1f} people each"


def _share(waits: list[float], share: float) -> float:
    return waits[int(len(waits) * share)]


def _clerk() -> Principal:
    return Principal(subject="bench", name="bench", roles=frozenset({"legal_aid_clerk"}), divisions=(HOME,))
