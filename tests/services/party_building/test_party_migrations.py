"""Members and transfers of an earlier release know both counties and the month of their letter (PB-14, PB-27)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.doors import Door, serving
from tests.earlier_release import released_before, today
from tests.servers.profiles import Profile

FIRST_NEW, HOME, NEIGHBOUR = "0012", "990102", "990103"
ID = "019ed7e5-3a00-7000-8000-2f6b1c9d2c0"
MADE = {"create_time": "2026-06-01 00:00:00+00:00", "etag": "1"}


def organisation(number: int, division: str) -> dict[str, Any]:
    return {
        "name": f"partyOrganisations/{ID}{number}", "display_name": f"示例第{number}党支部", "kind": "BRANCH",
        "parent": "", "units": "[]", "division": division, "document_number": "请示1号", "state": "ACTIVE",
        "exception_document": "", "term_years": 3, "posts": "[]", "haves": "[]", "grades": "[]", "versions": "[]",
        "lead_gap": "", **MADE,
    }  # fmt: skip


def member(number: int) -> dict[str, Any]:
    return {
        "name": f"members/{ID}{number}", "full_name_sealed": "", "practitioner_sealed": "",
        "unit": f"offices/{ID}{number}", "standing": "FORMAL", "organisation": "", "relation_state": "ATTACHED",
        "dues_base_mode": "FIXED", "document_number": "底册1号", "division": HOME, "cultivators": "[]",
        "standings": "[]", **MADE,
    }  # fmt: skip


def transfer(number: int, old: int, new: int, *, elsewhere: str = "", issued: str | None = None) -> dict[str, Any]:
    return {
        "name": f"relationTransfers/{ID}{number}", "member": f"members/{ID}{number}",
        "from_organisation": f"partyOrganisations/{ID}{old}" if old else "",
        "to_organisation": f"partyOrganisations/{ID}{new}" if new else "", "to_elsewhere": elsewhere, "application": "",
        "document_number": "转接申请1号", "state": "STARTED" if issued else "REQUESTED", "letter_number": "",
        "issued_date": issued, "reissue_reason": "", "division": HOME, **MADE,
    }  # fmt: skip


ROWS = (
    ("party_organisation", organisation(1, HOME)), ("party_organisation", organisation(2, NEIGHBOUR)),
    *(("member", member(number)) for number in (1, 2, 3, 4)),
    ("relation_transfer", transfer(1, 1, 2, issued="2026-05-31")), ("relation_transfer", transfer(2, 2, 1)),
    ("relation_transfer", transfer(3, 2, 0, elsewhere="示范街道党委")), ("relation_transfer", transfer(4, 0, 0)),
)  # fmt: skip


@pytest.fixture
def door(profile: Profile, tmp_path: Path) -> Iterator[Door]:
    with serving(today(released_before(profile, "party_building", FIRST_NEW, tmp_path, ROWS))) as door:
        yield door


def test_transfers_know_both_counties_and_members_where_they_worked(door: Door) -> None:
    with door.service.database.read() as session:
        sides = session.execute(
            sa.text("select from_division, to_division, dues_until from relation_transfer order by name")
        )
        assert [tuple(row) for row in sides] == [
            (HOME, NEIGHBOUR, "2026-05"), (NEIGHBOUR, HOME, ""), (NEIGHBOUR, NEIGHBOUR, ""), (HOME, "", ""),
        ]  # fmt: skip
        rows = session.execute(sa.text("select unit, workplaces, dues_bases from member order by name")).all()
    for row in rows:
        (place,), (base,) = (json.loads(one) if isinstance(one, str) else one for one in row[1:])
        assert (place["unit"], base) == (row.unit, {"mode": "FIXED", "from_month": ""})
