"""The sheets of a year's assessments of many offices and their people, in this process on PostgreSQL (F-16, F-17).

It must not judge: it prints what it measured. Network and the steps before and after the sheet are left out.
"""

from __future__ import annotations

import datetime as dt
import itertools
import resource
import time
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
from services.grassroots_offices.domain.assessing import file_papers
from services.grassroots_offices.domain.assessment import Assessment, AssessmentDraft
from services.grassroots_offices.domain.assessment_sheet import digest_of, sheet_of
from services.grassroots_offices.domain.office import OfficeDraft, OfficeForm, register_office
from services.grassroots_offices.domain.practising import register_practitioner
from services.grassroots_offices.domain.practitioner import Education, PractitionerDraft
from services.grassroots_offices.domain.premises import AreaType, Premises
from services.grassroots_offices.handlers.assessment_sheet import gather_sheet_facts
from services.grassroots_offices.persistence.aid_case import SHARE
from services.grassroots_offices.persistence.office import insert_office
from services.grassroots_offices.persistence.practice_span import insert_span
from services.grassroots_offices.persistence.practitioner import insert_practitioner
from services.grassroots_offices.persistence.service_hours import TABLE as HOURS
from services.grassroots_offices.persistence.work_brief import TABLE as BRIEFS
from tests.bench.own_database import on_postgresql
from tests.bench.progress import bar
from tests.doors import HOME
from tests.services.grassroots_offices.desk import credit_code

# Of as many as the nation has, a tenth is measured unless asked otherwise; what all would take is reckoned.
NATION, PEOPLE_OF_NATION, ASSESSED = 13_000, 56_000, 1_300
YEAR, HOURS_EACH, SHARES_EACH, BRIEFS_A_MONTH, AT_ONCE = 2025, 6, 5, 4, 100
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
                session.execute(sa.insert(SHARE), [row for who in people for row in _shares(*who)])
            progress.advance(task, len(part))


def _computed(service: Service, places: list[Place]) -> Iterator[str]:
    subjects = [(one.office, one.office) for one in places]
    subjects += [(who, one.office) for one in places for who in one.people]
    before, size, began = _peak(), 0, time.perf_counter()
    taken: dict[str, float] = {}
    with service.database.read() as session, bar(Console(stderr=True)) as progress:
        tx = service.open_tx(session, principal=_clerk(), cause=random_id(), may_emit=False)
        task = progress.add_task("sheets computed", total=len(subjects))
        for place, (subject, office) in enumerate(subjects, start=1):
            sheet = sheet_of(gather_sheet_facts(tx, _filed(tx, subject, office), (), on=REVIEWED))
            digest_of(sheet)
            size += len(sheet)
            progress.advance(task)
            if place == len(places):
                taken["offices"] = time.perf_counter() - began
    taken["practitioners"] = time.perf_counter() - began - taken["offices"]
    counts = {"offices": len(places), "practitioners": len(subjects) - len(places)}
    nation = {"offices": NATION, "practitioners": PEOPLE_OF_NATION}
    for kind, seconds in taken.items():
        whole = seconds / counts[kind] * nation[kind] / 60
        rate = f"{counts[kind]:,} in {seconds:.1f} s, {counts[kind] / seconds:.0f} /s"
        yield f"  sheets of {kind}: {rate}; at this rate {nation[kind]:,} take {whole:.1f} min"
    grown = f"the process grew by {(_peak() - before) / MIB:.0f} MiB to {_peak() / MIB:.0f} MiB"
    yield f"  {size / MIB**2:.1f} MiB of sheets; {grown}"


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
    draft = AssessmentDraft(
        subject=subject, year=YEAR, summary="本年度工作总结", document_number="考核1号", entry_reason="",
        filed_date=REVIEWED,
    )  # fmt: skip
    entry = Entry(happened_date=REVIEWED, late=False, reason="")
    return file_papers(
        draft, office=office, division=HOME, name=f"assessments/{random_id()}", entry=entry, overdue=False, now=tx.now
    )  # fmt: skip
