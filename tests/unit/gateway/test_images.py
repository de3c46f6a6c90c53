"""The folder of images is checked, written whole, and watched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from google.api import http_pb2
from sifa.platform.v1 import platform_pb2

from gateway.images import MAX_IMAGE, SUFFIX, ImageError, ImageFolder, check_manifest, store_manifest
from tests.unit.gateway.rig import Start, manifest_of, reason_of, wait_until, write_image
from tests.unit.gateway.test_routes import image_of


def probe(path: str = "/v1/probe/{id}", prefix: str = "/v1/probe", name: str = "probe") -> platform_pb2.Manifest:
    image = image_of(http_pb2.HttpRule(get=path), package=f"sifa.{name}.v1")
    digest = hashlib.sha256(image).hexdigest()
    return platform_pb2.Manifest(name=name, version="1.0.0", http_prefix=prefix, image=image, image_sha256=digest)


def with_image(image: bytes) -> platform_pb2.Manifest:
    manifest = probe()
    manifest.image, manifest.image_sha256 = image, hashlib.sha256(image).hexdigest()
    return manifest


def changed(field: str, value: str) -> platform_pb2.Manifest:
    manifest = probe()
    setattr(manifest, field, value)
    return manifest


def test_a_good_manifest_passes() -> None:
    assert [route.template.text for route in check_manifest("probe", probe(), []).routes] == ["/v1/probe/{id}"]


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        (changed("name", "other"), "another service"),
        (changed("image_sha256", "0" * 64), "SHA-256"),
        (changed("http_prefix", "/"), "must look like"),
        (changed("http_prefix", "/livez"), "must look like"),
        (changed("http_prefix", "/v1/other"), "is not below"),
        (probe(path="/v1/probes/{id}"), "is not below"),
        (probe(path="/{id}"), "is not below"),
        (with_image(image_of(package="sifa.other.v1")), "no file of package"),
        (with_image(b"x" * (MAX_IMAGE + 1)), "4 MiB"),
    ],
)
def test_a_bad_manifest_is_refused(manifest: platform_pb2.Manifest, why: str) -> None:
    with pytest.raises(ImageError, match=why):
        check_manifest("probe", manifest, [])


@pytest.mark.parametrize("prefix", ["/v1/probe", "/v1/probe/inner"])
def test_a_taken_prefix_is_refused(prefix: str) -> None:
    first = check_manifest("probe", probe(), [])
    with pytest.raises(ImageError, match="taken by probe"):
        check_manifest("other", probe(path=f"{prefix}/{{id}}", prefix=prefix, name="other"), [first])


def test_a_lower_version_is_not_written(tmp_path: Path) -> None:
    store_manifest(tmp_path, "legal_aid", manifest_of("legal_aid", "0.10.0"))
    with pytest.raises(ImageError, match=r"0\.10\.0 is present"):
        store_manifest(tmp_path, "legal_aid", manifest_of("legal_aid", "0.9.0"))
    store_manifest(tmp_path, "legal_aid", manifest_of("legal_aid", "0.10.1"))
    assert [path.name for path in tmp_path.iterdir()] == [f"legal_aid{SUFFIX}"]


def test_a_bad_file_is_ignored_with_one_line_and_the_last_good_one_stays(
    images: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = ImageFolder(images)
    folder.refresh()
    good = folder.table.services["legal_aid"]
    (images / f"legal_aid{SUFFIX}").write_bytes(b"\xff torn")
    assert folder.refresh()
    assert not folder.refresh()
    assert folder.table.services["legal_aid"] == good
    assert [record.getMessage() for record in caplog.records] == [
        "image ignored: legal_aid: the file cannot be read as a manifest"
    ]


def test_a_removed_file_removes_its_routes(images: Path) -> None:
    folder = ImageFolder(images)
    folder.refresh()
    (images / f"supervision{SUFFIX}").unlink()
    folder.refresh()
    assert set(folder.table.services) == {"legal_aid"}


def test_a_file_without_rules_has_no_routes_but_counts_as_good(tmp_path: Path) -> None:
    write_image(tmp_path, with_image(image_of()))
    folder = ImageFolder(tmp_path)
    folder.refresh()
    assert folder.table.services["probe"].routes == ()


def test_a_missing_folder_has_no_routes(tmp_path: Path) -> None:
    folder = ImageFolder(tmp_path / "nothing")
    assert not folder.refresh()
    assert folder.table.services == {}


def test_a_new_image_is_served_without_a_restart(start_gateway: Start, images: Path) -> None:
    http = start_gateway()
    assert reason_of(http.get("/v1/probe/7")) == "ROUTE_NOT_FOUND"
    write_image(images, probe())
    wait_until(lambda: http.get("/v1/probe/7").status_code == 503)
    write_image(images, probe(path="/v1/probe/newer/{id}"))
    wait_until(lambda: http.get("/v1/probe/newer/7").status_code == 503)
    assert http.get("/v1/probe/7").status_code == 404


def test_a_gateway_is_ready_when_every_configured_backend_has_routes(start_gateway: Start, images: Path) -> None:
    http = start_gateway("legal_aid=127.0.0.1:1,probe=127.0.0.1:1")
    missing = http.get("/readyz")
    assert (missing.status_code, missing.json()["missing"]) == (503, ["probe"])
    write_image(images, probe())
    wait_until(_is_ready(http))
    assert http.get("/livez").json() == {"status": "live"}


def test_a_gateway_without_images_is_live_but_not_ready(start_gateway: Start, images: Path) -> None:
    for path in images.iterdir():
        path.unlink()
    http = start_gateway()
    assert (http.get("/livez").status_code, http.get("/readyz").status_code) == (200, 503)


def _is_ready(http: httpx.Client) -> Callable[[], bool]:
    return lambda: http.get("/readyz").status_code == 200
