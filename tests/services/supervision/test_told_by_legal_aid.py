"""What legal aid really tells, carried from its log to supervision's inbox in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sifa.legal_aid.v1 import facts_pb2

from chassis.events.inbox import Inbox
from tests.doors import Door, migrated, serving, settings_of
from tests.facts import drain
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import open_counter
from tests.services.supervision.told import counted, tallies


@pytest.fixture(scope="module")
def legal_aid(profile: Profile) -> Iterator[Door]:
    """Legal aid on a database that holds nothing yet."""
    with serving(migrated(settings_of(profile, "legal_aid"), "legal_aid")) as door:
        yield door


def test_everything_told_is_counted(door: Door, inbox: Inbox, legal_aid: Door) -> None:
    counter = open_counter(legal_aid)
    for matter in (facts_pb2.MATTER_LABOUR_PAY, facts_pb2.MATTER_OUTSIDE_SCOPE):
        counter.decide(counter.receive(matter=matter).name)
    counter.receive()
    drain(legal_aid.service, inbox)
    drain(legal_aid.service, inbox)
    assert counted(door) == {
        "received_count": 3, "granted_count": 1, "refused_count": 1, "running_deadline_count": 2,
        "met_deadline_count": 2,
    }  # fmt: skip
    assert [tally.institution for tally in tallies(door)] == [counter.institution]
