"""Self-inspections: every person, then the unit; blank is incomplete; problems are put right (SV-73, SV-74, F-01)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import campaign_pb2 as campaigns
from sifa.supervision.v1 import campaign_unit_pb2
from sifa.supervision.v1 import rectification_pb2 as subjects
from sifa.supervision.v1 import self_inspection_pb2 as pb

from services.supervision.domain.self_inspection import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, PAPER, confirm_all, look_back, on, plan, start, units
from tests.services.supervision.sheets import DONE, ONGOING, accepted, filled, nil, opened, submitted, whole
from tests.services.supervision.told import INSTITUTION as TOLD
from tests.services.supervision.told import Teller, ordered, registered
from tests.services.supervision.units import OFFICE, PRACTITIONER, institution, office, unit

SELF = campaigns.COVERAGE_KIND_SELF_INSPECTION


def begun(bureau: Bureau) -> campaign_unit_pb2.CampaignUnit:
    """The campaign has begun; the first of its units."""
    start(bureau, plan(bureau).name)
    return units(bureau)[0]


def cell(row: campaign_unit_pb2.CampaignUnit) -> campaign_unit_pb2.CampaignCell:
    return next(one for one in row.cells if one.kind == SELF)


def test_the_moves_are_those_of_the_book() -> None:
    """RULEBOOK 2.4.2."""
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "DRAFT": {"fill": {"DRAFT"}, "import": {"DRAFT"}, "submit": {"SUBMITTED"}},
        "SUBMITTED": {"return": {"RETURNED"}, "accept": {"ACCEPTED"}},
        "RETURNED": {"fill": {"RETURNED"}, "import": {"RETURNED"}, "submit": {"SUBMITTED"}},
        "ACCEPTED": {},
    }


TOPICS = {
    0: ["态度生硬", "推诿扯皮", "政策解读不准确", "敷衍了事"], 1: ["补贴不及时", "中彩金", "公职人员"], 3: ["收取财物"],
    4: ["不符合法律援助条件", "拒绝为符合法律援助条件"], 5: ["有偿法律服务"],
}  # fmt: skip
FIVE = ["质量监管制度和以案释法", "回访制度", "跟踪指导", "投诉台账", "信访"]


@pytest.mark.rule("SV-74", "SV-08", "SV-09")
def test_each_kind_of_unit_has_its_own_form(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, FIRST_DAY) as then:
        institution(then)
        office(then)
        unit(then, "桥头司法所")
        begun(then)
        sheets = [opened(then, one) for one in units(then)]
    assert [len(one.rows) for one in sheets] == [7, 5, 3]
    assert [one.item for one in sheets[2].rows] == ["人员", "台账", "案卷"]
    assert all(topic in sheets[0].rows[row].item for row, topics in TOPICS.items() for topic in topics)
    assert all(topic in row.item for topic, row in zip(FIVE, sheets[1].rows, strict=True))
    assert {row.finding for one in sheets for row in one.rows} == {pb.SHEET_FINDING_UNSPECIFIED}


@pytest.mark.rule("SV-74")
def test_what_supervision_knows_of_an_institution_stands_beside_the_rows(
    bureau: Bureau, profile: Profile, teller: Teller
) -> None:
    teller.tell(registered(), ordered(1), ordered(2))
    with on(bureau, profile, FIRST_DAY) as then:
        institution(then, subject=TOLD)
        row = begun(then)
        sheet = opened(then, row)
        assert not any(one.evidence for one in opened(then, row, row.people[0].person).rows)
    known = {one.number: [(what.title, what.count) for what in one.evidence] for one in sheet.rows if one.evidence}
    assert known == {5: [("问题线索", 2), ("异议复查责令提供援助", 2)]}
    assert all(name.startswith("clues/") for name in sheet.rows[4].evidence[0].records)
    assert sheet.rows[4].finding == pb.SHEET_FINDING_UNSPECIFIED


@pytest.mark.rule("SV-73")
def test_a_blank_row_is_incomplete_and_a_problem_says_everything(bureau: Bureau, profile: Profile) -> None:
    """TV-S13, E-58."""
    with on(bureau, profile, FIRST_DAY) as then:
        institution(then)
        row = begun(then)
        name = opened(then, row, row.people[0].person).name

        def tried(**rows: dict[str, Any]) -> Any:
            filled(then, name, nil(7, **rows))
            return refused(lambda: submitted(then, name)).violations

        assert tried(row4={}) == {"rows[3].finding": "ROW_BLANK"}
        left = {**ONGOING, "measure": "", "due_date": ""}
        assert tried(row3=left) == {"rows[2].measure": "ROW_INCOMPLETE", "rows[2].due_date": "ROW_INCOMPLETE"}
        assert tried(row3={**DONE, "completion": 0}) == {"rows[2].completion": "ROW_INCOMPLETE"}
        assert tried(row3={**ONGOING, "finding": pb.SHEET_FINDING_NONE_FOUND}) == {
            "rows[2].finding": "ROW_CONTRADICTORY"
        }
        filled(then, name, nil(7)[:6])
        assert refused(lambda: submitted(then, name)).violations == {"rows[6].finding": "ROW_BLANK"}
        twice = refused(lambda: filled(then, name, [*nil(7), pb.SheetRow(number=7), pb.SheetRow(number=8)]))
        assert twice.violations == {"rows[7].number": "ROW_TWICE", "rows[8].number": "ROW_UNKNOWN"}
        late = refused(lambda: filled(then, name, nil(7), filled_date="2021-01-08"))
        assert late.violations == {"filled_date": "DATE_IN_FUTURE"}


@pytest.mark.rule("SV-73")
def test_the_unit_hands_in_after_each_of_its_people(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所", 2)
        row = begun(then)
        first, second = [one.person for one in row.people]
        own = opened(then, row).name
        assert refused(lambda: opened(then, row)).reason == "SHEET_OPENED"
        assert refused(lambda: opened(then, row, "nobody")).reason == "PERSON_UNKNOWN"
        filled(then, own, nil(3), approver="")
        whole(then, row, first)
        waiting = opened(then, row, second).name
        filled(then, waiting, nil(3))
        assert refused(lambda: submitted(then, own)).violations == {"approver": "APPROVER_MISSING"}
        filled(then, own, nil(3))
        early = refused(lambda: submitted(then, own))
        assert (early.reason, early.metadata["missing"]) == ("PEOPLE_FIRST", "1")
        submitted(then, waiting)
        assert submitted(then, own).state == pb.SELF_INSPECTION_STATE_SUBMITTED


@pytest.mark.rule("SV-71", "SV-73", "SV-02")
def test_it_counts_once_accepted_and_once_everybody_confirmed_the_notice(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所", 1)
        row = begun(then)
        mine = whole(then, row, row.people[0].person)
        own = whole(then, row)
        done = units(then)[0]
        assert done.people[0].self_inspection == mine.name
        assert (cell(done).record, cell(done).result, cell(done).counted) == (
            own.name, campaign_unit_pb2.CHECK_RESULT_NONE_FOUND, False,
        )  # fmt: skip
        assert look_back(then, done.campaign).coverages[0].done.count == 0
        assert cell(confirm_all(then, row)).counted
        report = look_back(then, done.campaign)
    assert report.coverages[0].share == 10000
    assert list(report.annex) == sorted([mine.name, own.name])
    assert (list(report.people.records), report.person_count) == ([mine.name], 1)


@pytest.mark.rule("SV-20", "SV-73", "SV-76")
def test_what_is_not_put_right_becomes_a_rectification_of_whoever_practises(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, FIRST_DAY) as then:
        office(then)
        row = begun(then)
        mine = whole(then, row, row.people[0].person, row2=ONGOING, row3=DONE)
        own = whole(then, row, row1=ONGOING)
        made = [
            then.call("GetRectification", then.chief, name=sheet.rows[place].rectification)
            for sheet, place in ((mine, 1), (own, 0))
        ]
        report = look_back(then, row.campaign)
    assert [(one.subject, one.subject_type, one.source_reference) for one in made] == [
        (PRACTITIONER, subjects.SUBJECT_TYPE_PRACTITIONER, mine.name), (OFFICE, subjects.SUBJECT_TYPE_OFFICE, own.name),
    ]  # fmt: skip
    assert {(one.due_date, one.phase_end_date, one.item) for one in made} == {("2021-01-25", "2021-01-29", 0)}
    assert [row.rectification for row in mine.rows if row.number != 2] == [""] * 4
    assert {one.title: one.count for one in report.rectifications}["正在整改"] == 2


@pytest.mark.rule("SV-74", "SV-20")
def test_a_problem_of_the_legal_aid_form_keeps_its_row_and_is_never_unsaid(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, FIRST_DAY) as then:
        institution(then)
        row = begun(then)
        sheet = opened(then, row, row.people[0].person)
        filled(then, sheet.name, nil(7, row3=ONGOING))
        first = submitted(then, sheet.name).rows[2].rectification
        assert then.call("GetRectification", then.chief, name=first).item == 3
        back = then.call("ReturnSelfInspection", then.section, name=sheet.name, reason="第一项请写明情况")
        assert (back.self_inspection.state, back.self_inspection.return_reason) == (
            pb.SELF_INSPECTION_STATE_RETURNED, "第一项请写明情况",
        )  # fmt: skip
        filled(then, sheet.name, nil(7))
        unsaid = refused(lambda: submitted(then, sheet.name))
        assert unsaid.violations == {"rows[2].finding": "ROW_CONTRADICTORY"}
        filled(then, sheet.name, nil(7, row3=ONGOING))
        assert submitted(then, sheet.name).rows[2].rectification == first
        assert accepted(then, sheet.name).state == pb.SELF_INSPECTION_STATE_ACCEPTED
        assert refused(lambda: filled(then, sheet.name, nil(7))).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("SV-73")
def test_a_late_sheet_is_taken_as_late(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, "2021-01-28") as then:
        unit(then, "桥头司法所", 1)
        row = begun(then)
        sheet = opened(then, row, row.people[0].person).name
        filled(then, sheet, nil(3, row1={**ONGOING, "due_date": "2021-03-01"}))
        assert refused(lambda: submitted(then, sheet)).reason == "DUE_PAST_PHASE"
    with on(bureau, profile, "2021-01-30") as late:
        done = submitted(late, sheet)
        assert (done.days_late, done.submitted_date) == (1, "2021-01-30")


def test_a_unit_whose_self_inspection_is_not_planned_opens_no_sheet(bureau: Bureau, profile: Profile) -> None:
    kind = [subjects.SUBJECT_TYPE_JUDICIAL_OFFICE]
    spot = campaigns.CampaignCoverage(
        kind=campaigns.COVERAGE_KIND_SPOT_CHECK, phase=1, due_date="2021-01-29", unit_types=kind
    )
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所", 1)
        start(then, plan(then, coverages=[spot]).name)
        row = units(then)[0]
        assert refused(lambda: opened(then, row)).reason == "SELF_INSPECTION_NOT_PLANNED"
        then.call("ReleaseCampaignUnit", then.chief, name=row.name, reason="已撤销", **PAPER)
        assert refused(lambda: opened(then, row)).reason == "ACTION_NOT_ALLOWED"


def test_another_county_sees_nothing(bureau: Bureau, profile: Profile) -> None:
    neighbour = bureau.door.person("supervision_officer", divisions=("990103",))
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所", 1)
        row = begun(then)
        sheet = opened(then, row)
        for rpc in ("GetSelfInspection", "ExportSelfInspection"):
            answer = refused(lambda rpc=rpc: then.call(rpc, neighbour, name=sheet.name))  # type: ignore[misc]
            assert answer.code is grpc.StatusCode.NOT_FOUND
        assert not then.call("ListSelfInspections", neighbour).self_inspections
        listed = then.call("ListSelfInspections", then.chief, campaign_unit=row.name).self_inspections
        assert list(listed) == [sheet] == [then.call("GetSelfInspection", then.chief, name=sheet.name)]
