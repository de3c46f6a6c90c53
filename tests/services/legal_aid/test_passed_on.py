"""What supervision found to be a consultation is a contact that the head gives to somebody (XF-38)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import contact_pb2 as pb
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.facts import fact
from tests.services.legal_aid.contacts import ASKED, asked, move, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.steps import deadlines_of

ITEM = "reportItems/019ed7e5-3a00-7008-8000-2f6b1c9d0b01"


def passed_on(counter: Counter, division: str = "990102") -> list[pb.Contact]:
    told = supervision.CallWasConsultation(
        report_item=ITEM, division=division, caller_known=True, received_date="2026-06-12"
    )
    Inbox(load_reactor(counter.door.service)).receive(fact(1, told, subject=ITEM, source="supervision"))
    return list(counter.call("ListContacts", counter.head).contacts)


@pytest.mark.rule("XF-38", "LA-126", "LA-128")
def test_it_is_owed_from_the_day_it_came_and_the_head_says_whose_it_is(counter: Counter) -> None:
    (made,) = passed_on(counter)
    assert (state_of(made), made.person_name, made.received_date) == ("UNSETTLED", "", "2026-06-15")
    assert ITEM in made.need
    assert deadlines_of(made) == {"ANSWER_CONTACT": ("2026-06-23", "RUNNING")}  # type: ignore[arg-type]
    given = move(counter, "assign", made.name)
    assert (state_of(given), given.owner) == ("ACCEPTED", ASKED)
    longer = deadlines_of(move(counter, "extend", made.name))  # type: ignore[arg-type]
    assert longer["ANSWER_COMPLEX"] == ("2026-07-07", "RUNNING")
    assert state_of(move(counter, "close", made.name, asked(counter))) == "CLOSED"


@pytest.mark.rule("XF-38")
def test_where_there_is_no_institution_nothing_is_opened(counter: Counter) -> None:
    assert passed_on(counter, division="990199") == []
