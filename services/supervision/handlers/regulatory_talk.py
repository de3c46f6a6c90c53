"""Use cases of regulatory talks: plan, approve, record, cancel (SV-77). It must not decide."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import regulatory_talk as moves
from services.supervision.domain.documented import Documented
from services.supervision.domain.regulatory_talk import (
    RegulatoryTalk,
    RegulatoryTalkDraft,
    RegulatoryTalkFilter,
    TalkRecord,
)
from services.supervision.handlers.rectification import create_rectification
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import regulatory_talk as rows
from services.supervision.persistence.inspection_officer import officers_named


def create_talk(tx: Tx, draft: RegulatoryTalkDraft) -> RegulatoryTalk:
    """Plan one (SV-77)."""
    require_division(tx.principal, draft.division)
    moves.check_talkers(draft, officers_named(tx.session, draft.officers, tx.principal), tx.today)
    made = moves.planned(draft, name=f"regulatoryTalks/{tx.new_id()}", now=tx.now)
    rows.insert_talk(tx.session, made)
    tx.note("regulatory_talk.create", made.name, rules=("SV-77",))
    return made


def get_talk(tx: Tx, name: str) -> RegulatoryTalk:
    """One within the caller's divisions."""
    return _found(rows.load_talk(tx.session, name, tx.principal))


def list_talks(tx: Tx, wanted: RegulatoryTalkFilter, page: Page) -> tuple[list[RegulatoryTalk], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_talks(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def approve_talk(tx: Tx, name: str, told: Documented, *, etag: str) -> RegulatoryTalk:
    """Somebody who did not plan it approves it (SV-77, P-04)."""
    before = _opened(tx, name, "approve", etag=etag)
    entry = enter_happening(tx, told, division=before.division, not_before=None)
    return _saved(tx, moves.approved(before, told, entry), "approve", told.document_number)


def record_talk(tx: Tx, name: str, told: TalkRecord, *, etag: str) -> RegulatoryTalk:
    """It was held; each undertaking becomes a rectification (SV-77)."""
    before = _opened(tx, name, "record", etag=etag)
    entry = enter_happening(tx, told, division=before.division, not_before=before.approved_date)
    moves.check_record(told, entry.happened_date)
    moves.check_talkers(before, officers_named(tx.session, before.officers, tx.principal), entry.happened_date)
    after = moves.recorded(before, told, entry, _put_right(tx, before, told, entry))
    return _saved(tx, after, "record", told.document_number)


def cancel_talk(tx: Tx, name: str, reason: str, *, etag: str) -> RegulatoryTalk:
    """It is not held."""
    return _saved(tx, moves.cancelled(_opened(tx, name, "cancel", etag=etag), reason), "cancel", "")


def _put_right(tx: Tx, talk: RegulatoryTalk, told: TalkRecord, entry: Entry) -> list[str]:
    drafts = [moves.to_put_right(talk, told, one, entry) for one in told.undertakings]
    return [create_rectification(tx, draft).name for draft in drafts]


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> RegulatoryTalk:
    talk = _found(rows.load_talk(tx.session, name, tx.principal, lock=True))
    moves.allow(talk, action, etag=etag)
    return talk


def _saved(tx: Tx, after: RegulatoryTalk, action: str, document: str) -> RegulatoryTalk:
    rows.update_talk(tx.session, after)
    tx.note(f"regulatory_talk.{action}", after.name, rules=("SV-77",), document=document)
    return after


def _found(talk: RegulatoryTalk | None) -> RegulatoryTalk:
    if talk is None:
        raise NotFound("约谈")
    return talk
