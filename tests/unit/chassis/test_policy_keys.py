"""Every key of the rulebook's table of configuration is in the nation's packs, with its default where it has one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from chassis.kernel.policy import NATIONAL, UNSET, Pack, PolicyBook
from chassis.policy_files import read_book
from chassis.rules import read_rules

SERVICES = Path(__file__).parents[3] / "services"
BOOKS = {folder.parent.name: read_book([folder]) for folder in sorted(SERVICES.glob("*/policies"))}
DAY, FIRST = dt.date(2026, 6, 15), dt.date(2004, 1, 1)


def cal(count: int) -> dict[str, Any]:
    return {"count": count, "basis": "CAL"}


def mon(count: int) -> dict[str, Any]:
    return {"count": count, "basis": "MON"}


def wd(count: int) -> dict[str, Any]:
    return {"count": count, "basis": "WD"}


LEGAL_AID: dict[str, Any] = {
    "la.day_basis": "CAL",
    "la.supplement_days": cal(15),
    "la.provisional_days": cal(10),
    "la.objection_window": UNSET,
    "la.replace_days": cal(5),
    "la.entry_days": wd(3),
    "la.pay_days": cal(30),
    "la.publish_days": cal(20),
    "la.fail_pay_percent": 0,
    "la.terminated_percent": 50,
    "la.deceit_fine_max": 300_000,
    "la.grade_bands": [],
    "la.rubric": {},
    "la.pick_ban_days": 365,
    "la.complaint_limits": {"accept": wd(5), "conclude": cal(45), "answer": wd(5)},
    "lot.amounts": {
        "eastern_six": {
            "criminal": 160000, "enforcement": 160000, "civil": 280000, "administrative": 280000,
            "difficult_max": 500000,
        },
    },
    "lot.difficult_percent": 10,
    "lot.scope_a_cap": UNSET,
    "lot.region": UNSET,
    "la.dup_scope": "STAGE",
    "la.subsidy_modifiers": [],
    "la.subsidy_cap": UNSET,
    "la.handover_days": wd(1),
    "la.callback_days": wd(5),
    "la.volunteer_exit": wd(15),
    "la.counter_close": "17:00",
    "la.reminders": {"days": [3, 1], "mailbox": ""},
    "la.point_standard": {
        "TOWNSHIP": [
            "统一标识和公示栏",
            "固定接待场所",
            "值班律师或者基层法律服务工作者名册",
            "来访来电登记簿",
            "服务事项清单上墙",
        ],
        "VILLAGE": ["统一标识", "联络员和联系电话公示", "来访登记簿"],
        "GROUP": ["联络员和联系电话公示"],
    },
    "la.volunteer_limits": {"day_minutes": 480, "faults": 3, "months": 12},
    "la.answer_days": wd(5),
    "la.answer_days_complex": wd(15),
    "la.hotline_goals": {"answered": 95, "satisfied": 90, "sampled": 5, "called_back": 100},
    "la.pick_days": cal(1),
    "la.directory_capacity": UNSET,
    "la.mass_threshold": {"persons": 10, "days": 30},
    "la.topic_rise": 50,
    "la.distrust_days": 365,
    "la.succession_days": cal(30),
    "min_staff": 5,
    # Outside the table: limits and figures of statutes, and what `at once` means.
    "la.decide": cal(7),
    "la.list_review": mon(12),
    "la.imposture_fine": {"least": 1, "most": 3},
    "la.assign": cal(3),
    "la.notify": cal(3),
    "la.transfer": {"count": 24, "basis": "HRS"},
    "la.objection_review": cal(5),
    "la.late_notice_days": 15,
    "la.provisional_below_days": 7,
    "la.supplementary_matters": [],
    "la.comply": cal(1),
    "la.arrange": {"count": 24, "basis": "HRS"},
    "la.agree": cal(5),
    "la.leave_barred": wd(1),
    "la.court_papers": cal(3),
    "la.submit_file": cal(30),
    "la.review_file": cal(30),
}  # fmt: skip
GRASSROOTS_OFFICES: dict[str, Any] = {
    "go.establishment_mode": "OPEN_PER_SEED",
    "go.rectify_days": cal(90),
    "go.min_area_m2": 50,
    "go.target_area_m2": 100,
    "go.min_staff": 3,
    "go.min_bachelor_percent": 50,
    "go.hours_per_person_year": 36,
    "go.aid_cases_per_person_year": 5,
    "go.training_hours": 40,
    "go.county_trainings": 2,
    "go.news_per_month": 3,
    "go.typical_per_month": 1,
    "go.quota_denominator": "FTE_DAYS",
    "go.objection_days": cal(10),
    "go.assessment_window": {"opens": "03-01", "closes": "05-31", "years_after": 1},
    "go.adviser": {
        "hours_per_month": 4, "lectures_per_quarter": 1, "cases_per_month": 2, "checked_numerator": 1,
        "checked_denominator": 3,
    },
    "go.class_hour_minutes": 45,
    "go.review": {"percent": 10, "min": 3},
    "go.brief_rewards": UNSET,
    "go.daily_weight": UNSET,
    "go.rights_days": wd(10),
    # Outside the table: figures of the two measures.
    "go.min_practitioners": 3,
    "go.min_partners": 2,
    "go.partner_years": 3,
    "go.absence_limit": {"count": 3, "basis": "MON"},
    "go.unattached": {"count": 6, "basis": "MON"},
    "go.entry_days": wd(3),
    "go.internship": {"months": 12, "waiver_years": 2},
    "go.paper_notice_days": wd(5),
    "go.decide_days": wd(20),
    "go.extension_days": wd(10),
    "go.certificate_days": wd(10),
    "go.litigation_area": "COUNTY",
    "go.former_post_years": UNSET,
    "go.opinion_days": wd(20),
    "go.claim_hours": 8,
    "go.deregister_days": cal(15),
    "go.penalty_days": cal(90),
    "go.penalty_bar": {"count": 24, "basis": "MON"},
    "go.penalty_bar_grave": {"count": 60, "basis": "MON"},
    "go.hearing_request": wd(5),
    "go.hearing_notice": wd(7),
    "go.hearing_from_fen": 1,
    "go.fine_cap": {"times": 3, "most_fen": 3_000_000},
    "go.fine_bands": UNSET,
    "go.late_fine_percent": 3,
    "go.fine_days": cal(15),
    "go.commission_quorum_percent": 51,
    "go.service_day_hours": 8,
    "go.assessment_steps": {"filed": "05-15", "reviewed": "05-20"},
    "go.awards": {
        "base_year": 2020, "brand_office": 3, "advanced_practitioner": 2, "best_case": 1, "best_cases": 10,
    },
    "go.low_risk_years": 3,
    "go.income_due_day": 10,
}  # fmt: skip
PARTY_BUILDING: dict[str, Any] = {
    "pb.fund_percent": 3,
    "pb.base_mode": {
        "less_refunds": True, "less_pass_through": True, "with_aid_subsidies": False, "with_tax": True,
    },
    "pb.alloc_due_day": 10,
    "pb.form_days": cal(30),
    "pb.instructor_days": cal(30),
    "pb.adjust_days": cal(90),
    "pb.refund_days": cal(30),
    "pb.joint_max_units": 5,
    "pb.max_members": 50,
    "pb.committee_from": 7,
    "pb.fund_holder": "OFFICE",
    "pb.entry_days": wd(3),
    "pb.branch_min_formal": 3,
    "pb.committee_size": {"least": 3, "most": 7},
    "pb.term_years": 3,
    "pb.term_notice_days": 90,
    "pb.secretary_days": cal(30),
    "pb.letter_validity": mon(3),
    "pb.activist_term": mon(12),
    "pb.probation_term": mon(12),
    "pb.dues_tiers": [{"up_to_fen": 300_000, "rate_bp": 50}, {"up_to_fen": 500_000, "rate_bp": 100},
                      {"up_to_fen": 1_000_000, "rate_bp": 150}, {"rate_bp": 200}],
    "pb.dues_tiers_retired": [{"up_to_fen": 500_000, "rate_bp": 50}, {"rate_bp": 100}],
    "pb.dues_back_months": 6,
    "pb.large_dues_fen": 100_000,
    "pb.alloc_circular": mon(2),
    "pb.general_meeting_months": 3,
    "pb.committee_meeting_months": 1,
    "pb.group_meeting_months": 1,
    "pb.theme_day_months": 1,
    "pb.inactive_after": mon(6),
    "pb.register_month": 3,
    "pb.report_days": wd(3),
}  # fmt: skip
SUPERVISION: dict[str, Any] = {
    "sv.rectify_days": cal(15),
    "sv.verify_days": wd(5),
    "sv.hold_days": wd(2),
    "sv.clue_assign_days": wd(3),
    "sv.clue_days": cal(30),
    "sv.score_categories": [{"name": f"第{place}类", "full": 20} for place in "一二三四五六"],
    "sv.pass_mark": UNSET,
    "sv.random": {
        "offices": {"percent": 10, "min_count": 2}, "practitioners": {"percent": 30, "min_count": 0},
        "max_per_year": 2, "draw_days_before": 3, "publish": cal(5),
    },
    "sv.mismatch_threshold": 1,
    "sv.long_days": 180,
    "sv.contact_threshold": 5,
    "sv.extension": True,
    # Outside the table: figures of draws.
    "sv.entry_days": wd(3),
    "sv.reveal_days": cal(2),
    "sv.low_risk_percent": UNSET,
    "sv.high_risk": {
        "percent": 50, "days": 365, "clue_points": 2, "complaint_points": 2, "overdue_points": 1, "from_points": 2,
    },
    "sv.long_reopened": 2,
    "sv.one_grader": {"percent": 100, "min_count": 10},
    "sv.volume_spike": {"percent": 200, "months": 6, "min_count": 10},
}  # fmt: skip
TABLE = {
    "legal_aid": LEGAL_AID,
    "grassroots_offices": GRASSROOTS_OFFICES,
    "party_building": PARTY_BUILDING,
    "supervision": SUPERVISION,
}
DEFAULTS = [pytest.param(service, key, value, id=key) for service, keys in TABLE.items() for key, value in keys.items()]
TWICE_DIBAO = {"basis": "DIBAO", "numerator": 2, "denominator": 1}
HALF_RURAL_INCOME = {"basis": "RURAL_INCOME", "numerator": 1, "denominator": 2}
CHIZHOU_OFFICES = (
    "go.min_area_m2", "go.target_area_m2", "go.min_staff", "go.min_bachelor_percent", "go.hours_per_person_year",
    "go.aid_cases_per_person_year", "go.training_hours", "go.county_trainings", "go.news_per_month",
    "go.typical_per_month",
)  # fmt: skip


def nation(book: PolicyBook) -> Pack:
    return next(pack for pack in book.packs if pack.division == NATIONAL)


def keys_of(pack: Pack) -> set[str]:
    return {parameter.key for parameter in pack.parameters}


@pytest.mark.parametrize(("service", "key", "value"), DEFAULTS)
def test_a_key_has_its_default_in_the_nations_pack(service: str, key: str, value: Any) -> None:
    found = BOOKS[service].find(key, division=NATIONAL, on=DAY)
    assert (found.value, type(found.value)) == (value, type(value))


@pytest.mark.parametrize("service", TABLE)
def test_the_nations_pack_holds_no_key_that_nobody_listed(service: str) -> None:
    assert keys_of(nation(BOOKS[service])) == set(TABLE[service])


@pytest.mark.parametrize(
    ("service", "pack", "division", "key", "value"),
    [
        ("legal_aid", "530000", "530102", "la.standard.urban", TWICE_DIBAO),
        ("legal_aid", "530000", "530102", "la.standard.rural", HALF_RURAL_INCOME),
        ("legal_aid", "990000", "990102", "la.standard.urban", TWICE_DIBAO),
        ("legal_aid", "990000", "990102", "la.standard.rural", HALF_RURAL_INCOME),
        (
            "legal_aid", "990000", "990102", "la.base.dibao",
            {"fen": 70000, "period": "MONTH", "series": "城镇居民最低生活保障标准"},
        ),
        (
            "legal_aid", "990000", "990102", "la.base.rural_income",
            {"fen": 1600000, "period": "YEAR", "series": "农村居民人均纯收入"},
        ),
        (
            "legal_aid", "990000", "990102", "la.base.min_wage",
            {"fen": 220000, "period": "MONTH", "series": "城镇最低工资标准"},
        ),
        ("party_building", "341700", "341702", "pb.fund_percent", 3),
        *[("grassroots_offices", "341700", "341702", key, GRASSROOTS_OFFICES[key]) for key in CHIZHOU_OFFICES],
    ],
)  # fmt: skip
def test_a_region_has_what_its_document_states(service: str, pack: str, division: str, key: str, value: Any) -> None:
    found = BOOKS[service].find(key, division=division, on=DAY)
    assert (found.value, found.pack) == (value, pack)


def test_the_special_rectification_of_kaifu_knows_no_extension() -> None:
    days = [dt.date.fromisoformat(day) for day in ("2021-01-06", "2021-01-07", "2021-03-24", "2021-03-25")]
    found = [BOOKS["supervision"].find("sv.extension", division="430105", on=day).value for day in days]
    assert found == [True, False, False, True]


@pytest.mark.parametrize("service", TABLE)
def test_a_region_answers_for_every_day_for_which_the_nation_answers(service: str) -> None:
    nations = keys_of(nation(BOOKS[service]))
    shared = [
        parameter
        for pack in BOOKS[service].packs
        if pack.division != NATIONAL
        for parameter in pack.parameters
        if parameter.key in nations
    ]
    starts = {(parameter.pack, parameter.key): FIRST for parameter in shared}
    earliest = {place: min(row.from_date for row in shared if (row.pack, row.key) == place) for place in starts}
    assert earliest == starts


@pytest.mark.parametrize("service", TABLE)
def test_every_key_that_a_rule_names_is_in_some_pack(service: str) -> None:
    named = {key for rule in read_rules(SERVICES / service).values() for key in rule.keys}
    assert named - {key for pack in BOOKS[service].packs for key in keys_of(pack)} == set()
