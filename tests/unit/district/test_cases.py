"""Last year's cases: what they are about, how poor people are, and what the scripts make of the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

from chassis.calendar_files import read_years
from chassis.district.cases import Application, DefenceNotice, Period, Residence, Script
from chassis.district.generate import City, District
from chassis.district.incomes import limit_fen
from chassis.district.matters import UNTESTED, read_matters
from chassis.kernel.age import civil_age
from chassis.kernel.calendar import Basis, Limit, Pause, WorkCalendar

CALENDAR = WorkCalendar(read_years())
WEEK = Limit(7, Basis.CAL)
PROTOS = Path(__file__).resolve().parents[3] / "proto" / "sifa" / "legal_aid" / "v1"
CONTRACT = {
    name
    for file in PROTOS.glob("*.proto")
    for name in re.findall(r"^  ([A-Z0-9_]+) = [0-9]+;", file.read_text("utf-8"), re.MULTILINE)
}


def by_script(district: District, *scripts: Script) -> list[Application]:
    return [one for one in district.applications if one.fate.script in scripts]


def is_poor(one: Application) -> bool:
    return counted_income(one) <= highest(one)


def counted_income(one: Application) -> int:
    means = one.means
    return means.own_income_fen if means.opponent_in_household else means.household_income_fen


def highest(one: Application) -> int:
    persons = 1 if one.means.opponent_in_household else one.means.household_size
    return limit_fen(one.applicant.residence, one.means.income_period, persons)


def test_every_case_was_received_on_a_working_day_of_last_year(city: City) -> None:
    for one in city.districts:
        days = [case.received_on for case in one.applications] + [case.received_on for case in one.notices]
        assert {day.year for day in days} == {one.case_year} == {2025}
        assert all(CALENDAR.is_workday(day) for day in days)


def test_more_people_come_on_mondays_than_on_fridays(city: City) -> None:
    days = Counter(case.received_on.weekday() for one in city.districts for case in one.applications)
    assert days[0] > days[4] > days[5] > 0
    assert days[6] > 0


def test_applications_are_in_the_order_of_receipt(district: District) -> None:
    days = [one.received_on for one in district.applications]
    assert days == sorted(days)


def test_matters_have_their_shares(district: District) -> None:
    counts = Counter(one.matter for one in district.applications)
    percent = {name: round(100 * count / len(district.applications)) for name, count in counts.items()}
    wanted = {"LABOUR_PAY": 45, "TRAFFIC_INJURY": 12, "MAINTENANCE": 12, "WORK_INJURY": 10, "OUTSIDE_SCOPE": 4}
    assert {name: percent[name] for name in wanted} == wanted
    assert set(counts) == set(read_matters())


def codes_of(one: Application) -> set[str]:
    """Every code of the application as the contract spells it."""
    codes = {
        f"MATTER_{one.matter}",
        f"CHANNEL_{one.channel}",
        f"RESIDENCE_TYPE_{one.applicant.residence}",
        f"CAPACITY_{one.applicant.capacity}",
        f"INCOME_PERIOD_{one.means.income_period}",
        f"EXEMPTION_{one.means.exemption or 'UNSPECIFIED'}",
        f"TRACK_{one.place.track}",
    }
    codes |= {f"PRIORITY_GROUP_{group}" for group in one.applicant.priority_groups}
    codes |= {f"AGENT_RELATION_{one.agent.relation}"} if one.agent else set()
    codes |= {f"URGENCY_{code}" for code in one.fate.provisional.urgencies} if one.fate.provisional else set()
    return codes | ({f"PAPER_KIND_{item}" for item in one.fate.supplement.items} if one.fate.supplement else set())


def notice_codes_of(one: DefenceNotice) -> set[str]:
    """Every code of the notice as the contract spells it."""
    return {
        f"AUTHORITY_TYPE_{one.authority_type}",
        f"NOTICE_CATEGORY_{one.category}",
        f"PROCEDURE_{one.procedure}",
        f"STAGE_{one.stage}",
    }


def test_codes_are_those_of_the_contract(city: City) -> None:
    for district in city.districts:
        assert set().union(*map(codes_of, district.applications)) <= CONTRACT
        assert set().union(*map(notice_codes_of, district.notices)) <= CONTRACT


def test_the_limits_are_those_of_the_demo_standard() -> None:
    assert limit_fen(Residence.URBAN, Period.MONTH, 3) == 420_000
    assert limit_fen(Residence.URBAN, Period.YEAR, 1) == 1_680_000
    assert limit_fen(Residence.RURAL, Period.YEAR, 4) == 3_200_000
    assert limit_fen(Residence.RURAL, Period.MONTH, 1) == 66_666


def test_about_88_percent_are_poor_and_several_exactly_at_the_limit(district: District) -> None:
    poor = [one for one in district.applications if is_poor(one)]
    assert 86 <= 100 * len(poor) / len(district.applications) <= 90
    assert sum(counted_income(one) == highest(one) for one in poor) >= 5
    assert any(counted_income(one) == highest(one) + 1 for one in district.applications)


def test_some_are_poor_only_on_their_own_income(city: City) -> None:
    own = [one for d in city.districts for one in d.applications if one.means.opponent_in_household]
    assert all(one.means.own_income_fen <= one.means.household_income_fen for one in own)
    assert all(one.means.household_size > 1 for one in own)
    assert any(is_poor(one) for one in own)


def test_incomes_are_possible(city: City) -> None:
    for one in city.districts:
        for means in (case.means for case in one.applications):
            assert 0 <= means.own_income_fen <= means.household_income_fen
            assert means.household_size > 1 or means.own_income_fen == means.household_income_fen


def test_whoever_is_tested_signed_the_pledge_or_was_verified(city: City) -> None:
    for district in city.districts:
        for one in district.applications:
            if one.matter not in UNTESTED and not one.means.exemption_proved:
                assert one.means.pledge_signed or one.means.verified_by_data


def test_minors_come_with_their_representative(city: City) -> None:
    for district in city.districts:
        for one in district.applications:
            minor = civil_age(one.applicant.person.born, one.received_on) < 18
            assert ("MINOR" in one.applicant.priority_groups) is minor
            assert one.agent or not (minor or one.channel == "AGENT")


def test_scripts_have_the_counts_of_the_district(district: District) -> None:
    counts = Counter(one.fate.script for one in district.applications)
    assert counts == {
        Script.PLAIN: 223, Script.SUPPLEMENT: 20, Script.DEEMED_WITHDRAWN: 6, Script.WITHDRAWN: 4,
        Script.WRONG_PLACE: 3, Script.PROVISIONAL: 8, Script.OBJECTION_UPHELD: 4, Script.OBJECTION_ORDERED: 2,
        Script.MISSED: 5,
    }  # fmt: skip
    assert len(district.notices) == 25


def test_all_are_decided_in_time_on_working_days_except_the_missed(city: City) -> None:
    for district in city.districts:
        for one in district.applications:
            decided, fate = one.fate.decided_on, one.fate
            if decided is None:
                assert fate.script in {Script.WITHDRAWN, Script.DEEMED_WITHDRAWN, Script.WRONG_PLACE}
                continue
            pause = fate.supplement
            pauses = (Pause(from_date=pause.issued_on, to_date=pause.replied_on),) if pause else ()
            due = CALENDAR.due(one.received_on, WEEK, pauses)
            assert CALENDAR.is_workday(decided)
            assert one.received_on < decided
            assert (decided > due) is (fate.script is Script.MISSED)


def test_missed_ones_are_decided_eight_to_ten_days_after_receipt(city: City) -> None:
    for district in city.districts:
        for one in by_script(district, Script.MISSED):
            assert one.fate.decided_on is not None
            assert 8 <= (one.fate.decided_on - one.received_on).days <= 10


def test_supplements_are_asked_early_and_answered_in_time_or_never(district: District) -> None:
    for one in by_script(district, Script.SUPPLEMENT, Script.DEEMED_WITHDRAWN):
        asked = one.fate.supplement
        assert asked is not None
        assert 1 <= (asked.issued_on - one.received_on).days <= 3
        if one.fate.script is Script.SUPPLEMENT:
            assert asked.replied_on is not None
            assert asked.issued_on < asked.replied_on <= asked.reply_due
        else:
            assert asked.replied_on is None
            assert one.fate.withdrawn_on == asked.reply_due + dt.timedelta(days=1)


def test_provisional_aid_is_given_with_less_than_seven_days_left(city: City) -> None:
    for district in city.districts:
        for one in by_script(district, Script.PROVISIONAL):
            first = one.fate.provisional
            assert first is not None
            assert one.fate.decided_on is not None
            assert one.received_on <= first.given_on <= first.formalities_on <= one.fate.decided_on
            if first.limitation_expiry is None:
                assert first.urgencies
            else:
                assert 0 < (first.limitation_expiry - first.given_on).days < 7


def test_misdirected_applications_belong_to_another_county(city: City) -> None:
    for district in city.districts:
        for one in district.applications:
            divisions = {one.place.authority_division, one.place.dispute_division, one.place.cause_division} - {""}
            misdirected = one.fate.script is Script.WRONG_PLACE
            assert divisions == {one.fate.referred_to if misdirected else district.division}
            assert not misdirected or one.fate.referred_to != district.division


def test_objections_follow_refusals_and_an_ordered_one_brings_the_missing_proof(city: City) -> None:
    for district in city.districts:
        for one in by_script(district, Script.OBJECTION_UPHELD, Script.OBJECTION_ORDERED):
            objection = one.fate.objection
            assert objection is not None
            assert one.fate.decided_on is not None
            assert one.matter not in UNTESTED
            assert not is_poor(one)
            assert not one.means.exemption_proved
            assert one.fate.decided_on < objection.filed_on < objection.reviewed_on
            assert objection.reviewed_on <= CALENDAR.calendar_days(objection.filed_on, 5)
            ordered = one.fate.script is Script.OBJECTION_ORDERED
            assert objection.ordered is objection.proof_supplied is ordered
            assert not ordered or read_matters()[one.matter].takes(one.means.exemption)


def test_some_companies_are_sued_more_than_once(district: District) -> None:
    sued = Counter(opponent.credit_code for one in district.applications for opponent in one.opponents)
    del sued[""]
    assert max(sued.values()) >= 5
    assert set(sued) <= {company.credit_code for company in district.companies}
