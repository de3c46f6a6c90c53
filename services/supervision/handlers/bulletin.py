"""Use cases of bulletins: compile, compile anew, issue, read (SV-56, SV-70). It must not change a fact."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import bulletin as moves
from services.supervision.domain.bulletin import Bulletin, BulletinDraft, BulletinFilter, Compilation
from services.supervision.domain.documented import Documented
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import bulletin as rows
from services.supervision.persistence.bulletin_figures import figures_of, named_of, positions_known


def create_bulletin(tx: Tx, draft: BulletinDraft) -> Bulletin:
    """Compile that of a month or a quarter that is over (SV-70). Raises BULLETIN_EXISTS."""
    require_division(tx.principal, draft.division)
    found = _gathered(tx, draft)
    made = moves.compiled(draft, found, name=f"bulletins/{tx.new_id()}", today=tx.today, now=tx.now)
    rows.insert_bulletin(tx.session, made)
    tx.note("bulletin.create", made.name, rules=("SV-70",))
    return made


def get_bulletin(tx: Tx, name: str) -> Bulletin:
    """One within the caller's divisions."""
    return _found(rows.load_bulletin(tx.session, name, tx.principal))


def list_bulletins(tx: Tx, wanted: BulletinFilter, page: Page) -> tuple[list[Bulletin], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_bulletins(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_issued(tx: Tx, page: Page) -> tuple[list[Bulletin], str | None]:
    """A page of what everybody reads (SV-56)."""
    return page.cut(rows.find_issued(tx.session, page), key=lambda item: item.name)


def recompile(tx: Tx, name: str, *, etag: str) -> Bulletin:
    """From what is known now (SV-70)."""
    before = _locked(tx, name, "recompile", etag=etag)
    return _saved(tx, moves.recompiled(before, _gathered(tx, before), today=tx.today), "recompile", "")


def issue(tx: Tx, name: str, paper: Documented, *, etag: str) -> Bulletin:
    """The leader issues it (SV-56, SV-70)."""
    before = _locked(tx, name, "issue", etag=etag)
    entry = enter_happening(tx, paper, division=before.division, not_before=before.compiled_date)
    return _saved(tx, moves.issued(before, paper.document_number, entry), "issue", paper.document_number)


def _gathered(tx: Tx, draft: BulletinDraft) -> Compilation:
    """Counted from the records of the period, with the positions up to which facts were heard (SV-70)."""
    first, last = moves.period_days(draft.period, today=tx.today)
    return Compilation(
        figures=figures_of(tx.session, draft.division, first, last),
        named=tuple(named_of(tx.session, draft.division, first, last)),
        positions=tuple(positions_known(tx.session)),
    )


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> Bulletin:
    found = _found(rows.load_bulletin(tx.session, name, tx.principal, lock=True))
    moves.allow(found, action, etag=etag)
    return found


def _saved(tx: Tx, after: Bulletin, action: str, document: str) -> Bulletin:
    rows.update_bulletin(tx.session, after)
    tx.note(f"bulletin.{action}", after.name, rules=("SV-70",), document=document)
    return after


def _found(found: Bulletin | None) -> Bulletin:
    if found is None:
        raise NotFound("通报")
    return found
