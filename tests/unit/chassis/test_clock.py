"""One source of time and ids: it may start at a pinned instant, runs on from there, and its ids sort."""

from __future__ import annotations

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.clock import Clock, derived_id, random_id
from chassis.settings import SettingsError


def test_a_pinned_clock_starts_there_in_utc() -> None:
    passed = Clock("2026-06-15T09:00+08:00").now() - dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC)
    assert dt.timedelta(0) <= passed < dt.timedelta(minutes=5)


def test_a_pinned_clock_runs_on() -> None:
    clock = Clock("2026-06-15T09:00+08:00")
    assert clock.now() < clock.now() + dt.timedelta(microseconds=1)
    assert clock.now() <= clock.now()


@pytest.mark.parametrize("text", ["2026-06-15T09:00", "2026-06-15", "noon", "", "1765000000"])
def test_an_instant_without_zone_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="SIFA_NOW must be an ISO 8601 instant with an offset"):
        Clock(text)


@pytest.mark.parametrize(("start", "today"), [("2026-06-15T15:59:30Z", 15), ("2026-06-15T16:00:00Z", 16)])
def test_the_civil_date_turns_at_midnight_in_shanghai(start: str, today: int) -> None:
    assert Clock(start).today() == dt.date(2026, 6, today)


def test_ids_are_uuids_of_version_seven_that_sort_by_time() -> None:
    clock = Clock()
    ids = [clock.new_id() for _ in range(5000)]
    assert ids == sorted(ids)
    assert {(uuid.UUID(text).version, uuid.UUID(text).variant) for text in ids} == {(7, uuid.RFC_4122)}


def test_ids_of_many_threads_are_unique() -> None:
    clock = Clock()
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: clock.new_id(), range(5000)))
    assert len(set(ids)) == 5000


def test_an_id_tells_the_pinned_time() -> None:
    value = uuid.UUID(Clock("2026-06-15T09:00+08:00").new_id()).int >> 80
    assert dt.datetime.fromtimestamp(value / 1000, dt.UTC).date() == dt.date(2026, 6, 15)


def test_a_derived_id_is_the_same_every_time_and_another_for_every_ordinal() -> None:
    cause = random_id()
    assert derived_id(cause, 0) == derived_id(cause, 0) != derived_id(cause, 1)
