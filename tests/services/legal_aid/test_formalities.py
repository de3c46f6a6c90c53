"""After provisional aid the formalities are completed, or aid ends when their time is over (LA-37)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import facts_pb2

from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import papers_without
from tests.services.legal_aid.routes import MATTER_PAPERS, provisional
from tests.services.legal_aid.steps import LATER, act, deadlines_of, run_job, state_of

BARE: dict[str, Any] = {"papers": papers_without(facts_pb2.PAPER_KIND_MATTER_PAPERS)}
LONG_AGO: dict[str, Any] = {"received_date": "2026-05-18", "entry_reason": LATER}


def long_provisional(counter: Counter) -> str:
    """Aid began on 18 May; the formalities were due on 28 May."""
    name = counter.receive(**{**BARE, **LONG_AGO, "urgencies": [facts_pb2.URGENCY_PRESERVATION_NEEDED]}).name
    act(counter, "grantProvisionalAid", name, happened_date="2026-05-18")
    return name


@pytest.mark.rule("LA-37", "LA-07")
def test_missing_papers_keep_provisional_aid_from_being_granted(counter: Counter) -> None:
    name = provisional(counter, **BARE).name
    answer = refused(lambda: counter.decide(name))
    assert (answer.reason, answer.metadata["missing"]) == ("PAPERS_MISSING", "MATTER_PAPERS")
    act(counter, "submitPapers", name, papers=MATTER_PAPERS)
    assert state_of(counter.decide(name)) == "GRANTED"


@pytest.mark.rule("LA-37")
@pytest.mark.parametrize("watched", [True, False])
def test_aid_ends_when_the_formalities_were_not_completed_in_time(counter: Counter, *, watched: bool) -> None:
    name = long_provisional(counter)
    if watched:
        run_job(counter.door.service, "watch-deadlines")
    ended = counter.decide(name)
    assert state_of(ended) == "TERMINATED"
    assert [reason.code for reason in ended.decision.reasons] == ["FORMALITIES_NOT_COMPLETED"]
    assert deadlines_of(ended)["FORMALITIES"] == ("2026-05-28", "MISSED")
    assert ended.decision.remedies


@pytest.mark.rule("LA-37")
def test_papers_that_came_before_the_decision_count_even_late(counter: Counter) -> None:
    name = long_provisional(counter)
    act(counter, "submitPapers", name, papers=MATTER_PAPERS)
    assert state_of(counter.decide(name)) == "GRANTED"


@pytest.mark.rule("LA-37")
def test_an_ended_aid_is_replayed_to_the_same_bytes(counter: Counter) -> None:
    decision = counter.decide(long_provisional(counter)).decision
    assert counter.call("ReplayDecision", counter.head, name=decision.name).identical
