"""Citizen identity numbers of GB 11643. It must not tell a caller the number it checked."""

from __future__ import annotations

import datetime as dt
import re

_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check_character(digits: str) -> str:
    """The 18th character for 17 digits (ISO 7064 MOD 11-2, GB 11643)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


def identity_number_fault(number: str, *, today: dt.date) -> str:
    """Why the number is wrong: IDENTITY_NUMBER_FORMAT, _BIRTH_DATE or _CHECK; empty when it is right (GB 11643)."""
    if not _SHAPE.fullmatch(number):
        return "IDENTITY_NUMBER_FORMAT"
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "IDENTITY_NUMBER_BIRTH_DATE"
    if not dt.date(1900, 1, 1) <= born <= today:
        return "IDENTITY_NUMBER_BIRTH_DATE"
    return "" if check_character(number[:17]) == number[17] else "IDENTITY_NUMBER_CHECK"


def masked_identity_number(number: str) -> str:
    """The first six and the last four characters, as replies show it (P-01); nothing when there is no number."""
    return f"{number[:6]}********{number[-4:]}" if number else ""
