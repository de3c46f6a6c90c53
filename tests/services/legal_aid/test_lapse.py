"""What the clock does to an application that waits for a reply in vain (LA-31)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from tests.facts import logged
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.routes import INCOMPLETE, MATTER_PAPERS, supplement
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import act, deadlines_of, run_job, state_of

# Asked on 20 May, due on 4 June; what happened by then must have been entered by 9 June.
ASKED: dict[str, Any] = {"noticed": "2026-05-20", "received_date": "2026-05-19"}
DUE = "2026-06-04"
WATCH, LAPSE = "watch-deadlines", "lapse-unanswered"


@pytest.mark.rule("LA-31")
def test_an_unanswered_notice_ends_the_application_once_its_deadline_is_missed(counter: Counter) -> None:
    service, name = counter.door.service, supplement(counter, **ASKED).name
    assert run_job(service, LAPSE) == 0
    assert state_of(counter.get(name)) == "SUPPLEMENT"
    assert run_job(service, WATCH) == 1
    assert run_job(service, LAPSE) == 1
    lapsed = counter.get(name)
    assert (state_of(lapsed), lapsed.steps[-1].action) == ("DEEMED_WITHDRAWN", "lapse")
    assert lapsed.steps[-1].happened_date == "2026-06-15"
    assert deadlines_of(lapsed) == {"DECIDE": ("", "CANCELLED"), "SUPPLEMENT_REPLY": (DUE, "MISSED")}


def test_the_job_repeats_harmlessly(counter: Counter) -> None:
    service = counter.door.service
    supplement(counter, **ASKED)
    run_job(service, WATCH)
    run_job(service, LAPSE)
    before = everything(service)
    assert (run_job(service, WATCH), run_job(service, LAPSE)) == (0, 0)
    assert everything(service) == before


def test_the_job_tells_and_writes_down_that_the_service_did_it(counter: Counter) -> None:
    name = supplement(counter, **ASKED).name
    run_job(counter.door.service, WATCH)
    run_job(counter.door.service, LAPSE)
    moved = [event.body for event in logged(counter.door.service) if event.type.endswith("ApplicationMoved")]
    assert '"APPLICATION_STATE_DEEMED_WITHDRAWN"' in moved[-1]
    with counter.door.service.database.read() as session:
        query = sa.text("select actor, rules from audit_entry where action = 'application.lapse' and object = :name")
        assert [tuple(row) for row in session.execute(query, {"name": name})] == [("svc:legal_aid", "LA-31")]


@pytest.mark.rule("P-06")
def test_a_reply_in_time_that_is_entered_after_the_deadline_was_missed_counts(counter: Counter) -> None:
    name = supplement(counter, **ASKED).name
    run_job(counter.door.service, WATCH)
    replied = act(counter, "submitPapers", name, papers=MATTER_PAPERS, happened_date=DUE)
    assert (state_of(replied), deadlines_of(replied)["SUPPLEMENT_REPLY"]) == ("RECEIVED", (DUE, "MET"))
    assert run_job(counter.door.service, LAPSE) == 0


@pytest.mark.rule("P-06", "LA-72")
def test_the_job_waits_until_what_happened_in_time_must_have_been_entered(counter: Counter) -> None:
    late = {"received_date": "2026-05-25"}
    name = counter.receive(**{**INCOMPLETE, **late}).name
    act(counter, "requestSupplement", name, happened_date="2026-05-26")
    assert (run_job(counter.door.service, WATCH), run_job(counter.door.service, LAPSE)) == (1, 0)
    replied = act(counter, "submitPapers", name, papers=MATTER_PAPERS, happened_date="2026-06-10")
    assert (state_of(replied), deadlines_of(replied)["SUPPLEMENT_REPLY"]) == ("RECEIVED", ("2026-06-10", "MET"))


def test_an_incomplete_reply_does_not_keep_it_alive(counter: Counter) -> None:
    name = supplement(counter, **ASKED).name
    act(counter, "submitPapers", name, happened_date=DUE)
    run_job(counter.door.service, WATCH)
    assert run_job(counter.door.service, LAPSE) == 1
    assert state_of(counter.get(name)) == "DEEMED_WITHDRAWN"
