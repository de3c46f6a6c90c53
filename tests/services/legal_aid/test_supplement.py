"""One notice lists everything that is missing, and the clock stands still until the reply (LA-31, E-18, E-19)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import means, papers, papers_without
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.routes import (
    IN_TIME,
    INCOMPLETE,
    MATTER_PAPERS,
    NOTICED,
    TOO_LATE,
    supplement,
)
from tests.services.legal_aid.steps import LATER, act, deadlines_of, state_of

FORM, IDENTITY = facts_pb2.PAPER_KIND_APPLICATION_FORM, facts_pb2.PAPER_KIND_IDENTITY_DOCUMENT
STATEMENT, PLEDGE = facts_pb2.PAPER_KIND_HARDSHIP_STATEMENT, facts_pb2.PAPER_KIND_INTEGRITY_PLEDGE
ON_MATTER, OTHER = facts_pb2.PAPER_KIND_MATTER_PAPERS, facts_pb2.PAPER_KIND_OTHER


def decide_reason(counter: Counter, name: str) -> str:
    return counter.decide(name).decision.reasons[0].code


@pytest.mark.rule("LA-31", "LA-30", "D-02")
@pytest.mark.parametrize(
    ("received", "noticed", "reply", "due"),
    [pytest.param("2026-09-08", "2026-09-10", "2026-09-22", "2026-09-28", id="TV-D13")],
)
def test_the_clock_stands_still_from_the_notice_to_the_reply(
    profile: Profile, received: str, noticed: str, reply: str, due: str
) -> None:
    with counter_at(profile, "2026-09-23T09:00+08:00") as counter:
        name = counter.receive(**{**INCOMPLETE, "received_date": received}).name
        asked = act(counter, "requestSupplement", name, happened_date=noticed)
        assert deadlines_of(asked) == {"DECIDE": ("", "PAUSED"), "SUPPLEMENT_REPLY": ("2026-09-28", "RUNNING")}
        replied = act(counter, "submitPapers", name, papers=MATTER_PAPERS, happened_date=reply)
        assert deadlines_of(replied) == {"DECIDE": (due, "RUNNING"), "SUPPLEMENT_REPLY": ("2026-09-28", "MET")}
        assert (state_of(replied), replied.supplement.replied_date) == ("RECEIVED", reply)


def test_the_notice_is_numbered_dated_and_says_until_when(counter: Counter) -> None:
    notice = supplement(counter).supplement
    assert (notice.number, notice.issued_date, notice.reply_due_date) == ("（2026）玄法援补字第1号", NOTICED, IN_TIME)
    assert (list(notice.items), notice.replied_date) == ([ON_MATTER], "")


@pytest.mark.rule("LA-07", "LA-31")
def test_the_notice_lists_everything_that_is_missing_and_what_else_is_asked_for(counter: Counter) -> None:
    name = counter.receive(papers=[], means=means(pledge_signed=False)).name
    asked = act(counter, "requestSupplement", name, items=[OTHER, FORM], note="请补充劳动合同")
    assert list(asked.supplement.items) == [FORM, IDENTITY, STATEMENT, PLEDGE, ON_MATTER, OTHER]
    assert asked.supplement.note == "请补充劳动合同"


@pytest.mark.rule("LA-31")
def test_a_second_notice_is_refused_even_after_the_reply(counter: Counter) -> None:
    name = supplement(counter).name
    act(counter, "submitPapers", name, papers=MATTER_PAPERS, happened_date=IN_TIME)
    before = counter.get(name)
    answer = refused(lambda: act(counter, "requestSupplement", name, items=[OTHER]))
    assert (answer.reason, answer.metadata["rules"]) == ("SUPPLEMENT_ALREADY_ASKED", "LA-31")
    assert counter.get(name) == before


@pytest.mark.rule("LA-07")
@pytest.mark.parametrize("word", ["困难证明", "贫困证明", "低收入证明"])
def test_a_hardship_certificate_may_not_be_demanded(counter: Counter, word: str) -> None:
    name = counter.receive(**INCOMPLETE).name
    answer = refused(lambda: act(counter, "requestSupplement", name, note=f"请到村委会开具{word}"))
    assert answer.reason == "HARDSHIP_CERTIFICATE_DEMANDED"
    assert state_of(counter.get(name)) == "RECEIVED"


def test_nothing_is_asked_for_when_nothing_is_missing(counter: Counter) -> None:
    name = counter.receive().name
    assert refused(lambda: act(counter, "requestSupplement", name)).reason == "NOTHING_MISSING"


@pytest.mark.rule("LA-30", "LA-31")
def test_after_the_last_day_of_the_review_nothing_can_be_asked_for(counter: Counter) -> None:
    received = counter.receive(**{**INCOMPLETE, "received_date": "2026-06-01"})
    assert deadlines_of(received) == {"DECIDE": ("2026-06-08", "RUNNING")}
    answer = refused(lambda: act(counter, "requestSupplement", received.name, happened_date="2026-06-09"))
    assert (answer.reason, counter.get(received.name)) == ("SUPPLEMENT_TOO_LATE", received)
    assert state_of(act(counter, "requestSupplement", received.name, happened_date="2026-06-08")) == "SUPPLEMENT"


def test_what_was_left_on_the_last_day_is_nothing(counter: Counter) -> None:
    name = counter.receive(**{**INCOMPLETE, "received_date": "2026-06-01"}).name
    act(counter, "requestSupplement", name, happened_date="2026-06-08")
    replied = act(counter, "submitPapers", name, papers=MATTER_PAPERS, happened_date="2026-06-11")
    assert deadlines_of(replied)["DECIDE"] == ("2026-06-11", "RUNNING")


def test_an_incomplete_reply_leaves_everything_waiting(counter: Counter) -> None:
    name = counter.receive(**{**INCOMPLETE, "papers": papers_without(ON_MATTER, IDENTITY)}).name
    act(counter, "requestSupplement", name, happened_date=NOTICED)
    partly = act(counter, "submitPapers", name, papers=papers(IDENTITY), happened_date="2026-06-01")
    assert (state_of(partly), list(partly.missing_papers)) == ("SUPPLEMENT", [ON_MATTER])
    assert deadlines_of(partly) == {"DECIDE": ("", "PAUSED"), "SUPPLEMENT_REPLY": (IN_TIME, "RUNNING")}
    assert state_of(act(counter, "submitPapers", name, papers=MATTER_PAPERS, happened_date=IN_TIME)) == "RECEIVED"


def test_papers_without_a_date_came_with_the_reply(counter: Counter) -> None:
    replied = act(counter, "submitPapers", supplement(counter).name, papers=MATTER_PAPERS, happened_date="2026-06-03")
    assert replied.papers[-1].received_date == "2026-06-03"
    assert {paper.received_date for paper in list(replied.papers)[:-1]} == {"2026-05-25"}


def test_a_signed_pledge_stands_for_the_paper(counter: Counter) -> None:
    name = counter.receive(papers=papers_without(PLEDGE), means=means(pledge_signed=False)).name
    asked = act(counter, "requestSupplement", name)
    assert list(asked.supplement.items) == [PLEDGE]
    assert state_of(act(counter, "submitPapers", name, means=means())) == "RECEIVED"


@pytest.mark.rule("LA-31")
def test_a_reply_after_the_last_day_ends_the_application(counter: Counter) -> None:
    late = act(counter, "submitPapers", supplement(counter).name, papers=MATTER_PAPERS, happened_date=TOO_LATE)
    assert state_of(late) == "DEEMED_WITHDRAWN"
    assert deadlines_of(late) == {"DECIDE": ("", "CANCELLED"), "SUPPLEMENT_REPLY": (IN_TIME, "MISSED")}


GAPS: dict[str, dict[str, Any]] = {
    "an exemption that is not proved": {
        "means": means(exemption=facts_pb2.EXEMPTION_NO_FIXED_INCOME, pledge_signed=False),
        "papers": [*papers(), *papers(facts_pb2.PAPER_KIND_EXEMPTION_PROOF)],
    },
    "a pledge paper that nobody signed": {"means": means(pledge_signed=False)},
}


@pytest.mark.rule("LA-31", "LA-29")
@pytest.mark.parametrize("gap", GAPS)
def test_what_is_still_not_shown_after_the_notice_is_decided_on_the_papers(counter: Counter, gap: str) -> None:
    name = counter.receive(**GAPS[gap]).name
    assert refused(lambda: counter.decide(name)).reason == "PLEDGE_MISSING"
    act(counter, "requestSupplement", name, items=[PLEDGE])
    assert state_of(act(counter, "submitPapers", name)) == "RECEIVED"
    decided = counter.decide(name)
    assert (state_of(decided), decided.decision.reasons[0].code) == ("REFUSED", "MEANS_NOT_SHOWN")
    assert decided.state == pb.APPLICATION_STATE_REFUSED


@pytest.mark.rule("LA-31")
def test_a_paper_that_goes_missing_after_the_notice_is_no_reason_to_wait(counter: Counter) -> None:
    name = counter.receive(papers=papers_without(ON_MATTER)).name
    act(counter, "requestSupplement", name)
    act(counter, "submitPapers", name, papers=MATTER_PAPERS)
    corrected = act(
        counter, "correct", name, applicant=None, means=means(pledge_signed=False), correction_reason="未签"
    )
    assert list(corrected.missing_papers) == []
    assert decide_reason(counter, name) == "MEANS_NOT_SHOWN"


def test_the_record_tells_when_it_was_asked_answered_and_entered(counter: Counter) -> None:
    steps = act(counter, "submitPapers", supplement(counter).name, papers=MATTER_PAPERS, happened_date=IN_TIME).steps
    assert [(step.action, step.happened_date, step.late) for step in steps] == [
        ("receive", "2026-05-25", True), ("requestSupplement", NOTICED, True), ("submitPapers", IN_TIME, False),
    ]  # fmt: skip
    assert [step.reason for step in steps] == [LATER, LATER, LATER]
    assert steps[1].document_number == "（2026）玄法援补字第1号"
