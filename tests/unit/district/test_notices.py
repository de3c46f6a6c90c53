"""Last year's notified defences: who sends them, about whom, and how long before the hearing."""

from __future__ import annotations

from chassis.calendar_files import read_years
from chassis.district.cases import AuthorityType
from chassis.district.generate import City, District
from chassis.kernel.age import civil_age
from chassis.kernel.calendar import WorkCalendar

CALENDAR = WorkCalendar(read_years())


def test_three_court_notices_come_less_than_fifteen_days_before_the_hearing(district: District) -> None:
    late = [one for one in district.notices if one.late]
    assert len(late) == 3
    for one in district.notices:
        assert (one.hearing_on is not None) is (one.authority_type is AuthorityType.COURT)
        if one.hearing_on is not None:
            assert ((one.hearing_on - one.received_on).days < 15) is one.late
            assert CALENDAR.is_workday(one.hearing_on)


def test_notices_come_from_all_three_authorities_within_three_days_of_the_discovery(district: District) -> None:
    assert {one.authority_type for one in district.notices} == set(AuthorityType)
    assert all(0 <= (one.received_on - one.discovered_on).days <= 3 for one in district.notices)


def test_notified_minors_are_minors_on_the_day_of_the_notice(city: City) -> None:
    for district in city.districts:
        for one in district.notices:
            assert (civil_age(one.subject.born, one.received_on) < 18) is (one.category == "MINOR")
