"""Offices of an earlier release have their approved premises when their database is brought to this one (GO-09)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.doors import HOME, Door, serving
from tests.earlier_release import released_before, today
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk

ADDRESSES = ("桥头镇1号", "白塔街道2号", "白塔街道3号")
FIRST_NEW = "0011"
MOVED, STAYED = (f"offices/019ed7e5-3a00-7000-8000-2f6b1c9d2a0{number}" for number in (1, 2))


def premises(address: str) -> dict[str, Any]:
    return {
        "address": address, "area_type": "STREET", "floor_area_m2": 60, "reception_area": True, "office_area": True,
        "mediation_area": True, "archive_room": True, "desks": 3, "computers": 1, "printers": 1, "cabinets": 1,
    }  # fmt: skip


def office(name: str, number: int, address: str) -> dict[str, Any]:
    return {
        "name": name, "display_name": f"示例{number}法律服务所", "form": "PUBLIC_INSTITUTION",
        "credit_code": f"33990102{number:010d}", "licence_number": f"许字{number}号", "licensed_date": "2018-03-01",
        "institution_certificate": "事证1号", "premises": json.dumps(premises(address)), "document_number": "存量1号",
        "division": "990102", "director": "", "charter_document": "", "state": "LICENSED", "state_date": "2018-03-01",
        "create_time": "2026-06-01 00:00:00+00:00", "etag": "1",
    }  # fmt: skip


def change(number: int, state: str, completed: str | None, address: str) -> dict[str, Any]:
    return {
        "name": f"licenceApplications/019ed7e5-3a00-7000-8000-2f6b1c9d2b0{number}", "kind": "CHANGE_ADDRESS",
        "office": MOVED, "practitioner": "", "from_office": "",
        "office_statement": json.dumps({"premises": premises(address)}), "verdicts": "[]", "papers": "[]",
        "missing_papers": "[]", "document_number": "许申1号", "received_date": "2026-01-01", "entry_reason": "",
        "state": state, "completed_date": completed, "division": "990102",
        "create_time": "2026-06-01 00:00:00+00:00", "etag": "1",
    }  # fmt: skip


ROWS = (
    ("office", office(MOVED, 1, ADDRESSES[2])), ("office", office(STAYED, 2, ADDRESSES[0])),
    ("licence_application", change(1, "GRANTED", "2026-02-01", ADDRESSES[1])),
    ("licence_application", change(2, "REFUSED", None, "街道9号")),
    ("licence_application", change(3, "GRANTED", "2026-04-01", ADDRESSES[2])),
)  # fmt: skip


@pytest.fixture
def door(profile: Profile, tmp_path: Path) -> Iterator[Door]:
    """Today's service on the database of revision 0010: an office that moved twice, and one that did not."""
    with serving(today(released_before(profile, "grassroots_offices", FIRST_NEW, tmp_path, ROWS))) as door:
        yield door


@pytest.mark.rule("GO-74")
def test_premises_and_the_public_register_are_known_from_what_is_on_file(door: Door) -> None:
    desk = Desk(door=door, clerk=door.person("grassroots_clerk"), city=door.person("grassroots_approver"))
    known = {
        name: [(one.from_date, one.premises.address) for one in desk.office(name).premises_history]
        for name in (MOVED, STAYED)
    }
    assert known == {
        MOVED: [("2026-02-01", ADDRESSES[1]), ("2026-04-01", ADDRESSES[2])], STAYED: [("2018-03-01", ADDRESSES[0])],
    }  # fmt: skip
    shown = desk.call("ListPublicOffices", (), division=HOME, as_of_date="2018-03-01").offices
    assert {one.office: one.address for one in shown} == {MOVED: ADDRESSES[2], STAYED: ADDRESSES[0]}
