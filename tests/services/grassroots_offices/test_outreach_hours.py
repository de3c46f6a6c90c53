"""Hours at activities of legal aid count at the office, each once (GO-80, XF-36)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import service_hours_pb2 as pb
from sifa.legal_aid.v1 import events_pb2 as legal_aid
from sifa.legal_aid.v1 import outreach_activity_pb2

from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.test_aid_cases import tell

SOURCE = "outreachActivities/019ed7e5-3a00-7005-8000-2f6b1c9d0b01"


def confirmed(practitioner: str, **changes: Any) -> legal_aid.OutreachHoursConfirmed:
    fields: dict[str, Any] = {
        "outreach_activity": SOURCE, "division": "990102", "practitioner": practitioner, "minutes": 90,
        "kind": outreach_activity_pb2.OUTREACH_KIND_AID_CONSULTATION, "held_date": "2026-06-12",
        "body_served": "示范村村民委员会", "document_number": "村委会证明1号",
        "confirmer": outreach_activity_pb2.OUTREACH_CONFIRMER_BODY_SERVED, **changes,
    }  # fmt: skip
    return legal_aid.OutreachHoursConfirmed(**fields)


def hours_of(desk: Desk, practitioner: str) -> list[pb.ServiceHours]:
    return list(desk.call("ListServiceHours", desk.clerk, practitioner=practitioner).service_hours)


@pytest.mark.rule("GO-80", "XF-36")
def test_told_hours_stand_confirmed_and_never_twice(desk: Desk) -> None:
    office, (one, *_) = desk.staffed_office(3)
    tell(desk, confirmed(one.name), confirmed(one.name))
    (kept,) = hours_of(desk, one.name)
    assert (kept.office, kept.minutes, kept.service_date) == (office.name, 90, "2026-06-12")
    assert (kept.state, kept.kind) == (pb.SERVICE_HOURS_STATE_CONFIRMED, pb.SERVICE_KIND_AID_CONSULTATION)
    assert (kept.evidence, kept.document_number) == (SOURCE, "村委会证明1号")


@pytest.mark.rule("GO-80", "XF-36")
def test_hours_of_an_activity_that_is_struck_out_are_taken_back(desk: Desk) -> None:
    _, (one, *_) = desk.staffed_office(3)
    back = legal_aid.OutreachHoursWithdrawn(
        outreach_activity=SOURCE, division="990102", practitioner=one.name, document_number="更正1号",
        withdrawn_date="2026-06-16",
    )  # fmt: skip
    tell(desk, confirmed(one.name), back, back)
    (kept,) = hours_of(desk, one.name)
    assert (kept.state, kept.document_number) == (pb.SERVICE_HOURS_STATE_VOIDED, "更正1号")


@pytest.mark.rule("XF-36")
def test_hours_of_somebody_without_an_office_then_or_unknown_here_count_nowhere(desk: Desk) -> None:
    _, (one, *_) = desk.staffed_office(3)
    unknown = "practitioners/019ed7e5-3a00-7006-8000-2f6b1c9d0c99"
    tell(desk, confirmed(one.name, held_date="2001-06-12"), confirmed(unknown))
    assert hours_of(desk, one.name) == []
