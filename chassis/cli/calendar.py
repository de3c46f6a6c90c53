"""`sifa calendar show|import`: look at the working years of databases, and add a published one to each of them.

It must not change a year that is there: due dates were computed with it.
"""

from __future__ import annotations

import argparse
import calendar as civil
import datetime as dt
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from chassis.calendar_files import read_years
from chassis.calendar_rows import YearDiffers, add_year, load_years
from chassis.cli.main import EXIT_CONFIG, EXIT_LATER, Command
from chassis.cli.table import print_rows
from chassis.clock import random_id
from chassis.kernel.calendar import CalendarYear
from chassis.manifest import select_services
from chassis.migrate import schema_fits
from chassis.service import Service, open_service
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 refused, 2 misused, 75 try again, 78 a database does not fit. All services by default."""
    parser = argparse.ArgumentParser(prog="sifa calendar", description="working years (节假日安排) of the databases")
    actions = parser.add_subparsers(dest="action", required=True)
    shown = actions.add_parser("show", help="list the years, or one year in full")
    shown.add_argument("names", nargs="*", metavar="[YEAR] NAME", help="a year; services, all when none is given")
    shown.add_argument("--json", action="store_true", help="with the days of every year")
    added = actions.add_parser("import", help="add the years of a TOML file to every named database")
    added.add_argument("file", type=Path)
    added.add_argument("names", nargs="*", metavar="NAME", help="services, all when none is given")
    given = parser.parse_args(arguments)
    years = _read(given.file) if given.action == "import" else []
    if years is None:
        return 1
    wanted = int(given.names.pop(0)) if not years and given.names and given.names[0].isdecimal() else None
    settings, shown_years = load_settings(), _Years(wanted)
    for manifest in select_services(given.names):
        service = open_service(manifest, settings)
        with closing(service.database):
            if not schema_fits(service):
                sys.stderr.write(f"sifa calendar: run `sifa migrate {service.name}` first\n")
                return EXIT_CONFIG
            refused = _import(service, years, given.file.name) if years else shown_years.add(service)
        if refused:
            return refused
    return 0 if years else shown_years.print(as_json=given.json)


def _read(file: Path) -> list[CalendarYear] | None:
    """The years of the file; None after saying what is wrong with it."""
    try:
        years = read_years(file)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        what = f"{error.args[0]} is missing" if isinstance(error, KeyError) else error
        sys.stderr.write(f"sifa calendar: {file.name} is not usable: {what}\n")
        return None
    if not years:
        sys.stderr.write(f"sifa calendar: {file.name} holds no year\n")
    return years or None


def _import(service: Service, years: list[CalendarYear], source: str) -> int:
    """Add what is absent, all of it or nothing. Exit code 1 when a year is there with other days."""
    done = []
    try:
        with service.database.write() as session:
            tx = service.open_tx(session, principal=service.principal, cause=random_id())
            for year in years:
                if add_year(session, year, source=source, now=tx.now):
                    tx.note("calendar.import", f"calendarYears/{year.year}", document=year.document_number)
                    done.append(str(year.year))
    except YearDiffers as error:
        message = f"{error}, and due dates were computed with them; nothing was imported"
        sys.stderr.write(f"sifa calendar: {service.name}: {message}\n")
        return 1
    except sa.exc.IntegrityError:
        sys.stderr.write(f"sifa calendar: {service.name}: somebody else imports at the moment, try again\n")
        return EXIT_LATER
    sys.stdout.write(f"{service.name}: {'added ' + ', '.join(done) if done else 'nothing new'}\n")
    return 0


class _Years:
    """What `show` has gathered: all years, or the one that is wanted."""

    def __init__(self, wanted: int | None) -> None:
        self._wanted = wanted
        self._rows: list[tuple[str, CalendarYear]] = []

    def add(self, service: Service) -> int:
        """Look into one database. Exit code 1 when the wanted year is missing there."""
        with service.database.read() as session:
            years = [year for year in load_years(session) if self._wanted in (None, year.year)]
        self._rows += [(service.name, year) for year in years]
        if self._wanted is not None and not years:
            sys.stderr.write(f"sifa calendar: {service.name} has no table for {self._wanted}\n")
            return 1
        return 0

    def print(self, *, as_json: bool) -> int:
        """One line a year; with days when one year is wanted, or for programs."""
        columns = ("service", "year", "document_number", "notice")
        rows = [(name, year.year, year.document_number, year.notice) for name, year in self._rows]
        if as_json:
            days = [(_iso(year.off), _iso(year.worked)) for _, year in self._rows]
            print_rows(
                (*columns, "off", "worked"), [(*row, *two) for row, two in zip(rows, days, strict=True)], as_json=True
            )
            return 0
        print_rows(columns, rows, as_json=False)
        for _, year in self._rows if self._wanted is not None else ():
            for kind, named in (("off", year.off), ("worked", year.worked)):
                for day in sorted(named):
                    sys.stdout.write(f"  {kind:<6} {day.isoformat()} {civil.day_abbr[day.weekday()]}\n")
        return 0


def _iso(days: frozenset[dt.date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


COMMAND = Command("show the working years, or import a published one", run)
