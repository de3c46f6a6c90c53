"""Where `la.day_basis` says WD the days of the Legal Aid Law are working days, and calendar days elsewhere (K3)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sifa.legal_aid.v1 import facts_pb2

from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.departments import clocks_of, department
from tests.services.legal_aid.intake import place
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.routes import INCOMPLETE, OUTSIDE, URGENT
from tests.services.legal_aid.steps import act, deadlines_of, object_to

WORKING, ELSEWHERE = "990102", "990202"
PACK = """
id = "990102"
division = "990102"
status = "active"

[[parameter]]
key = "la.day_basis"
unit = "basis"
value = "WD"
citation = "演示用虚构规定：本区按工作日计期"
from = 2020-01-01
"""
Clock = Callable[[Counter], str]


def here(counter: Counter) -> facts_pb2.Place:
    return place(counter.division)


def decide(counter: Counter) -> str:
    return deadlines_of(counter.receive(place=here(counter)))["DECIDE"][0]


def assign(counter: Counter) -> str:
    return deadlines_of(counter.decide(counter.receive(place=here(counter)).name))["ASSIGN"][0]


def review(counter: Counter) -> str:
    refusal = counter.decide(counter.receive(place=here(counter), **OUTSIDE).name)
    return deadlines_of(object_to(counter, refusal.name))["REVIEW_OBJECTION"][0]


def on_both(profile: Profile, folder: Path, day: str, clock: Clock) -> tuple[str, str]:
    """The last day where working days count, and elsewhere."""
    file = folder / "legal_aid" / f"{WORKING}.toml"
    file.parent.mkdir(parents=True)
    file.write_text(PACK, encoding="utf-8")
    with counter_at(profile, f"{day}T09:00+08:00", SIFA_POLICY_DIR=str(folder)) as working:
        return clock(working), clock(open_counter(working.door, "冥法援", ELSEWHERE))


@pytest.mark.rule("D-02", "D-03", "D-13")
@pytest.mark.parametrize(
    ("clock", "day", "calendar_days", "working_days"),
    [
        pytest.param(decide, "2026-09-22", "2026-09-29", "2026-10-09", id="TV-D01", marks=pytest.mark.rule("LA-30")),
        pytest.param(decide, "2026-09-24", "2026-10-08", "2026-10-12", id="TV-D02", marks=pytest.mark.rule("LA-30")),
        pytest.param(decide, "2026-02-07", "2026-02-14", "2026-02-24", id="TV-D03", marks=pytest.mark.rule("LA-30")),
        pytest.param(decide, "2025-12-26", "2026-01-04", "2026-01-07", id="TV-D05", marks=pytest.mark.rule("LA-30")),
        pytest.param(assign, "2026-04-30", "2026-05-06", "2026-05-08", id="TV-D07", marks=pytest.mark.rule("LA-33")),
        pytest.param(assign, "2026-09-17", "2026-09-20", "2026-09-21", id="TV-D09", marks=pytest.mark.rule("LA-33")),
        pytest.param(review, "2026-06-15", "2026-06-22", "2026-06-23", id="TV-D10", marks=pytest.mark.rule("LA-38")),
    ],
)
def test_a_place_counts_as_its_pack_says(
    profile: Profile, tmp_path: Path, clock: Clock, day: str, calendar_days: str, working_days: str
) -> None:
    assert on_both(profile, tmp_path, day, clock) == (working_days, calendar_days)


@pytest.mark.rule("LA-34", "D-13")
@pytest.mark.parametrize("kind", ["NOTIFY", "ASSIGN_NOTIFIED"])
def test_both_clocks_of_a_notice_follow_the_place(profile: Profile, tmp_path: Path, kind: str) -> None:
    def clock(counter: Counter) -> str:
        court = department(counter.door, f"{counter.division}法院", divisions=(counter.division,))
        return clocks_of(court.send(counter.institution, discovered_date="2026-04-30"))[kind][1]

    assert on_both(profile, tmp_path, "2026-04-30", clock) == ("2026-05-08", "2026-05-06")


@pytest.mark.rule("D-13")
@pytest.mark.parametrize(
    ("kind", "action", "facts", "last_day"),
    [
        pytest.param(
            "SUPPLEMENT_REPLY",
            "requestSupplement",
            {"papers": INCOMPLETE["papers"]},
            "2026-09-28",
            id="15",
            marks=pytest.mark.rule("LA-31"),
        ),
        pytest.param(
            "FORMALITIES", "grantProvisionalAid", URGENT, "2026-09-20", id="10", marks=pytest.mark.rule("LA-37")
        ),
        pytest.param("SUCCESSION", "recordDeath", {}, "2026-10-10", id="30", marks=pytest.mark.rule("LA-148")),
    ],
)
def test_limits_of_our_own_design_are_not_switched(
    profile: Profile, tmp_path: Path, kind: str, action: str, facts: dict[str, object], last_day: str
) -> None:
    def clock(counter: Counter) -> str:
        received = counter.receive(place=here(counter), **facts)  # type: ignore[arg-type]
        return deadlines_of(act(counter, action, received.name))[kind][0]

    assert on_both(profile, tmp_path, "2026-09-10", clock) == (last_day, last_day)
