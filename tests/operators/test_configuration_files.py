"""Files of the configuration that cannot be used are refused by name, with exit code 78 and never a traceback.

Rows F10 and F12 of the catalogue of bad input. F10 speaks of YAML, which no part of this project reads: its
configuration is TOML, where the same mistakes are tried, and environment variables.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from chassis.manifest import installed_services
from tests.operators.command import refused, sifa

ROOT = Path(__file__).parents[2]
NAME = "party_building"
PACK = """id = "local"
division = "990102"
status = "active"

[[parameter]]
key = "x.y"
unit = "fen"
value = 1
citation = "x"
from = 2026-01-01
"""
# What YAML would read as something else, and what it must not read at all; then a key of the right name and wrong type.
F10_PACKS = {
    "a key given twice": (PACK + "from = 2026-02-01\n", "Cannot overwrite a value"),
    "no": (PACK.replace("value = 1", "value = no"), "Invalid value"),
    "010": (PACK.replace("value = 1", "value = 010"), "line 8"),
    "1:30": (PACK.replace("value = 1", "value = 1:30"), "line 8"),
    "an anchor": (PACK.replace("value = 1", "value = &a [1]"), "Invalid value"),
    "an object": (PACK.replace("value = 1", "value = !!python/object:os.system"), "Invalid value"),
    "ten thousand brackets": (PACK.replace("value = 1", f"value = {'[' * 10_000}"), "local.toml"),
    "not UTF-8": (PACK.replace("x.y", "\udcff"), "not UTF-8"),
    "a number as text": (PACK.replace('"fen"', "1"), "unit must be a text"),
    "a text as date": (PACK.replace("2026-01-01", '"2026-01-01"'), "from must be a date"),
    "an instant as date": (PACK.replace("2026-01-01", "2026-01-01T00:00:00Z"), "from must be a date"),
    "a table as list": (PACK.replace("[[parameter]]", "[parameter]"), "parameter must be a list of tables"),
    "a list as text": (PACK.replace('"990102"', '["990102"]'), "division must be a text"),
    "an unknown key": (PACK + "form = 1\n", "unknown key form"),
    "an inexact number": (PACK.replace("value = 1", "value = 1e2"), "a float is not exact"),
}
F10_MANIFESTS = {
    "a key given twice": ('name = "torn"\nname = "torn"\n', "TOMLDecodeError"),
    "a port as text": ('grpc_port = "50056"\n', "grpc_port must be a number from 1 to 65535"),
    "a port that is true": ("grpc_port = true\n", "grpc_port must be a number from 1 to 65535"),
    "a port beyond all": ("grpc_port = 65536\n", "grpc_port must be a number from 1 to 65535"),
    "owners as text": ('owners = "x"\n', "owners must be a list of texts"),
    "a schema as text": ('schema = "0001"\n', "schema must be a table"),
    "a number of a schema": ("schema = { min = 1, max = 1 }\n", "schema: min must be a text"),
    "an event with more": ('emits = [{ event = "a.B", flow = "", x = 1 }]\n', "emits 1: unknown key x"),
    "an event without a source": ('listens = [{ event = "a.B", flow = "" }]\n', "listens 1: lacks source"),
    "a misspelt key": ("grpc_prot = 1\n", "unknown key grpc_prot"),
}


def plugin(folder: Path, distribution: str, point: str, module: str) -> None:
    """An installed distribution, as far as its entry point tells."""
    info = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[sifa.services]\n{point} = {module}\n", encoding="utf-8")


def torn(folder: Path, manifest: str | None) -> dict[str, str]:
    """A service called torn with this manifest; the environment in which it is installed."""
    (folder / "torn").mkdir()
    (folder / "torn" / "__init__.py").touch()
    (folder / "torn" / "wiring.py").touch()
    if manifest is not None:
        (folder / "torn" / "manifest.toml").write_text(manifest, encoding="utf-8")
    plugin(folder, "sifa-torn", "torn", "torn.wiring")
    return {"SIFA_VAR": str(folder), "PYTHONPATH": str(folder)}


@pytest.mark.parametrize("row", F10_PACKS)
def test_f10_a_pack_that_says_something_else_than_it_seems_is_refused(tmp_path: Path, row: str) -> None:
    text, told = F10_PACKS[row]
    folder = tmp_path / "packs" / NAME
    folder.mkdir(parents=True)
    (folder / "local.toml").write_text(text, encoding="utf-8", errors="surrogateescape")
    own = {"SIFA_VAR": str(tmp_path / "var"), "SIFA_POLICY_DIR": str(tmp_path / "packs")}
    refused(sifa(own, "migrate", NAME), "local.toml: ", told)


@pytest.mark.parametrize("row", F10_MANIFESTS)
def test_f10_a_manifest_of_the_wrong_shape_is_refused(tmp_path: Path, row: str) -> None:
    text, told = F10_MANIFESTS[row]
    refused(sifa(torn(tmp_path, text), "serve"), "torn: ", told)


def test_f10_a_number_with_a_zero_before_it_is_no_port(tmp_path: Path) -> None:
    """It would be 8080 to one reader and 4152 to another."""
    refused(sifa({"SIFA_VAR": str(tmp_path), "SIFA_GATEWAY_HTTP_PORT": "010070"}, "serve"), "SIFA_GATEWAY_HTTP_PORT")
    refused(sifa({"SIFA_VAR": str(tmp_path), "SIFA_METRICS_PORT": "080"}, "serve"), "SIFA_METRICS_PORT")


def test_f10_nothing_reads_yaml() -> None:
    """The renderer of the deployment files writes it."""
    reading = [
        f"{file.relative_to(ROOT)}: {node.func.attr}"
        for folder in ("chassis", "gateway", "services")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and "load" in node.func.attr
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "yaml"
    ]
    assert reading == []


@pytest.mark.parametrize("module", ["services.nobody.wiring", "nowhere.wiring", "nowhere"])
def test_f12_a_service_that_is_listed_and_absent_is_named(tmp_path: Path, module: str) -> None:
    plugin(tmp_path, "sifa-nobody", "nobody", module)
    done = sifa({"SIFA_VAR": str(tmp_path), "PYTHONPATH": str(tmp_path)}, "serve")
    refused(done, f"nobody: module {module} is not installed")


def test_f12_two_services_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    shutil.copytree(installed_services()["party_building"].folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    plugin(tmp_path, "sifa-second", "second", "elsewhere.wiring")
    done = sifa({"SIFA_VAR": str(tmp_path), "PYTHONPATH": str(tmp_path)}, "serve")
    refused(done, "two installed services are called party_building")


@pytest.mark.parametrize(
    ("text", "told"), [("", "lacks name"), ("[[", "is not usable: TOMLDecodeError"), (None, "FileNotFoundError")]
)
def test_f12_a_manifest_that_cannot_be_used_is_named(tmp_path: Path, text: str | None, told: str) -> None:
    refused(sifa(torn(tmp_path, text), "serve"), "torn: ", told)
