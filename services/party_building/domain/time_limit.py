"""Which time limits there are. It must not know a number of days: policy packs do."""

from __future__ import annotations

import enum

from chassis.kernel.time_limit import TimeLimit


class DeadlineKind(enum.Enum):
    """The deadlines of this service; the name is what the due list shows."""

    FORM_BRANCH = TimeLimit("pb.form_days", "PB-01")
    JOIN_BRANCH = TimeLimit("pb.form_days", "PB-02")
    SEND_INSTRUCTOR = TimeLimit("pb.instructor_days", "PB-03")
    ADJUST_BRANCH = TimeLimit("pb.adjust_days", "PB-02")
    ADJUST_SECRETARY = TimeLimit("pb.secretary_days", "PB-07")
    RE_ELECT = TimeLimit("pb.term_notice_days", "PB-11")
    REFUND_DUES = TimeLimit("pb.refund_days", "PB-24")
    REPORT_PENALTY = TimeLimit("pb.report_days", "XF-26")
    MOVE_RELATIONS = TimeLimit("pb.adjust_days", "PB-06")
    BOOK_ALLOCATION = TimeLimit("pb.alloc_due_day", "PB-23")
