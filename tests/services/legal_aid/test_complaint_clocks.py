"""The clocks of a complaint: limits, the one supplement, the one extension (LA-121, LA-123, E-71)."""

from __future__ import annotations

import datetime as dt

import grpc
import pytest
from sifa.legal_aid.v1 import complaint_pb2 as pb

from services.legal_aid.domain.complaint_clock import ComplaintClock
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.complaints import complain, move, moved_along, read, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.steps import deadlines_of, run_job
from tests.services.legal_aid.tables import book

INVALID = grpc.StatusCode.INVALID_ARGUMENT
HANDLER, OFFICE_TARGET = pb.COMPLAINT_TARGET_KIND_HANDLER, pb.COMPLAINT_TARGET_KIND_GRASSROOTS_OFFICE
FIRM, OWN = pb.COMPLAINT_TARGET_KIND_LAW_FIRM, pb.COMPLAINT_TARGET_KIND_INSTITUTION
UNION = pb.COMPLAINT_TARGET_KIND_MASS_ORGANISATION


@pytest.mark.rule("LA-123", "D-03", "D-02", "E-71")
@pytest.mark.parametrize(("accept", "finish"), [pytest.param("2026-10-12", "2026-11-26", id="TV-D30")])
def test_the_carried_over_limits_of_2013_are_counted(profile: Profile, accept: str, finish: str) -> None:
    with counter_at(profile, "2026-10-12T09:00+08:00") as counter:
        made = complain(counter, received_date="2026-09-29")
        assert deadlines_of(made) == {"ACCEPT_COMPLAINT": (accept, "RUNNING")}  # type: ignore[arg-type]
        assert made.deadlines[0].owner == "bureaus/990102"
        taken = move(counter, "accept", made.name)
        assert deadlines_of(taken) == {  # type: ignore[arg-type]
            "ACCEPT_COMPLAINT": (accept, "MET"), "CONCLUDE_COMPLAINT": (finish, "RUNNING"),
        }  # fmt: skip


@pytest.mark.rule("E-71")
def test_the_limits_are_a_parameter_that_says_it_is_carried_over() -> None:
    found = book().find("la.complaint_limits", division="990102", on=dt.date(2026, 6, 15))
    assert set(found.value) == {clock.value for clock in ComplaintClock}
    assert "未核实" in found.citation


@pytest.mark.rule("LA-123", "LA-124")
def test_the_answer_is_due_five_working_days_after_the_conclusion(counter: Counter) -> None:
    done = moved_along(counter, "accept", "investigate", "conclude")
    assert deadlines_of(done)["ANSWER_COMPLAINT"] == ("2026-06-23", "RUNNING")  # type: ignore[arg-type]
    assert deadlines_of(move(counter, "answer", done.name))["ANSWER_COMPLAINT"] == ("2026-06-23", "MET")  # type: ignore[arg-type]


@pytest.mark.rule("D-08", "LA-123")
def test_a_missing_year_turns_nobody_away(profile: Profile) -> None:
    with counter_at(profile, "2026-12-30T09:00+08:00") as counter:
        made = complain(counter)
        assert deadlines_of(made) == {"ACCEPT_COMPLAINT": ("", "UNRESOLVED")}  # type: ignore[arg-type]
        done = move(counter, "accept", made.name)
        for action in ("investigate", "conclude", "answer"):
            done = move(counter, action, made.name)
        assert state_of(done) == "ANSWERED"


@pytest.mark.rule("LA-121")
def test_missing_information_is_asked_for_once_while_the_clock_stands(counter: Counter) -> None:
    made = complain(counter, received_date="2026-06-08")
    asked = move(counter, "requestSupplement", made.name, happened_date="2026-06-09")
    assert (asked.supplement.number, asked.supplement.reply_due_date) == ("（2026）玄法援投补字第1号", "2026-06-22")
    assert deadlines_of(asked)["ACCEPT_COMPLAINT"] == ("", "PAUSED")  # type: ignore[arg-type]
    replied = move(counter, "replyToSupplement", made.name, counter.clerk, happened_date="2026-06-12")
    assert (replied.supplement.replied_date, replied.supplement.reply) == ("2026-06-12", "已交代理协议")
    # One working day had run before the request; four are left after the reply of Friday the 12th.
    assert deadlines_of(replied) == {  # type: ignore[arg-type]
        "ACCEPT_COMPLAINT": ("2026-06-18", "RUNNING"), "COMPLAINT_REPLY": ("2026-06-22", "MET"),
    }  # fmt: skip
    assert refused(lambda: move(counter, "requestSupplement", made.name)).reason == "ACTION_NOT_ALLOWED"
    assert refused(lambda: move(counter, "replyToSupplement", made.name)).reason == "REPLY_ALREADY_LOGGED"


@pytest.mark.rule("LA-121", "LA-123")
def test_a_request_after_the_time_for_accepting_is_refused(counter: Counter) -> None:
    made = complain(counter, received_date="2026-06-01")
    late = refused(lambda: move(counter, "requestSupplement", made.name, happened_date="2026-06-09"))
    assert (late.reason, late.metadata["rules"]) == ("SUPPLEMENT_TOO_LATE", "LA-121,LA-123")


@pytest.mark.rule("LA-121")
@pytest.mark.parametrize(("on", "in_time"), [("2026-06-12", True), ("2026-06-13", False)])
def test_nobody_is_rejected_while_the_reply_may_still_come(counter: Counter, on: str, *, in_time: bool) -> None:
    made = complain(counter, received_date="2026-06-01")
    move(counter, "requestSupplement", made.name, happened_date="2026-06-02", reply_days=10)
    if in_time:
        assert refused(lambda: move(counter, "reject", made.name, happened_date=on)).reason == "SUPPLEMENT_PENDING"
    else:
        assert state_of(move(counter, "reject", made.name, happened_date=on)) == "NOT_ACCEPTED"


@pytest.mark.rule("LA-121", "LA-123")
def test_without_a_reply_the_bureaus_clock_runs_on_from_the_last_day(counter: Counter) -> None:
    made = complain(counter, received_date="2026-06-01")
    move(counter, "requestSupplement", made.name, happened_date="2026-06-02", reply_days=7)
    waits = complain(counter)
    move(counter, "requestSupplement", waits.name)
    service = counter.door.service
    assert run_job(service, "resume-unanswered-complaints") == 0
    run_job(service, "watch-deadlines")
    assert [run_job(service, "resume-unanswered-complaints") for _ in range(2)] == [1, 0]
    assert deadlines_of(read(counter, made.name)) == {  # type: ignore[arg-type]
        "ACCEPT_COMPLAINT": ("2026-06-15", "RUNNING"), "COMPLAINT_REPLY": ("2026-06-09", "MISSED"),
    }  # fmt: skip
    assert deadlines_of(read(counter, waits.name))["ACCEPT_COMPLAINT"] == ("", "PAUSED")  # type: ignore[arg-type]


@pytest.mark.rule("LA-123")
def test_a_rejection_says_why_and_ends_every_clock(counter: Counter) -> None:
    done = moved_along(counter, "reject")
    assert (done.acceptance.accepted, done.acceptance.number) == (False, "（2026）玄法援投不受字第1号")
    assert done.acceptance.reason
    assert deadlines_of(done) == {"ACCEPT_COMPLAINT": ("2026-06-23", "MET")}  # type: ignore[arg-type]


@pytest.mark.rule("LA-123")
def test_the_head_extends_once_in_writing_and_in_time(counter: Counter) -> None:
    made = moved_along(counter, "accept", "investigate")
    assert refused(lambda: move(counter, "extend", made.name, counter.reviewer)).reason == "ROLE_MISSING"
    longer = move(counter, "extend", made.name)
    assert longer.extension.number == "（2026）玄法援投延字第1号"
    assert deadlines_of(longer) == {  # type: ignore[arg-type]
        "ACCEPT_COMPLAINT": ("2026-06-23", "MET"), "CONCLUDE_COMPLAINT": ("2026-07-30", "CANCELLED"),
        "CONCLUDE_EXTENDED": ("2026-08-31", "RUNNING"),
    }  # fmt: skip
    assert refused(lambda: move(counter, "extend", made.name)).reason == "ALREADY_EXTENDED"
    assert deadlines_of(move(counter, "conclude", made.name))["CONCLUDE_EXTENDED"] == ("2026-08-31", "MET")  # type: ignore[arg-type]


@pytest.mark.rule("LA-123")
@pytest.mark.parametrize(("on", "in_time"), [("2026-06-01", True), ("2026-06-02", False)])
def test_what_is_over_is_not_extended(counter: Counter, on: str, *, in_time: bool) -> None:
    made = complain(counter, received_date="2026-04-15")
    for action in ("accept", "investigate"):
        move(counter, action, made.name, happened_date="2026-04-16")
    assert deadlines_of(read(counter, made.name))["CONCLUDE_COMPLAINT"] == ("2026-06-01", "RUNNING")  # type: ignore[arg-type]
    if in_time:
        longer = move(counter, "extend", made.name, happened_date=on)
        assert longer.extension.further_days == 30
        # 45 and 30 days from the acceptance, whenever the extension was given.
        assert deadlines_of(longer)["CONCLUDE_EXTENDED"] == ("2026-06-30", "RUNNING")  # type: ignore[arg-type]
    else:
        late = refused(lambda: move(counter, "extend", made.name, happened_date=on))
        assert late.reason == "EXTENSION_TOO_LATE"
