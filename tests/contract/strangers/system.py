"""A whole system on the embedded profile with demo data, for the tools of strangers: one for all tests of a file.

It must not know any of those tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chassis.journey import Recorder, send
from services.legal_aid.journeys.requests import APPLICATIONS, act, application
from tests.e2e.running import Running, running
from tests.servers.keeper import SharedServers
from tests.servers.profiles import EMBEDDED, Profile

PASSWORD = "sifa-demo-2026"
PEOPLE = ("clerk", "head", "chief", "leader", "officer", "neighbour", "grassroots", "city", "party", "superior",
          "secretary", "office")  # fmt: skip
LEGAL_AID, OFFICES, PARTY = "legal-aid", "grassroots-offices", "party-building"
# Who lists it, the service's part of the path, the collection; by the name of its id in paths.
COLLECTIONS = {
    "application": ("clerk", LEGAL_AID, "applications"), "consultation": ("clerk", LEGAL_AID, "consultations"),
    "deadline": ("clerk", LEGAL_AID, "deadlines"), "decision": ("clerk", LEGAL_AID, "decisions"),
    "institution": ("clerk", LEGAL_AID, "institutions"), "notice": ("clerk", LEGAL_AID, "notices"),
    "objection": ("clerk", LEGAL_AID, "objections"), "office": ("grassroots", OFFICES, "offices"),
    "practitioner": ("grassroots", OFFICES, "practitioners"),
    "licence_application": ("grassroots", OFFICES, "licenceApplications"),
    "income_report": ("grassroots", OFFICES, "incomeReports"),
    "fund_allocation": ("party", PARTY, "fundAllocations"), "member": ("party", PARTY, "members"),
    "party_organisation": ("party", PARTY, "partyOrganisations"), "coverage": ("party", PARTY, "coverages"),
    "relation_transfer": ("party", PARTY, "relationTransfers"),
}  # fmt: skip
OF_EACH_STATE = 5


@contextmanager
def embedded_system(var: Path, servers: SharedServers) -> Iterator[Running]:
    """`sifa up` in the folder."""
    with running(Profile(EMBEDDED, var, "", servers)) as system:
        yield system


def token_of(system: Running, account: str) -> str:
    """A fresh token of a demo account."""
    reply = send(system.base, "POST", "/v1/identity:signIn", {"account": account, "password": PASSWORD}, {})
    assert reply.status == 200, reply.brief()
    return str(reply.body["accessToken"])


def open_applications(recorder: Recorder) -> None:
    """Applications in the states that the demo data, which are all finished, do not show."""
    for income in (1, 2, 10**9, 10**9 + 1):
        received = recorder.call("clerk", "POST", APPLICATIONS, application(income)).body
        if income > 2:
            assert act(recorder, "head", received, "decide").status == 200
    waiting = recorder.call("clerk", "POST", APPLICATIONS, application(3, papers=("APPLICATION_FORM",))).body
    assert act(recorder, "clerk", waiting, "requestSupplement").status == 200


def report_income(recorder: Recorder) -> None:
    """Income of an office in two versions, of which party_building allocates its share."""
    base = f"/v1/{OFFICES}"
    office = recorder.call("grassroots", "GET", f"{base}/offices?pageSize=1").body["offices"][0]["name"]
    figures = {"grossFeeFen": "8600033", "documentNumber": "收报1号"}
    filed = recorder.call(
        "grassroots", "POST", f"{base}/incomeReports", {"office": office, "period": "2025-05", **figures}
    ).body
    corrected = recorder.call(
        "grassroots", "POST", f"{base}/{filed['name']}:correct", {**figures, "correctionReason": "漏记退费"}
    )
    assert corrected.status == 200, corrected.brief()


def existing_names(recorder: Recorder) -> dict[str, list[str]]:
    """Names of things that exist, a few of each kind and state, by the name of their id in paths."""
    found: dict[str, list[str]] = {}
    for one, (who, service, many) in COLLECTIONS.items():
        rows = recorder.call(who, "GET", f"/v1/{service}/{many}?pageSize=1000").body[many]
        states: dict[str, list[Any]] = {}
        for row in rows:
            states.setdefault(row.get("state", ""), []).append(row["name"])
        found[one] = [name for names in states.values() for name in names[-OF_EACH_STATE:]]
    return found
