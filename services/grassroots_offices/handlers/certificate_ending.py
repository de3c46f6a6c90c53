"""Take back what was handed out to an office whose licence ended (GO-12). It must not decide when a licence ends."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.grassroots_offices.domain.certificate import withdrawn
from services.grassroots_offices.persistence import certificate as rows
from services.grassroots_offices.persistence.certificate_log import append_to_log


def withdraw_certificates(tx: Tx, subject: str, entry: Entry, *, document: str) -> None:
    """Original and duplicates are in force no more from the day on (GO-12)."""
    for one in rows.issued_to(tx.session, subject):
        on = max(entry.happened_date, one.issued_date)
        after = withdrawn(one, on, document=document)
        rows.update_certificate(tx.session, after)
        append_to_log(tx.session, after)
        tx.note("certificate.withdraw", one.name, rules=("GO-12",), document=document)
