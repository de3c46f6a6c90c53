"""Use cases of licences and certificates that are handed out (GO-12). It must not sign itself."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.certificate import (
    Certificate,
    CertificateDraft,
    CertificateFilter,
    Certified,
    allow,
    certified_office,
    certified_practitioner,
    content_of,
    issue,
    withdrawn,
)
from services.grassroots_offices.domain.licence_command import Reasoned
from services.grassroots_offices.domain.signed_text import Sign
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import certificate as rows
from services.grassroots_offices.persistence.certificate_log import append_to_log


def create_certificate(tx: Tx, draft: CertificateDraft, sign: Sign) -> Certificate:
    """Hand out an original or a duplicate of a licence in force, signed (GO-12)."""
    said = _certified(tx, draft.subject)
    happening = Happening(happened_date=draft.issued_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=said.division, not_before=said.licensed_date, field="certificate.issued_date"
    )  # fmt: skip
    name = f"certificates/{tx.new_id()}"
    content = content_of(said, draft, name=name, on=entry.happened_date)
    made = issue(
        draft, said, name=name, entry=entry, content=content, signature=sign(content.encode()), now=tx.now
    )  # fmt: skip
    rows.insert_certificate(tx.session, made)
    append_to_log(tx.session, made)
    tx.note("certificate.issue", name, rules=("GO-12",), document=draft.document_number)
    return made


def get_certificate(tx: Tx, name: str) -> Certificate:
    """One within the caller's divisions."""
    return _found(rows.load_certificate(tx.session, name, tx.principal))


def list_certificates(tx: Tx, wanted: CertificateFilter, page: Page) -> tuple[list[Certificate], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_certificates(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def withdraw_certificate(tx: Tx, name: str, end: Reasoned, *, etag: str) -> Certificate:
    """Enter that one is in force no more (GO-12, GO-39)."""
    before = _found(rows.load_certificate(tx.session, name, tx.principal, lock=True))
    allow(before, "withdraw", etag=etag)
    entry = enter_happening(tx, end, division=before.division, not_before=before.issued_date)
    after = withdrawn(before, entry.happened_date, document=end.document_number)
    rows.update_certificate(tx.session, after)
    append_to_log(tx.session, after)
    tx.note("certificate.withdraw", name, rules=("GO-12", "GO-39"), document=end.document_number)
    return after


def _certified(tx: Tx, subject: str) -> Certified:
    if subject.startswith("offices/"):
        return certified_office(chosen_office(tx, subject))
    return certified_practitioner(chosen_practitioner(tx, subject))


def _found(certificate: Certificate | None) -> Certificate:
    if certificate is None:
        raise NotFound("许可证书")
    return certificate
