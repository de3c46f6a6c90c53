"""The whole system as operators see it: killed processes come back, killed supervisors leave nothing."""

from __future__ import annotations

import os
import signal
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest

from chassis.clock import random_id
from chassis.journey import Journey, Recorder
from chassis.manifest import installed_services, load_name
from services.legal_aid.journeys.requests import APPLICATIONS, BASE, INSTITUTION, TALLY, application
from tests.e2e.running import Running, answers, running
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile


@pytest.fixture(scope="module")
def started(profile: Profile) -> Iterator[Running]:
    with running(profile) as made:
        yield made


@pytest.fixture
def system(started: Running) -> Running:
    """Whole again, whatever the test before has killed."""
    wait_for(started.is_whole, "every role runs and every service answers", 30)
    return started


# In the order of ports, as `sifa demo` plays them. A service that came later lists its steps beside its own tests.
WIRINGS = [made.load_wiring() for made in sorted(installed_services().values(), key=lambda made: made.grpc_port)]
JOURNEYS = [
    journey
    for wiring in WIRINGS
    if wiring.journeys
    for journey in cast("tuple[Journey, ...]", load_name(wiring.journeys))
]
LATER = [
    (name, tuple(steps))
    for file in sorted(Path(__file__).parents[1].glob("services/*/steps.toml"))
    for name, steps in tomllib.loads(file.read_text(encoding="utf-8")).items()
]
STEPS = {
    "legal-aid-intake": (
        "consult", "apply", "replay-same-request-id", "other-body-refused", "bad-field-refused", "wrong-role-refused",
        "duplicate-refused", "supplement-asked", "second-supplement-refused", "supplement-late",
    ),
    "legal-aid-remedies": (
        "assess-explained", "granted", "refused", "objection", "same-decider-refused", "ordered",
        "event-in-supervision", "clue", "replayed",
    ),
    "legal-aid-special": (
        "notified-defence", "late-notice-flag", "provisional", "withdrawn", "back-entered", "calendar-unresolved",
    ),
    "legal-aid-cases": (
        "pick-offered-first", "assigned", "graded", "subsidy-paid", "double-claim-blocked", "public-office-blocked",
        "minor-defended",
    ),
    "legal-aid-complaint": ("complaint-answered",),
    "legal-aid-contact": ("contact-answered",),
    "front-desk": (
        "caller-answered", "caller-known", "caller-applies", "applicant-told", "rated-low", "called-back",
    ),
    "office-below-three": ("office-entered", "office-below-three", "cure-refused", "cure-confirmed"),
    "licences": (
        "transfer-barred", "transfer-waits", "relation-started", "office-applies", "plan-checked", "office-born",
    ),
    "offices-elsewhere": ("address-found", "address-clue", "address-dismissed", "offices-merge"),
    "offices-become-one": (
        "director-signs-in", "offices-apply", "offices-become-one", "post-ended", "matter-goes-on",
    ),
    "year-assessed": (
        "duties-shown", "papers-filed", "bare-deduction-refused", "year-reviewed", "early-confirmation-refused",
        "undealt-violation-refused", "grade-published",
    ),
    "branch-formed": (
        "roster-told", "members-entered", "election-too-early", "branch-approved", "relations-brought",
        "branch-at-work",
    ),
    "fund-year": (
        "year-reported", "month-corrected", "lines-booked", "running-year-refused", "year-trued-up", "fund-spent",
        "statement-shown", "dues-refunded", "ledger-audited",
    ),
    "campaign": (
        "campaign-blocked", "campaign-started", "blank-row-refused", "people-then-unit", "draw-bound",
        "early-secret-refused", "draw-sealed", "drawn-office-visited", "rectification-overdue", "hold-signed",
        "assignment-barred", "own-report-refused", "hold-lifted", "assignment-made", "draw-verified",
        "altered-proof-rejected", "coverage-incomplete", "campaign-reported",
    ),
    "spot-check": (
        "visit-bound", "other-target-refused", "altered-record-refused", "capture-taken-in", "visit-closed",
    ),
    "clue": (
        "interested-officer-refused", "clue-checked", "untested-clue-kept", "own-finding-refused", "clue-closed",
    ),
    "tip": ("tip-left", "other-code-empty", "tip-read", "reasonless-close-refused", "tip-closed"),
    "red-flag": ("ledger-differs", "flag-confirmed"),
    **dict(LATER),
}  # fmt: skip


def test_every_journey_is_listed_here() -> None:
    assert [journey.name for journey in JOURNEYS] == list(STEPS)


# Each wait of a journey has two minutes: a listener may have the whole demonstration to catch up with first. A draw
# waits 45 seconds for its public value.
@pytest.mark.timeout(400)
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_every_step_of_the_journey_holds(system: Running, journey: Journey) -> None:
    recorder = system.recorder(*journey.keys)
    journey.run(recorder)
    assert [step for step in recorder.steps if not step.ok] == []
    assert tuple(step.id for step in recorder.steps) == STEPS[journey.name]


@pytest.mark.parametrize("role", ["serve", "consume", "work", "gateway"])
def test_a_killed_role_comes_back_while_the_others_stay(system: Running, role: str) -> None:
    before = system.roles()
    os.kill(before[role], signal.SIGKILL)
    wait_for(lambda: system.roles().get(role) not in (None, before[role]), f"{role} started again", 10)
    after = system.roles()
    assert {name: pid for name, pid in after.items() if name != role} == {
        name: pid for name, pid in before.items() if name != role
    }
    wait_for(lambda: answers(system.base, "/readyz"), "the gateway answers", 10)


def test_after_all_roles_were_killed_an_application_still_reaches_supervision(system: Running) -> None:
    recorder = system.recorder()
    counted = received_count(recorder)
    recorder.call("clerk", "GET", APPLICATIONS)
    for pid in system.roles().values():
        os.kill(pid, signal.SIGKILL)

    def received() -> bool:
        try:
            return recorder.call("clerk", "POST", APPLICATIONS, application(1)).status == 200
        except OSError:
            return False

    wait_for(received, "an application is received again", 20)
    wait_for(lambda: received_count(recorder) > counted, "it is counted", 30)


@pytest.mark.parametrize("role", ["serve", "consume", "work", "gateway"])
def test_killing_a_role_at_each_step_from_contact_to_application_loses_and_doubles_nothing(
    system: Running, role: str
) -> None:
    recorder, phone = system.recorder(), f"1980000{int(random_id()[:8], 16) % 10_000:04d}"

    def sent_while_killed(path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The same call with the same key until it is answered; the role dies while the first one is on its way."""
        key, pid = random_id(), system.roles()[role]
        with ThreadPoolExecutor(1) as pool:
            pool.submit(os.kill, pid, signal.SIGKILL)
            found = wait_for(lambda: answered(recorder, path, body, key), path, 30) or {}
        wait_for(lambda: system.roles().get(role) not in (None, pid), f"{role} started again", 15)
        return found

    visit = {"institution": INSTITUTION, "door": "CONTACT_DOOR_COUNTER", "phone": phone, "topic": "拖欠工资"}
    contact = sent_while_killed(f"{BASE}/contacts", visit)
    opponents = [f"示例用工单位{phone}"]
    made = sent_while_killed(APPLICATIONS, application(1, opponents=opponents))
    outcome = {"outcome": "CONTACT_OUTCOME_APPLICATION", "became": made["name"]}
    closed = sent_while_killed(f"{BASE}/{contact['name']}:close", outcome)["contact"]
    assert (closed["name"], closed["became"]) == (contact["name"], made["name"])
    wait_for(system.is_whole, "every role runs again", 30)
    seen = recorder.call("clerk", "POST", f"{BASE}/people:search", {"reason": "演示核对", "phone": phone})
    assert [one["name"] for person in seen.body["people"] for one in person["records"]] == [contact["name"]]
    assert [one["name"] for one in all_applications(recorder) if one["opponents"] == opponents] == [made["name"]]


def received_count(recorder: Recorder) -> int:
    """The applications that supervision has counted."""
    return int(recorder.call("officer", "GET", TALLY).body.get("receivedCount", 0))


def all_applications(recorder: Recorder) -> Iterator[dict[str, Any]]:
    """Page by page."""
    token: str | None = ""
    while token is not None:
        page = recorder.call("clerk", "GET", f"{APPLICATIONS}?pageSize=1000&pageToken={token}").body
        yield from page["applications"]
        token = page["nextPageToken"] or None


def answered(recorder: Recorder, path: str, body: dict[str, Any], key: str) -> dict[str, Any] | None:
    """What a call was answered; None while nobody can."""
    try:
        reply = recorder.call("clerk", "POST", path, body, key=key)
    except OSError:
        return None
    return reply.body if reply.status == 200 else None


def test_the_unavailable_service_is_named_and_the_gateway_stays_alive(system: Running) -> None:
    def backends() -> dict[str, str]:
        return dict(system.get("/readyz?verbose").body["backends"])

    serve = system.roles()["serve"]
    os.kill(serve, signal.SIGSTOP)
    try:
        wait_for(lambda: backends()["legal_aid"] != "SERVING", "the stopped service is named", 20)
        assert system.get("/livez").status == 200
    finally:
        os.kill(serve, signal.SIGCONT)
