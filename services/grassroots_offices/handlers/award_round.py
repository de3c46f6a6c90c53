"""Use cases of awards: begin, list anew, choose, publish, read, see what is due (GO-70). It must not rank anybody."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import InvalidFields, NotFound, Violation
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.award_choosing import (
    AwardChoice,
    begin_round,
    chosen,
    published,
    recompiled,
)
from services.grassroots_offices.domain.award_round import (
    AwardDue,
    AwardRound,
    AwardRoundDraft,
    AwardRoundFilter,
    allow,
    awards_due,
    refuse_undue,
)
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.handlers.award_candidates import award_rules, candidates_of
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import award_round as rows


def create_award_round(tx: Tx, draft: AwardRoundDraft) -> AwardRound:
    """Begin a round (GO-70). Raises AWARD_NOT_DUE, ROUND_BEGUN, YEAR_IN_FUTURE."""
    require_division(tx.principal, draft.division)
    if draft.year > tx.today.year:
        description = "该年度尚未开始，请填写本年或以前年度"
        raise InvalidFields(
            (Violation(field="award_round.year", reason="YEAR_IN_FUTURE", description=description),)
        )  # fmt: skip
    rules = award_rules(tx, draft.division, draft.year)
    refuse_undue(draft, rules)
    made = begin_round(
        draft, candidates_of(tx, draft, rules), name=f"awardRounds/{tx.new_id()}", today=tx.today, now=tx.now
    )  # fmt: skip
    rows.insert_award_round(tx.session, made)
    tx.note("award_round.create", made.name, rules=("GO-70",), document=made.document_number)
    return made


def get_award_round(tx: Tx, name: str) -> AwardRound:
    """One round within the caller's divisions."""
    return _found(rows.load_award_round(tx.session, name, tx.principal))


def list_award_rounds(tx: Tx, wanted: AwardRoundFilter, page: Page) -> tuple[list[AwardRound], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_award_rounds(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_awards_due(tx: Tx, division: str, year: int) -> list[AwardDue]:
    """What falls due in the year, and the rounds that were begun (GO-70)."""
    require_division(tx.principal, division)
    rules = award_rules(tx, division, year)
    begun = rows.rounds_of(tx.session, division, year)
    return [
        AwardDue(kind=kind, every_years=rules.every_years[kind], award_round=begun.get(kind, ""))
        for kind in awards_due(year, rules)
    ]


def recompile(tx: Tx, name: str, *, etag: str) -> AwardRound:
    """List the candidates anew (GO-70)."""
    award = _locked(tx, name, "recompile", etag=etag)
    rules = award_rules(tx, award.division, award.year)
    return _saved(tx, recompiled(award, candidates_of(tx, award, rules), today=tx.today), "recompile", "")


def choose(tx: Tx, name: str, choice: AwardChoice, *, etag: str) -> AwardRound:
    """The panel has chosen (GO-70)."""
    award = _locked(tx, name, "choose", etag=etag)
    entry = _entered(tx, award, choice)
    rules = award_rules(tx, award.division, award.year)
    return _saved(tx, chosen(award, choice, rules, entry), "choose", choice.document_number)


def publish(tx: Tx, name: str, paper: Documented, *, etag: str) -> AwardRound:
    """The result is public (GO-70)."""
    award = _locked(tx, name, "publish", etag=etag)
    return _saved(tx, published(award, paper, _entered(tx, award, paper)), "publish", paper.document_number)


def _entered(tx: Tx, award: AwardRound, happening: Happening) -> Entry:
    return enter_happening(tx, happening, division=award.division, not_before=award.chosen_date)


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> AwardRound:
    award = _found(rows.load_award_round(tx.session, name, tx.principal, lock=True))
    allow(award, action, etag=etag)
    return award


def _saved(tx: Tx, award: AwardRound, action: str, document: str) -> AwardRound:
    rows.update_award_round(tx.session, award)
    tx.note(f"award_round.{action}", award.name, rules=("GO-70",), document=document)
    return award


def _found(award: AwardRound | None) -> AwardRound:
    if award is None:
        raise NotFound("评选")
    return award
