"""Each institution owes the public the table of a quarter in the days after its end (LA-98)."""

from __future__ import annotations

import datetime as dt

import pytest

from services.legal_aid.domain.publication_duty import last_quarter, written
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.due import due_list
from tests.services.legal_aid.publications import YEARLY, compute, on_day, publish
from tests.services.legal_aid.steps import run_job

JOB = "begin-publication-duties"


@pytest.mark.rule("LA-98")
@pytest.mark.parametrize(("today", "quarter"), [
    ("2026-12-31", "2026-Q3"), ("2027-01-01", "2026-Q4"), ("2027-03-31", "2026-Q4"), ("2027-04-01", "2027-Q1"),
])  # fmt: skip
def test_the_quarter_that_ended_last(today: str, quarter: str) -> None:
    assert written(last_quarter(dt.date.fromisoformat(today))) == quarter


def owed(counter: Counter) -> list[tuple[str, str]]:
    return [(one.institution, one.deadline.due_date) for one in due_list(counter, kind="PUBLISH_QUARTER")]


@pytest.mark.rule("LA-98")
def test_a_quarter_that_has_ended_is_owed_until_its_table_is_published(counter: Counter, profile: Profile) -> None:
    assert run_job(counter.door.service, JOB) == 0
    with on_day(counter, profile, "2026-07-01") as later:
        assert (run_job(later.door.service, JOB), run_job(later.door.service, JOB)) == (1, 0)
        assert owed(later) == [(later.institution, "2026-07-20")]
        publish(later, compute(later).name)
        assert owed(later) == []
    with on_day(counter, profile, "2026-12-31") as winter:
        assert run_job(winter.door.service, JOB) == 1
        assert owed(winter) == [(winter.institution, "2026-10-20")]


@pytest.mark.rule("LA-98")
def test_a_table_of_the_whole_division_is_everybodys_and_another_table_nobodys(
    counter: Counter, profile: Profile
) -> None:
    open_counter(counter.door, "黄法援")
    with on_day(counter, profile, "2026-10-08") as later:
        assert run_job(later.door.service, JOB) == 2
        publish(later, compute(later, YEARLY, "2025").name)
        publish(later, compute(later, period="2026-Q2").name)
        assert len(owed(later)) == 2
        publish(later, compute(later, period="2026-Q3", institution="", division="990102").name)
        assert owed(later) == []


@pytest.mark.rule("LA-98")
def test_a_table_that_was_published_before_the_job_ran_met_its_duty(counter: Counter, profile: Profile) -> None:
    with on_day(counter, profile, "2026-07-02") as later:
        publish(later, compute(later).name)
        assert run_job(later.door.service, JOB) == 1
        assert owed(later) == []


@pytest.mark.rule("LA-98")
def test_whoever_came_after_the_quarter_owes_nothing(counter: Counter, profile: Profile) -> None:
    with on_day(counter, profile, "2026-07-01") as later:
        open_counter(later.door, "黄法援")
        assert run_job(later.door.service, JOB) == 1
        assert [one for one, _ in owed(later)] == [counter.institution]
