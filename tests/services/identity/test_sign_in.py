"""People sign in with a password, stay signed in with single-use tokens, and are locked out when they guess."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import grpc
import jwt
import pytest
import sqlalchemy as sa
from google.protobuf import json_format

from chassis.auth.tokens import TokenVerifier
from chassis.clock import Clock, random_id
from chassis.jobs import JobRunner, load_jobs
from chassis.kernel.errors import Refusal
from services.identity.handlers import account as handlers
from tests.doors import Door, refused
from tests.services.identity.desk import ACCOUNT, PASSWORD, jwks, refresh, sign_in


def failures(door: Door) -> int:
    with door.service.database.read() as session:
        return int(session.execute(sa.text("select failures from account")).scalar_one())


def guess(door: Door, times: int) -> list[str]:
    return [refused(lambda: sign_in(door, password="wrong")).reason for _ in range(times)]


def test_a_right_password_gives_a_token_that_every_service_verifies(door: Door) -> None:
    reply = sign_in(door)
    principal = TokenVerifier(door.service.settings.keys_dir, "legal_aid").verify(reply.access_token)
    assert (principal.subject, principal.name) == (ACCOUNT, "张工")
    assert (principal.roles, principal.divisions) == (frozenset({"legal_aid_clerk"}), ("990102",))


def test_a_token_lives_fifteen_minutes(door: Door) -> None:
    reply = sign_in(door)
    claims = jwt.decode(reply.access_token, options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == reply.expires_in == 900


def test_the_key_set_verifies_a_token(door: Door) -> None:
    keys = jwt.PyJWKSet.from_dict(json_format.MessageToDict(jwks(door)))
    token = sign_in(door).access_token
    key = keys[jwt.get_unverified_header(token)["kid"]]
    assert jwt.decode(token, key, algorithms=["ES256"], audience="sifa")["sub"] == ACCOUNT


def test_the_key_set_holds_no_private_part(door: Door) -> None:
    assert "d" not in json_format.MessageToDict(jwks(door))["keys"][0]


def test_a_wrong_password_is_refused_and_counted(door: Door) -> None:
    assert guess(door, 2) == ["SIGN_IN_FAILED"] * 2
    assert failures(door) == 2


def test_an_unknown_account_gets_the_same_answer(door: Door) -> None:
    wrong = refused(lambda: sign_in(door, password="wrong"))
    unknown = refused(lambda: sign_in(door, account="nobody"))
    assert (unknown.code, unknown.wire) == (wrong.code, wrong.wire)


def test_the_right_password_clears_the_count(door: Door) -> None:
    guess(door, 4)
    sign_in(door)
    assert failures(door) == 0


def test_five_wrong_passwords_lock_the_account_for_the_right_one_too(door: Door) -> None:
    assert guess(door, 6) == [*["SIGN_IN_FAILED"] * 5, "ACCOUNT_LOCKED"]
    answer = refused(lambda: sign_in(door))
    assert (answer.code, answer.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "ACCOUNT_LOCKED")


def test_parallel_guesses_get_no_more_than_five_tries(door: Door) -> None:
    with ThreadPoolExecutor(8) as pool:
        reasons = list(pool.map(lambda _: guess(door, 1)[0], range(8)))
    assert sorted(reasons) == [*["ACCOUNT_LOCKED"] * 3, *["SIGN_IN_FAILED"] * 5]


def at(door: Door, minutes: int) -> Clock:
    """A clock that is so many minutes later."""
    later = door.service.clock.now() + dt.timedelta(minutes=minutes)
    return Clock(later.isoformat())


@pytest.mark.parametrize(("minutes", "reason"), [(14, "ACCOUNT_LOCKED"), (16, "")])
def test_a_lock_ends_after_a_quarter_of_an_hour(door: Door, minutes: int, reason: str) -> None:
    guess(door, 5)
    service, found = replace(door.service, clock=at(door, minutes)), ""
    with service.database.write() as session:
        tx = service.open_tx(session, principal=service.principal, cause=random_id())
        try:
            handlers.sign_in(tx, ACCOUNT, PASSWORD, sign=lambda _: "token")
        except Refusal as refusal:
            found = refusal.reason
    assert found == reason


def test_a_refresh_token_works_once(door: Door) -> None:
    first = sign_in(door).refresh_token
    assert refresh(door, first).access_token
    answer = refused(lambda: refresh(door, first))
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAUTHENTICATED, "REFRESH_FAILED")


def test_of_eight_parallel_refreshes_one_succeeds(door: Door) -> None:
    token = sign_in(door).refresh_token

    def attempt(_: int) -> bool:
        try:
            refresh(door, token)
        except grpc.RpcError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1


def test_a_refreshed_pair_goes_on_working(door: Door) -> None:
    token = sign_in(door).refresh_token
    for _ in range(3):
        token = refresh(door, token).refresh_token
    assert refresh(door, token).expires_in == 900


def test_an_invented_refresh_token_gets_the_same_answer_as_a_used_one(door: Door) -> None:
    used = sign_in(door).refresh_token
    refresh(door, used)
    assert refused(lambda: refresh(door, used)).wire == refused(lambda: refresh(door, "invented")).wire


@pytest.mark.parametrize(("minutes", "left"), [(719, 1), (721, 0)])
def test_the_job_forgets_refresh_tokens_after_twelve_hours(door: Door, minutes: int, left: int) -> None:
    sign_in(door)
    service = replace(door.service, clock=at(door, minutes))
    assert JobRunner(service, load_jobs(service)).turn() == 1 - left


def test_a_job_runs_on_one_holder_of_its_lease(door: Door) -> None:
    sign_in(door)
    service = replace(door.service, clock=at(door, 721))
    runners = [JobRunner(service, load_jobs(service)) for _ in range(2)]
    assert [runner.turn() for runner in reversed(runners)] == [1, 0]


def test_no_password_or_token_is_stored_or_logged(door: Door, capfd: pytest.CaptureFixture[str]) -> None:
    secret = sign_in(door).refresh_token
    guess(door, 1)
    with door.service.database.read() as session:
        rows = [str(row) for table in ("account", "refresh_token", "audit_entry", "event_log")
                for row in session.execute(sa.text(f"select * from {table}"))]  # fmt: skip
    said = "".join([*rows, *capfd.readouterr()])
    assert [word for word in (secret, PASSWORD, "wrong") if word in said] == []
