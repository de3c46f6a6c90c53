"""Doors of legal aid on another day, with other policy packs or rules, on new rows or the same. It must not assert."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from chassis.service import Service
from tests.doors import migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter


@contextmanager
def counter_at(profile: Profile, now: str, **further: str) -> Iterator[Counter]:
    """A new institution on an empty database while the clock stands at `now`; `further` are SIFA_ settings."""
    service = migrated(settings_of(profile, "legal_aid", SIFA_NOW=now, **further), "legal_aid")
    empty(service)
    with serving(service) as door:
        yield open_counter(door)


@contextmanager
def reopened(counter: Counter, profile: Profile, **further: str) -> Iterator[Counter]:
    """The same rows behind a door with other SIFA_ settings."""
    with served(counter, migrated(settings_of(profile, "legal_aid", **further), "legal_aid")) as again:
        yield again


@contextmanager
def served(counter: Counter, service: Service) -> Iterator[Counter]:
    """The same people at the door of another service object."""
    with serving(service) as door:
        yield replace(counter, door=door)
