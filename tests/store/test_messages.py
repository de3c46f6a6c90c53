"""A message is written with its fact, sent at least once under one id, and ends with the person or on the list."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from chassis import failpoints
from chassis.clock import Clock, random_id
from chassis.messages.notifier import AddressKind, AddressRefused, ChannelDown, Message, Notifier
from chassis.messages.outgoing import Content, MessageDraft, MessageState, messages_of, write_message
from chassis.messages.runner import MOST_ATTEMPTS, PAUSES, UNDELIVERABLE, MessageRunner
from chassis.messages.smtp import SmtpNotifier
from chassis.notifier_settings import NotifierSettings, SmtpSettings
from chassis.resealing import undeclared_columns
from chassis.schema import alarm, outgoing_message
from chassis.service import Service
from chassis.work import Worker
from tests.servers.mail import mail_server
from tests.servers.private import LOOPBACK
from tests.servers.processes import wait_for

pytestmark = pytest.mark.store
MAIL, MOBILE, LANDLINE = "zhao@example.org", "13900000001", "0000-1234567"
SUBJECT = "applications/1"
DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Recording:
    """A channel that says what the test wants."""

    name: str = "recording"
    kinds: frozenset[AddressKind] = frozenset(AddressKind)
    taken: list[Message] = field(default_factory=list)
    fail: Callable[[], None] = lambda: None

    def send(self, message: Message) -> None:
        self.fail()
        self.taken.append(message)


def down() -> None:
    raise ChannelDown("SMTP 421")


def refused() -> None:
    raise AddressRefused


def write(service: Service, address: str, *, once: str = "", fails: bool = False) -> bool:
    with service.database.write() as session:
        tx = service.open_tx(session, principal=service.principal, cause=random_id())
        content = Content(person="赵示例", address=address, title="通知", text="请联系我们。")
        new = write_message(
            tx,
            MessageDraft(
                once=once or random_id(), subject=SUBJECT, owner="institutions/1", division="990102", kind="DECIDED",
                content=content,
            ),
        )  # fmt: skip
        if fails:
            session.rollback()
    return new


def states(service: Service) -> list[tuple[MessageState, int]]:
    with service.database.read() as session:
        return [(one.state, one.attempts) for one in messages_of(session, SUBJECT)]


def later(service: Service, after: dt.timedelta) -> Service:
    """The service with a clock that is so much later."""
    return replace(service, clock=Clock((service.clock.now() + after).isoformat()))


def turn(service: Service, *notifiers: Notifier) -> int:
    return MessageRunner(service, notifiers).turn()


def alarms(service: Service) -> list[tuple[str, int]]:
    query = sa.select(alarm.c.subject, alarm.c["count"]).where(alarm.c.kind == UNDELIVERABLE)
    with service.database.read() as session:
        return [(row[0], row[1]) for row in session.execute(query)]


def test_a_message_stands_or_falls_with_its_fact_and_is_sent_once(legal_aid: Service) -> None:
    channel = Recording()
    write(legal_aid, MAIL, fails=True)
    write(legal_aid, MAIL)
    assert (turn(legal_aid, channel), turn(legal_aid, channel)) == (1, 0)
    assert states(legal_aid) == [(MessageState.SENT, 1)]
    (message,) = channel.taken
    assert (message.address, message.title, message.text) == (MAIL, "通知", "请联系我们。")


def test_what_has_the_same_reason_is_told_once(legal_aid: Service) -> None:
    assert [write(legal_aid, MAIL, once="a"), write(legal_aid, MAIL, once="a"), write(legal_aid, MAIL, once="b")] == [
        True, False, True,
    ]  # fmt: skip
    assert len(states(legal_aid)) == 2


def test_text_and_address_lie_sealed_and_go_when_they_are_sent(legal_aid: Service) -> None:
    write(legal_aid, MAIL)
    with legal_aid.database.read() as session:
        kept = str(session.execute(sa.select(outgoing_message)).mappings().one())
        assert undeclared_columns(session, legal_aid) == []
    assert [word for word in (MAIL, "赵示例", "请联系我们") if word in kept] == []
    turn(legal_aid, Recording())
    with legal_aid.database.read() as session:
        assert session.execute(sa.select(outgoing_message.c.content_sealed)).scalar_one() is None


@pytest.mark.parametrize("address", ["", LANDLINE])
def test_without_an_address_for_texts_somebody_is_on_the_list_at_once(legal_aid: Service, address: str) -> None:
    write(legal_aid, address)
    assert states(legal_aid) == [(MessageState.UNREACHED, 0)]


def test_a_mobile_without_a_gateway_goes_on_the_list(legal_aid: Service) -> None:
    write(legal_aid, MOBILE)
    assert turn(legal_aid, Recording(kinds=frozenset({AddressKind.EMAIL}))) == 0
    assert states(legal_aid) == [(MessageState.UNREACHED, 1)]
    assert alarms(legal_aid) == []


def test_a_refused_address_is_final_and_no_alarm(legal_aid: Service) -> None:
    write(legal_aid, MAIL)
    turn(legal_aid, Recording(fail=refused))
    assert (states(legal_aid), alarms(legal_aid)) == ([(MessageState.UNREACHED, 1)], [])


def test_a_channel_that_is_down_is_tried_after_growing_pauses_then_given_up_with_an_alarm(legal_aid: Service) -> None:
    write(legal_aid, MAIL)
    passed, moment = dt.timedelta(), dt.timedelta(seconds=30)
    for number, pause in enumerate(PAUSES, start=1):
        turn(later(legal_aid, passed), Recording(fail=down))
        assert states(legal_aid) == [(MessageState.WAITING, number)]
        assert turn(later(legal_aid, passed + pause - moment), Recording()) == 0
        passed += pause + moment
    assert alarms(legal_aid) == []
    turn(later(legal_aid, passed), Recording(fail=down))
    assert (states(legal_aid), alarms(legal_aid)) == ([(MessageState.UNREACHED, MOST_ATTEMPTS)], [("recording", 1)])
    assert list(PAUSES) == sorted(set(PAUSES))
    write(legal_aid, MAIL)
    turn(legal_aid, Recording())
    assert alarms(legal_aid) == []


def test_one_that_is_down_does_not_keep_others_waiting(legal_aid: Service) -> None:
    write(legal_aid, MAIL)
    write(legal_aid, MOBILE)
    mobile = Recording(kinds=frozenset({AddressKind.MOBILE}))
    turn(legal_aid, Recording(kinds=frozenset({AddressKind.EMAIL}), fail=down), mobile)
    assert [one.address for one in mobile.taken] == [MOBILE]


def test_a_message_is_nobody_elses_while_it_is_sent(legal_aid: Service) -> None:
    second = Recording()
    first = Recording(fail=lambda: assert_nothing(turn(legal_aid, second)))
    write(legal_aid, MAIL)
    assert turn(legal_aid, first) == 1
    assert second.taken == []


def assert_nothing(count: int) -> None:
    assert count == 0


def test_killed_between_sending_and_marking_there_is_one_double_under_the_same_id(legal_aid: Service) -> None:
    write(legal_aid, MAIL)
    with mail_server() as box:
        channel = SmtpNotifier(SmtpSettings(host=LOOPBACK, port=box.port, sender="aid@bureau.example", tls="none"))
        assert kill_between(legal_aid, channel) == signal.SIGKILL
        assert (len(box.letters), states(legal_aid)) == (1, [(MessageState.WAITING, 1)])
        assert turn(legal_aid, channel) == 0
        after = later(legal_aid, DAY)
        assert (turn(after, channel), turn(later(after, DAY), channel)) == (1, 0)
    assert states(legal_aid) == [(MessageState.SENT, 2)]
    assert len({letter["Message-ID"] for letter in box.letters}) == 1
    assert len(box.letters) == 2


def kill_between(service: Service, channel: Notifier) -> int:
    """Send in a process of its own that dies after the channel took the message; the signal that ended it."""
    service.database.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            failpoints._CHANCES["after_send"] = 1.0
            turn(service, channel)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged, with the mask of the log taken off: the code itself must not say it."""
    written = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written), cache_logger_on_first_use=False)
    yield written
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("fail", "said"), [(lambda: None, "message sent"), (down, "message waits"), (refused, "address refused")]
)
def test_the_log_shows_masked_addresses_and_no_text(
    legal_aid: Service, lines: io.StringIO, fail: Callable[[], None], said: str
) -> None:
    for address in (MAIL, MOBILE):
        write(legal_aid, address)
    turn(legal_aid, Recording(fail=fail))
    log = lines.getvalue()
    assert [word for word in (said, "139****0001", "z***@example.org") if word not in log] == []
    assert [word for word in (MAIL, MOBILE, "请联系", "赵示例") if word in log] == []


def test_the_worker_sends_what_waits(legal_aid: Service, tmp_path: Path) -> None:
    write(legal_aid, MAIL)
    settings = replace(legal_aid.settings, notifier=NotifierSettings(channels=(tmp_path / "out",)))
    worker = Worker(replace(legal_aid, settings=settings))
    worker.start()
    try:
        wait_for(lambda: states(legal_aid) == [(MessageState.SENT, 1)], "the message")
    finally:
        worker.stop()
    assert len(list((tmp_path / "out").iterdir())) == 1
