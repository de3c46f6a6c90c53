"""Letters over SMTP to a real server on loopback: what arrives, under which id, and what a failure tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chassis.messages.notifier import AddressRefused, ChannelDown, Message
from chassis.messages.smtp import SmtpNotifier
from chassis.notifier_settings import SmtpSettings
from tests.servers.mail import PASSWORD, USER, Mailbox, mail_server, make_certificate
from tests.servers.private import LOOPBACK, free_ports

LETTER = Message(
    id="0198c0de-0000-7000-8000-000000000001", address="zhao@example.org", title="通知", text="请联系我们。"
)


def settings(box: Mailbox, *, tls: str = "none") -> SmtpSettings:
    return SmtpSettings(host=LOOPBACK, port=box.port, sender="aid@bureau.example", tls=tls)


def test_a_letter_arrives_with_its_id_and_its_chinese_text() -> None:
    with mail_server() as box:
        notifier = SmtpNotifier(settings(box))
        for _ in range(2):
            notifier.send(LETTER)
    assert [letter["Message-ID"] for letter in box.letters] == [f"<{LETTER.id}@bureau.example>"] * 2
    (letter, _) = box.letters
    assert (letter["From"], letter["To"], letter["Subject"]) == ("aid@bureau.example", LETTER.address, "通知")
    assert letter.get_content().strip() == LETTER.text


def test_a_server_with_tls_gets_the_account_over_it_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path / "server.pem")
    with mail_server(certificate) as box:
        at = replace(settings(box, tls="starttls"), user=USER, password=PASSWORD)
        with pytest.raises(ChannelDown, match="SSLCertVerificationError"):
            SmtpNotifier(at).send(LETTER)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with pytest.raises(ChannelDown, match="SMTP 535"):
            SmtpNotifier(replace(at, password="another")).send(LETTER)
        assert box.letters == []
        SmtpNotifier(at).send(LETTER)
        assert len(box.letters) == 1


def test_no_password_goes_to_a_server_without_tls() -> None:
    with mail_server() as box, pytest.raises(ChannelDown, match="SMTPNotSupportedError"):
        SmtpNotifier(replace(settings(box, tls="starttls"), user=USER, password=PASSWORD)).send(LETTER)


def test_an_unknown_recipient_is_final_and_a_full_box_is_not() -> None:
    with mail_server() as box:
        notifier = SmtpNotifier(settings(box))
        box.answer = lambda _: "550 no such user"
        with pytest.raises(AddressRefused):
            notifier.send(LETTER)
        box.answer = lambda address: f"452 {address} is full"
        with pytest.raises(ChannelDown) as down:
            notifier.send(LETTER)
    assert str(down.value) == "SMTP 452"


def test_a_server_that_is_not_there_is_down() -> None:
    (port,) = free_ports(1)
    with pytest.raises(ChannelDown, match="ConnectionRefusedError"):
        SmtpNotifier(settings(Mailbox(port=port))).send(LETTER)
