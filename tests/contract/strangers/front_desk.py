"""What no schema can say at the front desk: last part of the field, and reason. It must not judge."""

from __future__ import annotations

OF_THE_FRONT_DESK = frozenset(
    {
        *((field, "TEXT_NOT_MASKED") for field in ("title", "text", "assessment", "advice", "topic")),
        ("call", "NOT_A_CALL"),
        ("visitors", "TWO_VISITORS"),
        ("record_id", "RECORD_TWICE"),
        ("findings", "ITEMS_MISMATCH"),
        ("planned_date", "DATE_IN_PAST"),
        *(("end_time", reason) for reason in ("TIMES_REVERSED", "END_MISSING")),
        ("handler", "HANDLER_UNKNOWN"),
        ("held_date", "OUTSIDE_YEAR"),
        ("item_number", "ITEM_UNKNOWN"),
        ("attendees", "TOO_MANY_ATTENDEES"),
        ("topic", "TOPIC_MISSING"),
        ("reason", "REASON_MISSING"),
        ("note", "NOTE_MISSING"),
        ("month", "MONTH_INVALID"),
    }
)
