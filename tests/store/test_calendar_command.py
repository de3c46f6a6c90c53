"""`sifa calendar` shows the working years and adds a published one to every database it is given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.calendar_rows import load_years
from chassis.cli.calendar import run
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.schema import audit_entry, calendar_year
from chassis.service import Service, open_service
from chassis.settings import load_settings
from tests.servers.profiles import Profile

NAMES = ("grassroots_offices", "party_building")
YEAR = """
[[year]]
year = 2027
notice = "测试用，不是通知"
document_number = "测试〔2026〕1号"
off = [[2027-01-01, 2027-01-03], [2027-02-05, 2027-02-11], [2027-10-01, 2027-10-07]]
worked = [2027-10-09]
"""


@pytest.fixture
def services(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Service]]:
    for key, value in profile.environ(*NAMES).items():
        monkeypatch.setenv(key, value)
    opened = [open_service(installed_services()[name], load_settings()) for name in NAMES]
    for service in opened:
        migrate(service)
        with service.database.write() as session:
            session.execute(sa.delete(calendar_year).where(calendar_year.c.year == 2027))
            session.execute(sa.delete(audit_entry))
    yield opened
    for service in opened:
        service.database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "2027.toml"
    written.write_text(YEAR, encoding="utf-8")
    return written


def loaded(service: Service) -> list[int]:
    with service.database.read() as session:
        return [year.year for year in load_years(session)]


def test_a_published_year_is_added_to_every_named_database(
    services: list[Service], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(file), *NAMES]) == 0
    assert capsys.readouterr().out == "grassroots_offices: added 2027\nparty_building: added 2027\n"
    assert [loaded(service)[-1] for service in services] == [2027, 2027]


def test_an_import_is_audited_with_the_number_of_its_notice(services: list[Service], file: Path) -> None:
    run(["import", str(file), NAMES[0]])
    with services[0].database.read() as session:
        row = session.execute(sa.select(audit_entry)).one()
    assert (row.action, row.object, row.document) == ("calendar.import", "calendarYears/2027", "测试〔2026〕1号")


def test_importing_again_adds_nothing(services: list[Service], file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for said in ("added 2027", "nothing new"):
        assert run(["import", str(file), NAMES[0]]) == 0
        assert capsys.readouterr().out == f"grassroots_offices: {said}\n"
    assert loaded(services[1])[-1] == 2026


def test_other_days_are_refused_and_nothing_of_the_file_is_imported(
    services: list[Service], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(YEAR + YEAR.replace("2027", "2026").replace("2026-10-09", "2026-10-10"), encoding="utf-8")
    assert run(["import", str(file), NAMES[0]]) == 1
    assert "2026 is there with other days, and due dates were computed with them" in capsys.readouterr().err
    assert loaded(services[0])[-1] == 2026


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "year is missing"),
        ("year = []", "holds no year"),
        ("[[year]", "is not usable"),
        (YEAR.replace("document_number", "number"), "document_number is missing"),
        (YEAR.replace("[2027-10-09]", "[2027-10-11]"), "must be a Saturday or Sunday"),
        (YEAR.replace("[2027-10-09]", "[2026-10-10]"), "a day of another year"),
        (YEAR.replace("2027-10-07", "2027-10-08").replace("2027-02-11", "2027-03-31"), "not plausible"),
        (YEAR.replace("worked = [2027-10-09]", "worked = 7"), "is not usable"),
    ],
)
@pytest.mark.usefixtures("services")
def test_a_file_that_cannot_be_right_is_refused(
    file: Path, text: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(text, encoding="utf-8")
    assert run(["import", str(file), *NAMES]) == 1
    assert fault in capsys.readouterr().err


@pytest.mark.usefixtures("services")
def test_the_years_are_listed_with_their_notices(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", NAMES[0]]) == 0
    _, *lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["grassroots_offices", str(year)] for year in range(2020, 2027)]


@pytest.mark.usefixtures("services")
def test_one_year_is_shown_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "2026", NAMES[0]]) == 0
    shown = capsys.readouterr().out
    assert "  off    2026-10-01 Thu\n" in shown
    assert "  worked 2026-02-14 Sat\n" in shown


@pytest.mark.usefixtures("services")
def test_programs_get_the_years_with_their_days(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "2026", NAMES[0], "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["service"], row["year"], "2026-10-01" in row["off"], "2026-02-14" in row["worked"]) == (
        NAMES[0], 2026, True, True,
    )  # fmt: skip


@pytest.mark.usefixtures("services")
def test_a_year_that_is_missing_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "2027", NAMES[0]]) == 1
    assert "grassroots_offices has no table for 2027" in capsys.readouterr().err
