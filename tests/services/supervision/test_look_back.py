"""Papers by unit and due day, and the look-back report with every figure traced (SV-02, SV-41, SV-75)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import campaign_paper_pb2 as paper_pb
from sifa.supervision.v1 import campaign_pb2 as campaigns
from sifa.supervision.v1 import campaign_unit_pb2 as pb
from sifa.supervision.v1 import rectification_pb2 as subjects

from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import (
    FIRST_DAY,
    LOOKED_BACK,
    PAPER,
    TEXT,
    check,
    look_back,
    on,
    papers,
    plan,
    receive,
    report,
    start,
    two_officers,
    units,
)
from tests.services.supervision.told import Teller, ordered
from tests.services.supervision.units import unit

SPOT_CHECK = campaigns.COVERAGE_KIND_SPOT_CHECK
JUDICIAL = [subjects.SUBJECT_TYPE_JUDICIAL_OFFICE]
SPOT = campaigns.CampaignCoverage(kind=SPOT_CHECK, phase=1, due_date="2021-01-29", unit_types=JUDICIAL)
OUTSTANDING = paper_pb.CAMPAIGN_PAPER_STATE_OUTSTANDING
PROBLEM = {"item": 3, "problem": "台账记录不全", "measure": "三日内补齐", "responsible_person": "所长"}


def begin_look_back(bureau: Bureau, name: str) -> campaigns.Campaign:
    done = bureau.call("BeginLookBack", bureau.section, name=name, **PAPER)
    return done.campaign  # type: ignore[no-any-return]


def put_right(bureau: Bureau, name: str) -> None:
    evidence = [{"title": "整改报告", "sha256": "ab" * 32}]
    told = {"name": name, "entry_reason": "纸质报告先行送达"}
    bureau.call("SubmitRectification", bureau.section, **told, report="已补齐台账", evidence=evidence)
    bureau.call("VerifyRectification", bureau.chief, **told, accepted=True, finding="属实", document_number="验收1号")


def visited(bureau: Bureau, *titles: str) -> tuple[str, list[pb.CampaignUnit]]:
    """A campaign of spot checks alone, which reached the first unit and found something there."""
    officers = two_officers(bureau)
    name = plan(bureau, coverages=[SPOT]).name
    for title in titles:
        unit(bureau, title)
    start(bureau, name)
    first, *others = units(bureau)
    found = {"result": pb.CHECK_RESULT_PROBLEMS, "problems": [PROBLEM]}
    return name, [check(bureau, first, SPOT_CHECK, officers, **found), *others]


@pytest.mark.rule("SV-75", "SV-41")
def test_a_paper_is_in_time_until_the_end_of_its_day(bureau: Bureau, profile: Profile) -> None:
    """TV-S23."""
    with on(bureau, profile, FIRST_DAY) as then:
        name, _ = visited(then, "桥头司法所", "河西司法所")
    with on(bureau, profile, "2021-03-27") as late:
        first, second = papers(late, campaign=name)
        done = receive(late, first.name, happened_date="2021-03-26")
        assert (done.received_date, done.days_late, list(done.allowed_actions)) == ("2021-03-26", 0, [])
        assert [one.unit_title for one in papers(late, campaign=name, state=OUTSTANDING)] == ["河西司法所"]
        assert receive(late, second.name).days_late == 1
        assert not papers(late, state=OUTSTANDING)
        assert refused(lambda: receive(late, first.name)).reason == "ACTION_NOT_ALLOWED"
        assert [one.records for one in (look_back(late, name).late,)] == [[second.name]]


@pytest.mark.rule("SV-41", "SV-75")
def test_a_look_back_says_all_three_and_no_other_paper_does(bureau: Bureau, profile: Profile) -> None:
    plain = campaigns.CampaignDeliverable(
        kind=campaigns.DELIVERABLE_KIND_PAPER, title="专项方案", source=campaigns.DELIVERABLE_SOURCE_LEAD_OFFICE,
        recipient="区司法局", due_date="2021-01-29",
    )  # fmt: skip
    unit(bureau, "桥头司法所")
    asked = plan(bureau)
    own = [*asked.deliverables, plain]
    name = plan(bureau, deliverables=own).name
    with on(bureau, profile, FIRST_DAY) as then:
        start(then, name)
        looks_back, other = papers(then)
        assert (other.unit_title, other.campaign_unit, other.division) == ("公共法律服务管理科科长", "", HOME)
        short = refused(lambda: receive(then, looks_back.name, direction=""))
        assert short.violations == {"direction": "LOOK_BACK_INCOMPLETE"}
        wordy = refused(lambda: receive(then, other.name))
        assert wordy.violations == dict.fromkeys(LOOKED_BACK, "LOOK_BACK_UNEXPECTED")
        assert receive(then, other.name, **dict.fromkeys(LOOKED_BACK, "")).received_date == FIRST_DAY


@pytest.mark.rule("SV-02", "SV-41", "SV-73", "SV-75")
def test_nothing_is_reported_before_everybody_was_reached_and_looked_back(bureau: Bureau, profile: Profile) -> None:
    """E-61; every figure names its records, and a report stays as it was made."""
    officers = two_officers(bureau)
    with on(bureau, profile, "2021-01-29") as then:
        name, (first, second, third) = visited(then, "桥头司法所", "河西司法所", "城关司法所")
        assert refused(lambda: begin_look_back(then, name)).reason == "PHASE_RUNS"
    with on(bureau, profile, "2021-03-25") as over:
        assert refused(lambda: report(over, name)).reason == "ACTION_NOT_ALLOWED"
        assert begin_look_back(over, name).state == campaigns.CAMPAIGN_STATE_LOOK_BACK
        incomplete = refused(lambda: report(over, name))
        assert (incomplete.reason, incomplete.metadata["missing"]) == ("COVERAGE_INCOMPLETE", "2")
        check(over, second, SPOT_CHECK, officers)
        asked = {"name": third.name, "reason": "已撤销并入桥头司法所", **PAPER}
        gone = over.call("ReleaseCampaignUnit", over.chief, **asked).campaign_unit
        assert (gone.released_date, list(gone.allowed_actions)) == ("2021-03-25", [])
        again = refused(lambda: check(over, third, SPOT_CHECK, officers))
        assert again.reason == "ACTION_NOT_ALLOWED"
        waiting = refused(lambda: report(over, name))
        assert (waiting.reason, waiting.metadata["missing"]) == ("PAPERS_OUTSTANDING", "2")
        for one in papers(over)[:2]:
            receive(over, one.name)
        before = look_back(over, name)
    with on(bureau, profile, "2021-03-29") as late:
        done = report(late, name)
        assert (done.state, done.reported_days_late) == (campaigns.CAMPAIGN_STATE_REPORTED, 3)
        made = look_back(late, name)
        assert refused(lambda: receive(late, papers(late)[2].name)).reason == "CAMPAIGN_NOT_RUNNING"
    assert (before.as_of_date, before.HasField("text"), made.text.systems) == ("2021-03-25", False, TEXT["systems"])
    coverage = made.coverages[0]
    assert (coverage.unit_count, coverage.share, list(coverage.missing)) == (2, 10000, [])
    assert list(coverage.done.records) == sorted([first.name, second.name])
    problems = {one.title: one.count for one in made.problems if one.count}
    assert problems == {"自查表第3项": 1}
    found = {one.title: list(one.records) for one in made.rectifications}
    assert found["正在整改"] == list(first.cells[0].rectifications)
    assert found["已整改到位"] == []
    assert list(made.released.records) == [third.name]
    assert [one.unit_title for one in made.units] == ["桥头司法所", "河西司法所"]
    assert made.person_count == 0
    put_right(bureau, first.cells[0].rectifications[0])
    assert look_back(bureau, name) == made


def test_figures_count_their_records(bureau: Bureau, profile: Profile, teller: Teller) -> None:
    teller.tell(ordered(1, decided_date=FIRST_DAY), ordered(2, decided_date="2021-01-06"))
    with on(bureau, profile, FIRST_DAY) as then:
        name, _ = visited(then, "桥头司法所", "河西司法所")
        made = look_back(then, name)
    figures: list[Any] = [
        made.people, made.outstanding, made.late, made.released, *made.problems, *made.rectifications,
        *made.clues, *(one.done for one in made.coverages),
    ]  # fmt: skip
    assert [one.count for one in figures] == [len(one.records) for one in figures]
    assert (made.coverages[0].share, len(made.coverages[0].missing)) == (5000, 1)
    assert made.outstanding.count == 2
    assert [one.count for one in made.clues] == [1]


def test_another_county_reads_no_report(bureau: Bureau) -> None:
    name = plan(bureau).name
    neighbour = bureau.door.person("bureau_chief", divisions=("990103",))
    answer = refused(lambda: bureau.call("GetLookBackReport", neighbour, name=name))
    assert answer.code is grpc.StatusCode.NOT_FOUND
