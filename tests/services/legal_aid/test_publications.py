"""Published tables: what is counted, what never changes again, what nobody may read in them (LA-98, LA-114, P-01)."""

from __future__ import annotations

import hashlib
import json

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import consultation_pb2, notice_pb2
from sifa.legal_aid.v1 import publication_pb2 as pb

from chassis.clock import random_id
from services.legal_aid.persistence.publication import TABLE
from tests.doors import refused
from tests.facts import number_all
from tests.servers.profiles import Profile
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ERROR, brought, claim, step
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.duty import stand
from tests.services.legal_aid.handling import able_lawyer, act_on, brought_to, granted_case, notified_case, read_case
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.publications import (
    QUARTERLY,
    YEARLY,
    advise,
    compute,
    identical,
    on_day,
    publish,
    rows,
)
from tests.services.legal_aid.steps import LATER
from tests.services.legal_aid.test_events import told

S = pb.PublicationState


@pytest.mark.rule("LA-98", "LA-114", "E-73")
def test_a_quarter_counts_cases_and_duty_help_apart(counter: Counter, profile: Profile) -> None:
    graded = brought_to(counter, "GRADED")
    notified_case(counter)
    shift = stand(counter, able_lawyer(counter).name, persons_helped=7)
    counter.call("VoidDutyShift", counter.clerk, name=shift.name, reason="登记有误")
    stand(counter, able_lawyer(counter).name, persons_helped=4)
    advise(counter)
    with on_day(counter, profile, "2026-07-01") as later:
        made = compute(later)
    assert rows(made, "received") == [[1, 1, 2]]
    assert rows(made, "cases") == [
        ["给予援助", 1, 1, 0, 2], ["办结", 0, 1, 0, 1], ["其中以前年度给予援助", 0, 0, 0, 0],
    ]  # fmt: skip
    assert rows(made, "legal_help") == [[1, 1, 4, 1]]
    serial = graded.number[-2]
    masked = graded.number.replace(f"第{graded.number.rpartition('第')[2]}", f"第**{serial}号")
    assert rows(made, "list") == [[masked, "民事", graded.assignments[0].unit_name, "良好"]]


@pytest.mark.rule("LA-114")
def test_a_year_counts_cases_help_visits_calls_and_quality(counter: Counter, profile: Profile) -> None:
    brought_to(counter, "GRADED")
    notified_case(counter)
    for mode in ("COUNTER", "HOME", "PHONE", "ONLINE", "PHONE"):
        advise(counter, consultation_pb2.ConsultationMode.Value(f"CONSULTATION_MODE_{mode}"))
    with on_day(counter, profile, "2027-01-04") as later:
        made = compute(later, YEARLY, "2026")
        assert identical(later, made.name)
        empty = compute(later, YEARLY, "2025")
    assert rows(made, "cases") == [["受理", 1, 1, 0, 2], ["指派", 0, 1, 0, 1]]
    assert rows(made, "consultations") == [[2, 2, 1]]
    assert rows(made, "quality")[1] == ["良好", 1, "100.00%"]
    assert rows(made, "quality")[4:] == [["合格及以上", 1, "100.00%"], ["评查案卷总数", 1, ""]]
    assert (rows(empty, "cases")[0], rows(empty, "quality")[0]) == (["受理", 0, 0, 0, 0], ["优秀", 0, "—"])


@pytest.mark.rule("LA-98", "LA-114")
def test_what_happens_later_does_not_change_a_computed_table(counter: Counter, profile: Profile) -> None:
    case = brought_to(counter, "FILE_ACCEPTED").name
    shift = stand(counter, able_lawyer(counter).name)
    with on_day(counter, profile, "2026-07-10") as later:
        first = compute(later)
        advise(later, consulted_date="2026-06-10")
        stand(later, able_lawyer(later).name, shift_date="2026-06-11")
        later.call("VoidDutyShift", later.clerk, name=shift.name, reason="登记有误")
        act_on(later, "grade", case, happened_date="2026-06-20")
        act_on(later, "assign", granted_case(later, received_date="2026-06-12", entry_reason=LATER))
        assert identical(later, first.name)
        number_all(later.door.service)
        assert identical(later, first.name)
        second = compute(later)
        assert identical(later, second.name)
    assert second.position > first.position
    assert (rows(first, "list")[0][3], rows(second, "list")[0][3]) == ("未评定", "良好")
    assert (rows(first, "received"), rows(second, "received")) == ([[1, 0, 1]], [[2, 0, 2]])
    assert first.sha256 != second.sha256


def test_the_same_facts_give_the_same_bytes_at_another_position(counter: Counter, profile: Profile) -> None:
    brought_to(counter, "GRADED")
    with on_day(counter, profile, "2026-07-10") as later:
        first = compute(later)
        granted_case(later)
        second = compute(later)
    assert second.position > first.position
    assert (second.content, second.readable_text, second.sha256) == (first.content, first.readable_text, first.sha256)
    assert hashlib.sha256(first.content.encode()).hexdigest() == first.sha256
    table = json.loads(first.content)
    assert json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == first.content


@pytest.mark.parametrize("column", ["content", "readable_text"])
def test_bytes_that_somebody_changed_do_not_come_out_again(counter: Counter, profile: Profile, column: str) -> None:
    granted_case(counter)
    with on_day(counter, profile, "2026-07-10") as later:
        made = compute(later)
        with later.door.service.database.write() as session:
            session.execute(sa.update(TABLE).values({column: getattr(made, column).replace("1", "2", 1)}))
        assert not identical(later, made.name)


@pytest.mark.rule("P-01", "E-69")
def test_no_person_is_named_in_a_table(counter: Counter, profile: Profile) -> None:
    names = ("隐名少年", "隐名受害人")
    brought_to(counter, "GRADED", notified_case(
        counter, category=notice_pb2.NOTICE_CATEGORY_MINOR,
        person=notice_pb2.NotifiedPerson(full_name=names[0], birth_date="2010-01-01")))  # fmt: skip
    case = brought_to(counter, "GRADED")
    advise(counter, person_name=names[1])
    with on_day(counter, profile, "2026-07-10") as later:
        made = compute(later)
        application = later.get(case.application)
    assert len(rows(made, "list")) == 2
    written = made.content + made.readable_text
    hidden = (*names, application.applicant.full_name, application.applicant.identity_number, case.number, case.name)
    assert not [one for one in hidden if one in written]


@pytest.mark.rule("E-74")
def test_a_case_of_two_handlers_counts_once(counter: Counter, profile: Profile) -> None:
    case = brought_to(counter, "REASSIGNING").name
    brought_to_the_end = ("assign", "arrange", "recordAgreement", "recordMeeting", "end", "submitFile", "reviewFile")
    for action in brought_to_the_end:
        act_on(counter, action, case)
    assert len(read_case(counter, case).assignments) == 2
    with on_day(counter, profile, "2026-07-10") as later:
        made = compute(later)
    assert rows(made, "cases")[1] == ["办结", 0, 1, 0, 1]
    assert len(rows(made, "list")) == 1


def test_a_division_adds_up_its_institutions_and_nobody_elses(counter: Counter, profile: Profile) -> None:
    granted_case(counter)
    other = open_counter(counter.door, "二法援")
    granted_case(other)
    open_counter(counter.door, "邻法援", division="990103").receive()
    with on_day(counter, profile, "2026-07-10") as later:
        own, all_ = compute(later), compute(later, institution="", division="990102")
        answer = refused(lambda: compute(later, institution="", division="990100"))
    assert (rows(own, "cases")[0][-1], rows(all_, "cases")[0][-1]) == (1, 2)
    assert (rows(own, "received")[0], rows(all_, "received")[0]) == ([1, 0, 1], [2, 0, 2])
    assert (all_.institution, all_.division, all_.subject_name) == ("", "990102", "990102")
    assert answer.reason == "DIVISION_OUT_OF_SCOPE"


@pytest.mark.rule("LA-98", "LA-92", "E-73")
def test_a_quarter_shows_what_was_paid_and_to_whom(counter: Counter, profile: Profile) -> None:
    done = done_case(counter)
    paid = brought(counter, claim(counter, done.name, done.assignments[0], funded(counter)), "pay")
    with on_day(counter, profile, "2026-07-10") as later:
        made = compute(later)
        step(later, "orderReversal", paid, reason=ERROR)
        step(later, "reverse", paid)
        assert identical(later, made.name)
    assert rows(made, "funds") == [["1400.00", "0.00", "1400.00"]]
    ((number, category, unit_name, _, amount),) = rows(made, "payments")
    assert (category, unit_name, amount) == ("民事", "示范律师事务所", "1400.00")
    assert "**" in str(number)


@pytest.mark.rule("LA-98")
@pytest.mark.parametrize(("day", "late"), [("2026-07-20", False), ("2026-07-21", True)])
def test_a_quarter_is_published_late_after_twenty_days(
    counter: Counter, profile: Profile, day: str, *, late: bool
) -> None:
    granted_case(counter)
    with on_day(counter, profile, day) as later:
        made = compute(later, supervision_contact="0871-12345678")
        done = publish(later, made.name, etag=made.etag)
        fact = told(later, "TablePublished")[-1][1]
        assert refused(lambda: publish(later, made.name)).reason == "ALREADY_PUBLISHED"
        assert identical(later, made.name)
    assert (done.state, done.due_date, done.late) == (S.PUBLICATION_STATE_PUBLISHED, "2026-07-20", late)
    assert (fact.publication, fact.late, fact.sha256) == (made.name, late, made.sha256)
    assert "监督电话 0871-12345678" in done.readable_text


@pytest.mark.rule("P-06")
def test_a_table_is_not_published_before_it_was_computed(counter: Counter, profile: Profile) -> None:
    with on_day(counter, profile, "2026-07-21") as later:
        made = compute(later)
        before = refused(lambda: publish(later, made.name, happened_date="2026-07-20", entry_reason=LATER))
        assert list(before.violations) == ["happened_date"]
        assert refused(lambda: publish(later, made.name, etag="9")).reason == "ETAG_MISMATCH"


@pytest.mark.parametrize(("kind", "period", "reason"), [
    (QUARTERLY, "2026", "INVALID_ARGUMENT"), (YEARLY, "2026-Q1", "INVALID_ARGUMENT"),
    (QUARTERLY, "2026-Q2", "FAILED_PRECONDITION"), (YEARLY, "2026", "FAILED_PRECONDITION"),
])  # fmt: skip
def test_a_table_is_of_a_period_that_is_over(
    counter: Counter, kind: pb.PublicationKind.ValueType, period: str, reason: str
) -> None:
    assert refused(lambda: compute(counter, kind, period)).code.name == reason


def test_nothing_is_computed_while_something_has_no_position_yet(counter: Counter) -> None:
    granted_case(counter)
    draft = pb.Publication(institution=counter.institution, kind=QUARTERLY, period="2026-Q1")
    answer = refused(lambda: counter.call("CreatePublication", counter.head, publication=draft))
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAVAILABLE, "FACTS_NOT_NUMBERED")


def test_tables_are_listed_without_their_texts(counter: Counter) -> None:
    one, other = compute(counter, YEARLY, "2025"), compute(counter, period="2026-Q1")
    listed = counter.call("ListPublications", counter.clerk).publications
    assert [(row.name, row.content, row.readable_text) for row in listed] == [(one.name, "", ""), (other.name, "", "")]
    assert [row.name for row in counter.call("ListPublications", counter.clerk, kind=YEARLY).publications] == [one.name]
    stranger = counter.door.person("legal_aid_head", divisions=("990103",), subject="far")
    assert not counter.call("ListPublications", stranger).publications
    for rpc, name in (("GetPublication", one.name), ("RecomputePublication", f"publications/{random_id()}")):
        assert refused(lambda rpc=rpc, name=name: counter.call(rpc, stranger, name=name)).code.name == "NOT_FOUND"  # type: ignore[misc]
