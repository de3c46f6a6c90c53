"""The seven party clauses of form F-12 are found in a charter word for word, and what comes close is shown (PB-28)."""

from __future__ import annotations

import random

import pytest

from services.party_building.domain.charter_text import (
    ClauseFinding,
    ClausePresence,
    PartyClause,
    article_at,
    find_clauses,
)
from services.party_building.domain.near_text import nearest

# The seven strings as form F-12 prints them.
BOOK = (
    "坚持以习近平新时代中国特色社会主义思想为指导", "坚持中国共产党领导", "高举中国特色社会主义伟大旗帜",
    "坚定维护以习近平同志为核心的党中央权威和集中统一领导", "忠实履行中国特色社会主义法治工作队伍的职责使命",
    "加强基层法律服务工作者思想政治建设，把拥护中国共产党领导、拥护社会主义法治作为基层法律服务工作者从业的基本要求，坚定不移走中国特色社会主义法治道路",
    "自觉践行社会主义核心价值观",
)  # fmt: skip
WHOLE = (
    "示例法律服务所章程",
    *(f"第{number}条 本所{wording}。" for number, wording in zip("一二三四五六七", BOOK, strict=True)),
)


def finding(clause: PartyClause, *lines: str) -> ClauseFinding:
    return next(one for one in find_clauses(lines) if one.clause is clause)


@pytest.mark.rule("PB-28")
def test_the_seven_strings_are_those_of_the_form() -> None:
    assert tuple(clause.value for clause in PartyClause) == BOOK
    found = find_clauses(WHOLE)
    assert {one.presence for one in found} == {ClausePresence.PRESENT}
    places = [(one.places[0].line, one.places[0].offset, one.places[0].article) for one in found]
    assert places == [(number + 2, 6, f"第{name}条") for number, name in enumerate("一二三四五六七")]


@pytest.mark.rule("PB-28")
@pytest.mark.parametrize(
    ("clause", "lines", "line", "offset", "excerpt", "differences"),
    [
        ("PARTY_LEADERSHIP", ("总则", "第二条 本所坚持中国共产党的领导。"), 2, 6, "坚持中国共产党的领导", 1),
        ("BANNER", ("本所高举中国特色", "社会主义伟大旗帜。"), 1, 2, "高举中国特色⏎社会主义伟大旗帜", 1),
        ("CORE_VALUES", ("自觉 践行社会主义核心价值观",), 1, 0, "自觉 践行社会主义核心价值观", 1),
        ("IDEOLOGY", (BOOK[5].replace("，", ","),), 1, 0, BOOK[5].replace("，", ","), 2),
        ("GUIDING_THOUGHT", ("以习近平新时代中国特色社会主义思想为指导",), 1, 0,
         "以习近平新时代中国特色社会主义思想为指导", 2),
    ],
)  # fmt: skip
def test_a_near_miss_is_shown_with_its_place_and_does_not_count(
    clause: str, lines: tuple[str, ...], line: int, offset: int, excerpt: str, differences: int
) -> None:
    found = finding(PartyClause[clause], *lines)
    assert (found.presence, found.places) == (ClausePresence.NEAR, ())
    assert found.near_miss is not None
    place = found.near_miss.place
    assert (place.line, place.offset) == (line, offset)
    assert (found.near_miss.excerpt, found.near_miss.difference_count) == (excerpt, differences)


@pytest.mark.rule("PB-28")
def test_of_two_near_misses_the_closer_is_shown_and_of_equals_the_first() -> None:
    lines = ("坚持中国共产党的领导", "自觉践行社会主义价值观", "自觉践行社会主义核心价值", "坚持中国共产党的领导")
    found = [finding(PartyClause[clause], *lines).near_miss for clause in ("PARTY_LEADERSHIP", "CORE_VALUES")]
    assert [(one.place.line, one.difference_count) for one in found if one] == [(1, 1), (3, 1)]


@pytest.mark.rule("PB-28")
def test_another_sentence_is_no_near_miss() -> None:
    assert finding(PartyClause.PARTY_LEADERSHIP, "拥护中国共产党领导").presence is ClausePresence.ABSENT
    assert finding(PartyClause.BANNER, "为人民服务").near_miss is None
    assert {one.presence for one in find_clauses([""])} == {ClausePresence.ABSENT}


@pytest.mark.rule("PB-28")
def test_every_place_of_a_clause_is_shown_up_to_twenty() -> None:
    found = finding(PartyClause.CORE_VALUES, *["自觉践行社会主义核心价值观"] * 30)
    assert [place.line for place in found.places] == list(range(1, 21))


def test_the_article_is_the_last_heading_before_a_line() -> None:
    lines = ["总则", "　第十二条 宗旨", "依照第三条办理", "第13条"]
    assert [article_at(lines, line) for line in (1, 2, 3, 4)] == ["", "第十二条", "第十二条", "第13条"]


def distance(wording: str, text: str) -> int:
    """The table of edit distances, written out: what the bits of two integers stand for."""
    column = [0] * (len(text) + 1)
    for number, letter in enumerate(wording, 1):
        following = [number]
        for place, other in enumerate(text):
            following.append(min(column[place + 1] + 1, following[place] + 1, column[place] + (letter != other)))
        column = following
    return min(column)


def test_the_nearest_place_is_that_of_the_whole_table_of_distances() -> None:
    dice = random.Random(28)
    for _ in range(800):
        wording = "".join(dice.choices("党的建", k=dice.randint(1, 9)))
        text = "".join(dice.choices("党的建设", k=dice.randint(0, 24)))
        most = min(3, len(wording) - 1)
        found, least = nearest(wording, text, most=most), distance(wording, text)
        assert (found.differences if found else None) == (least if least <= most else None)
        if found:
            assert distance(wording, text[found.start : found.end]) == least
