"""`sifa calendar show|import`: look at the working years of databases, and add a published one to each of them.

It must not change a year that is there: due dates were computed with it.
"""

from __future__ import annotations

import argparse
import calendar as civil
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from chassis.calendar_files import read_years
from chassis.calendar_rows import YearDiffers, add_year, load_years
from chassis.cli.main import EXIT_CONFIG, Command
from chassis.clock import random_id
from chassis.kernel.calendar import CalendarYear
from chassis.manifest import select_services
from chassis.migrate import schema_fits
from chassis.service import Service, open_service
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 refused, 2 misused, 78 a database does not fit. All services when none is named."""
    parser = argparse.ArgumentParser(prog="sifa calendar", description="working years (节假日安排) of the databases")
    actions = parser.add_subparsers(dest="action", required=True)
    shown = actions.add_parser("show", help="list the years, or one year in full")
    shown.add_argument("names", nargs="*", metavar="[YEAR] NAME", help="a year; services, all when none is given")
    added = actions.add_parser("import", help="add the years of a TOML file to every named database")
    added.add_argument("file", type=Path)
    added.add_argument("names", nargs="*", metavar="NAME", help="services, all when none is given")
    given = parser.parse_args(arguments)
    years = _read(given.file) if given.action == "import" else []
    if years is None:
        return 1
    wanted = int(given.names.pop(0)) if not years and given.names and given.names[0].isdecimal() else None
    settings = load_settings()
    for manifest in select_services(given.names):
        service = open_service(manifest, settings)
        with closing(service.database):
            if not schema_fits(service):
                sys.stderr.write(f"sifa calendar: run `sifa migrate {service.name}` first\n")
                return EXIT_CONFIG
            refused = _import(service, years, given.file.name) if years else _show(service, wanted)
        if refused:
            return refused
    return 0


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
        return 1
    sys.stdout.write(f"{service.name}: {'added ' + ', '.join(done) if done else 'nothing new'}\n")
    return 0


def _show(service: Service, wanted: int | None) -> int:
    """Print the years, or one of them with its days. Exit code 1 when that one is missing."""
    with service.database.read() as session:
        years = [year for year in load_years(session) if wanted in (None, year.year)]
    for year in years:
        sys.stdout.write(f"{service.name} {year.year} {year.document_number} {year.notice}\n")
        if wanted is not None:
            for kind, days in (("off", year.off), ("worked", year.worked)):
                for day in sorted(days):
                    sys.stdout.write(f"  {kind:<6} {day.isoformat()} {civil.day_abbr[day.weekday()]}\n")
    if wanted is not None and not years:
        sys.stderr.write(f"sifa calendar: {service.name} has no table for {wanted}\n")
    return 1 if wanted is not None and not years else 0


COMMAND = Command("show the working years, or import a published one", run)
