"""What may not stand in a text that everybody reads (P-01). It must not change a text."""

from __future__ import annotations

import re

from chassis.kernel.errors import Violation

# Seven digits in a row, or a telephone written in groups; a date and a pair of years are none.
NUMBERS = re.compile(r"\d{7,}|(?<!\d)(?:0\d{2,3}|1\d{2})[-\s]\d{3,4}[-\s]?\d{4}(?!\d)")


def personal_faults(field: str, text: str) -> tuple[Violation, ...]:
    """A telephone or an identity number in what is published (P-01)."""
    if NUMBERS.search(text) is None:
        return ()
    said = "公开的文字不得含有电话号码或者身份证号码（P-01），请删去后提交"
    return (Violation(field=field, reason="PERSONAL_DATA", description=said),)
