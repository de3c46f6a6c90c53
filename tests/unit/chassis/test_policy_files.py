"""Policy packs are read from TOML; a bad one is refused with every fault it has."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from chassis.manifest import ManifestError
from chassis.policy_files import canonical_sha256, read_book

HEAD = 'id = "990000"\ndivision = "990000"\nstatus = "active"\n'


def row(start: str = "2024-01-01", end: str = "", value: str = "1", more: str = "") -> str:
    until = f"to = {end}\n" if end else ""
    return f'[[parameter]]\nkey = "la.k"\nunit = "fen"\nvalue = {value}\ncitation = "c"\nfrom = {start}\n{until}{more}'


def written(folder: Path, text: str, name: str = "990000.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def fault(folder: Path, text: str) -> str:
    with pytest.raises(ManifestError) as caught:
        read_book([written(folder, text)])
    return str(caught.value)


def test_an_active_pack_is_in_force(tmp_path: Path) -> None:
    book = read_book([written(tmp_path, HEAD + row(end="2024-12-31") + row("2025-01-01", value="2"))])
    found = [
        book.find("la.k", division="990102", on=dt.date(2024, 12, 31) + dt.timedelta(days)).value for days in (0, 1)
    ]
    assert found == [1, 2]


def test_a_draft_is_not_loaded(tmp_path: Path) -> None:
    book = read_book([written(tmp_path, HEAD.replace("active", "draft") + row())])
    with pytest.raises(Exception, match="POLICY_NOT_FOUND"):
        book.find("la.k", division="990102", on=dt.date(2025, 1, 1))


def test_cases_beside_a_pack_are_not_packs(tmp_path: Path) -> None:
    read_book([written(tmp_path, "[[case]]\nkey = 'x'\n", "990000.cases.toml")])


@pytest.mark.parametrize("value", ["1.5", "{ base = 0.1 }", "{ a = { b = 2.0 } }", "[1, 2.5]"])
def test_a_float_is_refused_at_any_depth(tmp_path: Path, value: str) -> None:
    assert "la.k: a float is not exact" in fault(tmp_path, HEAD + row(value=value))


@pytest.mark.parametrize("end", ["2024-12-30", "2025-01-01", ""], ids=["gap", "overlap", "open end"])
def test_dates_that_do_not_meet_are_refused(tmp_path: Path, end: str) -> None:
    said = fault(tmp_path, HEAD + row(end=end) + row("2025-01-01"))
    assert said == "990000.toml: la.k: 2024-01-01 must end the day before 2025-01-01"


def test_every_fault_of_a_pack_is_listed(tmp_path: Path) -> None:
    said = fault(tmp_path, 'id = "x"\nstatus = "live"\ncolour = 1\n[[parameter]]\nkey = "k"\nvalue = 0.5\nsize = 2\n')
    expected = (
        "unknown key colour", "missing key division", "status must be", "k: unknown key size", "k: missing unit",
        "k: missing citation", "k: missing from", "k: a float is not exact",
    )  # fmt: skip
    assert [part for part in expected if part not in said] == []


def test_the_faults_of_every_file_are_listed(tmp_path: Path) -> None:
    written(tmp_path, HEAD + row(more="size = 1\n"), "a.toml")
    said = fault(tmp_path, HEAD.replace("active", "live") + row())
    assert ("a.toml: la.k: unknown key size" in said, "990000.toml: status" in said) == (True, True)


def test_the_same_content_has_the_same_hash_whatever_its_order() -> None:
    one = {"id": "a", "value": {"x": 1, "y": dt.date(2024, 1, 1)}}
    other = {"value": {"y": dt.date(2024, 1, 1), "x": 1}, "id": "a"}
    assert canonical_sha256(one) == canonical_sha256(other) != canonical_sha256({**one, "id": "b"})
