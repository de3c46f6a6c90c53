"""Use cases of public-opinion briefs: count a month, write, send (LA-137). It must not change what it counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.calendar import corresponding_day
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.duty_shift import month_range
from services.legal_aid.domain.opinion_brief import (
    OpinionBrief,
    OpinionBriefDraft,
    OpinionBriefFilter,
    OpinionCount,
    OpinionSending,
    OpinionWords,
    allow,
    compared,
    entered,
    require_impersonal,
    require_over,
    revised,
    sent,
    there_already,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import opinion_brief as rows
from services.legal_aid.persistence.opinion_count import counts_between


def create_opinion_brief(tx: Tx, draft: OpinionBriefDraft) -> OpinionBrief:
    """The brief of a month that is over (LA-137). Raises INSTITUTION_UNKNOWN, MONTH_NOT_OVER, BRIEF_EXISTS."""
    require_impersonal(draft, prefix="opinion_brief.")
    first, beyond = month_range(draft.month, field="opinion_brief.month")
    institution = chosen_institution(tx, draft.institution)
    require_over(beyond, today=tx.today)
    existing = rows.brief_of_month(tx.session, institution.name, draft.month)
    if existing:
        raise there_already(existing)
    name = f"opinionBriefs/{tx.new_id()}"
    counts = _counts(tx, institution.name, institution.division, first)
    made = entered(draft, counts, name=name, division=institution.division, now=tx.now, today=tx.today)
    rows.insert_opinion_brief(tx.session, made)
    tx.note("opinion_brief.create", name, rules=("LA-137",))
    return made


def get_opinion_brief(tx: Tx, name: str) -> OpinionBrief:
    """One brief within the caller's divisions."""
    return _found(rows.load_opinion_brief(tx.session, name, tx.principal))


def list_opinion_briefs(
    tx: Tx, wanted: OpinionBriefFilter, page: Page
) -> tuple[list[OpinionBrief], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_opinion_briefs(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def revise_opinion_brief(tx: Tx, name: str, said: OpinionWords, *, etag: str) -> OpinionBrief:
    """Write it anew and count again: what was entered late since then is in it."""
    before = _open(tx, name, "revise", etag=etag)
    require_impersonal(said)
    counts = _counts(tx, before.institution, before.division, month_range(before.month)[0])
    return _save(tx, revised(before, said, counts), "revise")


def send_opinion_brief(tx: Tx, name: str, said: OpinionSending, *, etag: str) -> OpinionBrief:
    """It went to its addressees."""
    return _save(tx, sent(_open(tx, name, "send", etag=etag), said, on=tx.today), "send")


def _counts(tx: Tx, institution: str, division: str, first: dt.date) -> tuple[OpinionCount, ...]:
    """Counts of the month, of the one before and of the same one a year before."""
    months = [counts_between(tx.session, institution, *_month(first, back)) for back in (0, 1, 12)]
    return compared(*months, rise=tx.policy("la.topic_rise", division=division, on=first).value)


def _month(first: dt.date, back: int) -> tuple[dt.date, dt.date]:
    return corresponding_day(first, -back), corresponding_day(first, 1 - back)


def _open(tx: Tx, name: str, action: str, *, etag: str) -> OpinionBrief:
    brief = _found(rows.load_opinion_brief(tx.session, name, tx.principal, lock=True))
    allow(brief, action, etag=etag)
    return brief


def _save(tx: Tx, after: OpinionBrief, action: str) -> OpinionBrief:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_opinion_brief(tx.session, saved)
    tx.note(f"opinion_brief.{action}", saved.name, rules=("LA-137",), document=saved.document_number)
    return saved


def _found(brief: OpinionBrief | None) -> OpinionBrief:
    if brief is None:
        raise NotFound("舆情简报")
    return brief
