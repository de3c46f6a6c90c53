"""`sifa key` makes, lists and revokes the API keys of departments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
import sqlalchemy as sa

from chassis.auth.callers import Callers
from chassis.cli.key import run
from chassis.kernel.errors import Refusal
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.principal import Principal
from chassis.schema import api_key, audit_entry
from chassis.service import Service, open_service
from chassis.settings import load_settings
from tests.servers.profiles import Profile

NEW = ["new", "supervision", "--holder", "虚构区人民法院", "--authority-type", "COURT", "--role", "authority"]
PLACE = ["--division", "990102"]


@pytest.fixture
def service(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for key, value in profile.environ("supervision").items():
        monkeypatch.setenv(key, value)
    opened = open_service(installed_services()["supervision"], load_settings())
    migrate(opened)
    with opened.database.write() as session:
        session.execute(sa.delete(api_key))
        session.execute(sa.delete(audit_entry))
    yield opened
    opened.database.close()


def new_key(capsys: pytest.CaptureFixture[str], *further: str) -> str:
    assert run([*NEW, *PLACE, *further]) == 0
    return capsys.readouterr().out.strip()


def identified(service: Service, text: str) -> Principal:
    """The caller with the key, whose use is noted when this returns."""
    with closing(Callers(service)) as callers:
        return callers.identify([("x-api-key", text)])


def test_a_new_key_is_printed_and_works(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    text = new_key(capsys, "--division", "990200")
    caller = identified(service, text)
    assert (caller.name, caller.divisions) == ("虚构区人民法院", ("990102", "990200"))
    assert caller.roles == {"authority"}


def test_a_list_shows_everything_but_the_key(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    text = new_key(capsys)
    identified(service, text)
    assert run(["list", "supervision", "--json"]) == 0
    shown = capsys.readouterr().out
    (row,) = json.loads(shown)
    assert row["used"] != "never"
    kept = {
        name: row[name] for name in ("id", "state", "authority_type", "roles", "divisions", "event_types", "holder")
    }
    assert kept == {
        "id": text.split("_")[2], "state": "active", "authority_type": "COURT", "roles": "authority",
        "divisions": "990102", "event_types": "-", "holder": "虚构区人民法院",
    }  # fmt: skip
    assert text[-43:] not in shown


def test_a_revoked_key_works_no_more(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    text = new_key(capsys)
    id_ = text.split("_")[2]
    assert run(["revoke", "supervision", id_]) == 0
    assert run(["revoke", "supervision", id_]) == 1
    assert f"has no key {id_}" in capsys.readouterr().err
    with pytest.raises(Refusal, match="API_KEY_INVALID"):
        identified(service, text)
    run(["list", "supervision"])
    line = next(line for line in capsys.readouterr().out.splitlines() if id_ in line)
    assert line.split()[:2] == [id_, "revoked"]


def test_making_and_revoking_are_audited(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    id_ = new_key(capsys).split("_")[2]
    run(["revoke", "supervision", id_])
    with service.database.read() as session:
        rows = session.execute(sa.select(audit_entry.c.action, audit_entry.c.object).order_by(audit_entry.c.seq)).all()
    assert [tuple(row) for row in rows] == [
        ("api_key.create", f"apiKeys/{id_}"), ("api_key.revoke", f"apiKeys/{id_}"),
    ]  # fmt: skip


@pytest.mark.usefixtures("service")
def test_a_third_active_key_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    ids = [new_key(capsys).split("_")[2] for _ in range(2)]
    assert run([*NEW, *PLACE]) == 1
    complaint = capsys.readouterr().err
    assert all(id_ in complaint for id_ in ids)


@pytest.mark.usefixtures("service")
def test_an_event_that_the_service_does_not_tell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*NEW, *PLACE, "--event-type", "sifa.legal_aid.v1.ApplicationDecided"]) == 1
    assert "supervision does not emit" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        NEW,
        [*NEW, "--division", "9901"],
        [*NEW, "--division", "９９０１０２"],
        [*NEW, *PLACE, "--days", "0"],
        [*NEW, *PLACE, "--role", "legal_aid_head"],
        [*NEW, *PLACE, "--role", "service"],
        [*NEW, *PLACE, "--authority-type", "PRESS"],
        [*NEW, *PLACE, "--holder", " "],
        ["show", "supervision"],
        [],
    ],
    ids=lambda arguments: " ".join(arguments[-2:]) or "nothing",
)
def test_a_misused_command_says_how_to_use_it(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    assert "usage: sifa key" in capsys.readouterr().err
