"""Unified social credit codes of GB 32100-2015. It must not tell whether the organisation exists."""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters: the letters I, O, S, V and Z are left out."""

_SHAPE = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}", re.ASCII)
_WEIGHTS = tuple(pow(3, place, len(ALPHABET)) for place in range(17))


def check_character(body: str) -> str:
    """The 18th character for the first 17 (GB 32100-2015, MOD 31)."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % len(ALPHABET)]


def credit_code_fault(code: str) -> str:
    """Why the code is wrong: CREDIT_CODE_FORMAT or CREDIT_CODE_CHECK; empty when it is right.

    Shape: registering department, kind of organisation, six digits of the registering place, nine characters of the
    organisation, one check character.
    """
    if not _SHAPE.fullmatch(code):
        return "CREDIT_CODE_FORMAT"
    return "" if check_character(code[:17]) == code[17] else "CREDIT_CODE_CHECK"
