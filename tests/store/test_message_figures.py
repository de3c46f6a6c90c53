"""Operations teams see what people have not been told yet."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis.figures.readings import Moment, read_messages
from chassis.service import Service
from tests.store.test_messages import LANDLINE, MAIL, Recording, down, later, turn, write

pytestmark = pytest.mark.store
HOUR = dt.timedelta(hours=1)


def figures(service: Service) -> tuple[float, float, float]:
    clock = service.clock
    with service.database.read() as session:
        moment = Moment(now=clock.now(), today=clock.today(), real_seconds=0.0)
        waiting, age, unreached = (value for _, _, value in read_messages(session, moment))
    return waiting, age, unreached


def test_nothing_waits_when_nothing_was_written(legal_aid: Service) -> None:
    assert figures(legal_aid) == (0, 0, 0)


def test_what_waits_and_what_is_on_the_printed_list_is_counted_and_the_oldest_has_an_age(legal_aid: Service) -> None:
    write(legal_aid, MAIL)
    write(later(legal_aid, HOUR), MAIL)
    write(legal_aid, "")
    waiting, age, unreached = figures(later(legal_aid, 2 * HOUR))
    assert (waiting, unreached) == (2, 1)
    assert 2 * 3600 <= age < 2 * 3600 + 600


def test_what_was_sent_waits_no_longer(legal_aid: Service) -> None:
    write(legal_aid, MAIL)
    write(legal_aid, LANDLINE)
    turn(legal_aid, Recording(fail=down))
    assert figures(legal_aid)[0] > 0
    turn(later(legal_aid, 24 * HOUR), Recording())
    assert figures(later(legal_aid, 24 * HOUR))[:2] == (0, 0)
