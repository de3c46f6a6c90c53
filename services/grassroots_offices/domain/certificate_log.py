"""The log of certificates: leaves that name nobody, heads, proofs (GO-12). It must not sign or keep anything."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from hashlib import sha256

from chassis.kernel.errors import InvalidFields, Violation
from services.grassroots_offices.domain.certificate import Certificate
from services.grassroots_offices.domain.signed_text import Sign, canonical, signed_text

LOG = "grassroots_offices/certificates"


class LoggedKind(enum.Enum):
    """What a leaf says."""

    ISSUED = enum.auto()
    WITHDRAWN = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLeaf:
    """A fact of the log at its place, from 0; `content` is what is hashed."""

    position: int
    certificate: str
    kind: LoggedKind
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHead:
    """The log at a size; `root` is hexadecimal."""

    size: int
    root: str
    head_date: dt.date
    signed_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedFact:
    """A leaf, and the hashes from it to the root in hexadecimal."""

    kind: LoggedKind
    position: int
    content: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProof:
    """What shows that a certificate stands in the log."""

    certificate: str
    qr_text: str
    facts: tuple[LoggedFact, ...]
    head: LogHead


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyProof:
    """What shows that the log only grew."""

    old_head: LogHead
    head: LogHead
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSizes:
    """Between which sizes; a `size` of 0 means as the log now stands."""

    old_size: int
    size: int


def leaf_of(certificate: Certificate, *, position: int) -> LogLeaf:
    """What the log says of a certificate that was just issued or withdrawn (GO-12).

    The leaf holds the hash of what is certified, whose random id keeps names and numbers from being guessed.
    """
    withdrawn = certificate.withdrawn_date
    kind = LoggedKind.ISSUED if withdrawn is None else LoggedKind.WITHDRAWN
    content = canonical({
        "certificate": certificate.name, "date": (withdrawn or certificate.issued_date).isoformat(), "kind": kind.name,
        "sha256": sha256(certificate.content.encode()).hexdigest(),
    })  # fmt: skip
    return LogLeaf(position=position, certificate=certificate.name, kind=kind, content=content)


def head_of(size: int, root: bytes, *, on: dt.date, sign: Sign) -> LogHead:
    """The head, signed as a certificate is (GO-12)."""
    content = canonical({"date": on.isoformat(), "log": LOG, "root": root.hex(), "size": size})
    return LogHead(size=size, root=root.hex(), head_date=on, signed_text=signed_text(content, sign(content.encode())))


def chosen_sizes(asked: TwoSizes, *, reached: int) -> tuple[int, int]:
    """The earlier and the later size. Raises InvalidFields SIZE_NOT_REACHED."""
    size = asked.size or reached
    if size > reached:
        raise _not_reached("size", "所查的日志长度超过现有长度，请先查询日志头（logHead）再填写（GO-12）")
    if asked.old_size > size:
        raise _not_reached("old_size", "起始长度不能大于所查的日志长度，请填写较早的长度（GO-12）")
    return asked.old_size, size


def _not_reached(field: str, description: str) -> InvalidFields:
    return InvalidFields((Violation(field=field, reason="SIZE_NOT_REACHED", description=description),))
