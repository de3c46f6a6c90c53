"""The page on deployment: its commands work in its order, its tables name what exists, both languages say the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from chassis.settings import SettingsError, load_settings
from tests.delivery.deployed import SIFA, empty_postgres
from tests.delivery.wheels import ROOT, clean
from tests.servers.private import free_ports
from tests.servers.processes import is_alive, wait_for, wait_until_gone
from tests.servers.rabbitmq import NODE, RabbitServer, rabbitmq

PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("deployment.md", "deployment.zh-CN.md")}
PAGE = PAGES["deployment.md"]
# After it nothing may serve any more: a restore beside a running service locks up.
STOP = "kill $(jobs -p); wait"
GONE = "if SIFA_BROKER_URL=none: sifa health legal_aid; then exit 9; fi"
AT_WORK = "for role in work consum; do until grep -q ${role}ing log/*.log; do sleep 1; done; done"
PRODUCTION = {
    "SIFA_ENV": "production", "SIFA_BROKER_URL": "none:", "SIFA_OIDC_ISSUER": "https://id.invalid",
    "SIFA_BACKENDS": "legal_aid=dns:///x:1", "SIFA_LEGAL_AID_DATABASE_URL": "postgresql://x@127.0.0.1:1/x",
}  # fmt: skip


def run_to_the_end(script: str, folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script, and end whatever it left in the background, also when this process is killed in the middle."""
    command = [sys.executable, "-m", "tests.delivery.sweeper", "bash", "-euo", "pipefail", "-c", script]
    reading, ours = os.pipe()
    shell = subprocess.Popen(
        command, cwd=folder, env={**environ, "PYTHONPATH": str(ROOT)}, stdin=reading, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(reading)
    try:
        said, complained = shell.communicate(timeout=400)
    finally:
        os.close(ours)
        shell.wait(60)
    return subprocess.CompletedProcess(command, shell.returncode, said, complained)


def test_what_a_script_leaves_behind_is_ended(tmp_path: Path) -> None:
    """A child of a subshell in a session of its own is nobody's job, and still it is found."""
    script = "(setsid sleep 600 & echo $! > one)\nsleep 600 & echo $! > two\nexit 7\n"
    assert run_to_the_end(script, tmp_path, clean(PATH="/usr/bin:/bin")).returncode == 7
    assert not any(is_alive(int((tmp_path / name).read_text(encoding="utf-8"))) for name in ("one", "two"))


def test_what_a_script_began_is_ended_when_its_test_is_killed(tmp_path: Path) -> None:
    starts = (
        "import subprocess, sys, time; subprocess.Popen([sys.executable, '-m', 'tests.delivery.sweeper', 'bash', '-c',"
        " 'sleep 600 & echo $! > one; wait'], stdin=subprocess.PIPE); time.sleep(600)"
    )
    environ = clean(PATH="/usr/bin:/bin", PYTHONPATH=str(ROOT))
    test = subprocess.Popen([sys.executable, "-c", starts], cwd=tmp_path, env=environ)
    one = tmp_path / "one"
    try:
        wait_for(lambda: one.exists() and one.read_text(encoding="utf-8").strip(), "the child")
    finally:
        test.kill()
        test.wait()
    wait_until_gone([int(one.read_text(encoding="utf-8"))])


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_both_languages_give_the_same_commands() -> None:
    for kind in ("bash", "sh"):
        assert blocks(PAGES["deployment.zh-CN.md"], kind) == blocks(PAGE, kind) != []


def control_of(broker: RabbitServer, folder: Path) -> Path:
    """A folder with the `rabbitmqctl` of this broker."""
    folder.mkdir()
    settings = "\n".join(f"export {key}={value!r}" for key, value in broker.env.items() if key != "PATH")
    script = f'#!/bin/sh\n{settings}\nexec {broker.sbin}/rabbitmqctl -q -n {NODE} "$@"\n'
    (folder / "rabbitmqctl").write_text(script, encoding="utf-8")
    (folder / "rabbitmqctl").chmod(0o755)
    return folder


@pytest.mark.usefixtures("servers")
@pytest.mark.timeout(500)
def test_the_commands_of_the_page_work_in_its_order(tmp_path: Path) -> None:
    first, second, gateway = free_ports(3)
    with empty_postgres() as server, rabbitmq() as broker:
        tools = control_of(broker, tmp_path / "tools")
        changes = {
            "db.example.org:5432": f"127.0.0.1:{server.port}", "mq.example.org:5672": f"127.0.0.1:{broker.port}",
            "127.0.0.1:50051": f"127.0.0.1:{first}", "127.0.0.1:50054": f"127.0.0.1:{second}",
            "deploy/postgresql": str(ROOT / "deploy" / "postgresql"),
        }  # fmt: skip
        script = "\n".join(blocks(PAGE, "bash"))
        for given, real in changes.items():
            assert given in script
            script = script.replace(given, real)
        assert STOP in script
        script = script.replace(STOP, f"{AT_WORK}\n{STOP}\n{GONE}")
        environ = clean(
            PATH=f"{tools}:{server.bin}:{Path(sys.executable).parent}:/usr/bin:/bin", PGHOST="127.0.0.1",
            PGUSER="postgres", PGPORT=str(server.port), SIFA_LEGAL_AID_GRPC_PORT=str(first),
            SIFA_SUPERVISION_GRPC_PORT=str(second),
            SIFA_GATEWAY_HTTP_PORT=str(gateway),
        )  # fmt: skip
        done = run_to_the_end(script, tmp_path, environ)
        logs = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "log").glob("*.log")}
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:] + str(logs)[-3000:]
    assert {"serving", "consuming", "working"} <= set(re.findall(r'"event": "(\w+)"', "".join(logs.values())))
    assert "ACCESS_REFUSED" not in "".join(logs.values())
    assert {file.name for file in (tmp_path / "backup").iterdir()} == {"legal_aid.dump", "supervision.dump"}


@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("SQLite", {"SIFA_LEGAL_AID_DATABASE_URL": "sqlite:///x"}), ("`file:`", {"SIFA_BROKER_URL": "file:"}),
        ("not https", {"SIFA_OIDC_ISSUER": "http://id.invalid"}),
        ("`SIFA_NOW`", {"SIFA_NOW": "2026-06-15T09:00+08:00"}),
        ("`SIFA_FAILPOINTS`", {"SIFA_FAILPOINTS": "after_publish"}),
        ("`SIFA_GATEWAY_CORS_ORIGINS`", {"SIFA_GATEWAY_CORS_ORIGINS": "http://portal.invalid"}),
    ],
)  # fmt: skip
def test_what_the_page_calls_refused_is_refused(named: str, change: dict[str, str]) -> None:
    assert named in PAGE.split("## With containers")[0]
    assert load_settings(PRODUCTION).production
    with pytest.raises(SettingsError, match=next(iter(change))):
        load_settings({**PRODUCTION, **change})


@pytest.mark.parametrize("command", ["token --role legal_aid_head --division 990102", "demo seed", "serve identity"])
def test_commands_of_demonstrations_are_refused_in_production(command: str, tmp_path: Path) -> None:
    environ = clean(**PRODUCTION, SIFA_VAR=str(tmp_path))
    done = subprocess.run(
        [*SIFA, *command.split()], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 78
    assert "refused in production" in done.stderr or "embedded profile alone" in done.stderr


def test_the_page_knows_every_alert() -> None:
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alerts.yaml").read_text(encoding="utf-8"))["groups"][0][
        "rules"
    ]
    for text in PAGES.values():
        assert set(re.findall(r"Sifa[A-Z]\w+", text)) == {rule["alert"] for rule in rules}


def test_what_the_page_links_to_is_there() -> None:
    for text in PAGES.values():
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert links
        assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
        for path in re.findall(r"`(deploy/[\w./-]+)`", text):
            assert path == "deploy/secrets" or (ROOT / path).exists(), path
