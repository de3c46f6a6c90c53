"""A database of an earlier release keeps what it counted when it is brought to this one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from chassis.manifest import installed_services
from chassis.migrate import migrate, schema_fits
from chassis.service import Service, open_service
from tests.doors import Door, serving, settings_of
from tests.servers.profiles import Profile
from tests.services.supervision.told import INSTITUTION, Teller, changed, counted, received, tallies

OLD_TALLY = {
    "name": INSTITUTION.replace("institutions", "institutionTallies"), "institution": INSTITUTION,
    "division": "990102", "received_count": 7, "granted_count": 4, "refused_count": 2, "as_of_position": 0,
    "update_time": "2026-06-01 00:00:00+00:00",
}  # fmt: skip


@pytest.fixture
def old(profile: Profile, tmp_path: Path) -> Service:
    """Supervision at revision 0001, with one institution counted."""
    manifest = installed_services()["supervision"]
    (tmp_path / "migrations").mkdir()
    shutil.copy(manifest.folder / "migrations" / "0001_institution_tally.py", tmp_path / "migrations")
    url = profile.database_url("supervision_of_the_first_release")
    settings = settings_of(profile, "supervision", SIFA_SUPERVISION_DATABASE_URL=url)
    service = open_service(replace(manifest, folder=tmp_path), settings)
    assert migrate(service)[1] == "0001"
    columns, values = ", ".join(OLD_TALLY), ", ".join(f":{name}" for name in OLD_TALLY)
    with closing(service.database), service.database.write() as session:
        session.execute(sa.text(f"insert into institution_tally ({columns}) values ({values})"), OLD_TALLY)
    return service


@pytest.fixture
def door(old: Service) -> Iterator[Door]:
    """The same database with today's supervision on it."""
    service = open_service(installed_services()["supervision"], old.settings)
    assert not schema_fits(service)
    assert migrate(service)[1] == service.manifest.schema[1]
    with serving(service) as door:
        yield door


def test_counts_of_the_first_release_are_kept_and_go_on(door: Door) -> None:
    before = {"received_count": 7, "granted_count": 4, "refused_count": 2}
    assert (counted(door), tallies(door)[0].as_of_position) == (before, 0)
    teller = Teller(Inbox(load_reactor(door.service)))
    teller.tell(received(), changed("", "UNRESOLVED"))
    assert counted(door) == {**before, "received_count": 8, "unresolved_deadline_count": 1}
