"""The sheets of a year's assessments of many offices and their people, in this process on PostgreSQL (F-16, F-17).

It must not judge: it prints what it measured. Network and the steps before and after the sheet are left out.
"""

from __future__ import annotations

import datetime as dt
import itertools
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from rich.console import Console

from chassis.clock import random_id
from chassis.kernel.entry import Entry
from chassis.principal import Principal
from chassis.service import Service
from chassis.tx import Tx
from services.grassroots_offices.domain.assessing import file_papers, with_opinion
from services.grassroots_offices.domain.assessment import (
    Assessment,
    AssessmentDraft,
    AssessmentGrade,
    OpinionGiven,
)
from services.grassroots_offices.domain.batch_review import BatchReview
from services.grassroots_offices.domain.office import OfficeDraft, OfficeForm, register_office
from services.grassroots_offices.domain.practising import register_practitioner
from services.grassroots_offices.domain.practitioner import Education, PractitionerDraft
from services.grassroots_offices.domain.premises import AreaType, Premises
from services.grassroots_offices.domain.written_rule import REQUIRED, RuleUse, WrittenRule, WrittenRuleState
from services.grassroots_offices.handlers.batch_review import review_batch
from services.grassroots_offices.persistence.aid_case import SHARE
from services.grassroots_offices.persistence.assessment import insert_assessment
from services.grassroots_offices.persistence.office import insert_office
from services.grassroots_offices.persistence.practice_span import insert_span
from services.grassroots_offices.persistence.practitioner import insert_practitioner
from services.grassroots_offices.persistence.service_hours import TABLE as HOURS
from services.grassroots_offices.persistence.training import ATTENDANCE
from services.grassroots_offices.persistence.training import TABLE as TRAINING
from services.grassroots_offices.persistence.work_brief import TABLE as BRIEFS
from services.grassroots_offices.persistence.written_rule import insert_written_rule
from tests.bench.own_database import on_postgresql
from tests.bench.progress import bar
from tests.doors import HOME
from tests.services.grassroots_offices.desk import credit_code

# As many as the nation has; of fewer (`--assessed`), what all would take is reckoned.
NATION, PEOPLE_OF_NATION, ASSESSED = 13_000, 56_000, 13_000
YEAR, HOURS_EACH, SHARES_EACH, BRIEFS_A_MONTH, AT_ONCE = 2025, 6, 5, 4, 100
AT_ONCE_REVIEWED = 200
REVIEWED, LICENSED = dt.date(2026, 4, 10), dt.date(2018, 3, 1)
MIB = 1024
_POSITIONS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """One office and its people."""

    office: str
    people: tuple[str, ...]


def measure_assessments(count: int) -> Iterator[str]:
    """Lines to print."""
    with on_postgresql("grassroots_offices", "bench_assessments") as service:
        places = [_place(number, count) for number in range(count)]
        _seed(service, places)
        yield from _computed(service, places)


def _place(number: int, count: int) -> Place:
    """As many people as the nation has for so many offices, as evenly as whole numbers allow."""
    share = PEOPLE_OF_NATION * count // NATION
    people = share * (number + 1) // count - share * number // count
    return Place(
        office=f"offices/{random_id()}", people=tuple(f"practitioners/{random_id()}" for _ in range(people))
    )  # fmt: skip


def _seed(service: Service, places: list[Place]) -> None:
    with bar(Console(stderr=True)) as progress:
        task = progress.add_task("offices entered", total=len(places))
        for first in range(0, len(places), AT_ONCE):
            part = places[first : first + AT_ONCE]
            with service.database.write() as session:
                tx = service.open_tx(session, principal=_clerk(), cause=random_id(), may_emit=False)
                for one in part:
                    _enter(tx, one)
                people = [(who, one.office) for one in part for who in one.people]
                session.execute(sa.insert(HOURS), [row for who in people for row in _hours(tx, *who)])
                session.execute(sa.insert(BRIEFS), [row for one in part for row in _briefs(tx, one.office)])
                _train(tx, [who for who, _ in people])
                for one in part:
                    for rule in _rules(tx, one.office):
                        insert_written_rule(tx.session, rule)
                for subject, office in (*((one.office, one.office) for one in part), *people):
                    insert_assessment(tx.session, _filed(tx, subject, office))
                session.execute(sa.insert(SHARE), [row for who in people for row in _shares(*who)])
            progress.advance(task, len(part))


def _computed(service: Service, places: list[Place]) -> Iterator[str]:
    """Batches as a county's clerk would send them, one transaction each, until nothing is left."""
    before, counts, began = _peak(), Counter[str](), time.perf_counter()
    total, after = sum(1 + len(one.people) for one in places), ""
    with bar(Console(stderr=True)) as progress:
        task = progress.add_task("reviewed", total=total)
        while True:
            with service.database.write() as session:
                tx = service.open_tx(session, principal=_clerk(), cause=random_id(), may_emit=False)
                done = review_batch(tx, _batch(after))
            counts.update(reviewed=len(done.reviewed), left=len(done.left_over))
            progress.advance(task, len(done.reviewed) + len(done.left_over))
            if not (after := done.next_after):
                break
    seconds, looked = time.perf_counter() - began, counts.total()
    whole = seconds / looked * (NATION + PEOPLE_OF_NATION) / 60
    grown = f"the process grew by {(_peak() - before) / MIB:.0f} MiB to {_peak() / MIB:.0f} MiB"
    yield f"  {counts['reviewed']:,} reviewed, {counts['left']:,} left to a person, {AT_ONCE_REVIEWED} to a transaction"
    yield f"  {looked:,} sheets in {seconds:.1f} s, {looked / seconds:.0f} /s; the nation at this rate {whole:.1f} min"
    yield f"  {grown}"


def _batch(after: str) -> BatchReview:
    return BatchReview(
        year=YEAR, opinion="材料属实", after=after, most=AT_ONCE_REVIEWED, document_number="审查1号",
        happened_date=REVIEWED, entry_reason="补录",
    )  # fmt: skip


def _peak() -> int:
    """The largest size of this process so far, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _clerk() -> Principal:
    return Principal(subject="bench", name="bench", roles=frozenset({"grassroots_clerk"}), divisions=(HOME,))


def _enter(tx: Tx, place: Place) -> None:
    premises = Premises(
        address=f"示例路{place.office[-12:]}号", area_type=AreaType.TOWNSHIP, floor_area_m2=100, reception_area=True,
        office_area=True, mediation_area=True, archive_room=True, desks=10, computers=3, printers=1, cabinets=2,
    )  # fmt: skip
    office = OfficeDraft(
        display_name=f"示例{place.office[-12:]}法律服务所", form=OfficeForm.PUBLIC_INSTITUTION,
        credit_code=credit_code(), licence_number=f"许字{place.office[-12:]}号", licensed_date=LICENSED,
        institution_certificate="事证1号", premises=premises, document_number="存量1号", division=HOME,
    )  # fmt: skip
    insert_office(tx.session, register_office(office, name=place.office, now=tx.now, today=tx.today))
    for who in place.people:
        draft = PractitionerDraft(
            office=place.office, full_name="赵示例", certificate_number=f"33-{who[-12:]}", certified_date=LICENSED,
            education=Education.BACHELOR_LAW, legal_qualification=False, full_time=True, partner=False,
            former_posts=(), document_number="存量2号",
        )  # fmt: skip
        made = register_practitioner(
            draft, division=HOME, name=who, span=f"practiceSpans/{random_id()}", now=tx.now, today=tx.today
        )
        insert_practitioner(tx.session, made)
        insert_span(tx.session, made.spans[0], 0)


def _hours(tx: Tx, who: str, office: str) -> Iterator[dict[str, Any]]:
    """Six confirmed hours every other month."""
    for number in range(HOURS_EACH):
        yield {
            "name": f"serviceHours/{random_id()}", "practitioner": who,
            "service_date": dt.date(YEAR, 2 * number + 1, 8), "minutes": 360, "kind": "LECTURE", "pay": "UNPAID",
            "body_served": "示例村", "evidence": "签到表", "entry_reason": "", "office": office, "state": "CONFIRMED",
            "late": False, "confirmer": "BODY_SERVED", "document_number": "确认1号",
            "state_date": dt.date(YEAR, 12, 1), "void_reason": "", "division": HOME, "create_time": tx.now, "etag": "2",
        }  # fmt: skip


def _briefs(tx: Tx, office: str) -> Iterator[dict[str, Any]]:
    """Three briefs and a typical case each month."""
    for month in range(1, 13):
        for number in range(BRIEFS_A_MONTH):
            day = dt.date(YEAR, month, 5 + number)
            yield {
                "name": f"workBriefs/{random_id()}", "office": office, "kind": "BRIEF" if number else "TYPICAL_CASE",
                "title": f"示例{day}", "submitted_date": day, "document_number": "信息1号", "entry_reason": "",
                "state": "ACCEPTED", "late": False, "state_date": day, "return_ground": None, "return_reason": "",
                "adoptions": [], "division": HOME, "create_time": tx.now, "etag": "2",
            }  # fmt: skip


def _shares(who: str, office: str) -> Iterator[dict[str, Any]]:
    """Five whole cases of legal aid."""
    for number in range(SHARES_EACH):
        yield {
            "position": next(_POSITIONS), "aid_case": f"cases/{random_id()}", "practitioner": who, "office": office,
            "share_bp": 10_000, "accepted_date": dt.date(YEAR, 2 * number + 1, 20),
        }  # fmt: skip


def _filed(tx: Tx, subject: str, office: str) -> Assessment:
    """Papers, and of a practitioner the opinion of his office."""
    draft = AssessmentDraft(
        subject=subject, year=YEAR, summary="本年度工作总结", document_number="考核1号", entry_reason="",
        filed_date=REVIEWED,
    )  # fmt: skip
    entry = Entry(happened_date=REVIEWED, late=False, reason="")
    filed = file_papers(
        draft, office=office, division=HOME, name=f"assessments/{random_id()}", entry=entry, overdue=False, now=tx.now
    )  # fmt: skip
    if subject == office:
        return filed
    given = OpinionGiven(
        document_number="所内1号", happened_date=REVIEWED, entry_reason="", opinion="工作认真",
        proposed_grade=AssessmentGrade.COMPETENT,
    )  # fmt: skip
    return with_opinion(filed, given, entry)


def _rules(tx: Tx, office: str) -> Iterator[WrittenRule]:
    """The twelve, on the wall and in use."""
    for kind in REQUIRED:
        yield WrittenRule(
            office=office, kind=kind, title=kind.name, adopted_date=LICENSED, posted=True, document_number="制度1号",
            name=f"writtenRules/{random_id()}", state=WrittenRuleState.IN_FORCE,
            uses=(RuleUse(used_date=dt.date(YEAR, 6, 1), document_number="执行1号"),), repealed_date=None,
            repeal_reason="", division=HOME, create_time=tx.now, etag="1",
        )  # fmt: skip


def _train(tx: Tx, people: list[str]) -> None:
    """One training of forty class hours with everybody."""
    name = f"trainings/{random_id()}"
    training = {
        "name": name, "title": "年度培训", "organiser": "CITY_BUREAU", "training_date": dt.date(YEAR, 10, 10),
        "minutes": 1800,
        "document_number": "培训1号", "division": HOME, "entry_reason": "", "state": "HELD", "late": False,
        "void_reason": "", "create_time": tx.now, "etag": "1",
    }  # fmt: skip
    tx.session.execute(sa.insert(TRAINING), [training])
    attended = [
        {"training": name, "place": place, "practitioner": who, "minutes": 1800} for place, who in enumerate(people)
    ]  # fmt: skip
    tx.session.execute(sa.insert(ATTENDANCE), attended)
