"""Which channels the settings name, and which of them takes an address. It must not import one that is not named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import cast

from chassis.messages.folder import FolderNotifier
from chassis.messages.notifier import Notifier, kind_of
from chassis.messages.smtp import SmtpNotifier
from chassis.notifier_settings import NotifierSettings, SmtpSettings
from chassis.settings import SettingsError

# A plug-in registers `scheme = package.module:make` here; make(url, secret) returns its Notifier.
GROUP = "sifa.notifiers"


def open_notifiers(settings: NotifierSettings) -> tuple[Notifier, ...]:
    """The channels in their order; nothing is connected yet. Raises SettingsError for a gateway nobody installed."""
    return tuple(_open(channel, settings.secret) for channel in settings.channels)


def notifier_for(notifiers: Sequence[Notifier], address: str) -> Notifier | None:
    """The first channel that takes the address; None means the printed list."""
    kind = kind_of(address)
    return next((one for one in notifiers if kind in one.kinds), None)


def _open(channel: Path | SmtpSettings | str, secret: str) -> Notifier:
    if isinstance(channel, Path):
        return FolderNotifier(channel)
    if isinstance(channel, SmtpSettings):
        return SmtpNotifier(channel)
    scheme = channel.partition(":")[0]
    for point in metadata.entry_points(group=GROUP, name=scheme):
        return cast("Callable[[str, str], Notifier]", point.load())(channel, secret)
    raise SettingsError(f"SIFA_NOTIFIER: no installed distribution registers {scheme} in {GROUP}")
