"""Licences of offices and certificates of practitioners as they are handed out (GO-12). It must not sign."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.office import OPEN, Office
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState
from services.grassroots_offices.domain.signed_text import base64_text, canonical, signed_text

_WITHOUT = frozenset({PractitionerState.INTERN, PractitionerState.APPLYING, PractitionerState.REFUSED})
_ENDED = frozenset({PractitionerState.CANCELLED, PractitionerState.MERGED})


class CertificateCopy(enum.Enum):
    """Which copy it is; all have the same force (GO-12)."""

    ORIGINAL = enum.auto()
    DUPLICATE = enum.auto()


class CertificateState(enum.Enum):
    """Where a certificate stands."""

    ISSUED = enum.auto()
    WITHDRAWN = enum.auto()


MOVES: Moves[CertificateState] = {
    CertificateState.ISSUED: {"withdraw": frozenset({CertificateState.WITHDRAWN})}, CertificateState.WITHDRAWN: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDraft:
    """What is asked to be handed out; `issued_date` None means today."""

    subject: str
    copy: CertificateCopy
    document_number: str
    issued_date: dt.date | None
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One that was handed out; `signature` is base64url."""

    name: str
    subject: str
    copy: CertificateCopy
    document_number: str
    issued_date: dt.date
    entry_reason: str
    state: CertificateState
    number: str
    content: str
    signature: str
    qr_text: str
    withdrawn_date: dt.date | None
    withdrawal_document: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFilter:
    """What a list asks for; None and empty mean any."""

    state: CertificateState | None
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What a certificate says of its subject."""

    subject: str
    number: str
    display_name: str
    credit_code: str
    office: str
    state: str
    licensed_date: dt.date | None
    division: str


def certified_office(office: Office) -> Certified:
    """What the licence of an office in force says (GO-12). Raises NOT_LICENSED."""
    if office.state not in OPEN or office.licence_number is None:
        raise not_licensed()
    return Certified(
        subject=office.name, number=office.licence_number, display_name=office.display_name,
        credit_code=office.credit_code or "", office=office.name, state=office.state.name,
        licensed_date=office.licensed_date, division=office.division,
    )  # fmt: skip


def certified_practitioner(practitioner: Practitioner) -> Certified:
    """What the certificate of a practitioner in force says (GO-12). Raises NOT_LICENSED."""
    if practitioner.certificate_number is None or practitioner.state in _WITHOUT | _ENDED:
        raise not_licensed()
    return Certified(
        subject=practitioner.name, number=practitioner.certificate_number, display_name=practitioner.full_name,
        credit_code="", office=practitioner.office, state=practitioner.state.name,
        licensed_date=practitioner.certified_date, division=practitioner.division,
    )  # fmt: skip


def content_of(said: Certified, draft: CertificateDraft, *, name: str, on: dt.date) -> str:
    """What is signed of it (GO-12)."""
    facts = {
        "certificate": name, "copy": draft.copy.name, "credit_code": said.credit_code, "division": said.division,
        "issued_date": on.isoformat(), "name": said.display_name, "number": said.number, "office": said.office,
        "state": said.state, "subject": said.subject,
    }  # fmt: skip
    return canonical(facts)


def issue(
    draft: CertificateDraft, said: Certified, *, name: str, entry: Entry, content: str, signature: bytes,
    now: dt.datetime,
) -> Certificate:  # fmt: skip
    """The certificate with the text of its QR code (GO-12)."""
    return Certificate(
        name=name, subject=draft.subject, copy=draft.copy, document_number=draft.document_number,
        issued_date=entry.happened_date, entry_reason=entry.reason, state=CertificateState.ISSUED, number=said.number,
        content=content, signature=base64_text(signature), qr_text=signed_text(content, signature),
        withdrawn_date=None, withdrawal_document="", division=said.division, create_time=now, etag="1",
    )  # fmt: skip


def withdrawn(certificate: Certificate, on: dt.date, *, document: str) -> Certificate:
    """It is in force no more (GO-39)."""
    return replace(
        certificate, state=CertificateState.WITHDRAWN, withdrawn_date=on, withdrawal_document=document,
        etag=str(int(certificate.etag) + 1),
    )  # fmt: skip


def allow(certificate: Certificate, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, certificate.state, action, what="许可证书", etag=certificate.etag, given=etag)


def original_in_force() -> Refusal:
    """The refusal of a second original (GO-12)."""
    message = "该所或者人员已有一份有效的许可证正本（GO-12）。请先登记原正本的收回、遗失或者换发。"
    return Refusal(Kind.ALREADY_EXISTS, "ORIGINAL_IN_FORCE", message, metadata={"rules": "GO-12"})


def not_licensed() -> RuleViolated:
    """The refusal of a certificate for whoever has no licence in force."""
    message = "该所或者人员没有有效的许可，不能制发许可证书（GO-12）。请核对其状态。"
    return RuleViolated("NOT_LICENSED", message, rules=("GO-12",))
