"""Rectifications: found, then fixed, and verified by somebody else (SV-20, SV-21, SV-40, F-05)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import rectification_pb2 as pb

from services.supervision.domain.rectification import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.county import PRACTITIONER, County, county_at, on_day

UNNAMED = {"subject_type": pb.SUBJECT_TYPE_JUDICIAL_OFFICE, "subject": "", "unit_title": "示例司法所"}


def test_the_moves_are_those_of_the_book() -> None:
    """RULEBOOK 2.4.2; what follows from lateness is a second line, so that who is held still reports."""
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "ISSUED": {"submit": {"SUBMITTED"}, "extend": {"EXTENDED"}, "refer": {"ISSUED"}},
        "EXTENDED": {"submit": {"SUBMITTED"}, "refer": {"EXTENDED"}},
        "SUBMITTED": {"verify": {"CLOSED", "RETURNED"}, "refer": {"SUBMITTED"}},
        "RETURNED": {"submit": {"SUBMITTED"}, "extend": {"EXTENDED"}, "refer": {"RETURNED"}},
        "CLOSED": {},
    }


@pytest.mark.rule("SV-20", "SV-21")
def test_one_is_issued_reported_and_verified_by_somebody_else(county: County) -> None:
    issued = county.issue()
    # 2026-06-30 is the fifteenth day after 15 June.
    assert (issued.number, issued.issued_date, issued.due_date) == ("（2026）整改第1号", "2026-06-15", "2026-06-30")
    assert county.issue().number == "（2026）整改第2号"
    reported = county.act("Submit", issued.name)
    # Five working days after Monday 15 June; Friday 19 June is the Dragon Boat day off.
    assert [(one.kind, one.due_date) for one in reported.deadlines] == [("VERIFY_RECTIFICATION", "2026-06-23")]
    assert (reported.state, reported.rounds[0].submitted_by) == (pb.RECTIFICATION_STATE_SUBMITTED, "officer")
    closed = county.act("Verify", issued.name)
    assert (closed.state, closed.closed_date) == (pb.RECTIFICATION_STATE_CLOSED, "2026-06-15")
    assert (closed.rounds[0].accepted, closed.rounds[0].verified_by) == (True, "verifier")
    assert [one.done_date for one in closed.deadlines] == ["2026-06-15"]
    assert list(closed.allowed_actions) == []
    assert county.read(issued.name) == closed


@pytest.mark.parametrize("missing", ["problem", "measure", "responsible_person", "unit_title"])
def test_without_one_of_the_four_it_is_not_issued(county: County, missing: str) -> None:
    answer = refused(lambda: county.issue(**{missing: ""}))
    assert f"rectification.{missing}" in answer.violations


@pytest.mark.rule("SV-21")
def test_nothing_is_due_after_the_phase(county: County) -> None:
    assert county.issue(phase_end_date="2026-06-20").due_date == "2026-06-20"
    assert county.issue(phase_end_date="2026-07-20", due_date="2026-07-20").due_date == "2026-07-20"
    late = refused(lambda: county.issue(phase_end_date="2026-06-20", due_date="2026-06-21"))
    assert (late.reason, "2026-06-20" in late.message) == ("DUE_PAST_PHASE", True)
    early = refused(lambda: county.issue(due_date="2026-06-14"))
    assert early.violations == {"rectification.due_date": "DATE_BEFORE_PREVIOUS"}
    over = refused(lambda: county.issue(phase_end_date="2026-06-14"))
    assert over.violations == {"rectification.phase_end_date": "DATE_BEFORE_PREVIOUS"}


@pytest.mark.rule("SV-21")
def test_a_missing_year_is_told_and_a_day_of_ones_own_helps(county: County, profile: Profile) -> None:
    with on_day(county, profile, "2026-12-25") as winter:
        answer = refused(winter.issue)
        assert (answer.reason, answer.metadata["year"]) == ("CALENDAR_NOT_LOADED", "2027")
        assert winter.issue(due_date="2027-01-11").due_date == "2027-01-11"


@pytest.mark.rule("SV-20")
def test_what_is_returned_has_a_new_day_within_the_phase(county: County) -> None:
    name = county.issue(phase_end_date="2026-07-03").name
    county.act("Submit", name)
    for day in ("", "2026-06-14"):
        answer = refused(lambda: county.act("Verify", name, accepted=False, new_due_date=day))  # noqa: B023
        assert answer.violations == {"new_due_date": "NEW_DUE_DATE"}
    assert refused(lambda: county.act("Verify", name, new_due_date="2026-07-01")).violations == {
        "new_due_date": "NEW_DUE_DATE"
    }
    past = refused(lambda: county.act("Verify", name, accepted=False, new_due_date="2026-07-04"))
    assert past.reason == "DUE_PAST_PHASE"
    back = county.act("Verify", name, accepted=False, new_due_date="2026-07-03", finding="尚有一人未退还")
    assert (back.state, back.due_date, back.first_due_date) == (
        pb.RECTIFICATION_STATE_RETURNED, "2026-07-03", "2026-06-30",
    )  # fmt: skip
    again = county.act("Submit", name)
    assert [one.number for one in again.rounds] == [1, 2]
    assert len(again.deadlines) == 2


@pytest.mark.rule("SV-20", "P-04")
def test_whoever_reported_or_answers_for_it_does_not_verify_it(county: County) -> None:
    """TV-S15 (E-59)."""
    name = county.issue(responsible_account="verifier").name
    county.act("Submit", name)
    assert refused(lambda: county.act("Verify", name)).reason == "OWN_RECTIFICATION"
    own = refused(lambda: county.act("Verify", name, county.officer))
    assert (own.code, own.reason) == (grpc.StatusCode.PERMISSION_DENIED, "OWN_RECTIFICATION")
    assert county.act("Verify", name, county.chief).state == pb.RECTIFICATION_STATE_CLOSED


@pytest.mark.rule("SV-20", "P-04")
def test_whoever_reported_once_verifies_no_later_report(county: County) -> None:
    name = county.issue().name
    county.act("Submit", name)
    county.act("Verify", name, accepted=False, new_due_date="2026-06-30")
    county.act("Submit", name, county.door.person("supervision_officer", subject="third"))
    answer = refused(lambda: county.act("Verify", name, county.officer))
    assert answer.reason == "SEPARATION_OF_DUTIES"


@pytest.mark.rule("SV-32")
def test_an_extension_is_given_once_before_the_day_and_within_the_phase(county: County, profile: Profile) -> None:
    """TV-S06, E-60."""
    with on_day(county, profile, "2021-01-20") as then:
        name = then.issue(due_date="2021-01-25", phase_end_date="2021-01-29").name
        past = refused(lambda: then.act("Extend", name, new_due_date="2021-02-05"))
        assert past.reason == "DUE_PAST_PHASE"
        idle = refused(lambda: then.act("Extend", name, new_due_date="2021-01-25"))
        assert idle.violations == {"new_due_date": "NEW_DUE_DATE"}
        more = then.act("Extend", name, new_due_date="2021-01-28")
        assert (more.state, more.due_date, more.extension_document) == (
            pb.RECTIFICATION_STATE_EXTENDED, "2021-01-28", "延期1号",
        )  # fmt: skip
        assert refused(lambda: then.act("Extend", name, new_due_date="2021-01-29")).reason == "ACTION_NOT_ALLOWED"
        then.act("Submit", name)
        then.act("Verify", name, accepted=False, new_due_date="2021-01-28")
        assert refused(lambda: then.act("Extend", name, new_due_date="2021-01-29")).reason == "EXTENDED_ALREADY"
        second = then.issue(due_date="2021-01-21").name
    with on_day(county, profile, "2021-01-22") as later:
        late = refused(lambda: later.act("Extend", second, new_due_date="2021-01-29"))
        assert late.reason == "EXTENSION_AFTER_DUE"


@pytest.mark.rule("SV-32")
def test_where_everything_is_held_without_exception_nothing_is_extended(county: County, profile: Profile) -> None:
    with on_day(county, profile, "2021-01-20") as then:
        wide = county_at(then.door)
        people = {
            role: then.door.person(role, divisions=("430105",), subject=role)
            for role in ("supervision_officer", "bureau_chief")
        }
        made = then.call(
            "CreateRectification", people["supervision_officer"],
            rectification=pb.Rectification(
                source=pb.RECTIFICATION_SOURCE_OTHER, subject_type=pb.SUBJECT_TYPE_PRACTITIONER, subject=PRACTITIONER,
                unit_title="示例所", division="430105", problem="材料不全不实", measure="补齐材料",
                responsible_person="主任", document_number="整改通知9号",
            ),
        )  # fmt: skip
        answer = refused(lambda: wide.act("Extend", made.name, people["bureau_chief"], new_due_date="2021-03-01"))
        assert answer.reason == "EXTENSION_OFF"


@pytest.mark.rule("SV-40")
def test_what_is_overdue_at_the_end_of_the_phase_is_referred_and_stays_due(county: County, profile: Profile) -> None:
    name = county.issue(due_date="2026-06-16", phase_end_date="2026-06-18", **UNNAMED).name
    assert refused(lambda: county.act("Refer", name)).reason == "NOT_OVERDUE"
    with on_day(county, profile, "2026-06-18") as last:
        assert refused(lambda: last.act("Refer", name)).reason == "PHASE_RUNS"
    with on_day(county, profile, "2026-06-22") as over:
        done = over.act("Refer", name)
        assert (done.referral, done.referral_document) == (pb.REFERRAL_KIND_TALK, "移交1号")
        assert refused(lambda: over.act("Refer", name)).reason == "REFERRED_ALREADY"
        assert over.act("Submit", name).state == pb.RECTIFICATION_STATE_SUBMITTED


@pytest.mark.rule("SV-76")
@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("LAW_FIRM", "offices"), ("LAWYER", "practitioners"), ("OFFICE", "handlingUnits"), ("PRACTITIONER", ""),
        ("INSTITUTION", "offices"), ("JUDICIAL_OFFICE", "institutions"), ("CIVIL_SERVANT", "practitioners"),
    ],
)  # fmt: skip
def test_a_subject_is_named_as_its_register_names_it(county: County, kind: str, subject: str) -> None:
    named = subject and f"{subject}/{PRACTITIONER.partition('/')[2]}"
    answer = refused(lambda: county.issue(subject_type=pb.SubjectType.Value(f"SUBJECT_TYPE_{kind}"), subject=named))
    assert answer.reason == "SUBJECT_MISMATCH"


@pytest.mark.rule("P-06")
def test_what_is_entered_late_says_why(county: County) -> None:
    early = {"issued_date": "2026-06-01", "due_date": "2026-06-20"}
    assert refused(lambda: county.issue(**early)).reason == "ENTRY_REASON_MISSING"
    assert county.issue(**early, entry_reason="纸质通知先行下达").late
    future = refused(lambda: county.issue(issued_date="2026-06-16"))
    assert future.violations == {"rectification.issued_date": "DATE_IN_FUTURE"}


def test_another_county_sees_nothing_and_enters_nothing(county: County) -> None:
    name = county.issue().name
    neighbour = county.door.person("supervision_officer", divisions=("990103",))
    assert refused(lambda: county.call("GetRectification", neighbour, name=name)).code is grpc.StatusCode.NOT_FOUND
    assert not county.call("ListRectifications", neighbour).rectifications
    assert refused(lambda: county.act("Submit", name, neighbour)).code is grpc.StatusCode.NOT_FOUND
    assert refused(lambda: county.issue(division="990103")).reason == "DIVISION_OUT_OF_SCOPE"


def test_the_ledger_is_filtered(county: County) -> None:
    first, second = county.issue(), county.issue(**UNNAMED)
    county.act("Submit", second.name)

    def listed(**asked: Any) -> list[str]:
        return [one.name for one in county.call("ListRectifications", county.chief, **asked).rectifications]

    assert listed() == [first.name, second.name]
    assert listed(state=pb.RECTIFICATION_STATE_SUBMITTED) == [second.name]
    assert listed(subject_type=pb.SUBJECT_TYPE_PRACTITIONER) == [first.name]
    assert listed(subject=PRACTITIONER) == [first.name]
    assert listed(consequence=pb.RECTIFICATION_CONSEQUENCE_HOLD) == []
    page = county.call("ListRectifications", county.chief, page_size=1)
    assert listed(page_size=1, page_token=page.next_page_token) == [second.name]
