"""Use cases of merging two entries of one practitioner: propose, approve, reject, undo (P-04). It must not rewrite one.

NOTE: the merge's row is locked first, then the entries in order of name.
"""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office import refuse_closed
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState
from services.grassroots_offices.domain.practitioner_merge import (
    OwnMatters,
    PractitionerMerge,
    PractitionerMergeDraft,
    PractitionerMergeFilter,
    PractitionerMergeState,
    allow,
    moved_on,
    proposed,
    refuse_blocked,
    refuse_same,
    told_merged,
    told_undone,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.practice_move import move, practitioner_unknown
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import practitioner_merge as rows
from services.grassroots_offices.persistence.certificate import issued_to
from services.grassroots_offices.persistence.office_case import handlers_busy
from services.grassroots_offices.persistence.practitioner import load_entry
from services.grassroots_offices.persistence.staff_account import is_linked

_S = PractitionerMergeState


def create_merge(tx: Tx, draft: PractitionerMergeDraft) -> PractitionerMerge:
    """Say that two entries are one practitioner (P-04). Raises SAME_ENTRY, MERGE_BLOCKED, MERGE_OPEN."""
    refuse_same(draft)
    merged, survivor = _entries(tx, draft)
    refuse_blocked(merged, survivor, _own(tx, merged))
    name = f"practitionerMerges/{tx.new_id()}"
    made = proposed(draft, name=name, division=merged.division, today=tx.today, now=tx.now)
    rows.insert_merge(tx.session, made)
    tx.note("practitioner_merge.propose", name, rules=("P-04",), document=draft.document_number)
    return made


def get_merge(tx: Tx, name: str) -> PractitionerMerge:
    """One within the caller's divisions."""
    return _found(rows.load_merge(tx.session, name, tx.principal))


def list_merges(tx: Tx, wanted: PractitionerMergeFilter, page: Page) -> tuple[list[PractitionerMerge], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_merges(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def approve(tx: Tx, name: str, paper: Documented, *, etag: str) -> PractitionerMerge:
    """They become one from the day on; not by who proposed it (P-04). Raises MERGE_BLOCKED."""
    merge = _opened(tx, name, "approve", etag=etag)
    merged, survivor = _entries(tx, merge)
    refuse_blocked(merged, survivor, _own(tx, merged))
    entry = _entered(tx, merge, paper, merged)
    move(tx, merged, PractitionerState.MERGED, office="", entry=entry, document=paper.document_number)
    after = _saved(tx, moved_on(merge, _S.APPROVED, entry.happened_date), "approve", paper)
    tx.emit(told_merged(after), subject=after.merged)
    return after


def reject(tx: Tx, name: str, paper: Documented, *, etag: str) -> PractitionerMerge:
    """They stay two."""
    merge = _opened(tx, name, "reject", etag=etag)
    entry = enter_happening(tx, paper, division=merge.division, not_before=merge.state_date)
    return _saved(tx, moved_on(merge, _S.REJECTED, entry.happened_date), "reject", paper)


def undo(tx: Tx, name: str, paper: Documented, *, etag: str) -> PractitionerMerge:
    """It was a mistake: the merged entry stands where it stood (P-04)."""
    merge = _opened(tx, name, "undo", etag=etag)
    merged, _ = _entries(tx, merge)
    office = merged.spans[-2].office
    refuse_closed(chosen_office(tx, office))
    entry = _entered(tx, merge, paper, merged)
    move(tx, merged, PractitionerState.ACTIVE, office=office, entry=entry, document=paper.document_number)
    after = _saved(tx, moved_on(merge, _S.UNDONE, entry.happened_date), "undo", paper)
    tx.emit(told_undone(after), subject=after.merged)
    return after


def _entries(tx: Tx, draft: PractitionerMergeDraft) -> tuple[Practitioner, Practitioner]:
    """Both entries themselves, locked. Raises PRACTITIONER_UNKNOWN."""
    names = sorted({draft.merged, draft.survivor})
    found = {name: load_entry(tx.session, name, tx.principal, lock=True) for name in names}
    merged, survivor = found[draft.merged], found[draft.survivor]
    if merged is None or survivor is None:
        raise practitioner_unknown()
    return merged, survivor


def _own(tx: Tx, merged: Practitioner) -> OwnMatters:
    office = chosen_office(tx, merged.office) if merged.office else None
    return OwnMatters(
        running_cases=bool(handlers_busy(tx.session, [merged.name])),
        certificates=bool(issued_to(tx.session, merged.name)), accounts=is_linked(tx.session, merged.name),
        leads_office=merged.partner or (office is not None and office.director == merged.name),
        other_entries=bool(rows.merged_into(tx.session, [merged.name])),
    )  # fmt: skip


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> PractitionerMerge:
    merge = _found(rows.load_merge(tx.session, name, tx.principal, lock=True))
    allow(merge, action, etag=etag)
    return merge


def _entered(tx: Tx, merge: PractitionerMerge, paper: Documented, merged: Practitioner) -> Entry:
    last = max(merge.state_date, merged.spans[-1].from_date)
    return enter_happening(tx, paper, division=merge.division, not_before=last)


def _saved(tx: Tx, merge: PractitionerMerge, action: str, paper: Documented) -> PractitionerMerge:
    rows.update_merge(tx.session, merge)
    tx.note(f"practitioner_merge.{action}", merge.name, rules=("P-04",), document=paper.document_number)
    return merge


def _found(merge: PractitionerMerge | None) -> PractitionerMerge:
    if merge is None:
        raise NotFound("重复登记合并")
    return merge
