"""Document numbers are gapless per institution, year and kind, whoever writes at the same time."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from sifa.legal_aid.v1 import facts_pb2

from tests.doors import Door, refused
from tests.services.legal_aid.counter import Counter, open_counter


def counted(numbers: list[str]) -> list[int]:
    return sorted(int(re.findall(r"第(\d+)号", number)[0]) for number in numbers)


def test_numbers_are_gapless_when_eight_clerks_write_at_once(counter: Counter) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: counter.receive().number, range(24)))
    assert counted(numbers) == list(range(1, 25))


def test_two_institutions_count_for_themselves(door: Door) -> None:
    counters = [open_counter(door, prefix) for prefix in ("玄法援", "冥法援")]
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda place: counters[place % 2].receive().number, range(8)))
    for prefix in ("玄法援", "冥法援"):
        assert counted([number for number in numbers if prefix in number]) == [1, 2, 3, 4]


def test_a_refused_request_uses_no_number(counter: Counter) -> None:
    counter.receive()
    refused(lambda: counter.receive(received_date="2026-06-16"))
    assert counted([counter.receive().number]) == [2]


def test_every_kind_of_paper_counts_for_itself(counter: Counter) -> None:
    granted = counter.decide(counter.receive().name)
    refusal = counter.decide(counter.receive(matter=facts_pb2.MATTER_OUTSIDE_SCOPE).name)
    assert [granted.decision.number, refusal.decision.number] == [
        "（2026）玄法援援字第1号",
        "（2026）玄法援不援字第1号",
    ]
