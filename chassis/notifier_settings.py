"""The settings of the channels that messages go by. It must not be read anywhere but in `settings`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

NOTIFIER_KNOWN = {
    "SIFA_NOTIFIER": "null: (default), file:, file:/folder, smtp://host:port?from=address, smtps://…, or several",
    "SIFA_SMTP_USER": "account at the mail server, when it wants one",
    "SIFA_SMTP_PASSWORD": "password of that account",
    "SIFA_NOTIFIER_SECRET": "what a plugged-in gateway signs in with",
}
BUILT_IN = ("null", "file", "smtp", "smtps")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(\S*)")
_SMTP = re.compile(r"(smtps?)://([^/?#\s@:]+)(?::([1-9][0-9]{0,4}))?\?from=([^\s&@]+@[^\s&@]+?)(&tls=none)?", re.ASCII)
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Where the mail server is; `tls` is `starttls`, `tls` from the first byte, or `none`."""

    host: str
    port: int
    sender: str
    tls: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifierSettings:
    """The channels in the order in which they are tried: folder, mail server or the URL of a plug-in."""

    channels: tuple[Path | SmtpSettings | str, ...] = ()
    secret: str = field(default="", repr=False)


def notifier_settings(given: Mapping[str, str], var: Path) -> NotifierSettings:
    """The channels that the checked environment names; `null:` is none."""
    found = (_channel(url, given, var) for url in given.get("SIFA_NOTIFIER", "").split())
    return NotifierSettings(
        channels=tuple(one for one in found if one is not None), secret=given.get("SIFA_NOTIFIER_SECRET", "")
    )


def notifier_faults(given: Mapping[str, str], *, production: bool) -> list[str]:
    """What cannot be used, and what production refuses. NOTE: no fault repeats a URL, which may hold a secret."""
    faults = [fault for url in given.get("SIFA_NOTIFIER", "").split() if (fault := _fault(url, production=production))]
    if bool(given.get("SIFA_SMTP_USER")) != bool(given.get("SIFA_SMTP_PASSWORD")):
        faults.append("SIFA_SMTP_USER and SIFA_SMTP_PASSWORD belong together")
    return faults


def _channel(url: str, given: Mapping[str, str], var: Path) -> Path | SmtpSettings | str | None:
    scheme, _, rest = url.partition(":")
    if scheme == "null":
        return None
    if scheme == "file":
        return Path(rest or var / "messages").resolve()
    named = _SMTP.fullmatch(url)
    if named is None:
        return url
    tls = "none" if named[5] else "tls" if scheme == "smtps" else "starttls"
    return SmtpSettings(
        host=named[2], port=int(named[3] or _PORTS[scheme]), sender=named[4], tls=tls,
        user=given.get("SIFA_SMTP_USER", ""), password=given.get("SIFA_SMTP_PASSWORD", ""),
    )  # fmt: skip


def _fault(url: str, *, production: bool) -> str:
    named = _SCHEME.fullmatch(url)
    if named is None:
        return "SIFA_NOTIFIER must be null:, file:, smtp://…, smtps://… or the scheme of an installed gateway"
    scheme, rest = named[1], named[2]
    if scheme == "null" and rest:
        return "SIFA_NOTIFIER: nothing follows null:"
    if scheme == "file" and not (rest.startswith("/") or (not rest and not production)):
        return "SIFA_NOTIFIER must name an absolute folder: file:/folder"
    if scheme in ("smtp", "smtps"):
        mail = _SMTP.fullmatch(url)
        if mail is None or int(mail[3] or 1) > 65535 or (scheme == "smtps" and mail[5]):
            return "SIFA_NOTIFIER must read smtp://host:port?from=address; the account stands in SIFA_SMTP_USER"
        if production and mail[5]:
            return "SIFA_NOTIFIER: tls=none is refused in production"
    return ""
