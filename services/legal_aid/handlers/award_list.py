"""Use case of the yearly award list: read what partners reported. It must not store anything."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.award_list import AwardAsked, AwardList, compile_awards
from services.legal_aid.persistence.award_list import known_as, reports_in_scope


def compile_list(tx: Tx, asked: AwardAsked) -> AwardList:
    """Scores, grades and penalties of the year in the caller's divisions (XF-27)."""
    reports = reports_in_scope(tx.session, tx.principal)
    return compile_awards(reports, known_as(tx.session, {one.subject for one in reports}), asked.year)
