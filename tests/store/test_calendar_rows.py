"""Calendar years in each database: seeded by migrating, added to by import, read once and only when asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.calendar_files import read_years
from chassis.calendar_rows import YearDiffers, add_shipped_years, add_year, load_years
from chassis.kernel.calendar import CalendarNotLoaded
from chassis.migrate import migrate
from chassis.schema import calendar_year
from chassis.service import Service
from tests.store.clocks import YEAR_2027, day, tx_on
from tests.store.opening import Open


@pytest.fixture
def service(supervision: Service) -> Service:
    return supervision


def sources(service: Service) -> dict[int, str]:
    with service.database.read() as session:
        return {row.year: row.source for row in session.execute(sa.select(calendar_year))}


def test_migrating_writes_the_shipped_years(fresh: Open) -> None:
    service = fresh("party_building")
    with service.database.read() as session:
        assert load_years(session) == read_years()
    assert set(sources(service).values()) == {"shipped"}


def test_a_later_release_adds_the_years_that_are_absent(fresh: Open) -> None:
    service = fresh("party_building")
    with service.database.write() as session:
        session.execute(sa.delete(calendar_year).where(calendar_year.c.year == 2026))
    migrate(service)
    with service.database.read() as session:
        assert load_years(session) == read_years()


def test_a_release_never_changes_a_year_that_was_imported(service: Service) -> None:
    other = replace(read_years()[-1], worked=frozenset({day("2026-01-04")}))
    with tx_on(service, "2025-12-01") as tx:
        tx.session.execute(sa.delete(calendar_year).where(calendar_year.c.year == 2026))
        add_year(tx.session, other, source="notice.toml", now=tx.now)
        add_shipped_years(tx.session, now=tx.now)
    with service.database.read() as session:
        assert load_years(session)[-1] == other
    assert sources(service)[2026] == "notice.toml"


def test_the_same_year_is_added_once(service: Service) -> None:
    with tx_on(service, "2026-11-21") as tx:
        assert [add_year(tx.session, YEAR_2027, source="test", now=tx.now) for _ in range(2)] == [True, False]


def test_other_days_for_a_year_that_is_there_are_refused(service: Service) -> None:
    other = replace(read_years()[-1], worked=frozenset())
    with tx_on(service, "2026-11-21") as tx, pytest.raises(YearDiffers, match="2026 is there with other days"):
        add_year(tx.session, other, source="test", now=tx.now)


def test_a_unit_of_work_counts_with_the_rows_of_its_own_database(service: Service) -> None:
    with tx_on(service, "2026-11-21") as tx:
        with pytest.raises(CalendarNotLoaded):
            tx.calendar.is_workday(day("2027-01-04"))
        add_year(tx.session, YEAR_2027, source="test", now=tx.now)
    with tx_on(service, "2026-11-22") as tx:
        assert not tx.calendar.is_workday(day("2027-01-04"))


def test_the_calendar_is_read_when_asked_for_and_once_for_all(service: Service) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.extend([] if statement.startswith("BEGIN") else [statement])

    counts = []
    sa.event.listen(service.database.engine, "before_cursor_execute", note)
    try:
        for asked in (0, 2, 2):
            with tx_on(service, "2026-06-15") as tx:
                before = len(statements)
                for _ in range(asked):
                    assert tx.calendar.is_workday(tx.today)
                counts.append(len(statements) - before)
    finally:
        sa.event.remove(service.database.engine, "before_cursor_execute", note)
    assert (counts[0], counts[2]) == (0, 1)
    assert counts[1] in (1, 2)
