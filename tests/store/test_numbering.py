"""Facts get gapless positions in the order of their commits, whoever numbers them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from chassis.events.event_log import LoggedEvent, append_event, list_events, number_events, read_head
from chassis.schema import event_log
from chassis.service import Service
from tests.facts import HAPPENED
from tests.servers.profiles import PRODUCTION

WRITERS, EACH = 8, 20


def write_fact(service: Service, subject: str) -> None:
    with service.database.write() as session:
        append_event(session, a_fact(service, subject))


def a_fact(service: Service, subject: str) -> LoggedEvent:
    return LoggedEvent(
        id=service.clock.new_id(), position=None, type="sifa.test.v1.Noted", subject=subject, body="{}",
        created=HAPPENED,
    )  # fmt: skip


def subjects(service: Service) -> list[str]:
    with service.database.write() as session:
        number_events(session)
        return [event.subject for event in list_events(session, 0, 1000)]


def test_positions_are_gapless_with_eight_writers_and_two_numberers(legal_aid: Service) -> None:
    service = legal_aid
    written = threading.Event()

    def write(writer: int) -> None:
        for number in range(EACH):
            write_fact(service, f"{writer}/{number}")

    def number() -> int:
        done = 0
        while True:
            last_look = written.is_set()
            with service.database.write() as session:
                taken = number_events(session, limit=7)
            done += taken
            if last_look and not taken:
                return done

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        numberers = [pool.submit(number) for _ in range(2)]
        list(pool.map(write, range(WRITERS)))
        written.set()
        assert sum(numberer.result() for numberer in numberers) == WRITERS * EACH
    with service.database.read() as session:
        positions = session.execute(sa.select(event_log.c.position).order_by(event_log.c.position)).scalars().all()
        assert list(positions) == list(range(1, WRITERS * EACH + 1))
        assert read_head(session).position == WRITERS * EACH


def test_facts_of_one_writer_keep_their_order(legal_aid: Service) -> None:
    service = legal_aid
    for number in range(5):
        write_fact(service, str(number))
    assert subjects(service) == ["0", "1", "2", "3", "4"]


def test_a_writer_that_rolled_back_leaves_no_gap(legal_aid: Service) -> None:
    service = legal_aid
    write_fact(service, "kept")
    with service.database.write() as session:
        append_event(session, a_fact(service, "lost"))
        session.rollback()
    write_fact(service, "kept too")
    assert subjects(service) == ["kept", "kept too"]


@pytest.mark.parametrize("profile", [PRODUCTION], indirect=True, scope="module")
def test_a_late_committer_is_numbered_later_and_not_skipped(legal_aid: Service) -> None:
    service = legal_aid
    with service.database.write() as late:
        append_event(late, a_fact(service, "late"))
        write_fact(service, "early")
        assert subjects(service) == ["early"]
    assert subjects(service) == ["early", "late"]


def test_numbering_nothing_is_nothing(legal_aid: Service) -> None:
    service = legal_aid
    with service.database.write() as session:
        assert number_events(session) == 0
