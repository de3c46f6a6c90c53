"""An office is connected, everybody has an account, and every matter that is over has all its steps (GO-89)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import staff_account_pb2

from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import act, approved

GIVEN: dict[str, Any] = {
    "intranet_since_date": "2020-05-29", "internet_since_date": "2020-05-30", "website": "https://example.invalid",
    "document_number": "接入1号",
}  # fmt: skip


def check(desk: Desk, office: str) -> Any:
    return desk.call("CheckOfficeConnection", desk.city, name=office).office_connection


def link(desk: Desk, office: str, account: str, post: staff_account_pb2.StaffPost.ValueType, who: str = "") -> None:
    asked = staff_account_pb2.StaffAccount(
        office=office, account=account, post=post, practitioner=who, document_number="账号1号"
    )
    desk.call("CreateStaffAccount", desk.clerk, staff_account=asked)


@pytest.mark.rule("GO-89")
def test_what_is_missing_is_named_until_nothing_is(desk: Desk) -> None:
    office, staff = desk.staffed_office(2)
    assert list(check(desk, office.name).missing) == ["INTRANET", "INTERNET", "WEBSITE", "ACCOUNTS"]
    case = act(desk, "close", approved(desk, office.name, staff[0].name), outcome="调解结案")
    link(desk, office.name, "director", staff_account_pb2.STAFF_POST_DIRECTOR)
    link(desk, office.name, "clerk1", staff_account_pb2.STAFF_POST_CLERK)
    done = desk.call("SetOfficeConnection", desk.clerk, name=office.name, **GIVEN).office_connection
    assert (done.people, done.accounts, done.cases_over, done.cases_complete) == (2, 1, 1, 0)
    assert list(done.missing) == ["ACCOUNTS", "CASES"]
    link(desk, office.name, "own1", staff_account_pb2.STAFF_POST_PRACTITIONER, staff[0].name)
    act(desk, "archive", case, archive_number="档1号")
    assert list(check(desk, office.name).missing) == []
    again = {**GIVEN, "website": "", "document_number": "接入2号"}
    after = desk.call("SetOfficeConnection", desk.clerk, name=office.name, **again).office_connection
    assert (list(after.missing), after.document_number, after.website) == (["WEBSITE"], "接入2号", "")


@pytest.mark.rule("GO-89")
def test_nobody_is_connected_since_tomorrow_and_other_counties_see_nothing(desk: Desk) -> None:
    office = desk.enter_office()
    early = {**GIVEN, "intranet_since_date": "2026-06-16", "internet_since_date": "2026-06-15"}
    found = refused(lambda: desk.call("SetOfficeConnection", desk.clerk, name=office.name, **early))
    assert found.violations == {"intranet_since_date": "DATE_IN_FUTURE"}
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    asked = {"name": office.name, **GIVEN}
    assert refused(lambda: desk.call("SetOfficeConnection", neighbour, **asked)).reason == "OFFICE_UNKNOWN"
    hidden = refused(lambda: desk.call("CheckOfficeConnection", neighbour, name=office.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
