"""Use cases of fund sources: open, read, freeze, release. It must not move money; movements and claims do."""

from __future__ import annotations

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.kernel.ledger import Entry
from chassis.ledger.reading import load_position, read_entries
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.fund_goals import FundGoals
from services.legal_aid.domain.fund_source import (
    Freezing,
    FundSource,
    FundSourceDraft,
    FundSourceFilter,
    aim,
    allow,
    freeze,
    open_source,
    release,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import fund_source as rows


def create_fund_source(tx: Tx, draft: FundSourceDraft) -> FundSource:
    """Open a source with a ledger of its own (LA-90)."""
    institution = chosen_institution(tx, draft.institution)
    source = open_source(draft, institution, name=f"fundSources/{tx.new_id()}", now=tx.now)
    rows.insert_fund_source(tx.session, source)
    tx.note("fund_source.create", source.name, rules=("LA-90",))
    return source


def get_fund_source(tx: Tx, name: str) -> FundSource:
    """One source within the caller's divisions."""
    return _found(rows.load_fund_source(tx.session, name, tx.principal))


def list_fund_sources(tx: Tx, wanted: FundSourceFilter, page: Page) -> tuple[list[FundSource], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_fund_sources(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_fund_entries(tx: Tx, name: str, page: Page) -> tuple[list[Entry], str | None]:
    """A page of the source's ledger, and the number behind which the next one begins."""
    source = get_fund_source(tx, name)
    after = int(page.after or 0)
    last = min(load_position(tx.session, source.name), after + page.size + 1)
    entries = list(read_entries(tx.session, source.name, up_to=last, after=after))
    return page.cut(entries, key=lambda entry: str(entry.number))


def freeze_fund_source(tx: Tx, name: str, said: Freezing, *, etag: str) -> FundSource:
    """Nothing new is committed from the source until it is released (XF-22)."""
    source = locked_source(tx, name)
    allow(source, "freeze", etag=etag)
    frozen, fact = freeze(source, said.misuse, today=tx.today)
    rows.update_fund_source(tx.session, frozen)
    tx.emit(fact, subject=name)
    tx.note("fund_source.freeze", name, rules=("LA-145",), document=said.document)
    return frozen


def release_fund_source(tx: Tx, name: str, *, document: str, etag: str) -> FundSource:
    """The source may be committed from again."""
    source = locked_source(tx, name)
    allow(source, "release", etag=etag)
    released = release(source)
    rows.update_fund_source(tx.session, released)
    tx.note("fund_source.release", name, rules=("LA-145",), document=document)
    return released


def set_fund_goals(tx: Tx, name: str, goals: FundGoals, *, etag: str) -> FundSource:
    """Set the goals of the source's year, or replace them (LA-145)."""
    changed, fact = aim(locked_source(tx, name), goals, etag=etag, on=tx.today)
    rows.update_fund_source(tx.session, changed)
    tx.emit(fact, subject=name)
    tx.note("fund_source.setGoals", name, rules=("LA-145",), document=goals.document)
    return changed


def locked_source(tx: Tx, name: str) -> FundSource:
    """The source, locked, within the caller's divisions."""
    return _found(rows.load_fund_source(tx.session, name, tx.principal, lock=True))


def chosen_source(tx: Tx, name: str) -> FundSource:
    """The source that a request names. Raises RuleViolated FUND_SOURCE_UNKNOWN, also outside the divisions."""
    source = rows.load_fund_source(tx.session, name, tx.principal)
    if source is None:
        raise RuleViolated(
            "FUND_SOURCE_UNKNOWN", "所填经费来源不存在或不在您的管辖范围内，请从经费来源列表中选择（LA-90）。"
        )
    return source


def _found(source: FundSource | None) -> FundSource:
    if source is None:
        raise NotFound("经费来源")
    return source
