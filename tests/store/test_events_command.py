"""`sifa events`: what is parked or alarming is listed, and an event can be replayed or given up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chassis.alarms import raise_alarm
from chassis.cli.events import run
from chassis.clock import random_id
from chassis.events import inbox_store, parking
from chassis.events.delivery import Delivery
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.service import Service, open_service
from chassis.settings import load_settings
from tests.servers.profiles import Profile

PERSON = "applications/1"


@pytest.fixture
def service(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for key, value in profile.environ("supervision").items():
        monkeypatch.setenv(key, value)
    opened = open_service(installed_services()["supervision"], load_settings())
    migrate(opened)
    yield opened
    opened.database.close()


@pytest.fixture
def parked(service: Service) -> str:
    """The id of an event that waits in the lot."""
    event = Delivery(
        source="legal_aid", log_id=random_id(), position=1, event_id=random_id(), type="sifa.legal_aid.v1.Nothing",
        subject=PERSON, happened=service.clock.now(), body='{"said": "this"}',
    )  # fmt: skip
    with service.database.write() as session:
        inbox_store.lock_cursor(session, "legal_aid")
        inbox_store.keep_event(session, event)
        parking.park(session, event, ValueError("secret"))
    return event.event_id


def test_a_parked_event_is_listed_with_the_kind_of_its_failure(parked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervision", "parked"]) == 0
    listed = capsys.readouterr().out
    assert parked in listed
    assert "ValueError" in listed
    assert "secret" not in listed


def test_the_body_is_shown_only_when_asked_for(parked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervision", "show", "legal_aid", parked]) == 0
    assert capsys.readouterr().out == '{"said": "this"}\n'


def test_a_discarded_event_is_no_longer_parked(parked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervision", "discard", "legal_aid", parked]) == 0
    run(["supervision", "parked"])
    assert parked not in capsys.readouterr().out


def test_a_replayed_event_starts_again_with_no_failure(parked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervision", "replay", "legal_aid", parked]) == 0
    run(["supervision", "parked"])
    line = next(line for line in capsys.readouterr().out.splitlines() if parked in line)
    assert "attempt 0" in line


@pytest.mark.usefixtures("service")
def test_an_event_that_is_not_parked_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervision", "replay", "legal_aid", random_id()]) == 1
    assert "is not parked" in capsys.readouterr().err


def test_alarms_are_counted_and_listed(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with service.database.write() as session:
            raise_alarm(session, kind="EVENT_DEAD", subject="legal_aid/7", detail="gave up", now=service.clock.now())
    assert run(["supervision", "alarms"]) == 0
    assert "EVENT_DEAD legal_aid/7 2 times" in capsys.readouterr().out
