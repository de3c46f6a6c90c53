"""Use cases of the register of contacts and part-time posts: enter, end, read (SV-83). It must not decide."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain import conduct_declaration as moves
from services.supervision.domain.conduct_declaration import ConductDeclaration, ConductDraft, ConductFilter
from services.supervision.domain.documented import Documented
from services.supervision.handlers.clue_life import report_clue
from services.supervision.handlers.inspection import found_unit
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import conduct_declaration as rows


def create_declaration(tx: Tx, draft: ConductDraft) -> ConductDeclaration:
    """Enter one; what was found and not declared opens a clue (SV-83)."""
    unit = found_unit(tx, draft.unit, lock=True)
    moves.worker(unit, draft.person)
    happening = Happening(happened_date=draft.from_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=unit.division, not_before=None, field="conduct_declaration.from_date"
    )  # fmt: skip
    moves.refuse_declared(draft, rows.declarations_of(tx.session, tx.seal, draft.unit, draft.person))
    made = moves.entered(draft, unit, name=f"conductDeclarations/{tx.new_id()}", now=tx.now)
    report = moves.clue_of(made, unit, entry)
    if report is not None:
        made = moves.with_clue(made, report_clue(tx, report).name)
    rows.insert_declaration(tx.session, tx.seal, made)
    tx.note("conduct_declaration.create", made.name, rules=("SV-83",), document=made.document_number)
    return made


def get_declaration(tx: Tx, name: str) -> ConductDeclaration:
    """One within the caller's divisions."""
    return _found(rows.load_declaration(tx.session, tx.seal, name, tx.principal))


def list_declarations(tx: Tx, wanted: ConductFilter, page: Page) -> tuple[list[ConductDeclaration], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_declarations(tx.session, tx.seal, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def end_declaration(tx: Tx, name: str, told: Documented, *, etag: str) -> ConductDeclaration:
    """It is over (SV-83)."""
    before = _found(rows.load_declaration(tx.session, tx.seal, name, tx.principal, lock=True))
    moves.allow(before, "end", etag=etag)
    entry = enter_happening(tx, told, division=before.division, not_before=before.from_date)
    after = moves.ended(before, told, entry)
    rows.update_declaration(tx.session, tx.seal, after)
    tx.note("conduct_declaration.end", name, rules=("SV-83",), document=told.document_number)
    return after


def _found(found: ConductDeclaration | None) -> ConductDeclaration:
    if found is None:
        raise NotFound("申报")
    return found
