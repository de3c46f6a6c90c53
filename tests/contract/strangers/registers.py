"""What no schema can say of the registers of grassroots_offices: last field, reason. It must not judge."""

from __future__ import annotations

OF_REGISTERS = frozenset(
    {
        *((field, "SIZE_NOT_REACHED") for field in ("old_size", "size")),
        ("period", "PERIOD_NOT_BEGUN"),
        *((field, "DATES_REVERSED") for field in ("to_date", "medical_until_date")),
        *(("medical_until_date", f"MEDICAL_PERIOD_{what}") for what in ("MISSING", "UNEXPECTED")),
        ("cover", "COVER_IS_SELF"),
        ("survivor", "SAME_ENTRY"),
    }
)
