"""Every figure that an alert or the dashboard names is told by real processes, with the labels that are asked for."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from chassis.figures.readings import FAMILIES
from chassis.manifest import installed_services
from tests.delivery.wheels import ROOT, clean
from tests.e2e.running import answers
from tests.servers.private import free_ports
from tests.servers.processes import wait_for

DEPLOY = ROOT / "deploy"
RULES = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
BOARD = json.loads((DEPLOY / "grafana" / "sifa.json").read_text(encoding="utf-8"))
EXPRESSIONS = {f"alert {rule['alert']}": rule["expr"] for rule in RULES} | {
    f"panel {panel['title']} {target['refId']}": target["expr"]
    for panel in BOARD["panels"]
    for target in panel["targets"]
}
# What Prometheus itself adds.
ADDED_LABELS, ADDED_SERIES = {"job", "instance"}, {"up"}
SIFA = (sys.executable, "-m", "chassis.cli.main")
Labels = dict[str, set[str]]


def port_pair() -> int:
    """A free port whose successor is free too."""
    for port in free_ports(20):
        with suppress(OSError), socket.create_server(("127.0.0.1", port + 1)):
            return port
    raise AssertionError("no two ports in a row are free")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """All pages of figures of a small system that has been used a little."""
    var = tmp_path_factory.mktemp("figures")
    metrics, gateway = port_pair(), free_ports(1)[0]
    grpc = {f"SIFA_{name.upper()}_GRPC_PORT": "0" for name in installed_services()}
    # NOTE: late in a year without a table for the next one, so that there is an alarm to tell.
    environ = clean(
        SIFA_VAR=str(var), SIFA_BROKER_URL="none:", SIFA_NOW="2026-12-20T09:00+08:00", SIFA_METRICS_PORT=str(metrics),
        SIFA_GATEWAY_HTTP_PORT=str(gateway), **grpc,
    )  # fmt: skip
    for step in (["migrate"], ["images", "seed"]):
        subprocess.run([*SIFA, *step], env=environ, check=True, capture_output=True, timeout=60)
    with ExitStack() as stack:
        for role in ("serve", "work", "gateway"):
            stack.enter_context(process(role, environ, var / f"{role}.log"))
            if role == "serve":
                wait_for(
                    lambda: (var / "serve.log").read_text(encoding="utf-8").count("serving") >= len(grpc), role, 60
                )
        base = f"http://127.0.0.1:{gateway}"
        wait_for(lambda: answers(base, "/readyz"), "gateway", 60)
        pages = {
            "serve": f"http://127.0.0.1:{metrics}/metrics", "work": f"http://127.0.0.1:{metrics + 1}/metrics",
            "gateway": f"{base}/metrics",
        }  # fmt: skip
        answers(base, "/v1/legal-aid/applications")

        def everything() -> str:
            text = "\n".join(read(page) for page in pages.values())
            awaited = ("CALENDAR_MISSING", "sifa_cursor_lag{", "sifa_job_duration_seconds{", "Unauthenticated")
            return text if all(part in text for part in awaited) else ""

        yield wait_for(everything, "every figure", 60)


class process:  # noqa: N801 - used like a function
    """A process that is stopped at the end of the block."""

    def __init__(self, role: str, environ: dict[str, str], log: Path) -> None:
        self._said = log.open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [*SIFA, role], env=environ, stdin=subprocess.DEVNULL, stdout=self._said, stderr=self._said
        )

    def __enter__(self) -> int:
        return self._process.pid

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=30)
        self._said.close()


def read(page: str) -> str:
    try:
        with urllib.request.urlopen(page, timeout=8) as reply:  # noqa: S310 - loopback
            return str(reply.read().decode())
    except OSError:
        return ""


def series(text: str) -> Labels:
    """Labels by name of series."""
    found: Labels = defaultdict(set)
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found[sample.name] |= set(sample.labels)
    return found


def asked(expression: str) -> Labels:
    """Labels that the expression asks of each series."""
    found: Labels = defaultdict(set)
    visit(promql_parser.parse(expression), frozenset(), found)
    return found


def visit(node: Any, wanted: frozenset[str], found: Labels) -> None:
    if isinstance(node, promql_parser.AggregateExpr):
        wanted = frozenset(node.modifier.labels if node.modifier else ())
    selector = getattr(node, "vector_selector", node)
    if isinstance(selector, promql_parser.VectorSelector):
        assert selector.name
        found[selector.name] |= wanted | {matcher.name for matcher in selector.matchers.matchers}
    for name in ("lhs", "rhs", "expr", "args"):
        inner = getattr(node, name, None)
        for each in inner if isinstance(inner, list) else [inner]:
            if each is not None:
                visit(each, wanted, found)


@pytest.mark.parametrize("where", list(EXPRESSIONS))
def test_what_is_asked_is_told(told: str, where: str) -> None:
    present = series(told)
    wanted = asked(EXPRESSIONS[where])
    assert wanted
    for name, labels in wanted.items():
        assert name in present or name in ADDED_SERIES, name
        assert name in ADDED_SERIES or labels <= present[name] | ADDED_LABELS, (name, labels)


def test_a_figure_that_nobody_tells_is_seen(told: str) -> None:
    assert set(asked("sum by (x) (rate(sifa_made_up_total[5m]))")) - set(series(told)) == {"sifa_made_up_total"}


def test_every_figure_of_a_database_is_told(told: str) -> None:
    assert set(FAMILIES) - set(series(told)) == set()


def test_a_broken_expression_is_seen() -> None:
    with pytest.raises(ValueError, match=r"."):
        promql_parser.parse("sum by (service (sifa_alarms)")


def test_calls_are_counted_by_method_and_code(told: str) -> None:
    assert 'grpc_method="ListApplications",grpc_service="sifa.legal_aid.v1.ApplicationService"' in told
    assert 'grpc_code="Unauthenticated"' in told


def test_no_figure_is_about_a_person(told: str) -> None:
    labels = set().union(*series(told).values())
    assert labels == {
        "service", "source", "kind", "lease", "job", "version", "role", "grpc_service", "grpc_method", "grpc_type",
        "grpc_code", "le", "rpc", "method", "code", "backend",
    }  # fmt: skip


def test_every_alert_says_whom_it_wakes_and_what_it_saw() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"]


def test_the_panels_do_not_overlap() -> None:
    cells = [
        (x, y)
        for panel in BOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(set(cells)) == len(cells)


@pytest.mark.parametrize("role", ["serve", "work"])
def test_a_port_of_figures_that_is_taken_is_named(role: str, tmp_path: Path) -> None:
    port = port_pair()
    environ = clean(SIFA_VAR=str(tmp_path), SIFA_BROKER_URL="none:", SIFA_METRICS_PORT=str(port))
    subprocess.run([*SIFA, "migrate", "supervision"], env=environ, check=True, capture_output=True, timeout=60)
    with socket.create_server(("127.0.0.1", port + (role == "work"))):
        done = subprocess.run(
            [*SIFA, role, "supervision"], env=environ, capture_output=True, text=True, timeout=60, check=False
        )
    assert (done.returncode, "set SIFA_METRICS_PORT" in done.stderr) == (1, True)
