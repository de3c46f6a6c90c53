"""What no schema can say of inspections and score sheets: last part of the field, and reason. It must not judge."""

from __future__ import annotations

OF_INSPECTIONS = frozenset(
    {
        *(
            (part, "KIND_MISMATCH")
            for part in ("unit", "target_commitment", "campaign", "draw", "rectification", "checking_unit")
        ),
        ("checking_unit", "UNIT_ITSELF"),
        ("item", "ITEM_TWICE"),
        *((field, "REFUSAL_NOTE") for field in ("reason", "witness")),
        *((field, "RECORD_MISMATCH") for field in ("unit", "checklist", "checklist_version", "officers", "start_time")),
        *((field, "TIME_INVALID") for field in ("start_time", "end_time")),
        ("end_time", "TIMES_REVERSED"),
        ("answers", "ITEM_UNANSWERED"),
        ("problems", "PROBLEM_MISMATCH"),
        ("person", "PERSON_UNKNOWN"),
        ("note", "NOTE_MISSING"),
        ("manner", "MANNER_UNSEEN"),
        ("posts", "POST_UNCHECKED"),
        ("addresses", "ADDRESS_NOT_OFFICE"),
        ("item", "ADDRESS_UNEXPLAINED"),
        ("category", "CATEGORY_UNKNOWN"),
        ("item", "ITEM_UNKNOWN"),
    }
)
