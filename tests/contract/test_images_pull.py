"""`sifa images pull` against real servers, good and lying, while a real gateway runs on the folder."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sifa.platform.v1 import platform_pb2

from chassis.settings import child_environment
from gateway.images import SUFFIX
from tests.contract.lies import LIES, Lie
from tests.contract.small_service import GAINED, SOURCE, SmallService, small_service
from tests.servers.processes import is_alive, wait_for
from tests.unit.gateway.contracts import compile_probe
from tests.unit.gateway.rig import manifest_of, write_image

SIFA = (sys.executable, "-m", "chassis.cli.main")
THING = "/v1/probe/things/7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A running gateway on a folder of images, and the small service behind it."""

    service: SmallService
    good: platform_pb2.Manifest
    images: Path
    environ: dict[str, str]
    gateway: subprocess.Popen[bytes]
    http: httpx.Client

    def sifa(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The real command."""
        return subprocess.run(
            [*SIFA, *arguments], env=self.environ, capture_output=True, text=True, timeout=60, check=False
        )

    def say(self, answer: bytes) -> subprocess.CompletedProcess[str]:
        """Let the service answer this, and pull."""
        self.service.answer = answer
        return self.sifa("images", "pull", "probe")

    @property
    def file(self) -> Path:
        """The image of the small service."""
        return self.images / f"probe{SUFFIX}"


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    var = tmp_path_factory.mktemp("var")
    good = compile_probe(tmp_path_factory.mktemp("proto"), SOURCE)
    write_image(var / "images", manifest_of("legal_aid"))
    with small_service() as service:
        backends = f"probe={service.target},legal_aid=127.0.0.1:1"
        environ = child_environment({"SIFA_VAR": str(var), "SIFA_GATEWAY_HTTP_PORT": "0", "SIFA_BACKENDS": backends})
        gateway = subprocess.Popen([*SIFA, "gateway"], env=environ, stderr=subprocess.DEVNULL)
        try:
            addresses = var / "run" / "addresses.json"
            wait_for(lambda: addresses.exists() and "gateway" in json.loads(addresses.read_text()), "address")
            with httpx.Client(base_url=json.loads(addresses.read_text())["gateway"], trust_env=False) as http:
                yield Edge(
                    service=service, good=good, images=var / "images", environ=environ, gateway=gateway, http=http
                )
        finally:
            gateway.send_signal(signal.SIGTERM)
            gateway.wait(20)


@pytest.fixture
def pulled(edge: Edge) -> Edge:
    """The good image is there and served."""
    if not edge.file.exists():
        done = edge.say(edge.good.SerializeToString())
        assert (done.returncode, done.stdout) == (0, "probe 1.0.0\n"), done.stderr
        wait_for(lambda: edge.http.get(THING).status_code == 200, "the routes are served")
    return edge


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.id)
def test_a_lie_is_refused_and_the_old_file_and_routes_stay(pulled: Edge, lie: Lie) -> None:
    before = sorted((path.name, path.read_bytes()) for path in pulled.images.iterdir())
    done = pulled.say(lie.answer(pulled.good))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("sifa images: probe: ")
    assert lie.words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted((path.name, path.read_bytes()) for path in pulled.images.iterdir()) == before
    assert is_alive(pulled.gateway.pid)
    assert pulled.http.get(THING).json()["name"] == "things/7"


def test_the_same_manifest_may_be_pulled_again(pulled: Edge) -> None:
    assert pulled.say(pulled.good.SerializeToString()).returncode == 0


def test_a_gained_rpc_is_served_by_the_same_gateway_process(pulled: Edge, tmp_path: Path) -> None:
    assert pulled.http.post(f"{THING}:paint", json={"colour": "red"}).status_code in (404, 405)
    newer = compile_probe(tmp_path, SOURCE.rstrip().removesuffix("}") + GAINED)
    newer.version = "1.1.0"
    assert pulled.say(newer.SerializeToString()).stdout == "probe 1.1.0\n"
    wait_for(lambda: pulled.http.post(f"{THING}:paint", json={"colour": "red"}).status_code == 200, "the new rpc")
    assert pulled.http.post(f"{THING}:paint", json={"colour": "red"}).json()["colour"] == "red"
    assert pulled.http.get(THING).json()["name"] == "things/7"
    assert is_alive(pulled.gateway.pid)
    pulled.file.unlink()


def test_images_are_listed_with_what_is_served_from_them(pulled: Edge) -> None:
    listed = {one["name"]: one for one in json.loads(pulled.sifa("images", "list", "--json").stdout)}
    assert set(listed) == {"legal_aid", "probe"}
    assert listed["probe"] == {
        "name": "probe", "title": "试验", "version": "1.0.0", "http_prefix": "/v1/probe", "routes": 3,
        "image_sha256": pulled.good.image_sha256,
    }  # fmt: skip
    assert pulled.sifa("images", "list").stdout.splitlines()[1].split()[:3] == ["probe", "1.0.0", "/v1/probe"]


def test_an_image_is_shown_with_its_routes(pulled: Edge) -> None:
    shown = json.loads(pulled.sifa("images", "show", "probe", "--json").stdout)
    rpcs = {(one["method"], one["path"]): one["rpc"] for one in shown["served"]}
    assert rpcs["GET", "/v1/probe/{name=things/*}"] == "/sifa.probe.v1.Things/GetThing"
    assert "/sifa.probe.v1.Things/ListThings" in pulled.sifa("images", "show", "probe").stdout


def test_a_missing_image_is_one_line_and_exit_1(pulled: Edge) -> None:
    done = pulled.sifa("images", "show", "nobody")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "sifa images: nobody: there is no image\n")
