"""Notices of authorities for tests. It must not assert anything."""

from __future__ import annotations

import itertools
from typing import Any

from sifa.legal_aid.v1 import notice_pb2 as pb

from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import identity_number

_DOCUMENTS = itertools.count(1)


def notice(institution: str, **changes: Any) -> pb.Notice:
    """A court notifies of a minor today; each notice bears another document number."""
    fields: dict[str, Any] = {
        "institution": institution, "authority_type": pb.AUTHORITY_TYPE_COURT, "authority_name": "示范区人民法院",
        "authority_document": f"（2026）示法通字第{next(_DOCUMENTS)}号", "authority_case_number": "（2026）示刑初1号",
        "category": pb.NOTICE_CATEGORY_MINOR, "procedure": pb.PROCEDURE_ORDINARY, "stage": pb.STAGE_TRIAL_1,
        "person": pb.NotifiedPerson(full_name="孙某某", identity_number=identity_number(3)),
        "discovered_date": "2026-06-15", **changes,
    }  # fmt: skip
    return pb.Notice(**fields)


def notify(counter: Counter, **changes: Any) -> pb.Notice:
    """The clerk enters a notice that came on paper."""
    made: pb.Notice = counter.call("CreateNotice", counter.clerk, notice=notice(counter.institution, **changes))
    return made
