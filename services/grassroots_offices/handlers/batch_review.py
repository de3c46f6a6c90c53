"""The county's review of many assessments, one transaction for each batch (GO-60). It must not judge one by itself."""

from __future__ import annotations

from chassis.tx import Tx
from services.grassroots_offices.domain.assessing import reviewed
from services.grassroots_offices.domain.assessment import Assessment
from services.grassroots_offices.domain.batch_review import (
    BatchReview,
    BatchReviewed,
    LeftOver,
    reasons_against,
    review_of,
)
from services.grassroots_offices.handlers.assessment_filing import assessment_window
from services.grassroots_offices.handlers.assessment_sheet import gather_sheets
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import assessment as rows


def review_batch(tx: Tx, batch: BatchReview) -> BatchReviewed:
    """Review the next ones of which nothing is to be said, and name the others (GO-60).

    Whoever was reviewed waits no more, so a batch that was broken off is simply asked for again.
    """
    found = rows.waiting_for_review(tx.session, batch, tx.principal)
    waiting = found[: batch.most]
    divisions = sorted({one.division for one in waiting})
    entries = {one: enter_happening(tx, batch, division=one, not_before=None) for one in divisions}
    last_days = {one: assessment_window(tx, one, batch.year).reviewed_by for one in divisions}
    done: list[Assessment] = []
    left: list[LeftOver] = []
    on = next((one.happened_date for one in entries.values()), tx.today)
    sheets = gather_sheets(tx, waiting, batch.year, on=on)
    for one in waiting:
        facts, entry = sheets[one.name], entries[one.division]
        reasons = ("FILED_LATER",) if one.state_date > on else reasons_against(one, facts)
        if reasons:
            left.append(LeftOver(assessment=one.name, reasons=reasons))
        else:
            overdue = on > last_days[one.division]
            done.append(reviewed(one, review_of(one, batch), entry, facts, overdue=overdue))
    rows.update_reviewed(tx.session, done)
    names = tuple(one.name for one in done)
    tx.note_each("assessment.review", names, rules=("GO-60",), document=batch.document_number)
    return BatchReviewed(
        reviewed=names, left_over=tuple(left), next_after=waiting[-1].name if len(found) > len(waiting) else ""
    )  # fmt: skip
