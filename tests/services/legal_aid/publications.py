"""Published tables, and what is counted in them, for tests. It must not assert anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sifa.legal_aid.v1 import consultation_pb2
from sifa.legal_aid.v1 import publication_pb2 as pb

from tests.facts import number_all
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import reopened

YEARLY, QUARTERLY = pb.PUBLICATION_KIND_YEARLY_DISCLOSURE, pb.PUBLICATION_KIND_QUARTERLY_SUBSIDY
IN_TIME = "2026-07-20T09:00+08:00"


@contextmanager
def on_day(counter: Counter, profile: Profile, day: str) -> Iterator[Counter]:
    """The same rows on a later day."""
    with reopened(counter, profile, SIFA_NOW=f"{day}T09:00+08:00") as later:
        yield later


def advise(counter: Counter, mode: int = consultation_pb2.CONSULTATION_MODE_PHONE, **changes: Any) -> str:
    """The clerk advises somebody."""
    said: dict[str, Any] = {
        "institution": counter.institution, "mode": mode, "person_name": "某来访人", "topic": "工资",
        "answer": "可以申请仲裁", "outcome": consultation_pb2.CONSULTATION_OUTCOME_ANSWERED, **changes,
    }  # fmt: skip
    made = counter.call(
        "CreateConsultation", counter.clerk, consultation=consultation_pb2.Consultation(**said)
    )  # fmt: skip
    return str(made.name)


def compute(
    counter: Counter, kind: pb.PublicationKind.ValueType = QUARTERLY, period: str = "2026-Q2", **changes: Any
) -> pb.Publication:
    """Everything is numbered, and the head computes a table of the institution."""
    number_all(counter.door.service)
    said = {"institution": counter.institution, "kind": kind, "period": period, **changes}
    made: pb.Publication = counter.call("CreatePublication", counter.head, publication=pb.Publication(**said))
    return made


def publish(counter: Counter, name: str, **changes: Any) -> pb.Publication:
    """The head publishes it."""
    said = {"published_at": "局网站信息公开栏", **changes}
    done: pb.Publication = counter.call("PublishPublication", counter.head, name=name, **said).publication
    return done


def rows(publication: pb.Publication, section: str) -> list[list[int | str]]:
    """The rows of a section."""
    found: list[list[int | str]] = next(
        part["rows"] for part in json.loads(publication.content)["sections"] if part["code"] == section
    )
    return found


def identical(counter: Counter, name: str) -> bool:
    """Whether computing it again gives the same bytes."""
    return bool(counter.call("RecomputePublication", counter.clerk, name=name).identical)
