"""Set up from the rendered files each service reaches its own database and queues, nobody else's, and events flow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import amqp
import grpc
import psycopg
import pytest
import sqlalchemy as sa
from kombu import Connection
from sifa.platform.v1 import event_log_pb2

from chassis.auth.keys import load_public_key
from chassis.clock import random_id
from chassis.deployment.plan import deployed_services
from chassis.events.envelope import wrap_event
from chassis.grants import PLATFORM
from chassis.ledger import tables as ledgers
from chassis.schema import PLATFORM as TABLES
from tests.delivery.deployed import Deployment, deployment, free_port
from tests.delivery.telling import applied, head_of, planted, service_of, tell
from tests.servers.processes import wait_for

# The programs of both servers must be installed, though these tests start their own.
pytestmark = [pytest.mark.usefixtures("servers"), pytest.mark.timeout(300)]
NAMES = [service.name for service in deployed_services()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    with deployment(tmp_path_factory.mktemp("deployed")) as found:
        for name in NAMES:
            migrated = found.sifa("migrate", name, **found.environ(name, owner=True))
            assert migrated.returncode == 0, migrated.stderr
        yield found


def secret(made: Deployment, name: str) -> str:
    return (made.secrets / name).read_text(encoding="utf-8")


def connect(made: Deployment, name: str, *, database: str = "", owner: bool = False) -> psycopg.Connection:
    url = sa.engine.make_url(secret(made, f"{name}_{'owner_' if owner else ''}database_url"))
    return psycopg.connect(url.set(database=database or name).render_as_string(hide_password=False), autocommit=True)


@pytest.mark.parametrize("owner", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_role_reaches_its_own_database_alone(made: Deployment, name: str, *, owner: bool) -> None:
    with closing(connect(made, name, owner=owner)) as own:
        assert own.execute("SELECT service FROM event_head").fetchall() == [(name,)]
    for other in {*NAMES, "postgres", "template1"} - {name}:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            connect(made, name, database=other, owner=owner)


def test_a_wrong_password_is_refused(made: Deployment) -> None:
    url = sa.engine.make_url(secret(made, "legal_aid_database_url")).set(password="x")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x (a int)", "DROP TABLE audit_entry", "ALTER TABLE event_log ADD x int", "TRUNCATE event_log",
        "UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry", "UPDATE event_log SET body = '{}'",
        "UPDATE event_log SET subject = 'x'", "DELETE FROM event_log", "UPDATE ledger_entry SET purpose = 'x'",
        "DELETE FROM ledger_entry", "UPDATE ledger_transfer SET amount_fen = 1", "DELETE FROM ledger_transfer",
        "UPDATE ledger_account SET may_go_negative = true", "DELETE FROM ledger_account",
        "UPDATE policy_pack SET content = ''", "DELETE FROM policy_pack", "DELETE FROM request_reply",
        "DELETE FROM inbox", "DELETE FROM event_head", "INSERT INTO schema_version VALUES ('9')", "DELETE FROM api_key",
        "UPDATE platform_version SET version_num = '9'", "CREATE SCHEMA x", "CREATE TEMPORARY TABLE x (a int)",
    ],
)  # fmt: skip
def test_the_application_role_cannot(made: Deployment, statement: str) -> None:
    with closing(connect(made, "legal_aid")) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)


def test_no_grant_is_for_a_table_that_is_not_there() -> None:
    assert set(PLATFORM) == {*TABLES.tables, "platform_version", "schema_version"} | {ledgers.ledger.name}


def test_events_go_from_one_service_to_another_under_the_restricted_users(made: Deployment) -> None:
    sender, listener = service_of(made, "legal_aid"), service_of(made, "supervision")
    began = applied(listener, "legal_aid")
    with (
        made.role("consume", "supervision", **made.environ("supervision", broker=True)) as consume,
        made.role("work", "legal_aid", **made.environ("legal_aid", broker=True)) as work,
    ):
        wait_for(lambda: "consuming" in consume() and "working" in work(), "both", 30)
        tell(sender, 20)
        # NOTE: no `work supervision` runs, so nothing but the broker can have brought them.
        wait_for(lambda: applied(listener, "legal_aid") == began + 20, "20 events", 30)
        assert "ACCESS_REFUSED" not in consume() + work()
    for service in (sender, listener):
        service.database.close()


def test_a12_an_event_forged_by_a_neighbour_is_refused_by_the_broker_and_not_applied(made: Deployment) -> None:
    """Grassroots offices would tell supervision a fact of legal aid: next position, right log, another body."""
    sender, listener = service_of(made, "legal_aid"), service_of(made, "supervision")
    began = applied(listener, "legal_aid")
    tell(sender, 1)
    with (
        made.role("consume", "supervision", **made.environ("supervision", broker=True)) as consume,
        made.role("work", "legal_aid", **made.environ("legal_aid", broker=True)),
    ):
        wait_for(lambda: applied(listener, "legal_aid") == began + 1, "the true event", 30)
        head = head_of(sender)
        forged = wrap_event("legal_aid", head.log_id, planted(sender, head.position + 1))
        made_up = forged.headers["ce-id"]
        with Connection(secret(made, "grassroots_offices_broker_url")) as connection:
            channel: Any = connection.channel()
            channel.confirm_select()
            body = amqp.Message(forged.body, application_headers=dict(forged.headers), content_type=forged.content_type)
            with pytest.raises(amqp.AccessRefused):
                channel.basic_publish_confirm(body, "legal_aid.events", "x")
        tell(sender, 1)
        wait_for(lambda: applied(listener, "legal_aid") == head.position + 1, "the next true event", 30)
        assert "dead letter" not in consume()
    with listener.database.read() as session:
        assert made_up not in session.execute(sa.select(TABLES.tables["inbox"].c.event_id)).scalars().all()
    for service in (sender, listener):
        service.database.close()


def test_a_service_serves_under_its_application_role(made: Deployment) -> None:
    port = free_port()
    environ = {**made.environ("legal_aid"), "SIFA_LEGAL_AID_GRPC_PORT": port}
    key = made.sifa(
        "key", "new", "legal_aid", "--holder", "公安", "--authority-type", "POLICE", "--role", "department",
        "--division", "990102", "--event-type", "sifa.platform.v1.DeadlineChanged", **environ,
    )  # fmt: skip
    assert key.returncode == 0, key.stderr
    with made.role("serve", "legal_aid", **environ) as serve:
        wait_for(lambda: "serving" in serve(), "serve", 30)
        assert made.sifa("health", "legal_aid", **environ).returncode == 0
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            ask = channel.unary_unary(
                "/sifa.platform.v1.EventLog/GetHead",
                request_serializer=event_log_pb2.GetHeadRequest.SerializeToString,
                response_deserializer=event_log_pb2.Head.FromString,
            )
            head = ask(event_log_pb2.GetHeadRequest(), timeout=10, metadata=(("x-api-key", key.stdout.split()[0]),))
    assert head.log_id
    assert made.sifa("health", "legal_aid", **environ).returncode == 1


def refused(connection: Connection, act: str, *, to: str) -> bool:
    """Whether the broker answers 403 to an attempt on a channel of its own."""
    channel: Any = connection.channel()

    def publish() -> None:
        channel.confirm_select()
        channel.basic_publish_confirm(amqp.Message("{}"), to, "x")

    acts: dict[str, Callable[[], object]] = {
        "publish": publish,
        "declare": lambda: channel.exchange_declare(to, "topic", durable=True, auto_delete=False),
        "remove": lambda: channel.exchange_delete(to),
        "read": lambda: channel.basic_get(to),
        "listen": lambda: channel.queue_bind("supervision.inbox", to, "#"),
    }
    try:
        acts[act]()
    except amqp.AccessRefused:
        return True
    channel.close()
    return False


@pytest.mark.parametrize(
    ("act", "own", "others"),
    [
        ("publish", "supervision.events", ["legal_aid.events", "", "amq.topic", "party_building.events"]),
        ("declare", "supervision.events", ["legal_aid.events", "new.events", "supervisionXevents"]),
        ("remove", "supervision.none", ["legal_aid.events"]),
        ("read", "supervision.dead", ["legal_aid.inbox", "x.inbox"]),
        ("listen", "legal_aid.events", ["new.events", "grassroots_offices.dead"]),
    ],
)  # fmt: skip
def test_a_user_of_the_broker_is_refused_what_is_not_its_own(
    made: Deployment, act: str, own: str, others: list[str]
) -> None:
    with Connection(secret(made, "supervision_broker_url")) as connection:
        answers = {name: refused(connection, act, to=name) for name in others}
        assert answers == dict.fromkeys(others, True)
        if act != "remove":
            assert not refused(connection, act, to=own)


def test_another_password_or_vhost_is_refused_by_the_broker(made: Deployment) -> None:
    address = secret(made, "supervision_broker_url")
    user = sa.engine.make_url(address)
    for changed in (user.set(password="x"), user.set(database="v0")):
        with (
            pytest.raises((amqp.AccessRefused, amqp.NotAllowed)),
            Connection(changed.render_as_string(hide_password=False)) as connection,
        ):
            connection.connect()


def test_each_service_holds_its_own_private_key_and_everybodys_public_key(made: Deployment) -> None:
    for name in NAMES:
        folder = made.secrets / "keys" / name
        assert [file.name for file in folder.glob("*.key.pem")] == [f"{name}.key.pem"]
        assert all(load_public_key(folder, other) for other in NAMES)
        assert (folder / f"{name}.key.pem").stat().st_mode & 0o777 == 0o600
    assert made.secrets.stat().st_mode & 0o777 == 0o700


def test_making_the_secrets_again_replaces_none(made: Deployment) -> None:
    before = {file: file.read_bytes() for file in made.secrets.rglob("*") if file.is_file()}
    again = made.sifa("deploy", "secrets", str(made.secrets))
    assert again.returncode == 0, again.stderr
    salted = made.secrets / "rabbitmq_definitions"
    assert {file for file, content in before.items() if file.read_bytes() != content} <= {salted}
    assert random_id() not in again.stdout
    values = [secret(made, f"{name}_broker_url").split(":")[2].split("@")[0] for name in NAMES]
    assert [value for value in values if value in again.stdout] == []
