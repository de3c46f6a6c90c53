"""What village advisers, written rules and the quality plan ask for stands on the page of whoever owes it."""

from __future__ import annotations

import datetime as dt

import pytest
from sifa.grassroots_offices.v1 import duty_pb2 as pb
from sifa.grassroots_offices.v1 import penalty_pb2

from services.grassroots_offices.domain.duty import DutyKind
from services.grassroots_offices.domain.quality_plan import ReviewRules, plan_of
from services.grassroots_offices.domain.work_duty import quality_duties
from tests.servers.profiles import Profile
from tests.services.grassroots_offices import penalties
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_case_reviews import CALL, FILE, SURVEY, closed, look
from tests.services.grassroots_offices.test_duties import owed, own
from tests.services.grassroots_offices.test_own_office import link
from tests.services.grassroots_offices.test_village_advisers import LECTURE, ON_SITE, engaged, listed, log
from tests.services.grassroots_offices.test_written_rules import FEES, act, enter

ADVISER, WRITTEN, QUALITY = pb.DUTY_KIND_ADVISER, pb.DUTY_KIND_WRITTEN_RULE, pb.DUTY_KIND_QUALITY


@pytest.mark.rule("GO-79")
def test_an_adviser_sees_what_the_month_still_asks_of_him_and_a_lecture_in_the_last_of_a_quarter(
    desk: Desk, profile: Profile
) -> None:
    office, staff = desk.staffed_office(2)
    contract = engaged(desk, listed(desk, "桥头镇一村"), staff[0].name, group_name="法润民生一群")
    him, other = (link(desk, office.name, "practitioner", one.name, account=one.name) for one in staff)
    log(desk, contract, ON_SITE, "2026-06-10", 200)
    shown = [one for one in own(desk, him) if one.kind == ADVISER]
    assert {(one.subject, one.item, one.period, one.missing, one.due_date, one.rule_id) for one in shown} == {
        (contract.name, "ON_SITE_MINUTES", "2026-06", "40", "2026-06-30", "GO-79"),
        (contract.name, "LECTURES", "2026-06", "1", "2026-06-30", "GO-79"),
        (contract.name, "GROUP_CASES", "2026-06", "2", "2026-06-30", "GO-79"),
    }  # fmt: skip
    assert {one.practitioner for one in shown} == {staff[0].name}
    assert not [one for one in own(desk, other) if one.kind == ADVISER]
    log(desk, contract, LECTURE, "2026-06-11", 40)
    assert {one.item for one in owed(desk, office.name, ADVISER)} == {"ON_SITE_MINUTES", "GROUP_CASES"}
    with on_day(desk, profile, "2026-07-01") as later:
        assert {(one.item, one.period, one.missing) for one in owed(later, office.name, ADVISER)} == {
            ("ON_SITE_MINUTES", "2026-07", "240"), ("GROUP_CASES", "2026-07", "2"),
        }  # fmt: skip
    desk.leave(staff[0])
    assert owed(desk, office.name, ADVISER) == []


@pytest.mark.rule("GO-77")
def test_each_of_the_twelve_is_owed_until_it_is_on_the_wall_and_in_use(desk: Desk) -> None:
    office = desk.staffed_office(3)[0].name
    found = owed(desk, office, WRITTEN)
    assert (len(found), {(one.subject, one.due_date, one.rule_id) for one in found}) == (12, {(office, "", "GO-77")})
    rule = enter(desk, office)
    lines = {one.item: one for one in owed(desk, office, WRITTEN)}
    assert (lines["UNIFIED_FEES_NOT_POSTED"].subject, lines["UNIFIED_FEES_NOT_POSTED"].due_date) == (rule.name, "")
    act(desk, "PostWrittenRule", rule)
    (unused,) = [one for one in owed(desk, office, WRITTEN) if one.subject == rule.name]
    assert (unused.item, unused.period, unused.due_date) == ("UNIFIED_FEES_UNUSED", "2026", "2026-12-31")
    act(desk, "RecordRuleUse", rule, document_number="票据存根1号")
    assert (len(owed(desk, office, WRITTEN)), FEES) == (11, rule.kind)


@pytest.mark.rule("GO-84")
def test_the_quality_plan_is_owed_file_by_file_survey_by_survey_and_call_by_call(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    cases = [closed(desk, office.name, staff[0].name) for _ in range(2)]
    look(desk, cases[0], FILE)
    look(desk, cases[0], SURVEY)
    assert [(one.item, one.missing, one.due_date, one.overdue) for one in owed(desk, office.name, QUALITY)] == [
        ("FILE_REVIEWS", "1", "2026-12-31", False), ("SURVEYS", "1", "2026-12-31", False),
        ("FOLLOW_UP_CALLS", "2", "2026-12-31", False),
    ]  # fmt: skip
    for one in cases:
        look(desk, one, CALL)
    assert [one.item for one in owed(desk, office.name, QUALITY)] == ["FILE_REVIEWS", "SURVEYS"]


@pytest.mark.rule("GO-84")
def test_what_the_year_before_lacked_is_overdue_and_not_lost() -> None:
    rules = ReviewRules(percent=10, least=3, citation="")
    plan = plan_of("offices/1", 2025, {"officeCases/1": dt.date(2025, 12, 30)}, [], rules)
    lines = list(quality_duties(plan, today=dt.date(2026, 1, 1)))
    assert [(one.kind, one.missing, one.overdue) for one in lines] == [(DutyKind.QUALITY, "1", True)] * 3
    assert not any(one.overdue for one in quality_duties(plan, today=dt.date(2025, 12, 31)))


@pytest.mark.rule("GO-77", "GO-84")
def test_an_office_that_ends_owes_no_rules_and_the_finance_clerk_sees_none(desk: Desk) -> None:
    office = desk.staffed_office(3)[0].name
    finance = link(desk, office, "finance")
    assert not [one for one in own(desk, finance) if one.kind in {WRITTEN, QUALITY}]
    desk.call("TerminateOffice", desk.clerk, name=office, ground=2, document_number="终1号")
    assert owed(desk, office, WRITTEN) == []


@pytest.mark.rule("GO-46")
def test_a_practitioner_sees_his_own_fine_and_not_another_s(desk: Desk) -> None:
    """Its subject is the penalty case, so that the line itself says who owes it."""
    office, staff = desk.staffed_office(3)
    him, other = (link(desk, office.name, "practitioner", one.name, account=one.name) for one in staff[:2])
    case = penalties.file(desk, practitioner=staff[0].name)
    for verb in penalties.WAYS[penalty_pb2.PENALTY_STATE_PENALISED]:
        penalties.step(desk, case, verb)
    shown = [one for one in own(desk, him) if one.kind == pb.DUTY_KIND_DEADLINE]
    assert [(one.subject, one.item, one.practitioner) for one in shown] == [(case.name, "PAY_FINE", staff[0].name)]
    assert not [one for one in own(desk, other) if one.kind == pb.DUTY_KIND_DEADLINE]
