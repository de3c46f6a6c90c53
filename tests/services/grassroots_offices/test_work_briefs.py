"""Briefs and typical cases count in the month of their submission unless they were sent back (GO-69, GO-82)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import quota_pb2
from sifa.grassroots_offices.v1 import work_brief_pb2 as pb

from services.grassroots_offices.domain.work_brief import MOVES
from tests.doors import migrated, refused, serving, settings_of
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk

LATE = {"entry_reason": "补录报送情况"}
BACK = {"return_ground": pb.RETURN_GROUND_DUPLICATE, "return_reason": "与上月报送内容重复"}


def submit(desk: Desk, office: str, title: str, day: str, **changes: Any) -> pb.WorkBrief:
    brief = pb.WorkBrief(
        office=office, title=title, submitted_date=day, document_number="报送1号",
        **{"kind": pb.WORK_BRIEF_KIND_BRIEF, **LATE, **changes},
    )  # fmt: skip
    made: pb.WorkBrief = desk.call("CreateWorkBrief", desk.clerk, work_brief=brief)
    return made


def act(desk: Desk, verb: str, brief: pb.WorkBrief, **fields: Any) -> pb.WorkBrief:
    done: pb.WorkBrief = desk.call(f"{verb}WorkBrief", desk.clerk, name=brief.name, **fields).work_brief
    return done


def month_of(desk: Desk, office: str, month: int, quota: int) -> tuple[int, str]:
    sheet = desk.call("ComputeQuotas", desk.clerk, name=office, year=2026).quota_sheet
    found = next(one for one in sheet.lines if one.quota == quota and one.month == month)
    return found.value.numerator, quota_pb2.QuotaVerdict.Name(found.verdict).removeprefix("QUOTA_VERDICT_")


@pytest.mark.rule("GO-82", "GO-69")
@pytest.mark.parametrize("verdict", [pytest.param("NOT_MET", id="TV-G17")])
def test_what_was_sent_back_as_a_duplicate_is_missing_in_its_month(desk: Desk, verdict: str) -> None:
    office = desk.enter_office().name
    briefs = [submit(desk, office, f"矛盾纠纷化解信息{number}", "2026-05-12") for number in range(3)]
    assert month_of(desk, office, 5, quota_pb2.QUOTA_BRIEFS) == (3, "MET")
    act(desk, "Return", briefs[2], **BACK)
    anew = submit(desk, office, briefs[2].title, "2026-06-12")
    assert month_of(desk, office, 5, quota_pb2.QUOTA_BRIEFS) == (2, verdict)
    assert month_of(desk, office, 6, quota_pb2.QUOTA_BRIEFS) == (1, "OPEN")
    assert anew.state == pb.WORK_BRIEF_STATE_SUBMITTED


@pytest.mark.rule("GO-69")
def test_typical_cases_are_counted_apart(desk: Desk) -> None:
    office = desk.enter_office().name
    submit(desk, office, "土地流转纠纷调解案", "2026-05-12", kind=pb.WORK_BRIEF_KIND_TYPICAL_CASE)
    assert month_of(desk, office, 5, quota_pb2.QUOTA_TYPICAL_CASES) == (1, "MET")
    assert month_of(desk, office, 5, quota_pb2.QUOTA_BRIEFS) == (0, "NOT_MET")


@pytest.mark.rule("GO-82")
def test_a_brief_is_taken_and_used_by_each_level_once(desk: Desk) -> None:
    brief = submit(desk, desk.enter_office().name, "法治乡村信息", "2026-06-12")
    act(desk, "Accept", brief)
    act(desk, "Adopt", brief, level=pb.ADOPTION_LEVEL_CITY, document_number="市局信息1期")
    again = refused(lambda: act(desk, "Adopt", brief, level=pb.ADOPTION_LEVEL_CITY, document_number="市局信息2期"))
    assert again.reason == "ADOPTED_THERE"
    used = act(desk, "Adopt", brief, level=pb.ADOPTION_LEVEL_PROVINCE, document_number="省厅信息3期")
    assert [(one.level, one.adopted_date) for one in used.adoptions] == [
        (pb.ADOPTION_LEVEL_CITY, "2026-06-15"), (pb.ADOPTION_LEVEL_PROVINCE, "2026-06-15"),
    ]  # fmt: skip
    assert used.state == pb.WORK_BRIEF_STATE_ADOPTED
    assert refused(lambda: act(desk, "Return", brief, **BACK)).reason == "ACTION_NOT_ALLOWED"


def test_the_same_title_is_not_submitted_twice(desk: Desk) -> None:
    office = desk.enter_office().name
    submit(desk, office, "法治乡村信息", "2026-06-11")
    answer = refused(lambda: submit(desk, office, "法治乡村信息", "2026-06-12"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "BRIEF_TWICE")
    submit(desk, office, "法治乡村信息", "2026-06-12", kind=pb.WORK_BRIEF_KIND_TYPICAL_CASE)


def test_a_list_is_of_one_office_kind_or_state(desk: Desk) -> None:
    office = desk.enter_office().name
    briefs = [submit(desk, office, f"信息简报{number}", "2026-06-12") for number in range(2)]
    submit(desk, desk.enter_office().name, "典型案例一", "2026-06-12", kind=pb.WORK_BRIEF_KIND_TYPICAL_CASE)
    act(desk, "Accept", briefs[0])
    asked: tuple[dict[str, Any], ...] = (
        {"office": office}, {"kind": pb.WORK_BRIEF_KIND_TYPICAL_CASE}, {"state": pb.WORK_BRIEF_STATE_ACCEPTED},
    )  # fmt: skip
    found = [desk.call("ListWorkBriefs", desk.city, **one).work_briefs for one in asked]
    assert [len(one) for one in found] == [2, 1, 1]
    assert desk.call("GetWorkBrief", desk.city, name=briefs[0].name) == found[2][0]


def test_the_moves_of_a_brief() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "SUBMITTED": ["accept", "return"], "RETURNED": [], "ACCEPTED": ["adopt"], "ADOPTED": ["adopt", "payReward"],
    }  # fmt: skip


SCHEME = """id = "990102-rewards"
division = "990102"
status = "active"

[[parameter]]
key = "go.brief_rewards"
unit = "fen for each level"
value = { set = false }
citation = "系统设计"
from = 2004-01-01
to = 2026-05-31

[[parameter]]
key = "go.brief_rewards"
unit = "fen for each level"
value = { county_fen = 5000, city_fen = 10000, province_fen = 30000, nation_fen = 80000 }
citation = "示例县信息报送奖励办法"
from = 2026-06-01
"""


@pytest.mark.rule("GO-82")
def test_an_adoption_earns_what_the_scheme_of_its_day_says_and_is_paid_once(
    desk: Desk, profile: Profile, tmp_path: Path
) -> None:
    office = desk.enter_office().name
    folder = tmp_path / "grassroots_offices"
    folder.mkdir()
    (folder / "990102-rewards.toml").write_text(SCHEME, encoding="utf-8")
    settings = settings_of(profile, "grassroots_offices", SIFA_POLICY_DIR=str(tmp_path))
    with serving(migrated(settings, "grassroots_offices")) as door:
        own = Desk(door=door, clerk=desk.clerk, city=desk.city)
        brief = submit(own, office, "矛盾纠纷化解信息", "2026-05-28")
        act(own, "Accept", brief, happened_date="2026-05-29", entry_reason="补录")
        before = {"happened_date": "2026-05-31", "document_number": "采用1号", "entry_reason": "补录"}
        act(own, "Adopt", brief, level=pb.ADOPTION_LEVEL_COUNTY, **before)
        act(own, "Adopt", brief, level=pb.ADOPTION_LEVEL_CITY, document_number="采用2号")
        pay = partial(own.call, "PayBriefReward", own.clerk, name=brief.name, document_number="发放1号")
        assert refused(partial(pay, level=pb.ADOPTION_LEVEL_COUNTY)).reason == "NO_REWARD"
        assert refused(partial(pay, level=pb.ADOPTION_LEVEL_NATION)).reason == "NO_REWARD"
        owed = own.call("ListBriefRewards", own.city, year=2026).lines
        assert [(one.office, one.level, one.reward_fen, one.paid_date) for one in owed] == [
            (office, pb.ADOPTION_LEVEL_CITY, 10_000, "")
        ]
        paid = pay(level=pb.ADOPTION_LEVEL_CITY).work_brief
        assert [(one.reward_fen, one.paid_date, one.payment_document) for one in paid.adoptions] == [
            (0, "", ""), (10_000, "2026-06-15", "发放1号"),
        ]  # fmt: skip
        assert refused(partial(pay, level=pb.ADOPTION_LEVEL_CITY)).reason == "REWARD_PAID"
        assert own.call("ListBriefRewards", own.city, year=2025).lines == []
