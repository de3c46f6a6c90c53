"""Case numbers of courts and other authorities in one form, so that two spellings are one number (LA-94, LA-95).

It must not judge whether a number is real.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_FRAMES = re.compile("[第号號]")
_TOKENS = re.compile(r"[0-9]+|[A-Z\u3400-\u9fff]", re.ASCII)


def court_number_key(number: str) -> str:
    """`（2026）云01民初００7号` and `2026 云1民初第7号` are one key; empty for a number without a digit.

    Brackets, spaces, leading zeros, full width and 第…号 do not count; two numbers stay two.
    """
    plain = _FRAMES.sub(" ", unicodedata.normalize("NFKC", number).upper())
    tokens = [token.lstrip("0") or "0" if token.isdigit() else token for token in _TOKENS.findall(plain)]
    if not any(token.isdigit() for token in tokens):
        return ""
    rest = ("-" + after if before.isdigit() and after.isdigit() else after for before, after in pairwise(tokens))
    return tokens[0] + "".join(rest)
