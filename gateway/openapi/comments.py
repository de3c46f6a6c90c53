"""Take from a proto comment what the house's comments state: text, first sentence, default, unit, example, errors.

It must not know descriptors; what a comment does not state is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from google.rpc import code_pb2

_SENTENCE = re.compile(r"(.+?)(?:\.(?=\s|$)|。)", re.DOTALL)
_DEFAULT = re.compile(r"\b[Dd]efault:? (?:is )?([^.;,，。；]+)")
_EXAMPLE = re.compile(r"for example (?:`([^`]+)`|([A-Z][A-Z0-9_]+)\b)")
_UNIT = re.compile(r"\b(fen|[Ss]econds|[Mm]inutes|[Hh]ours|[Dd]ays)\b")
_CONDITION = re.compile(r"\bRequired (?:for|when)\b")
_ERRORS = "Errors:"
_TOKEN = re.compile(r"`([^`]*)`|\b([A-Z][A-Z_]{2,})\b")
_REASON = re.compile(r"[A-Z][A-Z0-9_]+", re.ASCII)
_CODES = frozenset(code_pb2.Code.keys()) - {"OK"}


@dataclass(frozen=True, slots=True)
class StatedError:
    """A canonical code and the reasons that the comment names for it."""

    code: str
    reasons: tuple[str, ...]


def plain_text(comment: str) -> str:
    """The comment as paragraphs: lines are joined, empty lines part paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in comment.splitlines():
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def first_sentence(text: str) -> str:
    """The first sentence without its full stop; the text itself when it has none."""
    found = _SENTENCE.match(text)
    return found[1] if found else text


def stated_default(text: str) -> str:
    """What holds when the field is left out, or empty."""
    found = _DEFAULT.search(text)
    return found[1].strip() if found else ""


def stated_unit(text: str) -> str:
    """The unit of a number, or empty."""
    found = _UNIT.search(text)
    return found[1].lower() if found else ""


def stated_example(text: str) -> str:
    """The example that the comment gives, or empty."""
    found = _EXAMPLE.search(text)
    return (found[1] or found[2]) if found else ""


def states_condition(text: str) -> bool:
    """Whether a sentence of the comment begins by saying that the field is required for some requests."""
    return _CONDITION.search(text) is not None


def stated_errors(text: str) -> tuple[StatedError, ...]:
    """Codes and reasons behind `Errors:`, in the order of the comment, each code once."""
    found: dict[str, list[str]] = {}
    code = ""
    for quoted, bare in _TOKEN.findall(text.partition(_ERRORS)[2]):
        if bare in _CODES:
            code = bare
            found.setdefault(code, [])
        elif code and _REASON.fullmatch(quoted) and quoted not in found[code]:
            found[code].append(quoted)
    return tuple(StatedError(code, tuple(reasons)) for code, reasons in found.items())
