"""`sifa due` lists what is due and overdue of a division with no service running (D-12)."""

from __future__ import annotations

import pytest

from chassis.cli.main import EXIT_USAGE, find_commands
from services.legal_aid.commands import run_due
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.routes import supplement


@pytest.fixture(autouse=True)
def on_the_profile(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in {**profile.environ("legal_aid"), "SIFA_NOW": "2026-06-20T09:00+08:00"}.items():
        monkeypatch.setenv(key, value)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[list[str]]:
    assert run_due([*arguments]) == 0
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_the_command_lists_a_division_and_the_places_below_it(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    received, asked = counter.receive().name, supplement(counter).name
    lines = listed(capsys, "990100")
    assert ["2026-06-22", "+2", "DUE", "DECIDE", received, counter.institution] in lines
    assert ["-", "PAUSED", "DECIDE", asked, counter.institution] in lines
    assert listed(capsys, "990103") == []
    assert listed(capsys, "990102", "--institution", counter.institution) == lines
    assert listed(capsys, "990102", "--person", asked, "--overdue") == [
        ["2026-06-10", "-10", "OVERDUE", "SUPPLEMENT_REPLY", asked, asked]
    ]


def test_the_command_goes_on_behind_the_first_page(
    counter: Counter, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {counter.receive().name for _ in range(3)}
    monkeypatch.setattr("services.legal_aid.commands.LARGEST_SIZE", 1)
    assert {line[4] for line in listed(capsys, "990102")} == names


def test_the_command_is_one_of_sifa_and_names_a_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert find_commands()["due"].load().run is run_due
    with pytest.raises(SystemExit) as ended:
        run_due(["9901"])
    assert ended.value.code == EXIT_USAGE
    assert "six digits" in capsys.readouterr().err
