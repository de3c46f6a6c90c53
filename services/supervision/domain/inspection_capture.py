"""What comes in signed from outside, and what goes out to be verified there (P-03, SV-67). It must not verify."""

from __future__ import annotations

from dataclasses import dataclass

from services.supervision.domain.inspection import InspectionSignature
from services.supervision.domain.inspection_record import InspectionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A signed capture: a record, its signatures, what opens a spot check, and why it comes late."""

    record: InspectionRecord
    signatures: tuple[InspectionSignature, ...]
    secret: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenSignature:
    """A signature with who made it; `valid` for the bytes as they are now."""

    officer: str
    full_name: str
    certificate_number: str
    public_key: str
    signature: str
    valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionProof:
    """What somebody needs to verify it without this system."""

    inspection: str
    signed_content: bytes
    sha256: str
    signatures: tuple[ProvenSignature, ...]
