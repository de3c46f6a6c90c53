"""The machine's zone and language change nothing: dates are those of Beijing, and every byte is the same."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.doors import settings_of
from tests.servers.profiles import Profile
from tests.services.legal_aid.scripted_run import PINS

ROOT = Path(__file__).resolve().parents[3]
ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati")
LANGUAGES = ("C", "C.UTF-8")
WHERE = list(itertools.product(ZONES, LANGUAGES))


@pytest.fixture(scope="module")
def tellings(profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """What the scripted run tells in every zone and language, two at a time, each on a database of its own."""
    keys = settings_of(profile, "legal_aid").keys_dir
    urls = [profile.database_url(f"legal_aid_{place}") for place in range(len(WHERE))]
    folders = [tmp_path_factory.mktemp("zone") for _ in WHERE]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(WHERE, pool.map(tell, WHERE, folders, urls, [keys] * len(WHERE)), strict=True))


def tell(where: tuple[str, str], folder: Path, url: str, keys: Path) -> bytes:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SIFA_", "LC_", "LANG", "PYTHON"))}
    own = {"SIFA_VAR": str(folder), "SIFA_LEGAL_AID_DATABASE_URL": url, "SIFA_KEYS_DIR": str(keys)}
    # NOTE: under LC_ALL=C Python 3.11 reads .pth files as ASCII and cannot start in a folder with a Chinese name.
    own["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-S", "-m", "tests.services.legal_aid.scripted_run", str(folder)], cwd=ROOT, timeout=100,
        env={**clean, **own, "TZ": where[0], "LC_ALL": where[1]}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return (folder / "told.json").read_bytes()


@pytest.fixture(params=WHERE[1:], ids="/".join)
def elsewhere(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A zone and language that are not the first."""
    where: tuple[str, str] = request.param
    return where


def first(tellings: dict[tuple[str, str], bytes], pin: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(tellings[WHERE[0]])[pin]
    return told


def test_elsewhere_every_byte_is_the_same(tellings: dict[tuple[str, str], bytes], elsewhere: tuple[str, str]) -> None:
    assert tellings[elsewhere].decode() == tellings[WHERE[0]].decode()


@pytest.mark.parametrize("pin", PINS)
def test_the_day_is_the_one_in_beijing(tellings: dict[tuple[str, str], bytes], pin: str) -> None:
    received, _, replied, decided, *_ = first(tellings, pin)["replies"]
    assert (received["receivedDate"], replied["supplement"]["repliedDate"]) == ("2026-06-15", "2026-06-15")
    assert (decided["decision"]["madeDate"], received["number"]) == ("2026-06-15", "（2026）玄法援受字第1号")
    assert decided["decision"]["text"].endswith("2026年6月15日\n")
    clocks = {clock["kind"]: clock.get("dueDate") for clock in decided["deadlines"]}
    assert (clocks["DECIDE"], clocks["TRANSFER"], clocks["ASSIGN"]) == ("2026-06-22", "2026-06-15", "2026-06-18")


@pytest.mark.parametrize("pin", PINS)
def test_hours_and_ages_are_those_of_beijing(tellings: dict[tuple[str, str], bytes], pin: str) -> None:
    received, *_, notified, _, _ = first(tellings, pin)["replies"]
    assert "flags" not in received
    assert notified["flags"] == ["NOTICE_FLAG_LATE_NOTICE", "NOTICE_FLAG_ADULT_AT_NOTICE"]


@pytest.mark.parametrize("pin", PINS)
def test_what_was_compared_holds_text_hash_and_replay(tellings: dict[tuple[str, str], bytes], pin: str) -> None:
    told = first(tellings, pin)
    decision, replay = told["replies"][4], told["replies"][5]
    assert decision["textSha256"] == hashlib.sha256(decision["text"].encode()).hexdigest() == replay["textSha256"]
    assert (replay["identical"], told["command"][0]) == (True, 0)
    assert decision["textSha256"] in told["command"][1]
    assert len(told["facts"]) > 10
