"""Campaigns: dated phases, three full coverages, notices to every person (SV-01 to SV-04, SV-71, SV-72)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.supervision.v1 import campaign_pb2 as campaigns
from sifa.supervision.v1 import rectification_pb2 as subjects

from services.supervision.domain.campaign import MOVES
from services.supervision.domain.campaign_paper import MOVES as PAPER_MOVES
from services.supervision.domain.campaign_unit import MOVES as UNIT_MOVES
from services.supervision.domain.campaign_unit import share
from services.supervision.handlers.campaign_template import campaign_templates
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import (
    FIRST_DAY,
    confirm,
    on,
    papers,
    plan,
    start,
    template,
    units,
)
from tests.services.supervision.units import institution, office, unit

SECTION_CHECK = campaigns.COVERAGE_KIND_SECTION_CHECK


def test_the_moves_are_those_of_the_book() -> None:
    """RULEBOOK 2.4.2."""
    tables: list[Any] = [MOVES, UNIT_MOVES, PAPER_MOVES]
    found = [
        {state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in moves.items()}
        for moves in tables
    ]
    assert found == [
        {
            "PLANNED": {"start": {"RUNNING"}, "publishHotline": {"PLANNED"}},
            "RUNNING": {"beginLookBack": {"LOOK_BACK"}, "publishHotline": {"RUNNING"}},
            "LOOK_BACK": {"report": {"REPORTED"}, "publishHotline": {"LOOK_BACK"}}, "REPORTED": {},
        },
        {
            "TAKING_PART": {
                "confirmNotice": {"TAKING_PART"}, "begin": {"TAKING_PART"}, "enterCheck": {"TAKING_PART"},
                "selfInspect": {"TAKING_PART"}, "score": {"TAKING_PART"}, "release": {"RELEASED"},
            },
            "RELEASED": {},
        },
        {"OUTSTANDING": {"receive": {"RECEIVED"}}, "RECEIVED": {}},
    ]  # fmt: skip


@pytest.mark.rule("SV-03", "SV-54")
def test_the_two_notices_are_templates() -> None:
    """SV-03, TV-D31: 30 and 31 January lie in no phase; SV-54: four stages, six categories of twenty points."""
    district, city = campaign_templates(2021)
    assert (district.template, city.template) == ("430105-2021", "standards-and-quality")
    ours = district.campaign
    assert [(one.start_date.isoformat(), one.end_date.isoformat()) for one in ours.phases] == [
        ("2021-01-07", "2021-01-29"), ("2021-02-01", "2021-03-24"),
    ]  # fmt: skip
    dues = {one.kind.name: one.due_date.isoformat() for one in ours.coverages}
    assert (dues["SECTION_CHECK"], ours.final_report_due_date) == ("2021-01-14", dt.date(2021, 3, 26))
    assert [(one.title, one.full_points) for one in city.campaign.score_categories] == [
        (f"第{place}类", 20) for place in "一二三四五六"
    ]
    assert len(city.campaign.phases) == 4
    assert {one.title for one in city.campaign.deliverables} == {
        "具体实施方案", "学习记录", "整改方案", "自查报告", "互查评估报告", "对策建议", "部、省检查准备材料",
    }  # fmt: skip


@pytest.mark.rule("SV-01", "SV-03", "SV-54")
@pytest.mark.parametrize("which", [0, 1])
def test_a_template_is_planned_as_it_stands(bureau: Bureau, which: int) -> None:
    asked = template(bureau, which)
    made = bureau.call("CreateCampaign", bureau.section, campaign=asked)
    assert (made.state, list(made.allowed_actions), made.division) == (
        campaigns.CAMPAIGN_STATE_PLANNED, ["publishHotline", "start"], HOME,
    )  # fmt: skip
    assert list(made.phases) == list(asked.phases)
    assert bureau.call("GetCampaign", bureau.chief, name=made.name) == made


@pytest.mark.rule("SV-03")
def test_dates_that_do_not_fit_are_named(bureau: Bureau) -> None:
    asked = template(bureau)
    asked.phases[0].end_date = "2021-02-01"
    asked.coverages[1].due_date = "2021-02-02"
    asked.coverages[2].phase = 3
    asked.coverages.append(asked.coverages[0])
    asked.final_report_due_date = "2021-03-23"
    asked.deliverables[0].ClearField("unit_types")
    answer = refused(lambda: bureau.call("CreateCampaign", bureau.section, campaign=asked))
    assert answer.violations == {
        "campaign.phases[1].start_date": "PHASES_OVERLAP", "campaign.coverages[1].due_date": "DUE_OUTSIDE_PHASE",
        "campaign.coverages[2].phase": "PHASE_UNKNOWN", "campaign.coverages[3].kind": "COVERAGE_TWICE",
        "campaign.final_report_due_date": "DATES_REVERSED",
        "campaign.deliverables[0].unit_types": "UNIT_TYPES_MISMATCH",
    }  # fmt: skip
    reversed_ = template(bureau)
    reversed_.phases[1].end_date = "2021-01-31"
    answer = refused(lambda: bureau.call("CreateCampaign", bureau.section, campaign=reversed_))
    assert answer.violations == {"campaign.phases[1].end_date": "DATES_REVERSED"}


@pytest.mark.rule("SV-02", "SV-72")
def test_every_unit_of_the_place_takes_part_and_none_is_without_section(bureau: Bureau, profile: Profile) -> None:
    name = plan(bureau).name
    with on(bureau, profile, FIRST_DAY) as then:
        assert refused(lambda: start(then, name)).reason == "NO_UNITS"
        unit(then, "公证处", subject_type=subjects.SUBJECT_TYPE_NOTARY_OFFICE)
        lost = unit(then, "桥头司法所", 2, sections=[])
        institution(then)
        office(then)
        answer = refused(lambda: start(then, name))
        assert (answer.reason, answer.metadata["count"]) == ("UNIT_UNASSIGNED", "1")
        section = {"topic": 3, "section": "基层科"}
        then.call("AssignSection", then.section, name=lost.name, section=section, document_number="分工1号")
        begun = start(then, name)
        assert (begun.state, begun.started_date, begun.unit_count, begun.person_count) == (
            campaigns.CAMPAIGN_STATE_RUNNING, FIRST_DAY, 3, 4,
        )  # fmt: skip
        assert [one.title for one in units(then, campaign=name)] == [
            "桥头司法所",
            "示范县法律援助中心",
            "桥头法律服务所",
        ]
        kinds = [[cell.kind for cell in one.cells] for one in units(then)]
        assert [SECTION_CHECK in row for row in kinds] == [True, False, False]
        assert [one.due_date for one in papers(then, campaign=name)] == ["2021-03-26"] * 3
        assert refused(lambda: start(then, name)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("SV-03")
def test_it_does_not_begin_before_its_first_day(bureau: Bureau, profile: Profile) -> None:
    name = plan(bureau).name
    with on(bureau, profile, "2021-01-06") as early:
        unit(early, "桥头司法所")
        answer = refused(lambda: start(early, name))
        assert answer.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}


@pytest.mark.rule("SV-71")
def test_a_notice_reaches_every_person_after_the_unit(bureau: Bureau, profile: Profile) -> None:
    """TV-S21."""
    name = plan(bureau).name
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所", 28)
        start(then, name)
        row = units(then)[0]
        first, *others = [one.person for one in row.people]
        assert refused(lambda: confirm(then, row, first)).reason == "UNIT_FIRST"
        assert confirm(then, row).notice_date == FIRST_DAY
        assert refused(lambda: confirm(then, row)).reason == "NOTICE_CONFIRMED"
        for person in others:
            row = confirm(then, row, person)
        assert row.notice_share == 9643
        assert refused(lambda: confirm(then, row, others[0])).reason == "NOTICE_CONFIRMED"
        assert refused(lambda: confirm(then, row, "nobody")).reason == "PERSON_UNKNOWN"
        done = confirm(then, row, first)
        assert (done.notice_share, {one.confirmed_date for one in done.people}) == (10000, {FIRST_DAY})


@given(of=st.integers(1, 500), data=st.data())
@pytest.mark.rule("SV-71")
def test_only_everybody_is_the_whole(of: int, data: st.DataObject) -> None:
    done = data.draw(st.integers(0, of))
    assert (share(done, of) == 10000) is (done == of)
    assert abs(share(done, of) * of - 10000 * done) * 2 <= of


def test_another_county_sees_nothing(bureau: Bureau, profile: Profile) -> None:
    name = plan(bureau).name
    neighbour = bureau.door.person("supervision_officer", divisions=("990103",))
    assert refused(lambda: bureau.call("GetCampaign", neighbour, name=name)).code is grpc.StatusCode.NOT_FOUND
    assert not bureau.call("ListCampaigns", neighbour).campaigns
    assert [one.name for one in bureau.call("ListCampaigns", bureau.section).campaigns] == [name]
    assert refused(lambda: plan(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所")
        start(then, name)
        row = units(then)[0]
        asked = {"name": row.name}
        assert refused(lambda: then.call("GetCampaignUnit", neighbour, **asked)).code is grpc.StatusCode.NOT_FOUND
        assert not then.call("ListCampaignUnits", neighbour).campaign_units
        assert not then.call("ListCampaignPapers", neighbour).campaign_papers
        assert then.call("GetCampaignUnit", then.section, **asked) == row
