"""`sifa doctor` as a command: quiet on a healthy system, bounded on one that hangs, silent about secrets."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chassis.doctor.check import Check, Level, Looks, NotSeen, warning
from chassis.doctor.examine import AT_ONCE, Examination, examine
from chassis.manifest import installed_services
from tests.e2e.running import Running, running
from tests.operators.command import sifa
from tests.servers.processes import is_alive, wait_for
from tests.servers.profiles import Profile

SECRET = "canary-7f3a"


@pytest.fixture(scope="module")
def system(profile: Profile) -> Iterator[Running]:
    with running(profile) as made:
        # The demo data's facts are a thousand and more; on a slow machine the relay is still at them when all is ready.
        wait_for(lambda: sifa(own(made), "doctor", "--json").code == 0, "everything published", 90)
        yield made


@pytest.mark.parametrize("profile", ["embedded"], indirect=True, scope="module")
class TestOnARunningSystem:
    def test_a_healthy_system_has_no_failure(self, system: Running) -> None:
        done = sifa(own(system), "doctor", "--json")
        told = {(row["level"], row["check"]) for row in json.loads(done.out) if row["level"] != "ok"}
        assert (done.code, told) == (0, {("warning", "pinned-clock")}), done.out
        assert len({row["check"] for row in json.loads(done.out)}) >= 25

    def test_without_json_only_what_is_not_well_is_printed(self, system: Running) -> None:
        done = sifa(own(system), "doctor", "legal_aid")
        assert [line.split(":")[0] for line in done.out.splitlines()] == [
            "warning  pinned-clock", "         why", "         do",
        ]  # fmt: skip
        assert " 0 failures, 1 warnings" in done.err

    def test_a_role_that_was_stopped_is_found(self, system: Running) -> None:
        """Stopped, not killed: the supervisor does not see it, and nothing answers."""
        serving = system.roles()["serve"]
        os.kill(serving, signal.SIGSTOP)
        try:
            done = sifa(own(system), "doctor", "legal_aid")
        finally:
            os.kill(serving, signal.SIGCONT)
        assert (done.code, "backend legal_aid: " in done.out) == (1, True)
        wait_for(lambda: is_alive(serving) and system.is_whole(), "whole again")


def own(system: Running) -> dict[str, str]:
    return {key: value for key, value in system.environ.items() if key.startswith("SIFA_")}


@pytest.fixture
def silent() -> Iterator[int]:
    """A port where everybody is let in and nobody is answered."""
    stopping = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0), backlog=64)) as server:
        server.settimeout(0.1)
        taken: list[socket.socket] = []

        def take() -> None:
            while not stopping.is_set():
                try:
                    taken.append(server.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=take)
        thread.start()
        yield server.getsockname()[1]
        stopping.set()
        thread.join()
        for one in taken:
            one.close()


def test_it_ends_when_everything_hangs_and_prints_no_secret(silent: int, tmp_path: Path) -> None:
    names = [name for name in installed_services() if name != "identity"]
    hanging = {
        "SIFA_VAR": str(tmp_path), "SIFA_ENV": "production", "SIFA_HOST": "127.0.0.1",
        "SIFA_BROKER_URL": f"amqp://u:{SECRET}@127.0.0.1:{silent}/v", "SIFA_GATEWAY_HTTP_PORT": str(silent),
        "SIFA_OIDC_ISSUER": f"https://127.0.0.1:{silent}",
        "SIFA_BACKENDS": ",".join(f"{name}=127.0.0.1:{silent}" for name in names),
        **{
            f"SIFA_{name.upper()}_DATABASE_URL": f"postgresql://u:{SECRET}@127.0.0.1:{silent}/{name}" for name in names
        },
    }  # fmt: skip
    done = sifa(hanging, "doctor", "--json")
    found = {(row["check"], row["subject"]): row for row in json.loads(done.out)}
    assert done.code == 1
    for name in names:
        assert found["database", name]["level"] == found["backend", name]["level"] == "FAILURE"
    assert (
        found["broker", ""]["level"]
        == found["openid-provider", ""]["level"]
        == found["ports", ""]["level"]
        == "FAILURE"
    )
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize("password", [f"{SECRET}@x", f"{SECRET}/x", f"{SECRET}:x", f"%2F{SECRET}"])
def test_no_password_is_printed_however_it_is_written(tmp_path: Path, password: str) -> None:
    bad = {
        "SIFA_VAR": str(tmp_path), "SIFA_BROKER_URL": f"amqp://u:{password}@127.0.0.1:1/v",
        "SIFA_LEGAL_AID_DATABASE_URL": f"postgresql://u:{password}@127.0.0.1:1/x",
    }  # fmt: skip
    done = sifa(bad, "doctor", "--json", "legal_aid")
    assert (done.code, SECRET in done.out + done.err) == (1, False)


def test_an_unknown_service_is_refused(tmp_path: Path) -> None:
    done = sifa({"SIFA_VAR": str(tmp_path)}, "doctor", "nobody")
    assert (done.code, done.err.startswith("sifa: not installed: nobody")) == (78, True)


def test_it_writes_nothing(tmp_path: Path) -> None:
    sifa({"SIFA_VAR": str(tmp_path)}, "doctor", "legal_aid")
    assert list(tmp_path.iterdir()) == []


def test_checks_that_hang_make_room_for_those_behind_them() -> None:
    for_ever = threading.Event()

    def hang(_: object) -> Looks:
        for_ever.wait()
        yield from ()

    def see(_: object) -> Looks:
        yield warning("seen")

    patients = [Examination(Check("hang", hang, "", ""), str(number), None) for number in range(AT_ONCE)]
    findings, hangs = examine([*patients, Examination(Check("see", see, "", ""), "", None)], seconds=0.2)
    for_ever.set()
    assert [finding.what for finding in findings] == ["no answer in time"] * AT_ONCE + ["seen"]
    assert hangs


def test_a_check_that_breaks_is_a_finding_without_its_text() -> None:
    def break_(_: object) -> Looks:
        yield warning("half")
        raise ValueError(SECRET)

    def blind(_: object) -> Looks:
        raise NotSeen("no database")

    checks = [Check("break", break_, "", ""), Check("blind", blind, "", "")]
    findings, hangs = examine(Examination(check, "", None) for check in checks)
    assert [(finding.level, finding.what) for finding in findings] == [
        (Level.WARNING, "half"), (Level.FAILURE, "the look itself failed: ValueError"), (Level.UNSEEN, "no database"),
    ]  # fmt: skip
    assert not hangs
