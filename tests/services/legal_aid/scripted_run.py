"""`python -m tests.services.legal_aid.scripted_run FOLDER`: one application's whole way, told as JSON without ids.

It must not look at the machine's zone or language: that is what is tested.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any, cast

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from sifa.legal_aid.v1 import facts_pb2, notice_pb2

from services.legal_aid.commands import run
from tests.facts import logged
from tests.servers.keeper import SharedServers
from tests.servers.profiles import EMBEDDED, Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import department
from tests.services.legal_aid.intake import papers_without
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.papers import serve
from tests.services.legal_aid.routes import MATTER_PAPERS
from tests.services.legal_aid.steps import act

# Half a minute after midnight in Beijing, and ten minutes before the next one.
PINS = ("2026-06-15T00:00:30+08:00", "2026-06-15T23:50:00+08:00")
# 23 hours and 50 minutes in custody, from one day of Beijing into the next.
ASKED, PASSED = "2026-06-13T16:05:00Z", "2026-06-14T15:55:00Z"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d):\d\d:\d\d(?:\.\d+)?Z")


def whole_way(counter: Counter) -> list[Message]:
    """Receive, ask, reply, decide, serve and replay, with everything that shows a date on the way."""
    asked_for = papers_without(MATTER_PAPERS[0].kind)
    custody = facts_pb2.Detention(facility_kind=facts_pb2.FACILITY_KIND_DETENTION_CENTRE, facility="虚构看守所")
    custody.asked_time.FromJsonString(ASKED)
    custody.passed_time.FromJsonString(PASSED)
    received = counter.receive(
        papers=asked_for, detention=custody, channel=facts_pb2.CHANNEL_DETENTION_TRANSFER, opponents=["虚构公司"],
        limitation_expiry_date="2026-06-21",
    )  # fmt: skip
    asked = act(counter, "requestSupplement", received.name)
    replied = act(counter, "submitPapers", received.name, papers=MATTER_PAPERS)
    decided = counter.decide(received.name)
    served = serve(counter, decided.decision.name)
    replayed = counter.call("ReplayDecision", counter.head, name=decided.decision.name)
    minor = notice_pb2.NotifiedPerson(full_name="孙某某", birth_date="2008-06-14")
    notified = department(counter.door).send(
        counter.institution, hearing_date="2026-06-29", person=minor, authority_document="（2026）示法通字第1号"
    )
    receipt = counter.call("GetReceipt", counter.clerk, name=f"{received.name}/receipt")
    due = counter.call("ListDeadlines", counter.clerk)
    return [received, asked, replied, decided, served, replayed, notified, receipt, due]


def told(counter: Counter) -> dict[str, Any]:
    """All replies and facts, and what the command prints."""
    replies = whole_way(counter)
    number = MessageToDict(replies[4])["number"]
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        code = run(["replay", number])
    facts = [[event.type, event.subject, json.loads(event.body)] for event in logged(counter.door.service)]
    return {"replies": list(map(MessageToDict, replies)), "facts": facts, "command": [code, shown.getvalue()]}


def without_ids(text: str) -> str:
    """The text with ids counted in their order, and instants cut off at the hour."""
    seen: dict[str, str] = {}
    counted = UUID.sub(lambda found: seen.setdefault(found[0], f"#{len(seen) + 1}"), text)
    return INSTANT.sub(r"\1", counted)


def main(folder: Path) -> int:
    """Write `told.json` into the folder."""
    profile = Profile(EMBEDDED, folder, "", cast("SharedServers", None))
    given = {key: os.environ[key] for key in ("SIFA_LEGAL_AID_DATABASE_URL", "SIFA_KEYS_DIR")}
    every = {}
    for pin in PINS:
        with counter_at(profile, pin, **given) as counter:
            every[pin] = told(counter)
    text = json.dumps(every, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "told.json").write_bytes(without_ids(text).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
