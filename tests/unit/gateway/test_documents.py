"""The documents as they are served and written: the same bytes, tagged, and there while every service is down."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from gateway.openapi.document import service_document
from tests.unit.gateway.contracts import compile_probe, installed
from tests.unit.gateway.rig import Start, reason_of, wait_until, write_image

DOCUMENTS = ["/openapi.json", "/openapi/legal_aid.json", "/openapi/supervision.json"]
SOURCE = """
// Asks. {comment}
message Ask {{}}
// Probe.
service Probe {{
  // Looks. {comment}
  rpc Look(Ask) returns (Ask) {{ option (google.api.http) = {{get: "/v1/probe/look"}}; }}
}}
"""


def sifa(var: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project in a process of its own."""
    code = "import sys; from chassis.cli.main import main; sys.argv[0] = 'sifa'; sys.exit(main())"
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    environ: Mapping[str, str] = {**clean, "SIFA_VAR": str(var), **extra}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_there_while_no_service_runs(start_gateway: Start, path: str) -> None:
    reply = start_gateway("legal_aid=127.0.0.1:1,supervision=127.0.0.1:1").get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/json")
    assert reply.json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("path", [*DOCUMENTS, "/docs", "/docs/legal_aid", "/static/pages.css"])
def test_what_the_client_holds_is_not_sent_again(http: httpx.Client, path: str) -> None:
    first = http.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = http.get(path, headers={"if-none-match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert http.get(path, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [*DOCUMENTS, "/", "/docs", "/docs/legal_aid", "/static/search.js"])
def test_head_is_answered_like_get_without_a_body(http: httpx.Client, path: str) -> None:
    got, head = http.get(path), http.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers.get("etag") == got.headers.get("etag")


@pytest.mark.parametrize("path", ["/openapi/nobody.json", "/docs/nobody"])
def test_an_unknown_service_is_refused_like_everything_else(http: httpx.Client, path: str) -> None:
    reply = http.get(path)
    assert (reply.status_code, reason_of(reply)) == (404, "SERVICE_NOT_FOUND")
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/openapi/legal_aid", "/openapi/legal_aid.json/", "/openapi/../livez.json", "/static/x"]
)
def test_a_near_miss_is_not_a_document(http: httpx.Client, path: str) -> None:
    reply = http.get(path)
    assert (reply.status_code, reason_of(reply)) == (404, "ROUTE_NOT_FOUND")


def test_a_changed_comment_changes_the_tag_and_nothing_else_does(
    start_gateway: Start, images: Path, tmp_path: Path
) -> None:
    write_image(images, compile_probe(tmp_path, SOURCE.format(comment="Once.")))
    gateway = start_gateway()
    before = {path: gateway.get(path).headers["etag"] for path in ("/openapi/probe.json", *DOCUMENTS)}
    write_image(images, compile_probe(tmp_path, SOURCE.format(comment="Twice.")))
    wait_until(lambda: "Twice." in gateway.get("/openapi/probe.json").text)
    after = {path: gateway.get(path).headers["etag"] for path in before}
    assert [path for path in before if before[path] != after[path]] == ["/openapi/probe.json"]
    assert "Twice." in gateway.get("/docs/probe").text


def test_a_removed_contract_takes_its_document_with_it(start_gateway: Start, images: Path) -> None:
    gateway = start_gateway()
    assert gateway.get("/openapi/supervision.json").status_code == 200
    (images / "supervision.manifest.binpb").unlink()
    wait_until(lambda: gateway.get("/openapi/supervision.json").status_code == 404)
    assert [row["name"] for row in gateway.get("/openapi.json").json()["x-services"]] == ["legal_aid"]


def test_the_command_writes_the_bytes_that_are_served(start_gateway: Start, images: Path, tmp_path: Path) -> None:
    shutil.rmtree(images)
    assert sifa(images.parent, "images", "seed").returncode == 0
    gateway = start_gateway()
    served = {f"{name}.json": gateway.get(f"/openapi/{name}.json").content for name in installed()}
    served["openapi.json"] = gateway.get("/openapi.json").content
    for seed in ("0", "1", "4711"):
        folder = tmp_path / seed
        done = sifa(tmp_path / "elsewhere", "openapi", str(folder), PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == served


def test_the_command_wants_a_folder(tmp_path: Path) -> None:
    done = sifa(tmp_path, "openapi")
    assert (done.returncode, done.stderr) == (2, "usage: sifa openapi FOLDER\n")


def test_making_a_document_leaves_no_trace_in_the_contract() -> None:
    service = installed()["supervision"]
    assert service_document(service) == service_document(service)
