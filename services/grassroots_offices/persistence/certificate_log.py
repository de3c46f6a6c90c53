"""Rows of the log of certificates: leaves, hashes of full subtrees, the length. It must not change or delete one."""

from __future__ import annotations

from functools import partial
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.kernel.merkle import completed_subtrees, leaf_hash
from chassis.row_mapping import from_row, to_values
from chassis.upsert import Upsert
from services.grassroots_offices.domain.certificate import Certificate
from services.grassroots_offices.domain.certificate_log import LOG, LogLeaf, leaf_of
from services.grassroots_offices.persistence.row import Row


class CertificateLogRow(Row):
    """A leaf at its place, from 0."""

    __tablename__ = "certificate_log"
    __table_args__ = (sa.UniqueConstraint("certificate", "kind", name="certificate_log_once"),)

    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    certificate: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("certificate.name"))
    kind: Mapped[str] = mapped_column(sa.Text)
    content: Mapped[str] = mapped_column(sa.Text)


class CertificateLogSubtreeRow(Row):
    """The hash of a full subtree, in hexadecimal; level 0 are leaves."""

    __tablename__ = "certificate_log_subtree"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(sa.Text)


class CertificateLogLengthRow(Row):
    """How many leaves there are; the row is locked from an append to its commit."""

    __tablename__ = "certificate_log_length"

    log: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    size: Mapped[int] = mapped_column(sa.BigInteger)


LEAF = cast("sa.Table", CertificateLogRow.__table__)
SUBTREE = cast("sa.Table", CertificateLogSubtreeRow.__table__)
LENGTH = cast("sa.Table", CertificateLogLengthRow.__table__)
_GROW = Upsert(
    LENGTH,
    lambda row: row.on_conflict_do_update(
        index_elements=[LENGTH.c.log], set_={"size": LENGTH.c.size + 1}
    ).returning(LENGTH.c.size),
)  # fmt: skip
_HASH = sa.select(SUBTREE.c.hash).where(
    SUBTREE.c.level == sa.bindparam("at_level"), SUBTREE.c.place == sa.bindparam("at_place")
)
_read, _write = from_row(LogLeaf, LEAF), to_values(LogLeaf, LEAF)


def append_to_log(session: Session, certificate: Certificate) -> None:
    """Say that a certificate was issued or withdrawn, at the next place."""
    leaf = leaf_of(certificate, position=_GROW.run(session, {"log": LOG, "size": 1}).scalar_one() - 1)
    session.execute(sa.insert(LEAF), _write(leaf))
    completed = completed_subtrees(partial(read_subtree, session), leaf.position, leaf_hash(leaf.content.encode()))
    rows = [{"level": level, "place": place, "hash": found.hex()} for level, place, found in completed]
    session.execute(sa.insert(SUBTREE), rows)


def log_size(session: Session) -> int:
    """How many leaves there are."""
    return session.execute(sa.select(LENGTH.c.size)).scalar_one_or_none() or 0


def read_subtree(session: Session, level: int, place: int) -> bytes:
    """The hash of a full subtree."""
    return bytes.fromhex(session.execute(_HASH, {"at_level": level, "at_place": place}).scalar_one())


def leaves_of(session: Session, certificate: str, size: int) -> list[LogLeaf]:
    """What the first `size` leaves say of a certificate, in order."""
    query = sa.select(LEAF).where(LEAF.c.certificate == certificate, LEAF.c.position < size)
    return [_read(row) for row in session.execute(query.order_by(LEAF.c.position))]
