"""The spellings of a new service's name and noun. It must not look at the disk."""

from __future__ import annotations

import keyword
import re

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
LONGEST = 39
RESERVED = frozenset({"platform", "gateway", "portal", "chassis", "sifa", "services", "tests", "proto"})


class BadName(Exception):
    """A name that cannot be used; the message says why and what to do."""


def words_of(*, name: str, noun: str, title: str, port: int) -> dict[str, str]:
    """What the templates ask for. Raises BadName."""
    for what, given in (("NAME", name), ("NOUN", noun)):
        if not _NAME.fullmatch(given) or len(given) > LONGEST or keyword.iskeyword(given):
            raise BadName(f"{what} must be lower-case words joined by _, for example people_mediation")
        if given in RESERVED:
            raise BadName(f"{what} must not be one of {', '.join(sorted(RESERVED))}")
    if not title or not title.isprintable() or any(sign in title for sign in '"\\{}$'):
        raise BadName("TITLE must be a Chinese title without quotes, braces or backslashes")
    nouns, spoken = plural(noun), noun.replace("_", " ")
    article = "an" if noun[0] in "aeiou" else "a"
    return {
        "name": name, "dashed": name.replace("_", "-"), "step": name.replace("_", "-"), "title": title,
        "port": str(port), "prefix": f"/v1/{name.replace('_', '-')}",
        "noun": noun, "nouns": nouns, "Noun": _pascal(noun), "Nouns": _pascal(nouns),
        "NOUN": noun.upper(), "NOUNS": nouns.upper(), "noun_camel": _camel(noun), "nouns_camel": _camel(nouns),
        "noun_words": spoken, "nouns_words": nouns.replace("_", " "),
        "Nouns_words": nouns.replace("_", " ").capitalize(),
        "a_noun": f"{article} {spoken}", "A_noun": f"{article} {spoken}".capitalize(),
    }  # fmt: skip


def plural(noun: str) -> str:
    """The noun in the plural, by the common rules: parties, boxes, records."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _pascal(words: str) -> str:
    return "".join(word.capitalize() for word in words.split("_"))


def _camel(words: str) -> str:
    return words[:1] + _pascal(words)[1:]
