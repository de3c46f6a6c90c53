"""`sifa policy` tells a value with its provision and its pack, lists keys, and needs no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.policy_files import read_book

SERVICES = Path(__file__).parents[3] / "services"


def policy(folder: Path, *arguments: str, **environ: str) -> tuple[int, str, str]:
    """Exit code, output and complaints of one command, in a folder without databases."""
    done = subprocess.run(
        [sys.executable, "-m", "chassis.cli.main", "policy", *arguments],
        env={**os.environ, "SIFA_VAR": str(folder / "var"), **environ},
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def shown(output: str) -> dict[str, str]:
    return {line[:9].strip(): line[10:] for line in output.splitlines()}


def test_a_value_is_shown_with_its_provision_its_time_and_its_pack(tmp_path: Path) -> None:
    code, output, complaints = policy(tmp_path, "show", "sv.extension", "--division", "430105", "--on", "2021-02-01")
    (pack,) = [pack for pack in read_book([SERVICES / "supervision" / "policies"]).packs if pack.division == "430105"]
    assert (code, complaints) == (0, "")
    assert shown(output) == {
        "key": "sv.extension",
        "service": "supervision",
        "value": "false",
        "unit": "switch",
        "citation": "开司发〔2021〕1号四、工作步骤（一）",
        "in force": "2021-01-07 to 2021-03-24",
        "pack": f"430105 {pack.sha256}",
        "asked": "430105 (has the key)",
    }
    assert not (tmp_path / "var").exists()


def test_every_pack_that_was_asked_is_shown(tmp_path: Path) -> None:
    arguments = ("show", "la.decide", "--division", "530102", "--on", "2026-06-15", "--service", "legal_aid")
    answer = shown(policy(tmp_path, *arguments)[1])
    assert answer["asked"] == "530102 (no pack) > 530100 (no pack) > 530000 (lacks the key) > 000000 (has the key)"
    assert (answer["value"], answer["in force"]) == ('{"count": 7, "basis": "CAL"}', "2022-01-01 to no end")


def test_an_unknown_key_is_answered_with_near_names_in_one_line(tmp_path: Path) -> None:
    code, output, complaints = policy(tmp_path, "show", "la.decid", "--division", "990102", "--on", "2026-06-15")
    assert (code, output, complaints.count("\n")) == (1, "", 1)
    assert complaints.startswith("sifa policy: no service has the key la.decid; near names: la.decide, ")


def test_a_key_of_another_service_is_unknown_to_the_named_one(tmp_path: Path) -> None:
    where = ("--division", "990102", "--on", "2026-06-15", "--service", "supervision")
    assert policy(tmp_path, "show", "la.decide", *where)[0] == 1


def test_a_place_without_a_value_is_refused_and_told_who_was_asked(tmp_path: Path) -> None:
    code, output, complaints = policy(tmp_path, "show", "la.base.dibao", "--division", "530102", "--on", "2026-06-15")
    assert (code, output) == (1, "")
    assert "POLICY_NOT_FOUND" in complaints
    assert "530000 (lacks the key) > 000000 (lacks the key)" in complaints


@pytest.mark.parametrize(("division", "on"), [("12", "2026-06-15"), ("990102", "2026-13-01"), ("430005", "2026-06-15")])
def test_a_place_or_date_that_cannot_be_is_misuse(tmp_path: Path, division: str, on: str) -> None:
    assert policy(tmp_path, "show", "la.decide", "--division", division, "--on", on)[0] == 2


def test_all_keys_are_listed_with_unit_and_rules(tmp_path: Path) -> None:
    code, output, _ = policy(tmp_path, "list", "--service", "legal_aid", "--json")
    rows = [tuple(row.values()) for row in json.loads(output)]
    assert (code, rows == sorted(rows), len(rows) == len(set(rows))) == (0, True, True)
    assert {
        ("legal_aid", "la.transfer", "time limit", "LA-05"),
        ("legal_aid", "la.topic_rise", "percent", "LA-137"),
    } <= {*rows}
    _, *lines = policy(tmp_path, "list", "--service", "legal_aid")[1].splitlines()
    assert [line.split()[:2] for line in lines] == [list(row[:2]) for row in rows]


def test_programs_get_a_value_as_it_is(tmp_path: Path) -> None:
    arguments = ("show", "la.decide", "--division", "530102", "--on", "2026-06-15", "--json")
    (answer,) = json.loads(policy(tmp_path, *arguments)[1])
    assert (answer["value"], answer["from"], answer["to"]) == ({"count": 7, "basis": "CAL"}, "2022-01-01", None)
    assert answer["asked"][-1] == "000000 (has the key)"


def test_a_bureaus_own_pack_is_asked_too(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "supervision"
    folder.mkdir(parents=True)
    row = '[[parameter]]\nkey = "sv.long_days"\nunit = "days"\nvalue = 90\ncitation = "演示"\nfrom = 2026-01-01\n'
    pack = f'id = "990102-own"\ndivision = "990102"\nstatus = "active"\n{row}'
    (folder / "990102.toml").write_text(pack, encoding="utf-8")
    arguments = ("show", "sv.long_days", "--division", "990102", "--on", "2026-06-15")
    answer = shown(policy(tmp_path, *arguments, SIFA_POLICY_DIR=str(tmp_path / "packs"))[1])
    assert (answer["value"], answer["pack"].split()[0]) == ("90", "990102-own")
