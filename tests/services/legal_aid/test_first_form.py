"""What was received and decided before the journey was whole keeps its words when the database is migrated."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import decision_pb2, facts_pb2

from chassis.clock import derived_id
from chassis.database import Instant
from chassis.manifest import installed_services
from chassis.migrate import migrate, schema_fits
from chassis.service import Service, open_service
from tests.doors import refused, serving, settings_of
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import identity_number, papers
from tests.services.legal_aid.papers import reissue
from tests.services.legal_aid.steps import UPHOLD, act, object_to, review, run_job, state_of

ENTERED = dt.datetime(2026, 6, 1, 2, 30, tzinfo=dt.UTC)
SEED = "00000000-0000-8000-8000-000000000001"
INSTITUTION = f"institutions/{derived_id(SEED, 0)}"
# The first two are only read; the others live on.
NAMES = [f"applications/{derived_id(SEED, place)}" for place in range(1, 6)]
KEPT_WAITING, KEPT_GRANTED, WAITING, GRANTED, REFUSED = NAMES
STATES = dict(zip(NAMES, ("RECEIVED", "GRANTED", "RECEIVED", "GRANTED", "REFUSED"), strict=True))
REASON = {
    "code": "OUTSIDE_SCOPE", "rule_id": "LA-14", "citation": "法律援助法第三十一条", "text": "不属于法律援助范围。",
}  # fmt: skip
ROWS: dict[str, list[dict[str, Any]]] = {
    "institution": [{"name": INSTITUTION, "display_name": "旧中心", "document_prefix": "旧法援", "division": "990102",
                     "create_time": ENTERED, "etag": "1"}],
    "document_counter": [{"institution": INSTITUTION, "year": 2026, "kind": kind, "last": last}
                         for kind, last in (("ACCEPTANCE", 5), ("GRANT", 2), ("REFUSAL", 1))],
    "application": [
        {"name": name, "number": f"（2026）旧法援受字第{count}号", "institution": INSTITUTION, "division": "990102",
         "channel": "COUNTER", "received_date": dt.date(2026, 6, 1), "applicant_full_name": "𠮷某",
         "applicant_identity_number": identity_number(count), "applicant_residence_type": "URBAN",
         "matter": "LABOUR_PAY", "means_household_size": 2, "means_household_income_fen": 100_000,
         "means_own_income_fen": 0, "means_income_period": "MONTH", "means_opponent_in_household": False,
         "means_exemption": None, "means_exemption_proved": False, "means_pledge_signed": True, "state": state,
         "create_time": ENTERED, "update_time": ENTERED, "etag": "2"}
        for count, (name, state) in enumerate(STATES.items(), 1)
    ],
    "decision": [
        {"application": name, "number": f"（2026）旧法援{word}号", "outcome": outcome,
         "made_date": dt.date(2026, 6, 2), "reasons": [REASON], "remedies": ["可以提出异议。"],
         "policy_pack": "990000", "policy_sha256": "0" * 64}
        for name, word, outcome in ((KEPT_GRANTED, "援字第1", "GRANT"), (GRANTED, "援字第2", "GRANT"),
                                    (REFUSED, "不援字第1", "REFUSE"))
    ],
}  # fmt: skip
INSTANTS = ("create_time", "update_time")


def fill(service: Service) -> None:
    """Rows as the first form of the service wrote them."""
    metadata, engine = sa.MetaData(), service.database.engine
    with service.database.write() as session:
        for name, rows in ROWS.items():
            times = [sa.Column(column, Instant) for column in INSTANTS if column in rows[0]]
            session.execute(sa.insert(sa.Table(name, metadata, *times, autoload_with=engine)), rows)


@pytest.fixture(scope="module")
def service(profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Service:
    """Legal aid on a database that was filled at revision 0001 and migrated since."""
    manifest = installed_services()["legal_aid"]
    old = tmp_path_factory.mktemp("first") / "migrations"
    old.mkdir()
    shutil.copy(manifest.folder / "migrations" / "0001_application.py", old)
    now = open_service(manifest, settings_of(profile, "legal_aid"))
    first: Path = old.parent
    assert migrate(replace(now, manifest=replace(manifest, folder=first)))[1] == "0001"
    fill(now)
    assert not schema_fits(now)
    migrate(now)
    assert schema_fits(now)
    return now


@pytest.fixture(scope="module")
def counter(service: Service) -> Iterator[Counter]:
    with serving(service) as door:
        roles = {"clerk": "legal_aid_clerk", "head": "legal_aid_head", "chief": "bureau_chief",
                 "reviewer": "objection_reviewer"}  # fmt: skip
        staff = {place: door.person(role, subject=place) for place, role in roles.items()}
        yield Counter(door=door, institution=INSTITUTION, division="990102", **staff)


@pytest.mark.parametrize(("name", "count", "state"), [(KEPT_WAITING, 1, "RECEIVED"), (KEPT_GRANTED, 2, "GRANTED")])
def test_an_application_keeps_its_number_person_means_and_state(
    counter: Counter, name: str, count: int, state: str
) -> None:
    kept = counter.get(name)
    assert (kept.number, state_of(kept), kept.etag) == (f"（2026）旧法援受字第{count}号", state, "2")
    masked = identity_number(count)[:6] + "********" + identity_number(count)[-4:]
    assert (kept.applicant.full_name, kept.applicant.identity_number) == ("𠮷某", masked)
    assert (kept.received_date, kept.create_time.ToDatetime(tzinfo=dt.UTC)) == ("2026-06-01", ENTERED)
    assert (kept.means.household_income_fen, kept.means.household_size, kept.means.pledge_signed) == (100_000, 2, True)
    assert (kept.place.track, kept.place.authority_division) == (facts_pb2.TRACK_LITIGATION, "990102")
    assert not any((kept.opponents, kept.papers, kept.flags, kept.steps, kept.deadlines))


def test_a_decision_keeps_its_number_reasons_and_remedies_and_gets_a_name(counter: Counter) -> None:
    kept = counter.get(KEPT_GRANTED).decision
    assert kept.name == KEPT_GRANTED.replace("applications/", "decisions/")
    assert (kept.number, kept.outcome, kept.made_date) == (
        "（2026）旧法援援字第1号",
        decision_pb2.OUTCOME_GRANT,
        "2026-06-02",
    )
    assert [(one.code, one.rule_id, one.text) for one in kept.reasons] == [
        ("OUTSIDE_SCOPE", "LA-14", "不属于法律援助范围。")
    ]
    assert (list(kept.remedies), kept.text, kept.division) == (["可以提出异议。"], "", "990102")
    assert counter.call("GetDecision", counter.head, name=kept.name) == kept


def test_a_paper_without_kept_inputs_is_neither_replayed_nor_reissued(counter: Counter) -> None:
    name = counter.get(KEPT_GRANTED).decision.name
    answers = (refused(lambda: counter.call("ReplayDecision", counter.chief, name=name)),
               refused(lambda: reissue(counter, name)))  # fmt: skip
    assert [answer.reason for answer in answers] == ["DECISION_WITHOUT_INPUTS"] * 2


def test_the_life_of_old_applications_goes_on(counter: Counter) -> None:
    assert refused(lambda: counter.decide(WAITING)).reason == "PAPERS_MISSING"
    act(counter, "submitPapers", WAITING, papers=papers())
    decided = counter.decide(WAITING)
    assert (state_of(decided), decided.decision.number) == ("GRANTED", "（2026）旧法援援字第3号")
    assert run_job(counter.door.service, "open-missing-cases") == 2
    assert run_job(counter.door.service, "open-missing-cases") == 0
    assert state_of(act(counter, "assign", GRANTED)) == "GRANTED"
    objection = object_to(counter, REFUSED)
    upheld = review(counter, objection.name, UPHOLD)
    assert "异议所涉决定：旧中心（2026）旧法援不援字第1号" in upheld.decision.text
    assert counter.receive().number == "（2026）旧法援受字第6号"
