"""A unit that begins late is held to account, and its year counts it (SV-06, XF-40)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from sifa.supervision.v1 import appraisal_pb2
from sifa.supervision.v1 import campaign_unit_pb2 as pb

from services.supervision.domain.campaign_start import begin_due
from services.supervision.domain.subject import SubjectType
from services.supervision.handlers.campaign_template import campaign_templates
from tests.doors import refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, PAPER, on, plan, start, units
from tests.services.supervision.units import INSTITUTION, institution, unit

PROPOSED = "sifa.supervision.v1.AccountabilityProposed"


def begin(bureau: Bureau, row: pb.CampaignUnit, **fields: Any) -> pb.CampaignUnit:
    done = bureau.call("BeginCampaignWork", bureau.section, **{"name": row.name, **PAPER, **fields})
    return done.campaign_unit  # type: ignore[no-any-return]


def booked(bureau: Bureau) -> list[tuple[str, str, int, int]]:
    found = bureau.call("ListAppraisalEntries", bureau.chief).appraisal_entries
    return [(one.source, one.section, one.kind, one.effect) for one in found]


@pytest.mark.rule("SV-06", "XF-40", "SV-79")
def test_who_begins_late_is_to_be_held_to_account_and_the_year_counts_it(bureau: Bureau, profile: Profile) -> None:
    """000 四·工作步骤（一）: 工作开展不及时的追究责任，计入局年度考评."""
    name = plan(bureau).name
    with on(bureau, profile, FIRST_DAY) as then:
        institution(then)
        unit(then, "桥头司法所")
        start(then, name)
        late, prompt = units(then)
        assert (late.begin_due_date, late.begun_date, "begin" in late.allowed_actions) == (FIRST_DAY, "", True)
        assert begin(then, prompt).begun_days_late == 0
        assert (booked(then), [one for one in logged(then.door.service) if one.type == PROPOSED]) == ([], [])
    with on(bureau, profile, "2021-01-11") as later:
        done = begin(later, late)
        assert (done.begun_date, done.begun_days_late) == ("2021-01-11", 4)
        assert refused(lambda: begin(later, late)).reason == "WORK_BEGUN"
        assert booked(later) == [
            (
                late.name,
                late.section,
                appraisal_pb2.APPRAISAL_KIND_ACCOUNTABILITY,
                appraisal_pb2.APPRAISAL_EFFECT_AGAINST,
            )
        ]
        (told,) = [json.loads(one.body) for one in logged(later.door.service) if one.type == PROPOSED]
    assert told == {
        "subject": INSTITUTION, "division": late.division, "proposedDate": "2021-01-11", "campaignUnit": late.name,
    }  # fmt: skip


@pytest.mark.rule("SV-06")
def test_nobody_is_late_for_what_did_not_run_yet(bureau: Bureau, profile: Profile) -> None:
    """The bureau itself began on the 12th: its units have until then; and what began in time may be entered late."""
    name = plan(bureau).name
    with on(bureau, profile, "2021-01-12") as then:
        unit(then, "桥头司法所")
        start(then, name)
    with on(bureau, profile, "2021-01-20") as later:
        (row,) = units(later)
        assert row.begin_due_date == "2021-01-12"
        done = begin(later, row, happened_date="2021-01-12", entry_reason="补录")
        assert (done.begun_days_late, booked(later)) == (0, [])


@pytest.mark.rule("SV-06")
def test_a_unit_begins_with_the_first_phase_that_asks_something_of_it() -> None:
    city = campaign_templates(2021)[1].campaign
    kinds = {one.phase: one.unit_types[0] for one in reversed(city.coverages)}
    first = min(kinds)
    day = dt.date(2021, 1, 1)
    assert begin_due(city, kinds[first], day) == city.phases[first - 1].start_date
    asked = {kind for one in city.coverages for kind in one.unit_types}
    other = next(kind for kind in SubjectType if kind not in asked)
    assert begin_due(city, other, day) == city.phases[0].start_date
