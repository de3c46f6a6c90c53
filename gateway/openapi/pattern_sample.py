"""Make one text that fits a simple regular expression, for examples in documents.

It must not guess: what it cannot make fit gives None.
"""

from __future__ import annotations

import re

SAMPLE_UUID = "0197a3c4-5d6e-7f80-9a1b-2c3d4e5f6071"
_KNOWN = {
    "[0-9a-f-]{36}": SAMPLE_UUID,
    "[0-9]{4}-[0-9]{2}-[0-9]{2}": "2026-06-15",
    "[1-9][0-9]{5}": "990102",
}
_PART = re.compile(
    r"(?P<set>\[\^?\]?[^\]]*\])|(?P<escape>\\.)|(?P<any>\.)|(?P<group>[()|])|(?P<anchor>[\^$])|(?P<literal>[^*+?{}])"
)
_CHOICE = re.compile(r"\((?:\?:)?([^()|]+)\|[^()]+\)")
_COUNT = re.compile(r"\{([0-9]+)(?:,[0-9]*)?\}|[*+?]")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_ 示"


def sample_of(pattern: str) -> str | None:
    """A text that the pattern matches, or None when the pattern is beyond this."""
    found = _sample(_CHOICE.sub(r"\1", pattern))
    return found if found and _fits(pattern, found) else None


def _sample(pattern: str) -> str | None:
    for known, text in _KNOWN.items():
        pattern_left = pattern.replace(known, re.escape(text))
        if pattern_left != pattern:
            found = _build(pattern_left)
            return found if found is not None and _fits(pattern, found) else None
    found = _build(pattern)
    return found if found and _fits(pattern, found) else None


def _fits(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return False


def _build(pattern: str) -> str | None:
    """Walk the pattern part by part, each part as often as it must come at least."""
    made, position = "", 0
    while position < len(pattern):
        part = _PART.match(pattern, position)
        if part is None or part["group"]:
            return None
        count = _COUNT.match(pattern, part.end())
        times = 1 if count is None else int(count[1] or (1 if count[0] == "+" else 0))
        sign = "" if part["anchor"] else _sign(part)
        if sign is None:
            return None
        made += sign * times
        position = count.end() if count else part.end()
    return made


def _sign(part: re.Match[str]) -> str | None:
    """One character that fits a part."""
    if part["literal"]:
        return part["literal"]
    candidates = _LETTERS + part[0].removeprefix("\\")
    return next((sign for sign in candidates if re.fullmatch(part[0], sign)), None)
