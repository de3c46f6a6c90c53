"""Use cases of proposals on standards: record, send up, answer (SV-80). It must not decide."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import standard_proposal as moves
from services.supervision.domain.standard_proposal import (
    AnswerFromAbove,
    Sending,
    StandardProposal,
    StandardProposalDraft,
    StandardProposalFilter,
)
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import standard_proposal as rows


def propose_standard(tx: Tx, draft: StandardProposalDraft | None) -> None:
    """Record what a check found against the standard itself (SV-80); nothing for everything else."""
    if draft is not None:
        create_proposal(tx, draft)


def create_proposal(tx: Tx, draft: StandardProposalDraft) -> StandardProposal:
    """Record one (SV-80)."""
    require_division(tx.principal, draft.division)
    happening = Happening(happened_date=draft.found_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=draft.division, not_before=None, field="standard_proposal.found_date"
    )  # fmt: skip
    made = moves.recorded(draft, name=f"standardProposals/{tx.new_id()}", entry=entry, now=tx.now)
    rows.insert_proposal(tx.session, made)
    tx.note("standard_proposal.create", made.name, rules=("SV-80",))
    return made


def get_proposal(tx: Tx, name: str) -> StandardProposal:
    """One within the caller's divisions."""
    return _found(rows.load_proposal(tx.session, name, tx.principal))


def list_proposals(
    tx: Tx, wanted: StandardProposalFilter, page: Page
) -> tuple[list[StandardProposal], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_proposals(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def send_proposal(tx: Tx, name: str, told: Sending, *, etag: str) -> StandardProposal:
    """Send it up (SV-80)."""
    before, entry = _opened(tx, name, "send", told, etag=etag)
    return _saved(tx, moves.sent(before, told, entry), "send", told.document_number)


def answer_proposal(tx: Tx, name: str, told: AnswerFromAbove, *, etag: str) -> StandardProposal:
    """Enter what came back (SV-80)."""
    before, entry = _opened(tx, name, "answer", told, etag=etag)
    return _saved(tx, moves.answered(before, told, entry), "answer", told.document_number)


def _opened(tx: Tx, name: str, action: str, told: Happening, *, etag: str) -> tuple[StandardProposal, Entry]:
    proposal = _found(rows.load_proposal(tx.session, name, tx.principal, lock=True))
    moves.allow(proposal, action, etag=etag)
    since = proposal.sent_date or proposal.found_date
    return proposal, enter_happening(tx, told, division=proposal.division, not_before=since)


def _saved(tx: Tx, after: StandardProposal, action: str, document: str) -> StandardProposal:
    rows.update_proposal(tx.session, after)
    tx.note(f"standard_proposal.{action}", after.name, rules=("SV-80",), document=document)
    return after


def _found(proposal: StandardProposal | None) -> StandardProposal:
    if proposal is None:
        raise NotFound("标准建议")
    return proposal
