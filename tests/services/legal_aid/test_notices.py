"""A notified case is taken, always: no means, no refusal, two clocks, and what the reader should notice is shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from google.protobuf.descriptor import Descriptor
from sifa.legal_aid.v1 import notice_pb2 as pb

from tests.doors import refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import TYPES, clocks_of, department, flags_of, notice_state
from tests.services.legal_aid.intake import identity_number
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.rows import counts

CATEGORIES, PROCEDURES, STAGES = pb.NoticeCategory.values()[1:], pb.Procedure.values()[1:], pb.Stage.values()[1:]
WITHOUT_PERIOD = {pb.PROCEDURE_SIMPLIFIED, pb.PROCEDURE_FAST_TRACK}
MINOR = pb.NOTICE_CATEGORY_MINOR


def born(date: str) -> pb.NotifiedPerson:
    return pb.NotifiedPerson(full_name="孙某某", birth_date=date)


def field_names(message: Descriptor, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Names of all fields of a message and of what it is made of."""
    for field in message.fields:
        yield field.name
        if field.message_type is not None and field.message_type.full_name not in seen:
            yield from field_names(field.message_type, seen | {field.message_type.full_name})


def is_doubtful(category: int, procedure: int, stage: int) -> bool:
    """Whether the category says another procedure or stage than the notice does (LA-11, LA-12)."""
    said: dict[int, tuple[int, int]] = {
        pb.NOTICE_CATEGORY_ABSENTIA: (procedure, pb.PROCEDURE_ABSENTIA),
        pb.NOTICE_CATEGORY_COMPULSORY_MEDICAL: (procedure, pb.PROCEDURE_COMPULSORY_MEDICAL),
        pb.NOTICE_CATEGORY_DISCRETIONARY: (procedure, pb.PROCEDURE_ORDINARY),
        pb.NOTICE_CATEGORY_DEATH_REVIEW: (stage, pb.STAGE_DEATH_REVIEW),
    }
    given, expected = said.get(category, (0, 0))
    return given != expected


@pytest.mark.rule("LA-35")
@pytest.mark.parametrize("hearing", [pytest.param("2026-10-20", id="TV-D26")])
def test_a_notice_twelve_days_before_the_hearing_is_taken_and_shown_as_late(profile: Profile, hearing: str) -> None:
    with counter_at(profile, "2026-10-08T09:00+08:00") as counter:
        taken = department(counter.door).send(counter.institution, hearing_date=hearing, discovered_date="2026-10-08")
        assert (taken.received_date, notice_state(taken)) == ("2026-10-08", "RECEIVED")
        assert flags_of(taken) == {"LATE_NOTICE"}


@pytest.mark.rule("LA-35", "D-09")
@pytest.mark.parametrize(
    ("hearing", "late"),
    [("2026-07-01", False), ("2026-06-30", False), ("2026-06-29", True), ("2026-06-15", True), ("2026-06-14", True)],
    ids=["16 days", "15 days exactly", "14 days", "today", "yesterday"],
)  # fmt: skip
def test_late_is_less_than_fifteen_days(counter: Counter, hearing: str, *, late: bool) -> None:
    taken = department(counter.door).send(counter.institution, hearing_date=hearing)
    assert ("LATE_NOTICE" in flags_of(taken), notice_state(taken)) == (late, "RECEIVED")


@pytest.mark.rule("LA-35")
def test_a_notice_without_a_hearing_is_never_late(counter: Counter) -> None:
    taken = department(counter.door).send(counter.institution, hearing_date="")
    assert ("LATE_NOTICE" in flags_of(taken), notice_state(taken)) == (False, "RECEIVED")


@pytest.mark.rule("LA-35")
@pytest.mark.parametrize("procedure", PROCEDURES, ids=pb.Procedure.Name)
def test_the_simplified_and_the_fast_procedure_are_never_late(counter: Counter, procedure: int) -> None:
    taken = department(counter.door).send(counter.institution, hearing_date="2026-06-16", procedure=procedure)
    assert ("LATE_NOTICE" in flags_of(taken)) == (procedure not in WITHOUT_PERIOD)


@pytest.mark.rule("LA-35")
@pytest.mark.parametrize("kind", TYPES)
def test_the_fifteen_days_bind_the_court_alone(counter: Counter, kind: str) -> None:
    taken = department(counter.door, "示范区机关", kind).send(counter.institution, hearing_date="2026-06-16")
    assert ("LATE_NOTICE" in flags_of(taken)) == (kind == "COURT")


@pytest.mark.rule("E-10")
def test_a_notice_has_no_place_for_means() -> None:
    words = ("income", "means", "household", "hardship", "exempt", "pledge")
    assert [name for name in field_names(pb.Notice.DESCRIPTOR) if any(word in name for word in words)] == []


@pytest.mark.rule("LA-11", "LA-12", "LA-13")
@pytest.mark.parametrize("kind", TYPES)
def test_no_category_procedure_or_stage_is_refused(counter: Counter, kind: str) -> None:
    authority = department(counter.door, "示范区机关", kind)
    every = list(itertools.product(CATEGORIES, PROCEDURES, STAGES))
    for place, (category, procedure, stage) in enumerate(every, start=1):
        taken = authority.send(counter.institution, category=category, procedure=procedure, stage=stage)
        assert (notice_state(taken), taken.number) == ("RECEIVED", f"（2026）玄法援通字第{place}号")
        assert taken.mandatory == (category != pb.NOTICE_CATEGORY_DISCRETIONARY)
        assert list(taken.allowed_actions) == ["assign", "query"]
        assert ("CATEGORY_DOUBTFUL" in flags_of(taken)) == is_doubtful(category, procedure, stage)
    held = counts(counter.door.service)
    assert (len(every), held["application"], held["decision"]) == (270, 0, 0)


@pytest.mark.rule("LA-34")
def test_two_clocks_run_for_two_duty_holders(counter: Counter) -> None:
    taken = department(counter.door).send(counter.institution, discovered_date="2026-06-12")
    assert clocks_of(taken) == {
        "NOTIFY": ("authorities/示范区人民法院", "2026-06-15", "MET"),
        "ASSIGN_NOTIFIED": (counter.institution, "2026-06-18", "RUNNING"),
    }
    duties = counter.call("ListDeadlines", counter.clerk, owner=counter.institution).deadlines
    assert [(duty.subject, duty.kind) for duty in duties] == [(taken.name, "ASSIGN_NOTIFIED")]


@pytest.mark.rule("LA-34", "D-02")
@pytest.mark.parametrize(
    ("discovered", "due", "state"),
    [
        pytest.param("2026-06-15", "2026-06-18", "MET", id="the same day"),
        pytest.param("2026-06-12", "2026-06-15", "MET", id="on the last day"),
        pytest.param("2026-06-10", "2026-06-15", "MET", id="Saturday rolls to Monday"),
        pytest.param("2026-06-09", "2026-06-12", "MISSED", id="Friday has passed"),
        pytest.param("2025-12-01", "2025-12-04", "MISSED", id="half a year"),
    ],
)
def test_the_authoritys_own_lateness_is_shown_and_its_notice_taken(
    counter: Counter, discovered: str, due: str, state: str
) -> None:
    taken = department(counter.door).send(counter.institution, discovered_date=discovered)
    assert clocks_of(taken)["NOTIFY"][1:] == (due, state)
    assert clocks_of(taken)["ASSIGN_NOTIFIED"][1:] == ("2026-06-18", "RUNNING")
    assert ("LATE_AUTHORITY" in flags_of(taken), notice_state(taken)) == (state == "MISSED", "RECEIVED")


@pytest.mark.rule("E-09", "D-10")
@pytest.mark.parametrize(
    ("birth", "adult"),
    [("2008-06-16", False), ("2008-06-15", False), ("2008-06-14", True), ("1990-01-01", True), ("", False)],
    ids=["tomorrow eighteen", "on the birthday", "the day after", "long grown up", "birth date unknown"],
)
def test_who_has_grown_up_is_shown_and_taken_as_a_minor(counter: Counter, birth: str, *, adult: bool) -> None:
    taken = department(counter.door).send(counter.institution, category=MINOR, person=born(birth))
    assert ("ADULT_AT_NOTICE" in flags_of(taken)) == adult
    assert (notice_state(taken), taken.category, taken.mandatory) == ("RECEIVED", MINOR, True)


@pytest.mark.rule("E-09")
@pytest.mark.parametrize("category", [one for one in CATEGORIES if one != MINOR], ids=pb.NoticeCategory.Name)
def test_age_matters_to_notices_of_minors_alone(counter: Counter, category: int) -> None:
    taken = department(counter.door).send(counter.institution, category=category, person=born("1990-01-01"))
    assert "ADULT_AT_NOTICE" not in flags_of(taken)


@pytest.mark.rule("P-06", "LA-72")
def test_a_paper_notice_entered_late_has_clocks_of_its_own_day(counter: Counter) -> None:
    court = department(counter.door)
    given = {"received_date": "2026-06-01", "discovered_date": "2026-05-29", "hearing_date": "2026-06-16"}
    taken = court.send(counter.institution, entry_reason="法院传真件", **given)
    assert flags_of(taken) == {"LATE_ENTRY"}
    assert clocks_of(taken)["NOTIFY"][1:] == ("2026-06-01", "MET")
    assert clocks_of(taken)["ASSIGN_NOTIFIED"][1] == "2026-06-04"


@pytest.mark.rule("P-01")
def test_no_fact_that_is_told_holds_anything_of_the_person(counter: Counter) -> None:
    number = identity_number(345)
    person = pb.NotifiedPerson(full_name="孙某某", identity_number=number, birth_date="2008-06-15")
    taken = department(counter.door).send(counter.institution, person=person)
    told = [f"{event.subject} {event.body}" for event in logged(counter.door.service)]
    assert any(taken.name in text for text in told)
    assert not any(word in text for text in told for word in ("孙", "2008-06-15", number, number[-4:]))
    assert taken.person.identity_number == f"{number[:6]}********{number[-4:]}"


@pytest.mark.parametrize("wrong", ["number", "date"])
def test_a_refusal_names_the_field_and_repeats_nothing_of_the_person(counter: Counter, wrong: str) -> None:
    number = identity_number(345)
    bad = number[:-1] + ("0" if number[-1] != "0" else "1")
    person = pb.NotifiedPerson(full_name="孙某某", identity_number=bad if wrong == "number" else number)
    when = {"discovered_date": "2026-06-16" if wrong == "date" else "2026-06-15"}
    answer = refused(lambda: department(counter.door).send(counter.institution, person=person, **when))
    fault = {"number": ("notice.person.identity_number", "IDENTITY_NUMBER_CHECK"),
             "date": ("notice.discovered_date", "DATE_INVALID")}[wrong]  # fmt: skip
    assert answer.violations == dict([fault])
    assert not any(word.encode() in answer.wire for word in ("孙", number, bad, "2026-06-16"))
