"""An operator seals everything with a new secret while the service stands still; killed, he begins again (PB-18)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sifa.party_building.v1 import member_pb2

from chassis.auth.keys import load_seal
from chassis.auth.seal import SealBroken
from chassis.clock import random_id, real_seconds
from chassis.lease import RELAY, drop_lease, take_lease
from chassis.resealing import undeclared_columns
from chassis.service import Service
from tests.doors import HOME, Door, migrated, refused, serving, settings_of
from tests.emptying import empty
from tests.operators.command import Done, sifa
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, new_name, registry_at
from tests.services.party_building.test_penalty_reports import penalise

NAME, SECRET = "party_building", "party_building.seal.secret"
KILLED = -9


def remembers(service: Service) -> bool:
    """Whether the database is sealed with the secret at hand."""
    return service.sealing.remember(service.database, now=service.clock.now())


@contextmanager
def opened(profile: Profile) -> Iterator[Door]:
    """The service runs, with the secret that lies there now; at the end nobody is connected any more."""
    service = migrated(settings_of(profile, NAME), NAME)
    with closing(service.database), serving(service) as door:
        assert remembers(service)
        yield door


def reseal(profile: Profile, *, failing: str = "") -> Done:
    """The operator's command."""
    own = {"SIFA_FAILPOINTS": failing} if failing else {}
    return sifa({**profile.environ(NAME), "SIFA_BROKER_URL": "none:", **own}, "reseal", NAME)


@dataclass(frozen=True, slots=True)
class Entered:
    """A member who was penalised and owes dues, and the request that entered him."""

    name: str
    draft: dict[str, object]
    request: str


@pytest.fixture
def member(profile: Profile) -> Entered:
    """Somebody of whom everything is kept that this service seals."""
    request, office, practitioner = random_id(), new_name("offices"), new_name("practitioners")
    with opened(profile) as door:
        empty(door.service)
        registry = registry_at(door)
        registry.practise(practitioner, office)
        draft = {
            "full_name": "孙示例", "practitioner": practitioner, "standing": FORMAL, "joined_date": "2015-07-01",
            "formal_date": "2016-07-01", "dues_base_mode": member_pb2.DUES_BASE_MODE_MONTHLY,
            "document_number": "底册1号", "division": HOME, "organisation": registry.propose(office).name,
        }  # fmt: skip
        name = registry.call("CreateMember", member=draft, request_id=request).name
        penalise(registry, practitioner)
        registry.call("CreateDuesLine", dues_line={"member": name, "month": "2026-05", "income_fen": 500_001})
    return Entered(name, draft, request)


def is_whole(profile: Profile, member: Entered) -> None:
    """Names, dues and penalties are read, the blind index finds him, and the kept reply is the one he got."""
    with opened(profile) as door:
        registry = registry_at(door)
        found = registry.call("GetMember", name=member.name)
        assert (found.full_name, found.practitioner) == ("孙示例", member.draft["practitioner"])
        assert [one.due_fen for one in registry.call("ListDuesLines").dues_lines] == [7_500]
        assert len(registry.call("ListPenaltyReports").penalty_reports) == 1
        taken = refused(lambda: registry.call("CreateMember", member=member.draft))
        assert taken.reason == "MEMBER_TAKEN"
        again = registry.call("CreateMember", member=member.draft, request_id=member.request)
        assert again.name == member.name


def secrets_of(profile: Profile) -> tuple[bytes, list[Path]]:
    """The secret in use, and the files of former ones."""
    folder = profile.var / "keys"
    return (folder / SECRET).read_bytes(), sorted(folder.glob("party_building.seal.*.former"))


def test_everything_opens_with_the_new_secret_and_nothing_with_the_former(profile: Profile, member: Entered) -> None:
    before, _ = secrets_of(profile)
    done = reseal(profile)
    assert (done.code, "member.full_name" in done.out) == (0, True), done.err
    after, formers = secrets_of(profile)
    assert after != before
    assert before in [one.read_bytes() for one in formers]
    assert {one.stat().st_mode & 0o777 for one in formers} == {0o600}
    is_whole(profile, member)
    kept = next(one for one in formers if one.read_bytes() == before)
    (profile.var / "keys" / SECRET).write_bytes(before)
    try:
        service = migrated(settings_of(profile, NAME), NAME)
        with closing(service.database):
            assert not remembers(service)
            with service.database.read() as session:
                sealed = session.execute(sa.text("SELECT full_name_sealed FROM member")).scalars().first()
        with pytest.raises(SealBroken):
            load_seal(profile.var / "keys", NAME).open(str(sealed), "member.full_name")
    finally:
        (profile.var / "keys" / SECRET).write_bytes(after)
        kept.unlink()


@pytest.mark.parametrize("failpoint", ["before_reseal_commit", "after_reseal_commit"])
def test_whoever_is_killed_in_the_middle_begins_again(profile: Profile, member: Entered, failpoint: str) -> None:
    before, _ = secrets_of(profile)
    assert reseal(profile, failing=failpoint).code == KILLED
    assert secrets_of(profile)[0] == before
    done = reseal(profile)
    assert done.code == 0, done.err
    assert secrets_of(profile)[0] != before
    assert not (profile.var / "keys" / f"{SECRET}.next").exists()
    is_whole(profile, member)


def test_nothing_is_sealed_anew_while_a_worker_runs(profile: Profile, member: Entered) -> None:
    before, _ = secrets_of(profile)
    service = migrated(settings_of(profile, NAME), NAME)
    with closing(service.database):
        with service.database.write() as session:
            take_lease(session, name=RELAY, holder="worker", now=real_seconds(), seconds=600)
        done = reseal(profile)
        with service.database.write() as session:
            drop_lease(session, name=RELAY, holder="worker")
    assert (done.code, "still runs" in done.err, secrets_of(profile)[0] == before) == (75, True, True)
    is_whole(profile, member)


def test_what_opens_with_no_secret_is_told_and_nothing_is_changed(profile: Profile, member: Entered) -> None:
    service = migrated(settings_of(profile, NAME), NAME)
    with closing(service.database), service.database.write() as session:
        found = session.execute(sa.text("SELECT full_name_sealed FROM member")).scalar_one()
        session.execute(sa.text("UPDATE member SET full_name_sealed = practitioner_sealed"))
    before, _ = secrets_of(profile)
    done = reseal(profile)
    assert (done.code, "member.full_name" in done.err, secrets_of(profile)[0] == before) == (1, True, True), done.err
    service = migrated(settings_of(profile, NAME), NAME)
    with closing(service.database), service.database.write() as session:
        session.execute(sa.text("UPDATE member SET full_name_sealed = :found"), {"found": found})
    is_whole(profile, member)


def test_every_column_that_is_sealed_or_an_index_of_one_is_declared(profile: Profile) -> None:
    service = migrated(settings_of(profile, NAME), NAME)
    with closing(service.database), service.database.write() as session:
        assert undeclared_columns(session, service) == []


def test_a_service_with_an_index_of_what_it_does_not_keep_is_not_sealed_anew(profile: Profile) -> None:
    name = "grassroots_offices"
    with closing(migrated(settings_of(profile, name), name).database):
        done = sifa({**profile.environ(name), "SIFA_BROKER_URL": "none:"}, "reseal", name)
    assert (done.code, "office_case_party.identity_index" in done.err) == (1, True), done.err
