"""What a case is found by, and what may be looked for: words of two characters and more, however they are typed.

It must not look anything up. NOTE: whoever changes what is kept here raises FORM, so that every case is indexed anew.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.notice import Notice

FORM = 1
SHORTEST_WORD, MOST_WORDS = 2, 5
# Punctuation that somebody may look for; all other is how the same text is written by different people.
KEPT_SIGNS = frozenset("%_\\'")
# Who may read applications and notices as well as cases; everybody else does not find by what stands in them (P-01).
SOURCE_READERS = frozenset({"bureau_chief", "legal_aid_clerk", "legal_aid_head"})


class SearchPart(enum.Enum):
    """Where a word stands: in the case itself, or in the application or notice that opened it."""

    CASE = enum.auto()
    SOURCE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """All words, each in any of the parts."""

    words: tuple[str, ...]
    parts: tuple[SearchPart, ...]


def search_for(query: str, roles: frozenset[str]) -> Search | None:
    """What a list looks for; None without a query. Raises InvalidFields QUERY_TOO_SHORT, QUERY_TOO_MANY_WORDS."""
    if not query:
        return None
    words = tuple(dict.fromkeys(filter(None, map(plain, unicodedata.normalize("NFKC", query).split()))))
    if not words or min(map(len, words)) < SHORTEST_WORD:
        raise _refused(
            "QUERY_TOO_SHORT", f"每个检索词至少{SHORTEST_WORD}个字（标点不计），请补充完整的姓名、单位名称或者案号"
        )
    if len(words) > MOST_WORDS:
        raise _refused("QUERY_TOO_MANY_WORDS", f"最多{MOST_WORDS}个以空格分开的检索词，请减少后重新检索")
    parts = tuple(SearchPart) if roles & SOURCE_READERS else (SearchPart.CASE,)
    return Search(words=words, parts=parts)


def plain(text: str) -> str:
    """The text as it is compared: one width, one case, without spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in folded if sign in KEPT_SIGNS or unicodedata.category(sign)[0] not in "CPZ")


def pairs_of(text: str) -> list[str]:
    """Every two characters that stand side by side in a line, once."""
    return sorted({line[at : at + 2] for line in text.split("\n") for at in range(len(line) - 1)})


def text_of_case(case: Case) -> str:
    """Its number, the authorities' names and numbers, units and handlers, a line each."""
    return _lines((
        case.number,
        case.authority_name,
        case.authority_case_number,
        *(text for one in case.stages for text in (one.authority_name, one.authority_case_number)),
        *(text for one in case.assignments for text in (one.unit_name, one.handler_name)),
    ))  # fmt: skip


def text_of_application(application: Application) -> str:
    """Its number, the applicant and the other side."""
    return _lines((application.number, application.applicant.full_name, *application.opponents))


def text_of_notice(notice: Notice) -> str:
    """Its number, the authority's document and the person."""
    return _lines((notice.number, notice.authority_document, notice.person.full_name))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, map(plain, texts))))


def _refused(reason: str, description: str) -> InvalidFields:
    return InvalidFields((Violation(field="query", reason=reason, description=description),))
