"""Form F-01 of many institutions handed in as xlsx and imported, in this process on PostgreSQL (SV-74).

It must not judge: it prints what it measured. Network and the steps before and after the import are left out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rich.console import Console

from chassis.clock import random_id
from chassis.principal import Principal
from chassis.service import Service
from chassis.workbook_writing import write_workbook
from services.supervision.domain.documented import Documented
from services.supervision.domain.self_inspection import SelfInspection, SelfInspectionDraft, SheetHead
from services.supervision.domain.sheet_form import NONE_FOUND, form_lines
from services.supervision.domain.subject import SubjectType
from services.supervision.domain.supervised_unit import SupervisedUnitDraft, UnitSection, UnitTopic, registered
from services.supervision.handlers.campaign import create_campaign, start_campaign
from services.supervision.handlers.campaign_template import campaign_templates
from services.supervision.handlers.self_inspection import create_sheet, import_sheet
from services.supervision.persistence.campaign_unit import units_of
from services.supervision.persistence.supervised_unit import insert_unit
from tests.bench.own_database import on_postgresql
from tests.bench.progress import bar
from tests.doors import HOME

# Seven rows of each institution's sheet make 91,000; `--sheets` takes fewer.
ROWS, ALL_ROWS, SHEETS = 7, 91_000, 13_000
PROBLEM_COLUMN, AT_ONCE = 2, 100
HEAD = SheetHead(
    filled_date=date(2026, 6, 15), filler="示例甲", approver="示例主任", contact="0000-1234567", figures=None
)


def measure_self_inspections(count: int) -> Iterator[str]:
    """Lines to print."""
    with on_postgresql("supervision", "bench_self_inspections") as service:
        sheets = _opened(service, _started(service, count))
        content = _filled_form(sheets[0])
        began = time.perf_counter()
        with bar(Console(stderr=True)) as progress:
            task = progress.add_task("sheets imported", total=len(sheets))
            for sheet in sheets:
                with service.database.write() as session:
                    tx = service.open_tx(session, principal=_officer(), cause=random_id())
                    import_sheet(tx, sheet.name, HEAD, content, etag="")
                progress.advance(task)
        taken = time.perf_counter() - began
    rows = len(sheets) * ROWS
    rate = f"{rows:,} rows of {len(sheets):,} sheets in {taken:.1f} s, {rows / taken:.0f} rows /s"
    yield f"  {rate}; at this rate {ALL_ROWS:,} rows take {taken / rows * ALL_ROWS / 60:.1f} min"


def _started(service: Service, count: int) -> str:
    """A campaign with so many institutions."""
    with service.database.write() as session:
        tx = service.open_tx(session, principal=_officer(), cause=random_id())
        for number in range(count):
            draft = SupervisedUnitDraft(
                subject_type=SubjectType.INSTITUTION, subject=f"institutions/{random_id()}",
                title=f"第{number}法律援助中心", division=HOME, document_number="名册登记1号", people=(), ledgers=(),
                sections=(UnitSection(topic=UnitTopic.LEGAL_AID, section="公共法律服务管理科"),),
            )  # fmt: skip
            insert_unit(session, registered(draft, name=f"supervisedUnits/{random_id()}", ids=(), now=tx.now))
        (plan,) = [one for one in campaign_templates(2026) if one.campaign.score_categories]
        campaign = create_campaign(tx, replace(plan.campaign, division=HOME))
        told = Documented(document_number="启动1号", happened_date=None, entry_reason="")
        return start_campaign(tx, campaign.name, told, etag="").name


def _opened(service: Service, campaign: str) -> list[SelfInspection]:
    with service.database.read() as session:
        units = [one.name for one in units_of(session, campaign)]
    sheets = list[SelfInspection]()
    for first in range(0, len(units), AT_ONCE):
        with service.database.write() as session:
            tx = service.open_tx(session, principal=_officer(), cause=random_id())
            sheets += [
                create_sheet(tx, SelfInspectionDraft(campaign_unit=unit, person=""))
                for unit in units[first : first + AT_ONCE]
            ]
    return sheets


def _filled_form(sheet: SelfInspection) -> bytes:
    """What an institution sends back: nothing was found."""
    heading, *lines = form_lines(sheet)
    for line in lines:
        line[PROBLEM_COLUMN] = NONE_FOUND
    return write_workbook([heading, *lines])


def _officer() -> Principal:
    return Principal(subject="bench", name="bench", roles=frozenset({"supervision_officer"}), divisions=(HOME,))
