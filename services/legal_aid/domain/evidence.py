"""Evidence: contents captured by hash, kept in parts, looked at on record (LA-70). It must not hold a content."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.entry import Entry


class EvidenceKind(enum.Enum):
    """What a piece of evidence is."""

    TEXT = enum.auto()
    DOCUMENT = enum.auto()
    IMAGE = enum.auto()
    AUDIO = enum.auto()
    VIDEO = enum.auto()


class EvidenceState(enum.Enum):
    """Where the content is."""

    AWAITED = enum.auto()
    STORED = enum.auto()


MEDIA_OF = {
    EvidenceKind.TEXT: "text/",
    EvidenceKind.DOCUMENT: "application/",
    EvidenceKind.IMAGE: "image/",
    EvidenceKind.AUDIO: "audio/",
    EvidenceKind.VIDEO: "video/",
}
# Collections whose evidence is not for everybody who reads evidence: a complaint is the bureau's.
READERS = {"complaints": frozenset({"bureau_chief", "objection_reviewer"})}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDraft:
    """What is captured; `captured_date` None means today, an empty hash and size 0 what the content has."""

    subject: str
    step: str
    kind: EvidenceKind
    media_type: str
    title: str
    sha256: str
    size_bytes: int
    captured_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePart:
    """A part that lies in the file store."""

    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A captured piece; `parts` are those in the file store."""

    name: str
    subject: str
    division: str
    step: str
    kind: EvidenceKind
    media_type: str
    title: str
    sha256: str
    size_bytes: int
    captured_date: dt.date
    entry_reason: str
    late: bool
    state: EvidenceState
    parts: tuple[EvidencePart, ...]
    create_time: dt.datetime
    etag: str

    @property
    def uploaded_bytes(self) -> int:
        """How much of it lies in the file store."""
        return sum(part.size_bytes for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """Somebody looked at a part."""

    name: str
    viewer: str
    reason: str
    part: int
    outsider: bool
    view_time: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCaptured:
    """A piece was captured."""

    evidence: str
    subject: str
    division: str
    kind: EvidenceKind
    state: EvidenceState
    sha256: str
    size_bytes: int
    captured_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceViewedByOutsider:
    """Somebody who has never acted on the subject looked."""

    evidence: str
    subject: str
    division: str
    view: str
    viewed_date: dt.date


def capture(
    draft: EvidenceDraft, *, name: str, division: str, sha256: str, size_bytes: int, stored: bool, entry: Entry,
    now: dt.datetime,
) -> Evidence:  # fmt: skip
    """A checked draft with the hash and size that count; a stored one lies in the file store as one part."""
    return Evidence(
        name=name, subject=draft.subject, division=division, step=draft.step, kind=draft.kind,
        media_type=draft.media_type, title=draft.title, sha256=sha256, size_bytes=size_bytes,
        captured_date=entry.happened_date, entry_reason=entry.reason, late=entry.late,
        state=EvidenceState.STORED if stored else EvidenceState.AWAITED,
        parts=(EvidencePart(sha256=sha256, size_bytes=size_bytes),) if stored else (), create_time=now, etag="1",
    )  # fmt: skip


def captured(evidence: Evidence) -> EvidenceCaptured:
    """The fact of a captured piece."""
    return EvidenceCaptured(
        evidence=evidence.name, subject=evidence.subject, division=evidence.division, kind=evidence.kind,
        state=evidence.state, sha256=evidence.sha256, size_bytes=evidence.size_bytes,
        captured_date=evidence.captured_date,
    )  # fmt: skip


def may_read(subject: str, roles: frozenset[str]) -> bool:
    """Whether somebody with the roles may see evidence about the subject at all."""
    wanted = READERS.get(subject.partition("/")[0])
    return wanted is None or bool(wanted & roles)
