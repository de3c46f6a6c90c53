"""Facts on which grassroots_offices acts name office and practitioner as it knows them (XF-15, XF-16, XF-24, XF-37)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import case_pb2
from sifa.legal_aid.v1 import complaint_pb2 as pb

from tests.services.legal_aid.complaints import complain, move
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on
from tests.services.legal_aid.partners import PRACTITIONER, THEIR_OFFICE
from tests.services.legal_aid.providers import handler, unit
from tests.services.legal_aid.test_complaint_fairness import told
from tests.services.legal_aid.test_partner_reports import office_with, running_case


def known(facts: list[Any]) -> list[tuple[str, str]]:
    return [(one.office, one.practitioner) for one in facts]


@pytest.mark.rule("XF-16")
def test_a_complaint_names_the_handler_with_his_office_or_the_office_alone(counter: Counter) -> None:
    who = office_with(counter)
    lawyer = handler(counter.door, unit(counter.door))
    targets = (
        (pb.COMPLAINT_TARGET_KIND_HANDLER, who.name), (pb.COMPLAINT_TARGET_KIND_GRASSROOTS_OFFICE, who.unit),
        (pb.COMPLAINT_TARGET_KIND_HANDLER, lawyer.name),
    )  # fmt: skip
    for kind, resource in targets:
        target = pb.ComplaintTarget(kind=kind, resource=resource)
        complain(counter, ground=pb.COMPLAINT_GROUND_TAKING_PROPERTY, target=target)
    assert known(told(counter, "PropertyTakingReported")) == [
        (THEIR_OFFICE, PRACTITIONER), (THEIR_OFFICE, ""), ("", ""),
    ]  # fmt: skip


@pytest.mark.rule("XF-24", "XF-37")
def test_a_finding_names_whom_it_concerns(counter: Counter) -> None:
    target = pb.ComplaintTarget(kind=pb.COMPLAINT_TARGET_KIND_HANDLER, resource=office_with(counter).name)
    made = complain(counter, ground=pb.COMPLAINT_GROUND_SUBSTANDARD_SERVICE, target=target)
    for action in ("accept", "investigate"):
        move(counter, action, made.name)
    move(counter, "conclude", made.name, finding=pb.COMPLAINT_FINDING_UPHELD)
    assert known(told(counter, "ComplaintConcluded")) == [(THEIR_OFFICE, PRACTITIONER)]


@pytest.mark.rule("XF-15")
def test_a_neglected_case_names_who_neglected_it(counter: Counter) -> None:
    office_with(counter)
    name = running_case(counter)
    act_on(counter, "replace", name, ground=case_pb2.REPLACEMENT_GROUND_NEGLECT, reason="承办人怠于履行职责")
    assert known(told(counter, "AssignmentFailed")) == [(THEIR_OFFICE, PRACTITIONER)]
