"""Policy packs are read from TOML; a bad one is refused with every fault it has."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.policy import Pack, PolicyBook
from chassis.manifest import ManifestError
from chassis.policy_files import canonical_json, pack_from_content, read_book

DAY = dt.date(2025, 1, 1)
SERVICES = Path(__file__).parents[3] / "services"
SHIPPED = [pack for folder in sorted(SERVICES.glob("*/policies")) for pack in read_book([folder]).packs]
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
    assert canonical_json(one) == canonical_json(other) != canonical_json({**one, "id": "b"})


@pytest.mark.parametrize("value", ["2025-01-01", "{ until = 2025-01-01 }", "[08:00:00]"])
def test_a_date_inside_a_value_is_refused_because_a_replay_would_read_text(tmp_path: Path, value: str) -> None:
    assert "la.k: a date inside a value must be text" in fault(tmp_path, HEAD + row(value=value))


@pytest.mark.parametrize(
    "value",
    [
        '{ count = 0, basis = "CAL" }',
        "{ count = 7 }",
        '{ count = 7, basis = "DAYS" }',
        '{ count = "7", basis = "WD" }',
        '{ count = true, basis = "WD" }',
        '{ count = 7, basis = "WD", from = "receipt" }',
        '{ a = { count = -1, basis = "WD" } }',
    ],
)
def test_a_time_limit_that_cannot_be_counted_is_refused(tmp_path: Path, value: str) -> None:
    assert "la.k: a time limit is { count, basis }" in fault(tmp_path, HEAD + row(value=value))


@pytest.mark.parametrize(
    ("value", "limit"),
    [('{ count = 7, basis = "CAL" }', Limit(7, Basis.CAL)), ('{ count = 24, basis = "HRS" }', Limit(24, Basis.HRS))],
)
def test_a_time_limit_is_read_from_a_pack(tmp_path: Path, value: str, limit: Limit) -> None:
    found = read_book([written(tmp_path, HEAD + row(value=value))]).find("la.k", division="990102", on=DAY)
    assert (found.limit, found.is_set) == (limit, True)


def test_a_key_may_say_that_it_has_no_value(tmp_path: Path) -> None:
    found = read_book([written(tmp_path, HEAD + row(value="{ set = false }"))]).find("la.k", division="990102", on=DAY)
    assert found.is_set is False
    with pytest.raises(KeyError):
        _ = found.limit


def kept(folder: Path) -> Pack:
    """A pack as it was in force when something was decided by it."""
    text = HEAD + row(end="2024-12-31", value='{ a = [1, "标准"], b = { c = true } }') + row("2025-01-01", value="2")
    (pack,) = read_book([written(folder, text)]).packs
    return pack


def test_a_pack_is_rebuilt_from_its_content_as_it_was(tmp_path: Path) -> None:
    pack = kept(tmp_path)
    assert hashlib.sha256(pack.content.encode()).hexdigest() == pack.sha256
    assert pack_from_content(pack.content, sha256=pack.sha256) == pack_from_content(pack.content) == pack
    assert pack_from_content(pack.content).parameters[0].to_date == dt.date(2024, 12, 31)


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: pack.sha256[:8])
def test_every_shipped_pack_is_rebuilt_from_its_content(pack: Pack) -> None:
    assert pack_from_content(pack.content, sha256=pack.sha256) == pack


def test_a_pack_is_found_by_its_hash_and_an_unknown_hash_is_none(tmp_path: Path) -> None:
    pack = kept(tmp_path)
    book = PolicyBook([pack])
    assert (book.pack(pack.sha256), book.pack("0" * 64)) == (pack, None)


def test_content_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    pack = kept(tmp_path)
    changed = pack.content.replace('"value":2', '"value":3')
    assert pack_from_content(changed).sha256 != pack.sha256
    with pytest.raises(ManifestError, match="does not have the recorded hash"):
        pack_from_content(changed, sha256=pack.sha256)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", '{"parameter":[1]}', '{"parameter":[]}', '{"parameter":[{"from":1}]}']
)
def test_content_that_is_no_pack_is_refused(content: str) -> None:
    with pytest.raises(ManifestError):
        pack_from_content(content)


def test_content_in_another_order_is_refused(tmp_path: Path) -> None:
    raw = json.loads(kept(tmp_path).content)
    with pytest.raises(ManifestError, match="canonical"):
        pack_from_content(json.dumps(raw, ensure_ascii=False))
