"""Use cases of appraisal rounds: plan, report, open, take and answer opinions, close (SV-81). It must not decide."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import round_running as moves
from services.supervision.domain.appraisal_round import (
    AppraisalRound,
    AppraisalRoundDraft,
    AppraisalRoundFilter,
    OpinionAnswer,
    OpinionDraft,
    RoundEnd,
    RoundReported,
)
from services.supervision.domain.documented import Documented
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import appraisal_round as rows


def create_round(tx: Tx, draft: AppraisalRoundDraft) -> AppraisalRound:
    """Plan one with its panel (SV-81)."""
    require_division(tx.principal, draft.division)
    made = moves.planned(draft, name=f"appraisalRounds/{tx.new_id()}", now=tx.now)
    rows.insert_round(tx.session, made)
    tx.note("appraisal_round.create", made.name, rules=("SV-81",), document=draft.document_number)
    return made


def get_round(tx: Tx, name: str) -> AppraisalRound:
    """One within the caller's divisions."""
    return _found(rows.load_round(tx.session, name, tx.principal))


def list_rounds(tx: Tx, wanted: AppraisalRoundFilter, page: Page) -> tuple[list[AppraisalRound], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_rounds(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_public_rounds(tx: Tx, page: Page) -> tuple[list[AppraisalRound], str | None]:
    """A page of the rounds that opened, of which everybody reads the answers (SV-81)."""
    return page.cut(rows.find_opened_rounds(tx.session, page), key=lambda item: item.name)


def report_round(tx: Tx, name: str, told: RoundReported, *, etag: str) -> AppraisalRound:
    """A report was given in public (SV-81)."""
    before = _opened(tx, name, "report", etag=etag)
    entry = enter_happening(tx, told, division=before.division, not_before=None)
    return _saved(tx, moves.reported(before, told, entry), "report", told)


def open_round(tx: Tx, name: str, told: Documented, *, etag: str) -> AppraisalRound:
    """The leader opens it after all reports (SV-81)."""
    before = _opened(tx, name, "open", etag=etag)
    last = max((one.reported_date for one in before.reports), default=None)
    entry = enter_happening(tx, told, division=before.division, not_before=last)
    return _saved(tx, moves.opened(before, entry), "open", told)


def add_opinion(tx: Tx, name: str, told: Documented, draft: OpinionDraft, *, etag: str) -> AppraisalRound:
    """An opinion came; a section answers it by its day (SV-81)."""
    before = _opened(tx, name, "addOpinion", etag=etag)
    entry = enter_happening(tx, told, division=before.division, not_before=before.opened_date)
    return _saved(tx, moves.with_opinion(before, draft, entry), "addOpinion", told)


def answer_opinion(tx: Tx, name: str, told: OpinionAnswer, *, etag: str) -> AppraisalRound:
    """The section's answer, for everybody (SV-81)."""
    before = _opened(tx, name, "answerOpinion", etag=etag)
    opinion = moves.opinion_of(before, told.number)
    entry = enter_happening(tx, told, division=before.division, not_before=opinion.received_date)
    return _saved(tx, moves.answered(before, opinion, told, entry), "answerOpinion", told)


def close_round(tx: Tx, name: str, told: RoundEnd, *, etag: str) -> AppraisalRound:
    """The leader closes it (SV-81)."""
    before = _opened(tx, name, "close", etag=etag)
    last = max((one.answered_date or one.received_date for one in before.opinions), default=before.opened_date)
    entry = enter_happening(tx, told, division=before.division, not_before=last)
    return _saved(tx, moves.closed(before, told, entry), "close", told)


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> AppraisalRound:
    found = _found(rows.load_round(tx.session, name, tx.principal, lock=True))
    moves.allow(found, action, etag=etag)
    return found


def _saved(tx: Tx, after: AppraisalRound, action: str, told: Documented) -> AppraisalRound:
    rows.update_round(tx.session, after)
    tx.note(f"appraisal_round.{action}", after.name, rules=("SV-81",), document=told.document_number)
    return after


def _found(found: AppraisalRound | None) -> AppraisalRound:
    if found is None:
        raise NotFound("评议")
    return found
