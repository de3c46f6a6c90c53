"""Score sheets: six times twenty, every deduction with its reason, two signatures, no mark made up (SV-50 to SV-52)."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sifa.supervision.v1 import appraisal_pb2, campaign_pb2, campaign_unit_pb2
from sifa.supervision.v1 import score_sheet_pb2 as pb

from services.supervision.domain.campaign import ScoreCategory
from services.supervision.domain.score_form import points
from services.supervision.domain.score_sheet import MOVES, Deduction, ScoreVerdict
from services.supervision.domain.scoring import _summed, called
from tests.doors import refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import on, plan, start, template, two_officers, units
from tests.services.supervision.units import INSTITUTION, institution

DAY = "2021-05-10"
CATEGORY = ["第一类", "第二类", "第三类", "第四类", "第五类", "第六类"]
PAPER = {"document_number": "评分1号"}
PACKS = Path(__file__).parents[3] / "services" / "supervision" / "policies"
SIX = [ScoreCategory(title=title, full_points=20) for title in CATEGORY]


def deduction(category: int, tenths: int, **changes: Any) -> pb.Deduction:
    """Points off the category as a whole, with a reason and a file."""
    facts = [pb.ScoreFact(title="抽查案卷", reference="案卷第3号")]
    told = {"category": category, "points_tenths": tenths, "reason": "案卷缺少送达回证", "facts": facts, **changes}
    return pb.Deduction(**told)


BOOK = [deduction(1, 30), deduction(3, 50), deduction(4, 25), deduction(6, 10)]


@pytest.fixture
def then(bureau: Bureau, profile: Profile) -> Iterator[Bureau]:
    """A day of the city's check, with one institution in it."""
    with on(bureau, profile, DAY) as made:
        institution(made)
        asked = template(made, 1)
        name = made.call("CreateCampaign", made.section, campaign=asked).name
        start(made, name, happened_date="2021-05-01", entry_reason="补录")
        yield made


def opened(then: Bureau, row: campaign_unit_pb2.CampaignUnit, **fields: Any) -> pb.ScoreSheet:
    """A sheet with full points."""
    asked = {"campaign_unit": row.name, "officers": fields.pop("officers", None) or two_officers(then), **PAPER}
    made: pb.ScoreSheet = then.call("CreateScoreSheet", then.section, score_sheet={**asked, **fields})
    return made


def scored(then: Bureau, sheet: str, deductions: list[pb.Deduction]) -> pb.ScoreSheet:
    done = then.call("EnterScores", then.section, name=sheet, deductions=deductions)
    return done.score_sheet  # type: ignore[no-any-return]


def signed(then: Bureau, sheet: str, who: Any) -> pb.ScoreSheet:
    return then.call("SignScoreSheet", who, name=sheet).score_sheet  # type: ignore[no-any-return]


def final(then: Bureau, sheet: str) -> pb.ScoreSheet:
    signed(then, sheet, then.section)
    return signed(then, sheet, then.chief)


def test_the_moves_of_a_sheet() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "DRAFT": {"score": {"DRAFT"}, "sign": {"SIGNED"}},
        "SIGNED": {"sign": {"FINAL"}, "return": {"DRAFT"}},
        "FINAL": {"judge": {"FINAL"}, "replace": {"REPLACED"}},
        "REPLACED": {},
    }


@pytest.mark.rule("SV-50", "SV-51")
def test_the_sheet_of_the_book(then: Bureau) -> None:
    """TV-S01, E-65: deductions 3, 0, 5, 2.5, 0, 1 leave 108.5 of 120, and 90.42% beside it; F-02."""
    sheet = opened(then, units(then)[0])
    assert [(one.title, one.full_points, one.score_tenths) for one in sheet.categories] == [
        (title, 20, 200) for title in CATEGORY
    ]
    assert (sheet.year, sheet.subject, sheet.share) == (2021, INSTITUTION, 10000)
    sheet = scored(then, sheet.name, BOOK)
    assert (sheet.total_tenths, sheet.full_tenths, sheet.share) == (1085, 1200, 9042)
    assert [one.score_tenths for one in sheet.categories] == [170, 200, 150, 175, 200, 190]
    final(then, sheet.name)
    content = then.call("ExportScoreSheet", then.chief, name=sheet.name).content
    page: Any = load_workbook(io.BytesIO(content)).worksheets[0]
    lines = [[cell.value for cell in line] for line in page.iter_rows()]
    assert lines[0] == ["类别", "满分", "扣分", "扣分备注", "得分"]
    assert lines[4] == ["第四类", "20", "2.5", "扣2.5分：案卷缺少送达回证", "17.5"]
    assert lines[7] == ["合计", "120", "11.5", "90.42%", "108.5"]


@pytest.mark.rule("SV-50")
def test_nothing_is_taken_off_without_reason_fact_and_place(then: Bureau) -> None:
    """TV-S03."""
    name = opened(then, units(then)[0]).name

    def tried(**changes: Any) -> Any:
        return refused(lambda: scored(then, name, [deduction(**{"category": 1, "tenths": 20, **changes})])).violations

    assert tried(reason="") == {"deductions[0].reason": "DEDUCTION_WITHOUT_REASON"}
    assert tried(reason=" ") == {"deductions[0].reason": "DEDUCTION_WITHOUT_REASON"}
    assert list(tried(facts=[])) == ["deductions[0].facts"]
    assert list(tried(points_tenths=0)) == ["deductions[0].points_tenths"]
    assert list(tried(points_tenths=-5)) == ["deductions[0].points_tenths"]
    assert tried(category=7) == {"deductions[0].category": "CATEGORY_UNKNOWN"}
    assert tried(item=1) == {"deductions[0].item": "ITEM_UNKNOWN"}
    assert then.call("GetScoreSheet", then.chief, name=name).total_tenths == 1200


@pytest.mark.rule("SV-51")
@given(taken=st.lists(st.tuples(st.integers(1, 6), st.integers(1, 300)), max_size=30))
def test_no_category_falls_below_zero_and_the_total_is_their_sum(taken: list[tuple[int, int]]) -> None:
    """E-65."""
    told = tuple(
        Deduction(category=category, item=0, points_tenths=tenths, reason="理由", facts=())
        for category, tenths in taken
    )
    found = _summed(SIX, told)
    by_category = [sum(tenths for category, tenths in taken if category == place) for place in range(1, 7)]
    assert [one.score_tenths for one in found["categories"]] == [max(0, 200 - one) for one in by_category]
    assert found["total_tenths"] == sum(one.score_tenths for one in found["categories"])
    assert abs(found["share"] * found["full_tenths"] - 10000 * found["total_tenths"]) * 2 <= found["full_tenths"]


@pytest.mark.rule("SV-50")
def test_two_sign_and_the_second_signature_tells_it(then: Bureau) -> None:
    row = units(then)[0]
    name = opened(then, row).name
    assert refused(lambda: opened(then, row)).reason == "SCORE_SHEET_EXISTS"
    scored(then, name, BOOK)
    once = signed(then, name, then.section)
    assert (once.state, once.final_date) == (pb.SCORE_SHEET_STATE_SIGNED, "")
    assert refused(lambda: signed(then, name, then.section)).reason == "SIGNED_ALREADY"
    assert refused(lambda: scored(then, name, [])).reason == "ACTION_NOT_ALLOWED"
    back = then.call("ReturnScoreSheet", then.chief, name=name, reason="第三类扣分过重").score_sheet
    assert (back.state, len(back.signatures)) == (pb.SCORE_SHEET_STATE_DRAFT, 0)
    assert not [one for one in logged(then.door.service) if one.type.endswith("ScoreSheetFinal")]
    done = final(then, name)
    assert [one.signed_by for one in done.signatures] == ["section", "chief"]
    (told,) = [one for one in logged(then.door.service) if one.type.endswith("ScoreSheetFinal")]
    assert json.loads(told.body) == {
        "scoreSheet": name, "unit": INSTITUTION, "division": row.division, "year": 2021, "totalTenths": 1085,
        "finalDate": DAY,
    }  # fmt: skip


@pytest.mark.rule("SV-50", "SV-52", "SV-79")
def test_a_final_sheet_is_judged_by_a_person_and_corrected_by_another(then: Bureau) -> None:
    row = units(then)[0]
    first = opened(then, row)
    told = {"verdict": pb.SCORE_VERDICT_QUALIFIED, "reason": "集体研究认定", **PAPER}
    assert refused(lambda: then.call("JudgeScoreSheet", then.chief, name=first.name, **told)).reason == (
        "ACTION_NOT_ALLOWED"
    )
    early = refused(lambda: opened(then, row, replaces=first.name, replacement_reason="更正"))
    assert early.reason == "REPLACED_SHEET_UNFIT"
    done = final(then, first.name)
    assert (done.verdict, done.HasField("pass_mark_tenths")) == (pb.SCORE_VERDICT_UNSPECIFIED, False)
    assert list(done.allowed_actions) == ["judge"]
    judged = then.call("JudgeScoreSheet", then.chief, name=first.name, **told).score_sheet
    assert (judged.verdict, judged.verdict_reason) == (pb.SCORE_VERDICT_QUALIFIED, "集体研究认定")
    assert refused(lambda: then.call("JudgeScoreSheet", then.chief, name=first.name, **told)).reason == "VERDICT_GIVEN"
    bare = refused(lambda: opened(then, row, replaces=first.name))
    assert bare.violations == {"score_sheet.replacement_reason": "REPLACEMENT_REASON_MISSING"}
    second = opened(then, row, replaces=first.name, replacement_reason="第一类漏记一处扣分")
    scored(then, second.name, BOOK)
    final(then, second.name)
    found = then.call("ListScoreSheets", then.chief, campaign_unit=row.name).score_sheets
    assert [(one.name, one.state) for one in found] == [
        (first.name, pb.SCORE_SHEET_STATE_REPLACED), (second.name, pb.SCORE_SHEET_STATE_FINAL),
    ]  # fmt: skip
    booked = then.call("ListAppraisalEntries", then.chief, kind=appraisal_pb2.APPRAISAL_KIND_SCORE).appraisal_entries
    assert [(one.source, one.state, one.effect) for one in booked] == [
        (first.name, appraisal_pb2.APPRAISAL_ENTRY_STATE_WITHDRAWN, appraisal_pb2.APPRAISAL_EFFECT_NEUTRAL),
        (second.name, appraisal_pb2.APPRAISAL_ENTRY_STATE_COUNTED, appraisal_pb2.APPRAISAL_EFFECT_NEUTRAL),
    ]  # fmt: skip


@pytest.mark.rule("SV-52")
def test_a_campaign_without_categories_takes_those_of_the_pack(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, "2021-01-07") as then:
        institution(then)
        start(then, plan(then).name)
        row = units(then)[0]
        sheet = opened(then, row)
        newcomer = [bureau.officer().name, bureau.officer(valid_from_date="2019-01-01").name]
        assert refused(lambda: opened(then, row, officers=newcomer)).reason == "SCORE_SHEET_EXISTS"
    assert [(one.title, one.full_points) for one in sheet.categories] == [(title, 20) for title in CATEGORY]


@pytest.mark.rule("SV-50", "SV-05")
def test_items_stand_under_categories_and_officers_are_certified(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, "2021-01-07") as then:
        institution(then)
        category = campaign_pb2.ScoreCategory(title="经费管理", full_points=20, items=["专账核算", "按期支付"])
        start(then, plan(then, score_categories=[category]).name)
        row = units(then)[0]
        newcomer = [bureau.officer().name, bureau.officer(valid_from_date="2019-01-01").name]
        assert refused(lambda: opened(then, row, officers=newcomer)).reason == "OFFICERS_UNFIT"
        name = opened(then, row).name
        done = scored(then, name, [deduction(1, 15, item=2)])
        assert (done.total_tenths, done.full_tenths, done.share) == (185, 200, 9250)
        answer = refused(lambda: scored(then, name, [deduction(1, 15, item=3)]))
        assert answer.violations == {"deductions[0].item": "ITEM_UNKNOWN"}
        content = then.call("ExportScoreSheet", then.chief, name=name).content
    page: Any = load_workbook(io.BytesIO(content)).worksheets[0]
    assert page["D2"].value == "按期支付，扣1.5分：案卷缺少送达回证"


@pytest.mark.rule("SV-52")
def test_a_mark_of_a_pack_calls_the_unit_and_without_one_nobody_does() -> None:
    found = [called(total, 720) for total in (719, 720)]
    assert found == [ScoreVerdict.UNQUALIFIED, ScoreVerdict.QUALIFIED]
    assert called(0, None) is None


@pytest.mark.rule("SV-52")
def test_no_pack_makes_up_a_pass_mark_or_the_name_of_a_category() -> None:
    """E-66: the seed gives neither, so no unit is called unqualified by the system."""
    packs = [tomllib.loads(one.read_text(encoding="utf-8")) for one in PACKS.glob("[0-9]*[0-9].toml")]
    told = [(one["key"], one["value"]) for pack in packs for one in pack["parameter"]]
    assert [value for key, value in told if key == "sv.pass_mark"] == [{"set": False}]
    named = [one["name"] for key, value in told if key == "sv.score_categories" for one in value]
    assert (named, called(0, None)) == (CATEGORY, None)


@pytest.mark.parametrize(("tenths", "told"), [(0, "0"), (5, "0.5"), (25, "2.5"), (1200, "120")])
def test_points_are_written_as_people_write_them(tenths: int, told: str) -> None:
    assert points(tenths) == told
