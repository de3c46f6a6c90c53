"""Append to the log of certificates, and prove what stands in it (GO-12). It must not sign itself.

NOTE: the log is locked from the append to the commit, so that its places have no gap; lock certificates before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from chassis.kernel.errors import NotFound
from chassis.kernel.merkle import kept_consistency_path, kept_inclusion_path, kept_root
from chassis.tx import Tx
from services.grassroots_offices.domain.certificate_log import (
    ConsistencyProof,
    InclusionProof,
    LoggedFact,
    LogHead,
    TwoSizes,
    chosen_sizes,
    head_of,
)
from services.grassroots_offices.domain.signed_text import Sign
from services.grassroots_offices.persistence import certificate_log as rows
from services.grassroots_offices.persistence.certificate import load_certificate


def prove_inclusion(tx: Tx, name: str, sign: Sign) -> InclusionProof:
    """The place of a certificate in the log (GO-12). Raises NotFound."""
    certificate = load_certificate(tx.session, name, tx.principal)
    if certificate is None:
        raise NotFound("许可证书")
    size, read = rows.log_size(tx.session), partial(rows.read_subtree, tx.session)
    facts = tuple(
        LoggedFact(
            kind=one.kind, position=one.position, content=one.content,
            path=_hexadecimal(kept_inclusion_path(read, one.position, size)),
        )
        for one in rows.leaves_of(tx.session, name, size)
    )  # fmt: skip
    return InclusionProof(certificate=name, qr_text=certificate.qr_text, facts=facts, head=_head(tx, size, sign))


def get_log_head(tx: Tx, sign: Sign) -> LogHead:
    """The log as it now stands (GO-12)."""
    return _head(tx, rows.log_size(tx.session), sign)


def prove_consistency(tx: Tx, asked: TwoSizes, sign: Sign) -> ConsistencyProof:
    """That the log only grew between two sizes (GO-12). Raises InvalidFields SIZE_NOT_REACHED."""
    old, size = chosen_sizes(asked, reached=rows.log_size(tx.session))
    path = kept_consistency_path(partial(rows.read_subtree, tx.session), old, size)
    return ConsistencyProof(
        old_head=_head(tx, old, sign), head=_head(tx, size, sign), path=_hexadecimal(path)
    )  # fmt: skip


def _head(tx: Tx, size: int, sign: Sign) -> LogHead:
    root = kept_root(partial(rows.read_subtree, tx.session), size)
    return head_of(size, root, on=tx.today, sign=sign)


def _hexadecimal(hashes: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(one.hex() for one in hashes)
