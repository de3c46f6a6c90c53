"""What must hold between the client's log, legal_aid's books and supervision's books.

It must not touch a process or a database: it compares what was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.proofs.books import CLOCK, COUNTS, DECIDED, OPENED, RECEIVED, REGISTERED, Books, LogRow
from tests.proofs.client_log import Told

ACTIONS = {"CreateInstitution": "institution.create", "CreateApplication": "application.receive",
           "DecideApplication": "application.decide"}  # fmt: skip
KINDS = {"institution.create": REGISTERED, "application.receive": RECEIVED, "application.decide": DECIDED,
         "case.open": OPENED}  # fmt: skip
# Facts that supervision hears and does not count.
UNCOUNTED = (OPENED,)


def check_writes(books: Books, told: Mapping[str, Told]) -> list[str]:
    """P1: each acknowledged write is stored exactly once, nothing else is stored, and nothing stays in doubt."""
    faults = [f"refused {each.method}: {each.refusals[0]}" for each in told.values() if each.refusals]
    faults += [f"in doubt for ever: {key}" for key, each in told.items() if not each.names and not each.refusals]
    faults += [f"{len(each.names)} results of one request: {key}" for key, each in told.items() if len(each.names) > 1]
    stored: dict[str, list[str]] = {}
    for cause, what in books.audits:
        stored.setdefault(cause, []).append(what)
    for key, each in told.items():
        wanted = [f"{ACTIONS[each.method]} {name}" for name in each.names]
        if each.method == "DecideApplication":
            wanted += [f"case.open {books.cases[name]}" for name in each.names if name in books.cases]
        if wanted and sorted(stored.get(key, [])) != sorted(wanted):
            faults.append(f"acknowledged {wanted}, stored {stored.get(key, [])}")
    faults += [f"phantom: {whats}" for cause, whats in stored.items() if cause not in told]
    audited = Counter(what for _, what in books.audits)
    if Counter(books.nouns) != audited:
        faults.append(f"nouns and audit entries differ: {_difference(Counter(books.nouns), audited)}")
    granted = {row.subject for row in books.log if "granted_count" in row.counts_as}
    if granted != set(books.cases):
        faults.append(f"{len(granted)} grants, {len(books.cases)} cases: {list(granted ^ set(books.cases))[:2]}")
    logged = Counter((row.kind, row.subject) for row in books.log)
    expected = Counter((KINDS[action], name) for action, name in (what.split(" ") for what in audited.elements()))
    expected += _clocks(books.log)
    if logged != expected:
        faults.append(f"events and writes differ: {_difference(logged, expected)}")
    return _named("writes", faults)


def check_log(books: Books) -> list[str]:
    """Every event is numbered, positions are 1..n, and each subject's facts keep the order of their commits."""
    faults = []
    positions = [row.position for row in books.log]
    if positions.count(None):
        faults.append(f"{positions.count(None)} events without a position")
    numbers = sorted(position for position in positions if position is not None)
    if numbers != list(range(1, len(numbers) + 1)):
        faults.append(f"positions are not gapless 1..{len(numbers)}: {_holes(numbers)}")
    if numbers and books.head.position != numbers[-1]:
        faults.append(f"head {books.head.position}, last position {numbers[-1]}")
    if books.published != books.head.position:
        faults.append(f"published {books.published} of {books.head.position}")
    subjects: dict[str, list[LogRow]] = {}
    for row in sorted(books.log, key=lambda row: row.seq):
        subjects.setdefault(row.subject, []).append(row)
    for subject, rows in subjects.items():
        order = [row.position or 0 for row in rows]
        if order != sorted(order):
            faults.append(f"order of {subject}: {order}")
    return _named("log", faults)


def check_inbox(books: Books, lost: list[LogRow], lost_log: str) -> list[str]:
    """The inbox holds exactly the log, and what a restore took away, still under the old log's id."""
    faults = list(books.trouble)
    if books.cursor != (books.head.log_id, books.head.position, ""):
        faults.append(f"cursor {books.cursor}, head {(books.head.log_id, books.head.position)}")
    expected = Counter((row.event_id, books.head.log_id, row.position) for row in books.log)
    expected += Counter((row.event_id, lost_log, row.position) for row in lost)
    found = Counter((row.event_id, row.log_id, row.position) for row in books.inbox)
    if found != expected:
        faults.append(f"inbox and log differ: {_difference(found, expected)}")
    waiting = sum(row.waits for row in books.inbox)
    if waiting:
        faults.append(f"{waiting} events wait in the inbox")
    return _named("inbox", faults)


def check_effects(books: Books, lost: list[LogRow], fork: int) -> list[str]:
    """P2: each event took effect exactly once and in the order of the log; the tallies say the same."""
    log, gone = (
        sorted((row for row in rows if row.kind not in UNCOUNTED), key=lambda row: row.position or 0)
        for rows in (books.log, lost)
    )
    order = [row for row in log if (row.position or 0) <= fork] + gone
    order += [row for row in log if (row.position or 0) > fork]
    expected = [(row.institution, row.position) for row in order]
    faults = []
    if books.journal != expected:
        twice = [key for key, count in Counter(books.journal).items() if count > Counter(expected)[key]]
        missing = [key for key in expected if key not in set(books.journal)]
        faults.append(f"{len(books.journal)} effects for {len(expected)} events, {len(twice)} applied twice,"
                      f" {len(missing)} not applied" + ("" if twice or missing else ", in another order"))  # fmt: skip
    tallies = {institution: [0] * (len(COUNTS) + 1) for institution in {row.institution for row in order}}
    for row in order:
        tally = tallies[row.institution]
        for name in row.counts_as:
            tally[COUNTS.index(name.removeprefix("-"))] += -1 if name.startswith("-") else 1
        tally[-1] = row.position or 0
    if books.tallies != {key: tuple(value) for key, value in tallies.items()}:
        faults.append(f"tallies {sorted(books.tallies.values())}, events say {sorted(map(tuple, tallies.values()))}")
    return _named("effects", faults)


def _clocks(log: list[LogRow]) -> Counter[tuple[str, str]]:
    """The clock events that must be there: one starts at receipt, ends at the decision, and a grant starts another."""
    clocks: Counter[tuple[str, str]] = Counter()
    for row in log:
        if row.kind in (RECEIVED, DECIDED):
            clocks[CLOCK, row.subject] += 1 + row.counts_as.count("granted_count")
    return clocks


def _named(check: str, faults: list[str]) -> list[str]:
    more = [f"{check}: and {len(faults) - 3} more"] if len(faults) > 3 else []
    return [f"{check}: {fault}" for fault in faults[:3]] + more


def _holes(numbers: list[int]) -> str:
    doubled = [number for number, count in Counter(numbers).items() if count > 1]
    missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    return f"{len(missing)} missing {missing[:3]}, {len(doubled)} doubled {doubled[:3]}"


def _difference(found: Counter[Any], expected: Counter[Any]) -> str:
    extra, missing = found - expected, expected - found
    return f"{extra.total()} too many {list(extra)[:2]}, {missing.total()} missing {list(missing)[:2]}"
