"""Use cases of the list of untrustworthy conduct (LA-140). It must not judge whether a finding is right."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.distrust_record import (
    DistrustRecord,
    DistrustRecordDraft,
    DistrustRecordFilter,
    Ending,
    end_record,
    enter_record,
)
from services.legal_aid.handlers.handler import chosen_handler
from services.legal_aid.handlers.handling_unit import chosen_unit
from services.legal_aid.persistence import distrust_record as rows

NOUN = "distrust_record"


def create_distrust_record(tx: Tx, draft: DistrustRecordDraft) -> DistrustRecord:
    """Put a unit or handler on the list for as long as its county says on the day of the finding (LA-140)."""
    unit = draft.subject.startswith("handlingUnits/")
    division = chosen_unit(tx, draft.subject).division if unit else chosen_handler(tx, draft.subject).division
    days = int(tx.policy("la.distrust_days", division=division, on=draft.finding_date).value)
    name = f"distrustRecords/{tx.new_id()}"
    record = enter_record(draft, name=name, division=division, days=days, now=tx.now, today=tx.today)
    rows.insert_record(tx.session, record)
    tx.note(f"{NOUN}.create", name, rules=("LA-140",), document=record.document)
    return record


def get_distrust_record(tx: Tx, name: str) -> DistrustRecord:
    """One record within the caller's divisions."""
    return _found(rows.load_record(tx.session, name, tx.principal))


def list_distrust_records(tx: Tx, wanted: DistrustRecordFilter, page: Page) -> tuple[list[DistrustRecord], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_records(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_distrust_record(tx: Tx, name: str, said: Ending, *, etag: str) -> DistrustRecord:
    """Take the subject off the list today; never by whoever put it there (LA-140, P-04)."""
    record = end_record(
        _found(rows.load_record(tx.session, name, tx.principal, lock=True)), said, on=tx.today, etag=etag
    )
    tx.note(f"{NOUN}.end", name, rules=("LA-140",), document=said.document)
    rows.update_record(tx.session, record)
    return record


def _found(record: DistrustRecord | None) -> DistrustRecord:
    if record is None:
        raise NotFound("失信记录")
    return record
