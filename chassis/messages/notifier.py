"""What a channel to people does, and how it says that it cannot. It must not know whose message it carries."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from typing import Protocol

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_MOBILE = re.compile(r"(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}", re.ASCII)


class AddressKind(enum.Enum):
    """What an address is good for; a landline is none of these, because nobody reads a text there."""

    EMAIL = enum.auto()
    MOBILE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A plain text to one address. `id` stays the same however often it is sent, so that a receiver drops a double."""

    id: str
    address: str = field(repr=False)
    title: str
    text: str = field(repr=False)


class ChannelDown(Exception):
    """The channel did not take the message now; it names the kind of trouble and nothing of the message."""


class AddressRefused(Exception):
    """The channel will never reach this address."""


class Notifier(Protocol):
    """One channel."""

    @property
    def name(self) -> str:
        """What the log calls it."""

    @property
    def kinds(self) -> frozenset[AddressKind]:
        """The addresses that it takes."""

    def send(self, message: Message) -> None:
        """Hand it over; when this returns, the channel has it. Raises ChannelDown, AddressRefused."""


def kind_of(address: str) -> AddressKind | None:
    """What the address is good for; None for a landline, an account name or nothing."""
    if _EMAIL.fullmatch(address):
        return AddressKind.EMAIL
    return AddressKind.MOBILE if _MOBILE.fullmatch(address) else None


def shown_address(address: str) -> str:
    """What a reply may show: masked, and empty where there is none."""
    return masked_address(address) if address else ""


def masked_address(address: str) -> str:
    """What a log may show: 139****0001, z***@example.org, nothing of a short or other address."""
    kind = kind_of(address)
    if kind is AddressKind.EMAIL:
        return f"{address[0]}***@{address.partition('@')[2]}"
    if kind is AddressKind.MOBILE:
        digits = re.sub(r"[^0-9]", "", address)[-11:]
        return f"{digits[:3]}****{digits[-4:]}"
    return "***"
