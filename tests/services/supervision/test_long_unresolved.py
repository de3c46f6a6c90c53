"""What nobody has put right for long is listed for its leaders (SV-84)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.supervision.v1 import long_unresolved_pb2 as pb
from sifa.supervision.v1 import rectification_pb2 as rectifications

from tests.doors import HOME, Identity
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.leads import FALSE, reported, verified

LONG, BACK = pb.LONG_UNRESOLVED_REASON_OPEN_TOO_LONG, pb.LONG_UNRESOLVED_REASON_REOPENED
LATE = {"entry_reason": "补录往年问题"}
OTHER = "handlers/019ed7e5-3a00-7000-8000-2f6b1c9d1a09"


def listed(bureau: Bureau, who: Identity | None = None, **asked: Any) -> dict[str, list[int]]:
    reply = bureau.call("ListLongUnresolved", who or bureau.chief, **asked)
    return {one.name: list(one.reasons) for one in reply.long_unresolved}


def issued(bureau: Bureau, which: int, day: str) -> str:
    fields: dict[str, Any] = {
        "source": rectifications.RECTIFICATION_SOURCE_INSPECTION, "source_reference": f"检查记录{which}号", "item": 3,
        "subject_type": rectifications.SUBJECT_TYPE_JUDICIAL_OFFICE, "unit_title": "桥头司法所", "division": HOME,
        "problem": "台账记录不全", "measure": "逐笔补齐", "responsible_person": "所长", "issued_date": day,
        "document_number": "整改通知1号", **LATE,
    }  # fmt: skip
    made = bureau.call("CreateRectification", bureau.section, rectification=fields)
    return made.name  # type: ignore[no-any-return]


@pytest.mark.rule("SV-84", "SV-42")
def test_what_is_open_for_more_than_180_days_is_listed(bureau: Bureau) -> None:
    """Today is 2026-06-15: 180 days ago was 2025-12-17."""
    reported(bureau, source_reference="热线第1号", happened_date="2025-12-17", **LATE)
    old = reported(bureau, source_reference="热线第2号", owner=OTHER, happened_date="2025-12-16", **LATE).name
    issued(bureau, 1, "2025-12-17")
    late = issued(bureau, 2, "2025-12-16")
    assert listed(bureau) == {old: [LONG], late: [LONG]}
    first = bureau.call("ListLongUnresolved", bureau.chief, page_size=1)
    assert [(one.open_days, one.same_class_count) for one in first.long_unresolved] == [(181, 1)]
    assert list(listed(bureau, page_size=1, page_token=first.next_page_token)) == [late]
    assert listed(bureau, bureau.door.person("bureau_chief", divisions=("990103",))) == {}


@pytest.mark.rule("SV-84")
def test_the_same_class_that_came_back_twice_is_listed(bureau: Bureau) -> None:
    """What was found to be false does not count, nor another row, nor another person."""
    verified(bureau, FALSE, source_reference="热线第1号")
    reported(bureau, source_reference="热线第2号", item=5)
    reported(bureau, source_reference="热线第3号", owner=OTHER)
    same = [reported(bureau, source_reference=f"热线第{number}号").name for number in (4, 5)]
    assert listed(bureau) == {}
    same.append(reported(bureau, source_reference="热线第6号").name)
    assert listed(bureau) == {key: [BACK] for key in same}


@pytest.mark.rule("SV-84")
def test_a_rectification_of_the_same_row_that_came_back_twice_is_listed(bureau: Bureau) -> None:
    names = [issued(bureau, which, f"2026-06-0{which}") for which in (1, 2, 3)]
    assert listed(bureau) == {key: [BACK] for key in names}
