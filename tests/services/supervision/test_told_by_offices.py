"""What grassroots_offices tells of unapproved addresses opens clues, and what it takes back is remarked (XF-30)."""

from __future__ import annotations

import pytest
from sifa.grassroots_offices.v1 import address_violation_pb2
from sifa.grassroots_offices.v1 import events_pb2 as pb
from sifa.supervision.v1 import clue_pb2

from chassis.events.inbox import Inbox
from tests.doors import HOME, Door
from tests.facts import fact
from tests.services.supervision.told import clues

VIOLATION = "addressViolations/019ed7e5-3a00-7000-8000-2f6b1c9d1e01"
OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a02"
LOG = "01890000-0000-7000-8000-0000000000c2"
DISMISSED = pb.AddressViolationDismissed(
    address_violation=VIOLATION, office=OFFICE, division=HOME, dismissed_date="2026-06-20"
)


def found(rule: str) -> pb.AddressViolationFound:
    return pb.AddressViolationFound(
        address_violation=VIOLATION, office=OFFICE, division=HOME, found_date="2026-06-15", severe=rule == "GO-09",
        kind=address_violation_pb2.ADDRESS_VIOLATION_KIND_MOVED,
    )  # fmt: skip


def tell(inbox: Inbox, *messages: pb.AddressViolationFound | pb.AddressViolationDismissed) -> None:
    for position, message in enumerate(messages, 1):
        inbox.receive(fact(position, message, subject=VIOLATION, log_id=LOG, source="grassroots_offices"))


@pytest.mark.rule("XF-30", "GO-08", "GO-09")
@pytest.mark.parametrize("rule", [pytest.param("GO-09", id="TV-G10"), "GO-08"])
def test_an_unapproved_address_opens_one_clue(door: Door, inbox: Inbox, rule: str) -> None:
    tell(inbox, found(rule), found(rule))
    (clue,) = clues(door)
    assert (clue.source, clue.subject, clue.rule_id, clue.owner, clue.institution, clue.item) == (
        clue_pb2.CLUE_SOURCE_XF_30, VIOLATION, rule, OFFICE, "", 0,
    )  # fmt: skip
    assert (clue.happened_date, clue.number, clue.division) == ("2026-06-15", "（2026）线索第1号", HOME)


@pytest.mark.rule("XF-30")
def test_a_dismissed_finding_leaves_the_clue_with_a_remark(door: Door, inbox: Inbox) -> None:
    tell(inbox, found("GO-09"), DISMISSED, DISMISSED)
    (clue,) = clues(door)
    assert clue.resolved_as_met
    assert "不构成擅自变更住所" in clue.note


@pytest.mark.rule("XF-30")
def test_a_dismissal_of_what_was_never_told_opens_nothing(door: Door, inbox: Inbox) -> None:
    tell(inbox, DISMISSED)
    assert clues(door) == []
