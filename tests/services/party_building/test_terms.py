"""A term that ends stands in the due list ninety days ahead, until there is another one (PB-11)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sifa.party_building.v1 import party_organisation_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from chassis.schema import deadline
from services.party_building.handlers.term import start_term_clocks
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, Registry, new_name, on_day

LATE = "存量组织补录"


def start(registry: Registry) -> int:
    """The job runs."""
    service = registry.door.service
    with service.database.write() as session:
        return start_term_clocks(service.open_tx(session, principal=service.principal, cause="job"))


def branch(registry: Registry, elected: str) -> tuple[str, str]:
    """A branch whose leaders were elected on a day for three years, and its secretary."""
    office = new_name("offices")
    members, name = registry.staff(office, FORMAL, FORMAL, FORMAL), registry.propose(office).name
    registry.approve(name, happened_date="2023-01-10", entry_reason=LATE)
    for member in members:
        registry.bring(member.name, name)
    registry.elect(name, members[0].name, happened_date=elected, entry_reason=LATE)
    return name, members[0].name


def clocks(registry: Registry, name: str) -> list[tuple[str, str, Any]]:
    return [(one.start_date, one.due_date, one.state) for one in registry.organisation(name).deadlines
            if one.kind == "RE_ELECT"]  # fmt: skip


def kept(registry: Registry) -> list[str]:
    """The states of all clocks of terms in the due list."""
    with registry.door.service.database.read() as session:
        found = session.execute(sa.select(deadline.c.state).where(deadline.c.kind == "RE_ELECT"))
        return list(found.scalars())


@pytest.mark.rule("PB-11")
def test_a_term_that_ends_is_in_the_due_list_ninety_days_ahead(registry: Registry, profile: Profile) -> None:
    near, _ = branch(registry, "2023-09-15")
    branch(registry, "2023-09-16")
    with on_day(registry, profile, "2026-06-16") as before:
        assert start(before) == 0
    with on_day(registry, profile, "2026-06-17") as notice:
        assert (start(notice), start(notice)) == (1, 0)
        assert notice.organisation(near).state == pb.ORGANISATION_STATE_TERM_DUE
        assert clocks(notice, near) == [("2026-06-17", "2026-09-15", deadline_pb2.DEADLINE_STATE_RUNNING)]


@pytest.mark.rule("PB-11")
@pytest.mark.parametrize("way", ["election", "extension"])
def test_another_term_meets_the_clock(registry: Registry, way: str) -> None:
    name, secretary = branch(registry, "2023-07-03")
    assert start(registry) == 1
    registry.change("GradePartyOrganisation", name, grade=pb.ORGANISATION_GRADE_A)
    assert [state for *_, state in clocks(registry, name)] == [deadline_pb2.DEADLINE_STATE_RUNNING]
    if way == "election":
        registry.elect(name, secretary)
    else:
        registry.change("ExtendTerm", name, term_end="2026-12-31")
    assert (clocks(registry, name), start(registry), kept(registry)) == ([], 0, ["MET"])


@pytest.mark.rule("PB-11")
def test_an_organisation_that_ends_owes_no_election(registry: Registry) -> None:
    name, _ = branch(registry, "2023-07-03")
    into, _ = branch(registry, "2026-01-20")
    assert start(registry) == 1
    registry.change("MergePartyOrganisation", name, into=into)
    assert (start(registry), kept(registry)) == (0, ["CANCELLED"])
