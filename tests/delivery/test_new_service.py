"""A fifth service is new folders only: in a copy of the checkout it is made, checked, tested and demonstrated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chassis.scaffold.__main__ import next_port, write_service
from chassis.scaffold.words import BadName, plural, words_of
from tests.delivery.copies import Copy, succeeded

NAME = "people_mediation"
ACCESS = ("tests/contract/test_access.py", "-k", NAME)


def words(**changes: str) -> dict[str, str]:
    given = {"name": NAME, "noun": "dispute", "title": "人民调解", **changes}
    return words_of(**given, port=50099)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "PeopleMediation"}, {"name": "people-mediation"}, {"name": "9lives"}, {"name": "a" * 40},
        {"name": "class"}, {"name": "gateway"}, {"name": "../x"}, {"name": ""}, {"noun": "Dispute"}, {"noun": "import"},
        {"title": 'a"b'}, {"title": ""}, {"title": "a\nb"}, {"title": "$name"},
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_used_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(BadName):
        words(**changes)


@pytest.mark.parametrize(
    ("one", "many"), [("party", "parties"), ("box", "boxes"), ("record", "records"), ("day", "days"), ("case", "cases")]
)
def test_nouns_have_plurals(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    "taken", ["services/people_mediation", "proto/sifa/people_mediation", "tests/services/people_mediation"]
)
def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).mkdir(parents=True)
    with pytest.raises(BadName, match="taken"):
        write_service(tmp_path, words())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_port_is_behind_the_highest(tmp_path: Path) -> None:
    assert next_port(tmp_path) == 50051
    for name, port in (("a", 50053), ("b", 50060)):
        (tmp_path / "services" / name).mkdir(parents=True)
        (tmp_path / "services" / name / "manifest.toml").write_text(f"grpc_port = {port}\n", encoding="utf-8")
    assert next_port(tmp_path) == 50061


@pytest.mark.timeout(900)
def test_a_fifth_service_is_three_new_folders_and_works(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "sifa")
    assert succeeded(copy.run("make", "setup-dev"))
    assert succeeded(copy.run("make", "new-service", f"NAME={NAME}", "TITLE=人民调解", "NOUN=dispute"))
    after = copy.files()
    assert {name: after.get(name) for name in copy.given} == copy.given
    homes = (f"services/{NAME}/", f"tests/services/{NAME}/")
    assert all(name.startswith((*homes, f"proto/sifa/{NAME}/")) for name in set(after) - set(copy.given))
    python = ".venv/bin/python"
    for check in [
        (".venv/bin/ruff", "check", *homes), (".venv/bin/ruff", "format", "--check", *homes),
        (python, "-m", "mypy", f"services/{NAME}", f"tests/services/{NAME}"), (".venv/bin/lint-imports",),
        (".venv/bin/buf", "lint", "build/all.binpb"), (python, "-m", "deptry", "."), (".venv/bin/sifa", "check"),
    ]:  # fmt: skip
        assert succeeded(copy.run(*check))
    assert succeeded(copy.run(python, "-m", "pytest", "-q", f"tests/services/{NAME}", *ACCESS))
    shown = copy.run(".venv/bin/sifa", "demo", "--json")
    assert succeeded(shown)
    journeys = {journey["name"]: journey["steps"] for journey in json.loads(shown.stdout)["journeys"]}
    assert [step["id"] for step in journeys["people-mediation"]] == [
        "people-mediation-create", "people-mediation-close", "people-mediation-close-again",
    ]  # fmt: skip
