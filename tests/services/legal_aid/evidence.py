"""Evidence for tests: captured, uploaded, looked at. It must not assert anything."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from sifa.legal_aid.v1 import events_pb2
from sifa.legal_aid.v1 import evidence_pb2 as pb
from sifa.legal_aid.v1 import evidence_service_pb2 as service_pb

from tests.doors import Identity
from tests.facts import logged
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.steps import LATER

PAPER = "%PDF-1.7 身份证复印件".encode()


def sha(content: bytes) -> str:
    """The SHA-256 as callers write it."""
    return hashlib.sha256(content).hexdigest()


def keep(
    counter: Counter, subject: str, content: bytes = PAPER, who: Identity | None = None, **changes: Any
) -> pb.Evidence:
    """The clerk captures a paper with its content; a date of one's own is entered late with a reason."""
    if "captured_date" in changes:
        changes = {"entry_reason": LATER, **changes}
    fields: dict[str, Any] = {
        "subject": subject, "kind": pb.EVIDENCE_KIND_DOCUMENT, "media_type": "application/pdf", "title": "身份证复印件",
        **changes,
    }  # fmt: skip
    made: pb.Evidence = counter.call(
        "CreateEvidence", who or counter.clerk, evidence=pb.Evidence(**fields), content=content
    )
    return made


def announce(counter: Counter, subject: str, content: bytes, **changes: Any) -> pb.Evidence:
    """The clerk captures a recording by hash and size alone."""
    fields = {"kind": pb.EVIDENCE_KIND_VIDEO, "media_type": "video/mp4", "sha256": sha(content),
              "size_bytes": len(content), **changes}  # fmt: skip
    return keep(counter, subject, b"", **fields)


def upload(counter: Counter, name: str, part: int, content: bytes, **changes: Any) -> pb.Evidence:
    """The clerk uploads a part."""
    done: pb.Evidence = counter.call(
        "UploadEvidencePart", counter.clerk, name=name, part=part, content=content, **changes
    ).evidence
    return done


def look(
    counter: Counter, name: str, who: Identity | None = None, part: int = 0, reason: str = "核对材料"
) -> service_pb.ViewEvidenceResponse:
    """Somebody looks at a part."""
    seen: service_pb.ViewEvidenceResponse = counter.call(
        "ViewEvidence", who or counter.clerk, name=name, part=part, reason=reason
    )
    return seen


def files(counter: Counter) -> dict[str, Path]:
    """Every content in the folder by its key."""
    root = counter.door.service.settings.files_dir
    return {} if root is None else {path.name: path for path in root.rglob("*") if path.is_file()}


def told(counter: Counter, kind: str) -> list[Any]:
    """Every fact of the kind, in order."""
    message = getattr(events_pb2, kind)
    found = [event for event in logged(counter.door.service) if event.type.endswith(f".{kind}")]
    return [json_format.Parse(event.body, message()) for event in found]
