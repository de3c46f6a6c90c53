"""From the panel to the last public answer of an appraisal round (SV-81). It must not read a register."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace
from typing import Any

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, NotFound, Refusal, RuleViolated, Violation
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.appraisal_round import (
    MOVES,
    TOPICS,
    AppraisalRound,
    AppraisalRoundDraft,
    AppraisalRoundState,
    OpinionAnswer,
    OpinionDraft,
    PanelGroup,
    RoundEnd,
    RoundOpinion,
    RoundReport,
    RoundReported,
)
from services.supervision.domain.public_text import personal_faults

_S = AppraisalRoundState


def planned(draft: AppraisalRoundDraft, *, name: str, now: dt.datetime) -> AppraisalRound:
    """A round with its panel; a group that is missing has its reason (SV-81). Raises InvalidFields."""
    groups = [seat.group for seat in draft.panel]
    twice = next((place for place, group in enumerate(groups) if group in groups[:place]), None)
    if twice is not None:
        raise _fault(f"appraisal_round.panel[{twice}].group", "GROUP_TWICE", "同一类评议人员列了两次（SV-81），请合并")
    if (set(groups) == set(PanelGroup)) is bool(draft.panel_note):
        text = "评议组缺少规定的人员类别时须写明原因，齐全时不填（SV-81），请核对"
        raise _fault("appraisal_round.panel_note", reason="PANEL_NOTE", text=text)
    values = {**asdict(draft), "panel": draft.panel}
    return AppraisalRound(
        **values, name=name, reports=(), opinions=(), opened_date=None, closed_date=None, asked_count=0,
        returned_count=0, state=_S.PLANNED, create_time=now, etag="1",
    )  # fmt: skip


def allow(found: AppraisalRound, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, found.state, action, what="评议", etag=found.etag, given=etag)


def reported(found: AppraisalRound, told: RoundReported, entry: Entry) -> AppraisalRound:
    """A report was given in public, once on each topic (SV-81). Raises REPORT_GIVEN."""
    if told.topic in {one.topic for one in found.reports}:
        message = f"本次评议已登记{TOPICS[told.topic]}（SV-81）。请核对，不要重复登记。"
        raise Refusal(Kind.ALREADY_EXISTS, "REPORT_GIVEN", message, metadata={"rules": "SV-81"})
    report = RoundReport(
        topic=told.topic, reported_date=entry.happened_date, document_number=told.document_number
    )  # fmt: skip
    return _changed(found, reports=(*found.reports, report))


def opened(found: AppraisalRound, entry: Entry) -> AppraisalRound:
    """Opinions may come, after all three reports (SV-81). Raises REPORTS_MISSING."""
    missing = [title for topic, title in TOPICS.items() if topic not in {one.topic for one in found.reports}]
    if missing:
        message = f"尚未公开{'、'.join(missing)}（SV-81），不能开始评议。请先登记述职、述廉、述法的情况。"
        raise RuleViolated("REPORTS_MISSING", message, rules=("SV-81",))
    return _changed(found, state=_S.OPEN, opened_date=entry.happened_date)


def with_opinion(found: AppraisalRound, draft: OpinionDraft, entry: Entry) -> AppraisalRound:
    """An opinion with its owner and its last day (SV-81).

    Raises InvalidFields DATE_BEFORE_PREVIOUS, PERSONAL_DATA.
    """
    faults = personal_faults("opinion.summary", draft.summary)
    if faults:
        raise InvalidFields(faults)
    if draft.due_date < entry.happened_date:
        text = "答复期限早于收到意见的日期（SV-81），请核对日期"
        raise _fault("opinion.due_date", reason="DATE_BEFORE_PREVIOUS", text=text)
    opinion = RoundOpinion(
        **asdict(draft), number=len(found.opinions) + 1, received_date=entry.happened_date, answer="",
        answered_date=None, answer_document="", overdue=False,
    )  # fmt: skip
    return _changed(found, opinions=(*found.opinions, opinion))


def opinion_of(found: AppraisalRound, number: int) -> RoundOpinion:
    """An opinion without an answer (SV-81). Raises NotFound, OPINION_ANSWERED."""
    opinion = next((one for one in found.opinions if one.number == number), None)
    if opinion is None:
        raise NotFound("评议意见")
    if opinion.answered_date is not None:
        message = "该意见已公开答复（SV-81），答复不能更改。请核对意见编号。"
        raise RuleViolated("OPINION_ANSWERED", message, rules=("SV-81",))
    return opinion


def answered(found: AppraisalRound, opinion: RoundOpinion, told: OpinionAnswer, entry: Entry) -> AppraisalRound:
    """Everybody reads the answer from now on (SV-81). Raises InvalidFields PERSONAL_DATA."""
    faults = personal_faults("answer", told.answer)
    if faults:
        raise InvalidFields(faults)
    after = replace(
        opinion, answer=told.answer, answered_date=entry.happened_date, answer_document=told.document_number,
        overdue=entry.happened_date > opinion.due_date,
    )  # fmt: skip
    return _changed(found, opinions=tuple(after if one.number == told.number else one for one in found.opinions))


def closed(found: AppraisalRound, told: RoundEnd, entry: Entry) -> AppraisalRound:
    """Every opinion has its answer (SV-81). Raises OPINION_UNANSWERED, InvalidFields COUNTS_REVERSED."""
    waiting = [str(one.number) for one in found.opinions if one.answered_date is None]
    if waiting:
        message = f"第{'、'.join(waiting)}条意见尚未公开答复（SV-81），不能结束评议。请先逐条答复。"
        raise RuleViolated("OPINION_UNANSWERED", message, rules=("SV-81",))
    if told.returned_count > told.asked_count:
        raise _fault("returned_count", "COUNTS_REVERSED", "收回的份数多于发出的份数（SV-81），请核对")
    return _changed(
        found, state=_S.CLOSED, closed_date=entry.happened_date, asked_count=told.asked_count,
        returned_count=told.returned_count,
    )  # fmt: skip


def _fault(field: str, reason: str, text: str) -> InvalidFields:
    return InvalidFields((Violation(field=field, reason=reason, description=text),))


def _changed(found: AppraisalRound, **values: Any) -> AppraisalRound:
    return replace(found, etag=str(int(found.etag) + 1), **values)
