"""A request for another handler waits with a clock of its own until it is decided (LA-61, LA-63)."""

from __future__ import annotations

import pytest
from sifa.platform.v1 import deadline_pb2 as clock

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list, kinds
from tests.services.legal_aid.handling import act_on, brought_to, case_state, read_case
from tests.services.legal_aid.publications import on_day

MET, CANCELLED = clock.DEADLINE_STATE_MET, clock.DEADLINE_STATE_CANCELLED


def requests(counter: Counter, name: str) -> list[tuple[str, int]]:
    """Last day and state of each request about the case."""
    return [(one.due_date, one.state) for one in read_case(counter, name).deadlines if one.kind == "REPLACE"]


@pytest.mark.rule("LA-63")
@pytest.mark.parametrize("state", ["ASSIGNED", "AGREED", "IN_PROGRESS"])
def test_a_request_is_due_until_it_is_decided(counter: Counter, profile: Profile, state: str) -> None:
    name = brought_to(counter, state).name
    asked = act_on(counter, "requestReplacement", name)
    assert case_state(asked) == state
    (item,) = due_list(counter, kind="REPLACE")
    assert (item.deadline.due_date, item.institution, item.deadline.owner) == (
        "2026-06-22", counter.institution, counter.institution,
    )  # fmt: skip
    assert refused(lambda: act_on(counter, "requestReplacement", name)).reason == "REQUEST_WAITING"
    with on_day(counter, profile, "2026-06-23") as later:
        assert [one.days_left for one in due_list(later, kind="REPLACE")] == [-1]
    act_on(counter, "refuseReplacement", name)
    assert due_list(counter, kind="REPLACE") == []
    assert requests(counter, name) == [("2026-06-22", MET)]


@pytest.mark.rule("LA-63")
def test_after_a_refusal_he_may_ask_again_and_gets_another_five_days(counter: Counter, profile: Profile) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    act_on(counter, "requestReplacement", name)
    act_on(counter, "refuseReplacement", name)
    with on_day(counter, profile, "2026-06-17") as later:
        act_on(later, "requestReplacement", name)
        assert requests(later, name) == [("2026-06-22", MET), ("2026-06-22", clock.DEADLINE_STATE_RUNNING)]
        act_on(later, "replace", name)
        assert requests(later, name) == [("2026-06-22", MET), ("2026-06-22", MET)]
        assert "REPLACE" not in kinds(due_list(later))


@pytest.mark.rule("LA-63")
def test_a_request_that_was_entered_with_its_decision_is_kept_too(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    for day in ("2026-06-01", "2026-06-10"):
        act_on(counter, "refuseReplacement", name, requested_date=day)
    assert requests(counter, name) == [("2026-06-08", clock.DEADLINE_STATE_MISSED), ("2026-06-15", MET)]


@pytest.mark.rule("LA-63")
@pytest.mark.parametrize("action", ["end", "terminate"])
def test_nobody_has_to_decide_when_the_case_is_over(counter: Counter, action: str) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    act_on(counter, "requestReplacement", name)
    act_on(counter, action, name)
    assert requests(counter, name) == [("2026-06-22", CANCELLED)]
    assert "REPLACE" not in kinds(due_list(counter))
