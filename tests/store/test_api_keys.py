"""A department calls with its API key, through the real door of a service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.platform.v1 import event_log_pb2

from chassis.auth.api_keys import TooManyKeys, list_keys, load_key, make_key, real_now, revoke_key
from chassis.auth.callers import Callers
from chassis.events.event_log import number_events
from chassis.kernel.errors import Refusal
from chassis.principal import Principal
from chassis.schema import api_key
from chassis.service import Service
from tests.doors import Door, Identity, Refused, migrated, refused, serving, settings_of
from tests.emptying import empty
from tests.servers.profiles import Profile
from tests.store.clocks import start, tx_on

LOG = event_log_pb2.DESCRIPTOR.services_by_name["EventLog"].methods_by_name
CHANGED = "sifa.platform.v1.DeadlineChanged"
SECRET_LETTERS = 43


@pytest.fixture(scope="module")
def shared_door(profile: Profile) -> Iterator[Door]:
    with serving(migrated(settings_of(profile, "supervision"), "supervision")) as door:
        yield door


@pytest.fixture
def door(shared_door: Door) -> Door:
    empty(shared_door.service)
    return shared_door


def made(service: Service, **changes: Any) -> tuple[str, str]:
    """Id and text of a key of an invented court that may read the event log."""
    given: dict[str, Any] = {
        "holder": "虚构区人民法院", "authority_type": "COURT", "roles": ["department"], "divisions": ["990102"],
        "event_types": [], "days": 365, **changes,
    }  # fmt: skip
    with service.database.write() as session:
        return make_key(session, service=service.name, **given)


def by_key(text: str) -> Identity:
    return (("x-api-key", text),)


def head(door: Door, identity: Identity) -> Any:
    return door.call(LOG["GetHead"], event_log_pb2.GetHeadRequest(), identity)


def turned_away(door: Door, identity: Identity) -> Refused:
    return refused(lambda: head(door, identity))


def test_a_department_gets_in_with_its_key(door: Door) -> None:
    assert head(door, by_key(made(door.service)[1])).log_id


def identified(service: Service, text: str) -> Principal:
    """The caller with the key, whose use is noted when this returns."""
    with closing(Callers(service)) as callers:
        return callers.identify(by_key(text))


def last_used(service: Service, id_: str) -> dt.datetime | None:
    with service.database.read() as session:
        key = load_key(session, id_)
    return key.last_used if key else None


def test_the_holder_is_known_by_name_kind_and_place(door: Door) -> None:
    id_, text = made(door.service, event_types=[CHANGED])
    caller = identified(door.service, text)
    assert (caller.subject, caller.name, caller.authority_type) == (f"key:{id_}", "虚构区人民法院", "COURT")
    assert (caller.roles, caller.event_types) == (frozenset({"department"}), frozenset({CHANGED}))
    assert caller.divisions == ("990102",)


def test_a_key_opens_only_what_its_role_opens(door: Door) -> None:
    answer = turned_away(door, by_key(made(door.service, roles=["authority"])[1]))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MISSING")


def test_only_the_hash_of_a_key_is_stored(door: Door) -> None:
    _, text = made(door.service)
    with door.service.database.read() as session:
        row = session.execute(sa.select(api_key)).one()
    assert text[-SECRET_LETTERS:] not in str(tuple(row))
    assert len(row.sha256) == 64


def test_every_bad_key_gets_the_same_answer(door: Door) -> None:
    service = door.service
    texts = [made(service, holder=f"虚构机关{number}")[1] for number in range(4)]
    good, expired, revoked, other = texts
    with service.database.write() as session:
        assert revoke_key(session, revoked.split("_")[2])
        ended = sa.update(api_key).where(api_key.c.id == expired.split("_")[2])
        session.execute(ended.values(expires=real_now() - dt.timedelta(seconds=1)))
    head(door, by_key(good))
    bad = {
        "expired": expired,
        "revoked": revoked,
        "secret of another key": good[:-SECRET_LETTERS] + other[-SECRET_LETTERS:],
        "last letter": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "unknown id": good.replace(good.split("_")[2], "0" * 16),
        "other service": good.replace("supervision", "legal_aid"),
        "upper case id": good.replace(good.split("_")[2], good.split("_")[2].upper() + "0")[: len(good)],
        "too long": good + "A",
        "hash": "0" * 64,
        "empty": "",
        "blank": " ",
        "token": "eyJhbGciOiJub25lIn0.e30.",
        "quote": "sk_supervision_' or '1'='1",
    }
    answers = {name: turned_away(door, by_key(text)) for name, text in bad.items()}
    assert {name: answer.reason for name, answer in answers.items()} == dict.fromkeys(bad, "API_KEY_INVALID")
    assert {(answer.code, answer.message) for answer in answers.values()} == {
        (grpc.StatusCode.UNAUTHENTICATED, "接口密钥无效。请核对密钥，或联系本单位安全管理员重新签发。")
    }
    assert all(bad["expired"].encode() not in answer.wire for answer in answers.values())


def test_two_credentials_are_refused_even_when_both_are_good(door: Door) -> None:
    both = (*by_key(made(door.service)[1]), *door.person("department"))
    answer = turned_away(door, both)
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAUTHENTICATED, "TWO_CREDENTIALS")


def test_two_keys_in_one_call_are_refused(door: Door) -> None:
    keys = [made(door.service)[1] for _ in range(2)]
    assert turned_away(door, (*by_key(keys[0]), *by_key(keys[1]))).reason == "API_KEY_INVALID"


def test_a_key_in_the_place_of_a_token_is_refused(door: Door) -> None:
    _, text = made(door.service)
    assert turned_away(door, (("authorization", f"Bearer {text}"),)).reason == "TOKEN_INVALID"


def test_a_revoked_key_is_shut_out_at_the_next_call(door: Door) -> None:
    id_, text = made(door.service)
    head(door, by_key(text))
    with door.service.database.write() as session:
        assert revoke_key(session, id_)
        assert not revoke_key(session, id_)
    assert turned_away(door, by_key(text)).reason == "API_KEY_INVALID"


def test_a_holder_has_two_active_keys_and_no_more(door: Door) -> None:
    first, _ = made(door.service)
    made(door.service)
    made(door.service, holder="虚构区公安局", authority_type="POLICE")
    with pytest.raises(TooManyKeys, match="2 active keys"):
        made(door.service)
    with door.service.database.write() as session:
        revoke_key(session, first)
    made(door.service)


def test_the_use_of_a_key_is_noted_once_a_minute(door: Door) -> None:
    service = door.service
    id_, text = made(service)
    identified(service, text)
    first = last_used(service, id_)
    assert first is not None
    identified(service, text)
    assert last_used(service, id_) == first
    with service.database.write() as session:
        session.execute(sa.update(api_key).values(last_used=first - dt.timedelta(seconds=61)))
    identified(service, text)
    again = last_used(service, id_)
    assert again is not None
    assert again > first


def test_a_call_does_not_wait_until_its_use_is_noted(door: Door) -> None:
    """Somebody holds the row (or, on SQLite, the file) until the call is answered."""
    service = door.service
    id_, text = made(service)
    callers = Callers(service)
    with service.database.write() as session:
        session.execute(sa.update(api_key).values(holder="某机关"))
        assert callers.identify(by_key(text)).subject == f"key:{id_}"
    callers.close()
    assert last_used(service, id_) is not None


def test_a_department_reads_the_types_its_key_names_and_stubs_of_the_rest(door: Door) -> None:
    service = door.service
    with tx_on(service, "2026-06-15") as tx:
        start(tx)
        start(tx, subject="applications/2")
        number_events(tx.session)
    for types, seen in (([CHANGED], [CHANGED, CHANGED]), ([], ["", ""])):
        identity = by_key(made(service, event_types=types)[1])
        request = event_log_pb2.ListEventsRequest(log_id=head(door, identity).log_id)
        events = door.call(LOG["ListEvents"], request, identity).events
        assert [event.type for event in events] == seen
        assert [event.position for event in events] == [1, 2]
        assert [bool(event.id or event.subject or event.data) for event in events] == [bool(types)] * 2


def test_no_key_is_not_a_key(door: Door) -> None:
    made(door.service)
    assert turned_away(door, ()).reason == "TOKEN_MISSING"
    with pytest.raises(Refusal, match="API_KEY_INVALID"):
        identified(door.service, "")
    with door.service.database.read() as session:
        assert len(list_keys(session)) == 1
