"""Not in time: a hold, or accountability; effect by signature alone (SV-32, SV-76, K2)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from sifa.platform.v1 import deadline_pb2
from sifa.supervision.v1 import practice_hold_pb2 as holds
from sifa.supervision.v1 import rectification_pb2 as pb

from services.supervision.domain.practice_hold import MOVES
from tests.doors import reason_of, refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.supervision.county import PRACTITIONER, County, on_day
from tests.services.supervision.test_rectifications import UNNAMED


def overdue(county: County, **changes: object) -> pb.Rectification:
    """Issued on 1 June, due on the 10th, nothing sent by the 15th."""
    return county.issue(
        issued_date="2026-06-01", due_date="2026-06-10", entry_reason="纸质通知先行下达", **changes
    )  # fmt: skip


def held(county: County) -> pb.Rectification:
    """A signed hold."""
    rectification = overdue(county)
    county.on_hold("Check", rectification.hold)
    county.on_hold("Sign", rectification.hold)
    return county.read(rectification.name)


def test_the_moves_are_those_of_the_book() -> None:
    """RULEBOOK 2.4.2, with the legal check as a step of its own."""
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "PROPOSED": {"check": {"CHECKED"}}, "CHECKED": {"sign": {"HELD"}}, "HELD": {"lift": {"LIFTED"}},
        "LIFTED": {}, "LAPSED": {},
    }  # fmt: skip


@pytest.mark.rule("SV-32")
def test_the_day_after_a_hold_is_proposed_and_a_signature_makes_it(county: County, profile: Profile) -> None:
    """TV-S04."""
    with on_day(county, profile, "2021-01-11") as issuing:
        name = issuing.issue(due_date="2021-01-25").name
    with on_day(county, profile, "2021-01-25") as last:
        assert last.night() == 0
        assert last.read(name).consequence == pb.RECTIFICATION_CONSEQUENCE_UNSPECIFIED
    with on_day(county, profile, "2021-01-26") as after:
        assert (after.night(), after.night()) == (1, 0)
        late = after.read(name)
        assert (late.overdue_date, late.consequence) == ("2021-01-26", pb.RECTIFICATION_CONSEQUENCE_HOLD_PROPOSED)
        hold = after.hold(late.hold)
        assert (hold.state, hold.proposed_date) == (holds.PRACTICE_HOLD_STATE_PROPOSED, "2021-01-26")
        # Two working days after Tuesday 26 January.
        assert [(one.kind, one.due_date) for one in hold.deadlines] == [("SIGN_HOLD", "2021-01-28")]
        assert refused(lambda: after.on_hold("Sign", hold.name)).reason == "ACTION_NOT_ALLOWED"
        after.on_hold("Check", hold.name)
        assert after.told("PracticeHoldStarted") == []
        signed = after.on_hold("Sign", hold.name)
        assert (signed.state, signed.from_date) == (holds.PRACTICE_HOLD_STATE_HELD, "2021-01-26")
        assert [one.done_date for one in signed.deadlines] == ["2021-01-26"]
        assert after.read(name).consequence == pb.RECTIFICATION_CONSEQUENCE_HOLD
        (fact,) = after.told("PracticeHoldStarted")
    assert (fact.hold, fact.subject, fact.division, fact.from_date, fact.document_number) == (
        hold.name, PRACTITIONER, "990102", "2021-01-26", "Sign1号",
    )  # fmt: skip


@pytest.mark.rule("SV-32")
def test_no_day_makes_a_hold_and_none_is_a_penalty(county: County, profile: Profile) -> None:
    """E-57, K2: long after the time to sign nobody is held, and a hold that two people signed is told as a hold."""
    late = overdue(county)
    with on_day(county, profile, "2026-09-30") as autumn:
        assert autumn.night() == 0
        assert autumn.told("PracticeHoldStarted") == []
        assert autumn.hold(late.hold).state == holds.PRACTICE_HOLD_STATE_PROPOSED
        autumn.on_hold("Check", late.hold)
        own = refused(lambda: autumn.on_hold("Sign", late.hold, autumn.verifier))
        assert own.code is grpc.StatusCode.PERMISSION_DENIED
        autumn.on_hold("Sign", late.hold)
        assert [one.hold for one in autumn.told("PracticeHoldStarted")] == [late.hold]
        assert {one.type for one in logged(autumn.door.service)} == {
            "sifa.platform.v1.DeadlineChanged", "sifa.supervision.v1.PracticeHoldStarted",
        }  # fmt: skip


@pytest.mark.rule("SV-32", "SV-76")
@pytest.mark.parametrize("kind", ["JUDICIAL_OFFICE", "MEDIATION_CENTRE", "CIVIL_SERVANT", "INSTITUTION"])
def test_who_does_not_practise_is_held_to_account_and_never_held(county: County, kind: str) -> None:
    """TV-S24."""
    subject = "institutions/019ed7e5-3a00-7000-8000-2f6b1c9d0a01" if kind == "INSTITUTION" else ""
    late = overdue(
        county, subject_type=pb.SubjectType.Value(f"SUBJECT_TYPE_{kind}"), subject=subject, unit_title="示例单位"
    )
    assert (late.consequence, late.hold) == (pb.RECTIFICATION_CONSEQUENCE_ACCOUNTABILITY_PROPOSED, "")
    (fact,) = county.told("AccountabilityProposed")
    assert (fact.rectification, fact.subject, fact.proposed_date) == (late.name, subject, "2026-06-11")
    assert not county.call("ListPracticeHolds", county.chief).practice_holds


@pytest.mark.rule("SV-32")
def test_who_is_held_puts_it_right_and_then_practises_again(county: County) -> None:
    late = held(county)
    assert refused(lambda: county.on_hold("Lift", late.hold)).reason == "RECTIFICATION_OPEN"
    county.act("Submit", late.name)
    assert refused(lambda: county.on_hold("Lift", late.hold)).reason == "RECTIFICATION_OPEN"
    closed = county.act("Verify", late.name)
    assert closed.consequence == pb.RECTIFICATION_CONSEQUENCE_HOLD
    assert county.told("PracticeHoldLifted") == []
    lifted = county.on_hold("Lift", late.hold)
    assert (lifted.state, lifted.lifted_date) == (holds.PRACTICE_HOLD_STATE_LIFTED, "2026-06-15")
    (fact,) = county.told("PracticeHoldLifted")
    assert (fact.hold, fact.subject, fact.lifted_date) == (late.hold, PRACTITIONER, "2026-06-15")
    assert county.read(late.name).consequence == pb.RECTIFICATION_CONSEQUENCE_LIFTED


@pytest.mark.rule("SV-32")
def test_a_proposal_falls_away_when_it_is_closed_before_the_signature(county: County) -> None:
    late = overdue(county)
    county.act("Submit", late.name)
    assert county.read(late.name).consequence == pb.RECTIFICATION_CONSEQUENCE_HOLD_PROPOSED
    closed = county.act("Verify", late.name)
    assert closed.consequence == pb.RECTIFICATION_CONSEQUENCE_LAPSED
    hold = county.hold(late.hold)
    assert hold.state == holds.PRACTICE_HOLD_STATE_LAPSED
    assert {one.state for one in hold.deadlines} == {deadline_pb2.DEADLINE_STATE_CANCELLED}
    assert county.told("PracticeHoldStarted") == []


@pytest.mark.rule("SV-32", "P-06")
def test_a_report_that_was_in_time_and_entered_late_takes_the_proposal_back(county: County) -> None:
    late = overdue(county)
    done = county.act("Submit", late.name, happened_date="2026-06-10", entry_reason="纸质报告当日送达")
    assert (done.overdue_date, done.consequence) == ("", pb.RECTIFICATION_CONSEQUENCE_LAPSED)
    assert county.hold(late.hold).state == holds.PRACTICE_HOLD_STATE_LAPSED
    other = overdue(county, **UNNAMED)
    done = county.act("Submit", other.name, happened_date="2026-06-10", entry_reason="纸质报告当日送达")
    assert (done.overdue_date, done.consequence) == ("", pb.RECTIFICATION_CONSEQUENCE_UNSPECIFIED)
    (fact,) = county.told("AccountabilityWithdrawn")
    assert (fact.rectification, fact.withdrawn_date) == (other.name, "2026-06-15")


@pytest.mark.rule("SV-32", "P-06")
def test_what_was_signed_stays_until_it_is_lifted(county: County) -> None:
    late = held(county)
    done = county.act("Submit", late.name, happened_date="2026-06-10", entry_reason="纸质报告当日送达")
    assert (done.overdue_date, done.consequence) == ("", pb.RECTIFICATION_CONSEQUENCE_HOLD)
    assert county.hold(late.hold).state == holds.PRACTICE_HOLD_STATE_HELD


@pytest.mark.rule("SV-32")
def test_a_report_after_the_day_stops_no_hold(county: County) -> None:
    late = overdue(county)
    county.act("Submit", late.name, happened_date="2026-06-11", entry_reason="纸质报告先行送达")
    county.on_hold("Check", late.hold)
    assert county.on_hold("Sign", late.hold).state == holds.PRACTICE_HOLD_STATE_HELD


@pytest.mark.rule("SV-32")
def test_what_was_returned_is_overdue_by_its_new_day(county: County, profile: Profile) -> None:
    name = county.issue(due_date="2026-06-16").name
    county.act("Submit", name)
    county.act("Verify", name, accepted=False, new_due_date="2026-06-17")
    with on_day(county, profile, "2026-06-18") as later:
        assert later.night() == 1
        late = later.read(name)
        assert (late.overdue_date, later.hold(late.hold).proposed_date) == ("2026-06-18", "2026-06-18")


@pytest.mark.rule("P-04", "SV-32")
def test_whoever_checked_does_not_sign(county: County) -> None:
    late = overdue(county)
    both = county.door.person("bureau_chief", "supervision_officer", subject="both")
    county.on_hold("Check", late.hold, both)
    assert refused(lambda: county.on_hold("Sign", late.hold, both)).reason == "SEPARATION_OF_DUTIES"
    assert county.on_hold("Sign", late.hold).state == holds.PRACTICE_HOLD_STATE_HELD


@pytest.mark.rule("SV-32")
def test_two_who_sign_at_once_make_one_hold(county: County) -> None:
    late = overdue(county)
    county.on_hold("Check", late.hold)

    def sign(subject: str) -> str:
        try:
            county.on_hold("Sign", late.hold, county.door.person("bureau_chief", subject=subject))
        except Exception as error:  # noqa: BLE001 - the refusal is the answer
            return reason_of(error)  # type: ignore[arg-type]
        return ""

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(sign, ("one", "two")))
    assert answers == ["", "ACTION_NOT_ALLOWED"]
    assert len(county.told("PracticeHoldStarted")) == 1
