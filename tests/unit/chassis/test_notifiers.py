"""Which channel an environment names, which address it takes, and what a plugged-in gateway needs."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from chassis.messages.choose import notifier_for, open_notifiers
from chassis.messages.folder import FolderNotifier
from chassis.messages.notifier import AddressKind, ChannelDown, Message, kind_of, masked_address
from chassis.messages.smtp import SmtpNotifier
from chassis.notifier_settings import SmtpSettings
from chassis.settings import SettingsError, load_settings

MOBILE, MAIL = "13900000001", "zhao@example.org"
PRODUCTION = {
    "SIFA_ENV": "production", "SIFA_OIDC_ISSUER": "https://id.example", "SIFA_BROKER_URL": "none:",
    "SIFA_BACKENDS": "legal_aid=dns:///a:1",
}  # fmt: skip
GATEWAY = """
from chassis.messages.notifier import AddressKind

class Gateway:
    name, kinds = "pretend-sms", frozenset({AddressKind.MOBILE})

    def __init__(self, url, secret):
        self.url, self.secret, self.taken = url, secret, []

    def send(self, message):
        self.taken.append(message)
"""


def message(address: str) -> Message:
    return Message(id="0198c0de-0000-7000-8000-000000000001", address=address, title="通知", text="请联系我们。")


@pytest.fixture
def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Install a distribution that registers the scheme `pretend-sms`; its URL."""
    installed = tmp_path / "site"
    described = installed / "pretend_sms-1.0.dist-info"
    described.mkdir(parents=True)
    (installed / "pretend_sms_gateway.py").write_text(GATEWAY)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: pretend-sms\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[sifa.notifiers]\npretend-sms = pretend_sms_gateway:Gateway\n")
    monkeypatch.syspath_prepend(str(installed))
    monkeypatch.delitem(sys.modules, "pretend_sms_gateway", raising=False)
    return "pretend-sms://gateway.example/v1"


@pytest.mark.parametrize(
    ("address", "kind", "shown"),
    [
        (MOBILE, AddressKind.MOBILE, "139****0001"),
        ("+86 139-0000-0001", AddressKind.MOBILE, "139****0001"),
        (MAIL, AddressKind.EMAIL, "z***@example.org"),
        ("0000-1234567", None, "***"),
        ("", None, "***"),
        ("zhao@example.org\r\nBcc: a@b.cn", None, "***"),
        ("a@b.cn,c@d.cn", None, "***"),
    ],
)
def test_the_address_decides_the_channel_and_is_masked(address: str, kind: AddressKind | None, shown: str) -> None:
    assert (kind_of(address), masked_address(address)) == (kind, shown)


@pytest.mark.parametrize("given", [{}, {"SIFA_NOTIFIER": "null:"}, PRODUCTION])
def test_without_a_channel_everybody_is_on_the_printed_list(given: dict[str, str]) -> None:
    notifiers = open_notifiers(load_settings(given).notifier)
    assert (notifiers, notifier_for(notifiers, MOBILE), notifier_for(notifiers, MAIL)) == ((), None, None)


def test_a_mail_server_takes_mail_and_an_installed_gateway_mobiles(gateway: str) -> None:
    url = f"smtp://mail.example?from=aid@example.org {gateway}"
    notifiers = open_notifiers(load_settings({"SIFA_NOTIFIER": url, "SIFA_NOTIFIER_SECRET": "s3"}).notifier)
    assert isinstance(notifier_for(notifiers, MAIL), SmtpNotifier)
    found = notifier_for(notifiers, MOBILE)
    assert found is not None
    assert (found.name, vars(found)["url"], vars(found)["secret"]) == ("pretend-sms", gateway, "s3")
    found.send(message(MOBILE))
    assert [one.address for one in vars(found)["taken"]] == [MOBILE]
    assert notifier_for(notifiers, "0000-1234567") is None


def test_a_gateway_that_nobody_installed_is_named() -> None:
    settings = load_settings({"SIFA_NOTIFIER": "other-sms://gateway.example"})
    with pytest.raises(SettingsError, match=r"registers other-sms in sifa\.notifiers"):
        open_notifiers(settings.notifier)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls"),
    [
        ("smtp://mail.example?from=a@b.cn", "mail.example", 587, "starttls"),
        ("smtps://mail.example?from=a@b.cn", "mail.example", 465, "tls"),
        ("smtp://mail.example:2525?from=a@b.cn&tls=none", "mail.example", 2525, "none"),
    ],
)
def test_a_mail_server_is_an_address_a_sender_and_an_account(url: str, host: str, port: int, tls: str) -> None:
    account = {"SIFA_SMTP_USER": "aid", "SIFA_SMTP_PASSWORD": "secret"}
    (found,) = load_settings({"SIFA_NOTIFIER": url, **account}).notifier.channels
    assert found == SmtpSettings(host=host, port=port, sender="a@b.cn", tls=tls, user="aid", password="secret")
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"SIFA_NOTIFIER": "mail.example"}, "must be null:"),
        ({"SIFA_NOTIFIER": "null:x"}, "nothing follows"),
        ({"SIFA_NOTIFIER": "file:relative"}, "absolute folder"),
        ({**PRODUCTION, "SIFA_NOTIFIER": "file:"}, "absolute folder"),
        ({"SIFA_NOTIFIER": "smtp://mail.example"}, "must read smtp:"),
        ({"SIFA_NOTIFIER": "smtp://u:hunter2@mail.example?from=a@b.cn"}, "must read smtp:"),
        ({"SIFA_NOTIFIER": "smtp://mail.example:99999?from=a@b.cn"}, "must read smtp:"),
        ({"SIFA_NOTIFIER": "smtps://mail.example?from=a@b.cn&tls=none"}, "must read smtp:"),
        ({**PRODUCTION, "SIFA_NOTIFIER": "smtp://mail.example?from=a@b.cn&tls=none"}, "refused in production"),
        ({"SIFA_SMTP_USER": "a"}, "belong together"),
    ],
)
def test_what_cannot_be_used_is_refused_without_repeating_it(given: dict[str, str], fault: str) -> None:
    with pytest.raises(SettingsError, match=fault) as refused:
        load_settings(given)
    assert "hunter2" not in str(refused.value)


def test_a_folder_holds_one_file_per_message_for_its_owner_alone(tmp_path: Path) -> None:
    (channel,) = load_settings({"SIFA_VAR": str(tmp_path), "SIFA_NOTIFIER": "file:"}).notifier.channels
    assert channel == tmp_path / "messages"
    notifier = FolderNotifier(tmp_path / "messages")
    for _ in range(2):
        notifier.send(message(MOBILE))
    (file,) = (tmp_path / "messages").iterdir()
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "id": message(MOBILE).id, "address": MOBILE, "title": "通知", "text": "请联系我们。"
    }  # fmt: skip
    assert (file.stem, stat.S_IMODE(file.stat().st_mode)) == (message(MOBILE).id, 0o600)


def test_a_folder_that_cannot_be_written_is_down(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ChannelDown):
        FolderNotifier(tmp_path / "taken").send(message(MAIL))
