"""The list of untrustworthy conduct: for a year off the directory and drawn more, nothing else (LA-140)."""

from __future__ import annotations

import hashlib
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import case_pb2, handler_pb2
from sifa.legal_aid.v1 import distrust_record_pb2 as pb

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import brought, claim, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evaluations import draw, freeze
from tests.services.legal_aid.handling import granted_case, lawyer_of
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.providers import unit
from tests.services.legal_aid.rows import everything

PICK = case_pb2.ASSIGNMENT_METHOD_RECIPIENT_PICK
REPAIRED, SET_ASIDE = pb.DISTRUST_ENDING_REPAIRED, pb.DISTRUST_ENDING_SET_ASIDE
DAYS = {"notice_date": "2026-05-11", "statement_date": "2026-05-18", "finding_date": "2026-06-10"}


def put_on(counter: Counter, subject: str, **changes: Any) -> pb.DistrustRecord:
    """The head puts a unit or handler on the list."""
    said = {"subject": subject, "document": "示司失信〔2026〕3号", **DAYS, **changes}
    made: pb.DistrustRecord = counter.call(
        "CreateDistrustRecord", counter.head, distrust_record=pb.DistrustRecord(**said)
    )
    return made


def end(counter: Counter, record: pb.DistrustRecord, ending: Any = REPAIRED, **asked: Any) -> pb.DistrustRecord:
    """The bureau takes its subject off the list."""
    said = {"name": record.name, "document": "示司修〔2026〕1号", "ending": ending, "who": counter.chief, **asked}
    ended: pb.DistrustRecord = counter.call("EndDistrustRecord", said.pop("who"), **said).distrust_record
    return ended


def offered(counter: Counter, case: str) -> set[str]:
    return {one.handler for one in counter.call("ListDirectory", counter.clerk, case=case).entries}


def consenting(counter: Counter, firm: handler_pb2.HandlingUnit, number: int) -> handler_pb2.Handler:
    return lawyer_of(counter, firm, number=number, in_directory=True)


@pytest.mark.rule("LA-140")
def test_whoever_is_on_the_list_is_off_the_directory_for_a_year_from_the_finding(profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        firm, other = unit(counter.door), unit(counter.door, number=2)
        listed, free = consenting(counter, firm, 1), consenting(counter, other, 2)
        record = put_on(counter, listed.name)
        assert (record.until_date, record.ending, record.division) == ("2027-06-10", 0, counter.division)
        case = granted_case(counter)
        assert offered(counter, case) == {free.name}
        asked = {"name": case, "method": PICK, "handler": listed.name}
        answer = refused(lambda: counter.call("AssignCase", counter.head, **asked))
        assert (answer.reason, answer.metadata["pick_banned"]) == ("NO_CANDIDATE", "1")
        put_on(counter, other.name)
        assert offered(counter, case) == set()
        with reopened(counter, profile, SIFA_NOW="2027-06-09T09:00+08:00") as last_day:
            assert offered(last_day, case) == set()
        with reopened(counter, profile, SIFA_NOW="2027-06-10T09:00+08:00") as day_after:
            assert offered(day_after, case) == {listed.name, free.name}
            assert refused(lambda: end(day_after, record)).reason == "DISTRUST_OVER"


@pytest.mark.rule("LA-140")
def test_nothing_else_follows_he_is_paid_as_before(counter: Counter) -> None:
    who = lawyer(counter)
    done = done_case(counter, who)
    put_on(counter, who.name)
    made = claim(counter, done.name, done.assignments[0], funded(counter))
    assert state_of(brought(counter, made, "pay")) == "PAID"


@pytest.mark.rule("LA-140")
@pytest.mark.parametrize(("changes", "field", "reason"), [
    ({"statement_date": "2026-05-10"}, "statement_date", "DATES_REVERSED"),
    ({"finding_date": "2026-05-17"}, "finding_date", "DATES_REVERSED"),
    ({"finding_date": "2026-06-16"}, "finding_date", "DATE_IN_FUTURE"),
    ({"notice_date": "2025-06-01", "statement_date": "2025-06-02", "finding_date": "2025-06-15"},
     "finding_date", "FINDING_OVER"),
])  # fmt: skip
def test_only_on_a_final_finding_after_notice_and_statement(
    counter: Counter, changes: dict[str, str], field: str, reason: str
) -> None:
    firm = unit(counter.door)
    before = everything(counter.door.service)
    answer = refused(lambda: put_on(counter, firm.name, **changes))
    assert answer.violations == {f"distrust_record.{field}": reason}
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-140")
def test_what_is_heard_and_found_on_one_day_lists_and_the_last_day_still_does(counter: Counter) -> None:
    firm, today = unit(counter.door), "2026-06-15"
    same = put_on(counter, firm.name, notice_date=today, statement_date=today, finding_date=today)
    assert same.until_date == "2027-06-15"
    early = {"notice_date": "2025-06-16", "statement_date": "2025-06-16", "finding_date": "2025-06-16"}
    assert put_on(counter, firm.name, document="示司失信〔2025〕9号", **early).until_date == "2026-06-16"


@pytest.mark.rule("LA-140")
def test_a_finding_lists_its_subject_once(counter: Counter) -> None:
    firm = unit(counter.door)
    record = put_on(counter, firm.name)
    answer = refused(lambda: put_on(counter, firm.name))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "FINDING_LISTED")
    put_on(counter, unit(counter.door, number=2).name)
    listed = counter.call("ListDistrustRecords", counter.chief, subject=firm.name).distrust_records
    assert list(listed) == [counter.call("GetDistrustRecord", counter.head, name=record.name)] == [record]


@pytest.mark.rule("LA-140", "P-04")
@pytest.mark.parametrize("ending", [REPAIRED, SET_ASIDE])
def test_somebody_else_takes_him_off_when_he_made_good_or_the_finding_fell(counter: Counter, ending: Any) -> None:
    listed = consenting(counter, unit(counter.door), 1)
    case, record = granted_case(counter), put_on(counter, listed.name)
    both = counter.door.person("bureau_chief", divisions=(counter.division,), subject="legal_aid_head-990102")
    before = everything(counter.door.service)
    assert refused(lambda: end(counter, record, who=both)).reason == "SEPARATION_OF_DUTIES"
    assert refused(lambda: end(counter, record, etag="0")).reason == "ETAG_MISMATCH"
    assert everything(counter.door.service) == before
    ended = end(counter, record, ending, etag=record.etag)
    assert (ended.until_date, ended.ending, ended.ending_document) == ("2026-06-15", ending, "示司修〔2026〕1号")
    assert offered(counter, case) == {listed.name}
    assert refused(lambda: end(counter, record)).reason == "DISTRUST_OVER"


@pytest.mark.rule("LA-140", "LA-73")
def test_cases_of_the_listed_have_two_chances_and_anybody_can_draw_again(counter: Counter) -> None:
    who, firm_of = lawyer(counter), lawyer(counter)
    doubled = sorted(done_case(counter, one).name for one in (who, who, firm_of))
    cases = sorted([*doubled, *(done_case(counter).name for _ in range(5))])
    put_on(counter, who.name)
    put_on(counter, firm_of.unit)
    sample = freeze(counter, percent=50, from_date="2026-01-01", until_date="2026-12-31")
    assert (list(sample.population), list(sample.doubled)) == (cases, doubled)
    lines = [*cases, *(f"{case} again" for case in doubled)]
    assert sample.population_sha256 == hashlib.sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()
    for value in ("2026-178", "2026-179"):
        told = sorted(
            lines, key=lambda one: hashlib.sha256(f"{sample.population_sha256}\n{value}\n{one}".encode()).hexdigest()
        )
        first = list(dict.fromkeys(one.removesuffix(" again") for one in told))[:4]
        assert list(draw(counter, sample.name, value=value).drawn) == first
        sample = freeze(counter, percent=50, from_date="2026-01-01", until_date="2026-12-31")
