"""`sifa events`: what was told, taken, parked or alarms is listed; an event can be shown, replayed or given up."""

from __future__ import annotations

import json
import os
import pwd
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.alarms import raise_alarm
from chassis.cli.events import run
from chassis.clock import random_id
from chassis.events import inbox_store, parking
from chassis.events.delivery import Delivery
from chassis.events.event_log import LoggedEvent, append_event, number_events
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.schema import audit_entry
from chassis.service import Service, open_service
from chassis.settings import load_settings
from tests.emptying import empty
from tests.servers.profiles import Profile

PERSON = "applications/1"
OPERATOR = f"os-user:{pwd.getpwuid(os.getuid()).pw_name}"


@pytest.fixture
def service(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for key, value in profile.environ("supervision").items():
        monkeypatch.setenv(key, value)
    opened = open_service(installed_services()["supervision"], load_settings())
    migrate(opened)
    empty(opened)
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


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """What a list tells programs."""
    assert run(["supervision", *arguments, "--json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def audited(service: Service) -> list[tuple[str, str, str, str]]:
    with service.database.read() as session:
        rows = session.execute(sa.select(audit_entry).order_by(audit_entry.c.seq)).all()
    return [(row.actor, row.cause, row.action, row.object) for row in rows]


def test_a_parked_event_is_listed_with_the_kind_of_its_failure(parked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervision", "parked"]) == 0
    shown = capsys.readouterr().out
    assert parked in shown
    assert "ValueError" in shown
    assert "secret" not in shown


def test_programs_get_the_same_list(parked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, "parked") == [{
        "source": "legal_aid", "position": 1, "event_id": parked, "subject": PERSON, "state": "waits", "attempts": 1,
        "error": "ValueError",
    }]  # fmt: skip


def test_the_body_is_shown_only_when_asked_for_and_the_look_is_audited(
    service: Service, parked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for wish in ("parked", "inbox", "log", "alarms"):
        assert run(["supervision", wish]) == 0
    assert "said" not in capsys.readouterr().out
    assert audited(service) == []
    assert run(["supervision", "show", "legal_aid", parked]) == 0
    assert capsys.readouterr().out == '{"said": "this"}\n'
    assert audited(service) == [("svc:supervision", OPERATOR, "event.show", f"events/legal_aid/{parked}")]


def test_a_discarded_event_is_no_longer_parked(
    service: Service, parked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["supervision", "discard", "legal_aid", parked, "--confirm", parked]) == 0
    assert listed(capsys, "parked") == []
    assert [entry[1:] for entry in audited(service)] == [(OPERATOR, "event.discard", f"events/legal_aid/{parked}")]


@pytest.mark.parametrize("confirmed", [[], ["--confirm", "yes"], ["--confirm", ""]])
def test_an_event_is_not_discarded_by_mistake(
    service: Service, parked: str, confirmed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["supervision", "discard", "legal_aid", parked, *confirmed]) == 1
    assert f"--confirm {parked}" in capsys.readouterr().err
    assert [row["event_id"] for row in listed(capsys, "parked")] == [parked]
    assert audited(service) == []


def test_a_replayed_event_starts_again_with_no_failure(
    service: Service, parked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["supervision", "replay", "legal_aid", parked]) == 0
    assert [row["attempts"] for row in listed(capsys, "parked")] == [0]
    assert [entry[2] for entry in audited(service)] == ["event.replay"]


@pytest.mark.parametrize("arguments", [["replay"], ["discard"], ["show"]])
def test_an_event_that_is_not_there_is_refused_and_leaves_nothing(
    service: Service, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = random_id()
    confirmed = ["--confirm", id_] if arguments == ["discard"] else []
    assert run(["supervision", *arguments, "nobody", id_, *confirmed]) == 1
    assert id_ in capsys.readouterr().err
    assert audited(service) == []
    with service.database.read() as session:
        assert inbox_store.read_cursor(session, "nobody") is None


def test_alarms_are_counted_and_listed(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with service.database.write() as session:
            raise_alarm(session, kind="EVENT_DEAD", subject="legal_aid/7", detail="gave up", now=service.clock.now())
    capsys.readouterr()
    (row,) = listed(capsys, "alarms")
    assert (row["kind"], row["subject"], row["count"], row["detail"]) == ("EVENT_DEAD", "legal_aid/7", 2, "gave up")


def tell(service: Service, *types: str) -> list[str]:
    """Write and number own facts; their ids."""
    with service.database.write() as session:
        ids = [random_id() for _ in types]
        for id_, type_ in zip(ids, types, strict=True):
            append_event(session, LoggedEvent(
                id=id_, position=None, type=type_, subject="s", body='{"canary": 1}', created=service.clock.now()
            ))  # fmt: skip
        number_events(session)
    return ids


def test_the_own_log_is_listed_without_bodies(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    ids = tell(service, "a.One", "a.Two", "a.One")
    assert [row["event_id"] for row in listed(capsys, "log")] == ids
    assert [row["event_id"] for row in listed(capsys, "log", "--after", "1", "--limit", "1")] == ids[1:2]
    assert [row["position"] for row in listed(capsys, "log", "--type", "One")] == [1, 3]
    assert run(["supervision", "log"]) == 0
    assert "canary" not in capsys.readouterr().out
    assert set(listed(capsys, "log")[0]) == {"position", "time", "type", "subject", "event_id"}


def test_an_own_event_is_shown_and_the_look_audited(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    (id_,) = tell(service, "a.One")
    assert run(["supervision", "show", "supervision", id_]) == 0
    assert "canary" in capsys.readouterr().out
    assert [entry[2:] for entry in audited(service)] == [("event.show", f"events/supervision/{id_}")]


def test_the_inbox_is_listed_with_what_became_of_each(parked: str, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = listed(capsys, "inbox", "--type", "Nothing")
    assert (row["event_id"], row["state"]) == (parked, "parked")


@pytest.mark.parametrize("arguments", [["log", "--after", "-1"], ["log", "--limit", "many"], ["log", "--after", "１"]])
def test_a_number_that_is_none_is_misuse(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["supervision", *arguments])
    assert ended.value.code == 2
