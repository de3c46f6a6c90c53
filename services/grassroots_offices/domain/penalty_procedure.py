"""The way to a penalty: filing inside the time bar, notice, statement, hearing, commission (GO-46, GO-73).

It must not say what may be imposed; `penalty_deciding` does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

from chassis.kernel.calendar import Limit, WorkCalendar, corresponding_day
from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.grassroots_offices.domain.penalty import Penalty, PenaltyDraft, PenaltyState
from services.grassroots_offices.domain.penalty_command import (
    AnnouncedHearing,
    CommissionSession,
    GivenNotice,
    GivenStatement,
    HeldHearing,
)
from services.grassroots_offices.domain.penalty_papers import (
    CommissionOpinion,
    CommissionVote,
    PenaltyHearing,
    PenaltyNotice,
    PenaltyStatement,
)


def check_draft(draft: PenaltyDraft) -> None:
    """Raise InvalidFields SUBJECT_MISSING, FOUND_BEFORE_ACT."""
    faults = []
    if not (draft.office or draft.practitioner):
        faults.append(("office", "SUBJECT_MISSING", "未指明被处罚的所或者从业人员（GO-44），请填写其中之一"))
    if draft.found_date < draft.act_date:
        faults.append(("found_date", "FOUND_BEFORE_ACT", "发现日期早于行为终了日期（GO-46），请核对两个日期"))
    if faults:
        raise InvalidFields(
            tuple(Violation(field=f"penalty.{field}", reason=code, description=text) for field, code, text in faults)
        )


def file_case(
    draft: PenaltyDraft, *, name: str, office: str, division: str, entry: Entry, bar: Limit, now: dt.datetime
) -> Penalty:
    """A case that was found inside the time bar, which runs from the end of the act (GO-46). Raises TIME_BARRED."""
    if draft.found_date > corresponding_day(draft.act_date, bar.count):
        raise RuleViolated(
            "TIME_BARRED",
            "违法行为终了后超过追责期限才发现，不再给予行政处罚（GO-46）。确属延长期限情形的请注明后重新立案。",
            rules=("GO-46",),
            months=str(bar.count),
        )
    values = {field.name: getattr(draft, field.name) for field in fields(PenaltyDraft)}
    values |= {"office": office, "filed_date": entry.happened_date, "entry_reason": entry.reason}
    return Penalty(
        **values, name=name, state=PenaltyState.FILED, notice=None, statement=None, hearing=None, commission=None,
        decision=None, payment=None, end=None, division=division, deadlines=(), steps=(), create_time=now, etag="0",
    )  # fmt: skip


def served(penalty: Penalty, notice: GivenNotice, on: dt.date, *, last: dt.date, hearing_from_fen: int) -> Penalty:
    """The notice with its rights; from an amount on a hearing may be asked for (GO-46). A new one begins anew."""
    amount = notice.measure.fine_fen + notice.measure.confiscation_fen
    told = PenaltyNotice(
        document_number=notice.document_number, served_date=on, facts=notice.facts, grounds=notice.grounds,
        measure=notice.measure, hearing_right=amount >= hearing_from_fen, last_request_date=last,
    )  # fmt: skip
    return replace(penalty, state=PenaltyState.NOTICED, notice=told, statement=None, hearing=None)


def stated(penalty: Penalty, statement: GivenStatement, on: dt.date) -> Penalty:
    """What the subject said stands in the case (GO-46)."""
    said = PenaltyStatement(
        text=statement.text, adopted=statement.adopted, document_number=statement.document_number, happened_date=on
    )
    return replace(penalty, statement=said)


def hearing_requested(penalty: Penalty, on: dt.date) -> Penalty:
    """A hearing was asked for in time (GO-46). Raises NO_HEARING_RIGHT, HEARING_REQUEST_LATE."""
    notice = notice_of(penalty)
    if not notice.hearing_right:
        raise RuleViolated(
            "NO_HEARING_RIGHT",
            "拟作出的处罚未达到听证数额标准（GO-46），可以登记陈述申辩意见。",
            rules=("GO-46",),
        )
    if on > notice.last_request_date:
        raise RuleViolated(
            "HEARING_REQUEST_LATE",
            "提出听证要求的期限已过（GO-46）。请登记为陈述申辩意见，或者核对提出日期。",
            rules=("GO-46",),
            last_date=notice.last_request_date.isoformat(),
        )
    hearing = PenaltyHearing(requested_date=on, announced_date=None, hearing_date=None, held=False, summary="")
    return replace(penalty, state=PenaltyState.HEARING, hearing=hearing)


def hearing_announced(
    penalty: Penalty, announced: AnnouncedHearing, on: dt.date, *, notice: Limit, calendar: WorkCalendar
) -> Penalty:
    """Day and place were served so many days before (GO-46). Raises HEARING_TOO_SOON."""
    earliest = calendar.due(on, notice)
    if announced.hearing_date < earliest:
        raise RuleViolated(
            "HEARING_TOO_SOON",
            "举行听证的日期距通知不足法定天数（GO-46）。请另行确定听证日期。",
            rules=("GO-46",),
            earliest_date=earliest.isoformat(),
        )
    hearing = replace(hearing_of(penalty), announced_date=on, hearing_date=announced.hearing_date)
    return replace(penalty, hearing=hearing)


def heard(penalty: Penalty, held: HeldHearing, on: dt.date) -> Penalty:
    """The hearing is over, or the request was taken back (GO-46). Raises HEARING_NOT_ANNOUNCED, HEARING_NOT_YET."""
    hearing = hearing_of(penalty)
    if held.held and hearing.hearing_date is None:
        raise RuleViolated(
            "HEARING_NOT_ANNOUNCED", "尚未通知听证的时间地点（GO-46）。请先登记听证通知。", rules=("GO-46",)
        )
    if held.held and hearing.hearing_date is not None and on < hearing.hearing_date:
        raise RuleViolated("HEARING_NOT_YET", "听证日期尚未到（GO-46）。请按实际举行日期登记。", rules=("GO-46",))
    return replace(penalty, state=PenaltyState.HEARD, hearing=replace(hearing, held=held.held, summary=held.summary))


def advised(penalty: Penalty, session: CommissionSession, on: dt.date, *, quorum_percent: int) -> Penalty:
    """The commission's advice: a quorum without the recused, and more than half of them for it (GO-73).

    Raises QUORUM_MISSED, InvalidFields VOTES_EXCEED_SEATS, MEMBER_TWICE.
    """
    _check_session(session)
    votes = [member.vote for member in session.members if member.vote is not CommissionVote.RECUSED]
    if 100 * len(votes) < quorum_percent * session.seats:
        raise RuleViolated(
            "QUORUM_MISSED",
            "扣除回避人员后到会委员不足法定人数（GO-73）。请另行召集会议。",
            rules=("GO-73",),
            present=str(len(votes)),
            seats=str(session.seats),
        )
    opinion = CommissionOpinion(
        seats=session.seats, members=session.members, favourable=2 * votes.count(CommissionVote.FOR) > len(votes),
        document_number=session.document_number, happened_date=on,
    )  # fmt: skip
    return replace(penalty, commission=opinion)


def _check_session(session: CommissionSession) -> None:
    names = [member.full_name for member in session.members]
    if len(names) > session.seats:
        text = "到会委员人数多于委员会席位数（GO-73），请核对席位数"
        raise InvalidFields((Violation(field="seats", reason="VOTES_EXCEED_SEATS", description=text),))
    if len(set(names)) < len(names):
        text = "同一委员登记了两次表决（GO-73），请每人只登记一次"
        raise InvalidFields((Violation(field="members", reason="MEMBER_TWICE", description=text),))


def notice_of(penalty: Penalty) -> PenaltyNotice:
    """The notice. Raises NOTICE_NOT_SERVED."""
    if penalty.notice is None:
        raise RuleViolated(
            "NOTICE_NOT_SERVED", "尚未送达处罚事先告知书，不得作出处罚决定（GO-46）。请先登记告知。", rules=("GO-46",)
        )
    return penalty.notice


def hearing_of(penalty: Penalty) -> PenaltyHearing:
    """The hearing of a case in HEARING; LookupError elsewhere."""
    if penalty.hearing is None:
        raise LookupError(f"no hearing in {penalty.name}")
    return penalty.hearing
