"""Servers publish their addresses side by side."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from chassis.addresses import publish_address


def _publish(file: Path, number: int) -> None:
    publish_address(file, f"service_{number}", f"127.0.0.1:{number}")


def test_servers_that_start_together_all_find_their_place(tmp_path: Path) -> None:
    file = tmp_path / "run" / "addresses.json"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(_publish, [file] * 40, range(40)))
    assert json.loads(file.read_text()) == {f"service_{number}": f"127.0.0.1:{number}" for number in range(40)}


@pytest.mark.parametrize("damage", ["", "{", "[]"])
def test_a_damaged_file_is_written_anew(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "addresses.json"
    file.write_text(damage)
    publish_address(file, "gateway", "http://127.0.0.1:8080")
    assert json.loads(file.read_text()) == {"gateway": "http://127.0.0.1:8080"}
