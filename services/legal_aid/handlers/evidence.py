"""Use cases of evidence: capture, upload, read, look at. It must not hand out a content that is not on record.

NOTE: a content is put into the file store before the row commits. When the commit fails, the content stays there under
a key that nothing names; the next attempt writes the same key.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from chassis.alarms import open_alarm
from chassis.files.store import storage_key
from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.evidence import (
    Evidence,
    EvidenceDraft,
    EvidencePart,
    EvidenceState,
    EvidenceView,
    EvidenceViewedByOutsider,
    capture,
    captured,
    may_read,
)
from services.legal_aid.domain.evidence_content import (
    check_draft,
    check_part,
    content_sha256,
    damaged,
    hash_mismatch,
    is_whole,
    not_stored,
    with_part,
)
from services.legal_aid.handlers.subject import check_subject
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import evidence as rows
from services.legal_aid.persistence.evidence_view import add_view, find_views, has_acted

DAMAGED = "EVIDENCE_DAMAGED"
DETAIL = "the content in the file store does not have its hash: restore the file store from its backup"


def create_evidence(tx: Tx, draft: EvidenceDraft, content: bytes) -> Evidence:
    """Capture a piece; the hash of a content is computed here (LA-70)."""
    sha256, size_bytes = check_draft(draft, content)
    division = check_subject(tx, draft.subject)
    happening = Happening(happened_date=draft.captured_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=division, field="evidence.captured_date")
    made = capture(
        draft, name=f"evidence/{tx.new_id()}", division=division, sha256=sha256, size_bytes=size_bytes,
        stored=bool(content), entry=entry, now=tx.now,
    )  # fmt: skip
    rows.insert_evidence(tx.session, made)
    if content:
        tx.files.put(_key(made, sha256), content)
    tx.emit(captured(made), subject=made.subject)
    tx.note("evidence.create", made.name, rules=("LA-70",))
    return made


def get_evidence(tx: Tx, name: str) -> Evidence:
    """One piece within the caller's divisions and duties."""
    return _found(tx, rows.load_evidence(tx.session, name, tx.principal))


def list_evidence(tx: Tx, subject: str, page: Page) -> tuple[list[Evidence], str | None]:
    """A page of what is about the subject, and the key behind which the next one begins."""
    if not may_read(subject, tx.principal.roles):
        raise NotFound("材料")
    return page.cut(rows.find_evidence(tx.session, subject, page, tx.principal), key=lambda item: item.name)


def upload_part(tx: Tx, name: str, part: int, content: bytes, *, etag: str) -> Evidence:
    """Add the next part; with the last one the whole must have the captured hash, else uploading begins anew."""
    evidence = rows.load_evidence(tx.session, name, tx.principal, lock=True)
    if evidence is None:
        raise NotFound("材料")
    check_part(evidence, part, content, etag=etag)
    longer = with_part(evidence, content)
    tx.files.put(_key(evidence, longer.parts[-1].sha256), content)
    if not is_whole(longer):
        rows.update_evidence(tx.session, longer)
        tx.note("evidence.upload", name, rules=("LA-70",))
        return longer
    if _whole_sha256(tx, longer) != evidence.sha256:
        rows.update_evidence(tx.session, replace(longer, parts=()))
        tx.note("evidence.refuse", name, rules=("LA-70",))
        raise hash_mismatch(commits=True)
    stored = replace(longer, state=EvidenceState.STORED)
    rows.update_evidence(tx.session, stored)
    tx.emit(captured(stored), subject=stored.subject)
    tx.note("evidence.upload", name, rules=("LA-70",))
    return stored


def view_evidence(tx: Tx, name: str, reason: str, part: int) -> tuple[Evidence, bytes]:
    """Put the look on record, then read the part and hash it again."""
    evidence = get_evidence(tx, name)
    if evidence.state is not EvidenceState.STORED or part >= len(evidence.parts):
        raise not_stored()
    outsider = not has_acted(tx.session, tx.principal.subject, (evidence.subject, evidence.name))
    view = EvidenceView(
        name=f"{name}/views/{tx.new_id()}", viewer=tx.principal.subject, reason=reason, part=part, outsider=outsider,
        view_time=tx.now,
    )  # fmt: skip
    add_view(tx.session, evidence, view)
    if outsider:
        fact = EvidenceViewedByOutsider(
            evidence=name, subject=evidence.subject, division=evidence.division, view=view.name, viewed_date=tx.today
        )
        tx.emit(fact, subject=evidence.subject)
    content = _read(tx, evidence, evidence.parts[part])
    if content is None:
        open_alarm(tx.session, kind=DAMAGED, subject=name, detail=DETAIL, now=tx.now)
        raise damaged(commits=True)
    return evidence, content


def list_evidence_views(tx: Tx, name: str, page: Page) -> tuple[list[EvidenceView], str | None]:
    """A page of who looked, and the key behind which the next one begins."""
    evidence = rows.load_evidence(tx.session, name, tx.principal)
    if evidence is None:
        raise NotFound("材料")
    return page.cut(find_views(tx.session, name, page), key=lambda item: item.name)


def _whole_sha256(tx: Tx, evidence: Evidence) -> str:
    """The hash of all parts as they lie in the file store; empty when one is gone or another one."""
    total = hashlib.sha256()
    for part in evidence.parts:
        content = _read(tx, evidence, part)
        if content is None:
            return ""
        total.update(content)
    return total.hexdigest()


def _read(tx: Tx, evidence: Evidence, part: EvidencePart) -> bytes | None:
    """The part; None when it is gone or does not have its hash."""
    content = tx.files.get(_key(evidence, part.sha256))
    return content if content is not None and content_sha256(content) == part.sha256 else None


def _key(evidence: Evidence, sha256: str) -> str:
    """The same content of the same subject lies in the store once; of another subject it is another object."""
    return storage_key("legal_aid", evidence.subject, sha256)


def _found(tx: Tx, evidence: Evidence | None) -> Evidence:
    if evidence is None or not may_read(evidence.subject, tx.principal.roles):
        raise NotFound("材料")
    return evidence
