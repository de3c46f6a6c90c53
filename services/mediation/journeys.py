"""Demonstrations of mediation over HTTP. It must not look into a database."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Journey, Recorder, Reply

GUIDE = "guide"
BASE = "/v1/mediation"
ORGANISATIONS = f"{BASE}/mediationOrganisations"


def mediate(recorder: Recorder) -> None:
    """An organisation is entered with its mediator; the same name is not entered twice."""
    body = {
        "kind": "MEDIATION_ORGANISATION_KIND_PEOPLES_COMMITTEE", "title": f"演示人民调解委员会{random_id()[-6:]}",
        "division": "990102", "foundedDate": "2020-01-01", "documentNumber": "调解组织演示1号",
    }  # fmt: skip
    made = _told(recorder, "organisation-entered", ORGANISATIONS, body, "")
    _told(recorder, "organisation-twice", ORGANISATIONS, body, "ORGANISATION_REGISTERED")
    mediator = {
        "fullName": "示例调解员", "kind": "MEDIATOR_KIND_FULL_TIME", "appointedDate": "2020-01-01",
    }  # fmt: skip
    path = f"{BASE}/{made.body.get('name', '')}:appointMediator"
    _told(recorder, "mediator-appointed", path, {"mediator": mediator, "documentNumber": "聘书演示1号"}, "")


def _told(recorder: Recorder, step: str, path: str, body: dict[str, Any], expected: str) -> Reply:
    reply = recorder.call(GUIDE, "POST", path, body)
    held = reply.status == 200 if not expected else reply.reason == expected
    recorder.step(
        step, GUIDE, f"POST …{path.rpartition('/')[2][-20:]}", expected or "200", lambda: (held, reply.brief())
    )
    return reply


JOURNEYS = (Journey(name="mediation", run=mediate),)
