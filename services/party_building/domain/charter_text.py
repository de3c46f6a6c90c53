"""Look for the party clauses of form F-12 in a charter: exactly, and what comes close to them (PB-28).

It must not count a near miss as present.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from services.party_building.domain.near_text import nearest


class PartyClause(enum.Enum):
    """The seven party clauses; the value is the string that must stand in the charter as it is (F-12)."""

    GUIDING_THOUGHT = "坚持以习近平新时代中国特色社会主义思想为指导"
    PARTY_LEADERSHIP = "坚持中国共产党领导"
    BANNER = "高举中国特色社会主义伟大旗帜"
    CENTRAL_AUTHORITY = "坚定维护以习近平同志为核心的党中央权威和集中统一领导"
    MISSION = "忠实履行中国特色社会主义法治工作队伍的职责使命"
    IDEOLOGY = (
        "加强基层法律服务工作者思想政治建设，把拥护中国共产党领导、拥护社会主义法治作为基层法律服务工作者从业的基本要求，"
        "坚定不移走中国特色社会主义法治道路"
    )
    CORE_VALUES = "自觉践行社会主义核心价值观"


class ClausePresence(enum.Enum):
    """Whether a clause stands in the charter; what only comes close does not count."""

    PRESENT = enum.auto()
    NEAR = enum.auto()
    ABSENT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """A place in the charter: the line from 1 on, the characters before it in the line, the article it stands in."""

    line: int
    offset: int
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """What stands there instead of a clause, and by how many characters it differs."""

    place: TextPlace
    excerpt: str
    difference_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFinding:
    """What was found of one clause; `near_miss` None unless nothing stands there exactly."""

    clause: PartyClause
    wording: str
    presence: ClausePresence
    places: tuple[TextPlace, ...]
    near_miss: NearMiss | None


MOST_PLACES = 20
# NOTE: system's design: what differs in more than a fifth of its characters is another sentence.
NEAR_SHARE = 5
_ARTICLE = re.compile(r"[ \u3000]*(第[一二三四五六七八九十百零〇0-9]{1,6}条)")


def find_clauses(lines: Sequence[str]) -> tuple[ClauseFinding, ...]:
    """What stands in the charter of each of the seven clauses, in their order (PB-28, F-12).

    A clause is searched in the charter as it is printed: one that is broken by a line's end, or printed with another
    comma, is a near miss, and whoever reads it decides.
    """
    text = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return tuple(_find(clause, text, lines, starts) for clause in PartyClause)


def article_at(lines: Sequence[str], line: int) -> str:
    """The article in which a line stands: the last heading at the beginning of a line; empty before the first one."""
    headings = (_ARTICLE.match(lines[place]) for place in range(min(line, len(lines)) - 1, -1, -1))
    return next((found[1] for found in headings if found), "")


def _find(clause: PartyClause, text: str, lines: Sequence[str], starts: Sequence[int]) -> ClauseFinding:
    wording = clause.value
    found = [match.start() for match in re.finditer(re.escape(wording), text)][:MOST_PLACES]
    near = None if found else _near(wording, text, lines, starts)
    presence = ClausePresence.ABSENT if near is None else ClausePresence.NEAR
    return ClauseFinding(
        clause=clause, wording=wording, presence=ClausePresence.PRESENT if found else presence,
        places=tuple(_place(at, lines, starts) for at in found), near_miss=near,
    )  # fmt: skip


def _near(wording: str, text: str, lines: Sequence[str], starts: Sequence[int]) -> NearMiss | None:
    closest = nearest(wording, text, most=len(wording) // NEAR_SHARE)
    if closest is None:
        return None
    return NearMiss(
        place=_place(closest.start, lines, starts), excerpt=text[closest.start : closest.end].replace("\n", "⏎"),
        difference_count=closest.differences,
    )  # fmt: skip


def _place(at: int, lines: Sequence[str], starts: Sequence[int]) -> TextPlace:
    line = bisect_right(starts, at)
    return TextPlace(line=line, offset=at - starts[line - 1], article=article_at(lines, line))
