"""A working year 2027 that nobody has published, for tests alone, and what the system says while it is missing.

It must not assert anything.
"""

from __future__ import annotations

from pathlib import Path

from google.protobuf import json_format
from sifa.legal_aid.v1 import deadline_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from chassis.alarms import alarm_subjects
from chassis.cli.calendar import run
from chassis.deadlines import CALENDAR_MISSING
from tests.facts import logged
from tests.services.legal_aid.counter import Counter

# Friday 1 to Tuesday 5 January are off: a fallback to weekends would wrongly take Monday the 4th.
YEAR = """
[[year]]
year = 2027
notice = "测试用，不是通知"
document_number = "测试〔2026〕1号"
off = [[2027-01-01, 2027-01-05], [2027-02-05, 2027-02-11], [2027-10-01, 2027-10-07]]
worked = [2027-10-09]
"""


def import_year(folder: Path) -> int:
    """`sifa calendar import` of the invented year into the database of legal aid; returns the exit code."""
    file = folder / "2027.toml"
    file.write_text(YEAR, encoding="utf-8")
    return run(["import", str(file), "legal_aid"])


def unresolved(counter: Counter) -> list[pb.Deadline]:
    """The due list's clocks that wait for a year."""
    asked = {"state": deadline_pb2.DEADLINE_STATE_UNRESOLVED}
    return list(counter.call("ListDeadlines", counter.clerk, **asked).deadlines)


def alarms(counter: Counter) -> list[str]:
    """The years that are missed."""
    with counter.door.service.database.read() as session:
        return alarm_subjects(session, CALENDAR_MISSING)


def told_of(counter: Counter, subject: str, kind: str) -> list[tuple[str, str, str]]:
    """State before, state after and due date of every change of one clock that was told, in order."""
    names = deadline_pb2.DeadlineState.Name
    facts = [
        json_format.Parse(event.body, deadline_pb2.DeadlineChanged())
        for event in logged(counter.door.service)
        if event.type == deadline_pb2.DeadlineChanged.DESCRIPTOR.full_name
    ]
    return [
        (names(fact.previous_state)[15:], names(fact.state)[15:], fact.due_date)
        for fact in facts
        if (fact.subject, fact.kind) == (subject, kind)
    ]
