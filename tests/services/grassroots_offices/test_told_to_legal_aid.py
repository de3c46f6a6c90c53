"""What this service tells is acted on by legal_aid as it is told: no golden body stands in between (XF-06, XF-29)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sifa.legal_aid.v1 import partner_report_service_pb2

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.doors import Door, migrated, serving, settings_of
from tests.emptying import empty
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk

REPORTS = partner_report_service_pb2.DESCRIPTOR.services_by_name["PartnerReportService"].methods_by_name


@pytest.fixture
def legal_aid(profile: Profile) -> Iterator[Door]:
    """legal_aid on an empty database."""
    service = migrated(settings_of(profile, "legal_aid"), "legal_aid")
    empty(service)
    with serving(service) as door:
        yield door


def deliver(desk: Desk, legal_aid: Door) -> None:
    Inbox(load_reactor(legal_aid.service)).receive_all(logged(desk.door.service))


def told_about(legal_aid: Door, subject: str) -> list[tuple[str, str]]:
    request = partner_report_service_pb2.ListPartnerReportsRequest()
    found = legal_aid.call(REPORTS["ListPartnerReports"], request, legal_aid.person("legal_aid_head")).partner_reports
    return [
        (one.DESCRIPTOR.fields_by_name["topic"].enum_type.values_by_number[one.topic].name,
         one.DESCRIPTOR.fields_by_name["cause"].enum_type.values_by_number[one.cause].name)
        for one in found if one.subject == subject
    ]  # fmt: skip


@pytest.mark.rule("GO-02", "GO-39")
def test_an_office_below_three_and_whoever_left_it_get_no_new_cases(desk: Desk, legal_aid: Door) -> None:
    office, staff = desk.staffed_office(3)
    deliver(desk, legal_aid)
    assert told_about(legal_aid, office.name)[-1] == ("REPORT_TOPIC_STAFFING", "BAR_CAUSE_UNSPECIFIED")
    desk.leave(staff[0])
    deliver(desk, legal_aid)
    assert told_about(legal_aid, office.name)[-1] == ("REPORT_TOPIC_STAFFING", "BAR_CAUSE_BELOW_MINIMUM_STAFF")
    assert told_about(legal_aid, staff[0].name)[-1] == ("REPORT_TOPIC_STATUS", "BAR_CAUSE_LEFT_UNIT")
    desk.enter_practitioner(office.name)
    deliver(desk, legal_aid)
    assert told_about(legal_aid, office.name)[-1] == ("REPORT_TOPIC_STAFFING", "BAR_CAUSE_UNSPECIFIED")
