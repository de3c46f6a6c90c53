"""Rows of tips in an order that tells nothing, and of those who read them. It must not keep a time, nor a locator.

Each tip is written together with all others of its day, shuffled, in one transaction: neither the place of a row nor
the transaction that wrote it (`ctid`, `rowid`, `xmin`) tells which came first.
"""

from __future__ import annotations

import datetime as dt
import random
from hashlib import sha256
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.supervision.domain.tip import Tip, TipFilter, TipRecipient, recipient_known
from services.supervision.persistence.row import Row

REASON = "tip.reason_sealed"
_CHANCE = random.SystemRandom()


class TipRow(Row):
    """One tip. `locator_sha256` is all that leads from a code to it."""

    __tablename__ = "tip"

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    locator_sha256: Mapped[str] = mapped_column(sa.Text, unique=True)
    division: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str] = mapped_column(sa.Text)
    tip_class: Mapped[str] = mapped_column(sa.Text)
    received_date: Mapped[dt.date] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(sa.Text)
    reply_key: Mapped[str] = mapped_column(sa.Text)
    copies: Mapped[list[Any]] = mapped_column(sa.JSON)
    replies: Mapped[list[Any]] = mapped_column(sa.JSON)
    clue: Mapped[str] = mapped_column(sa.Text)
    reason_sealed: Mapped[str] = mapped_column(sa.Text)
    closed_date: Mapped[dt.date | None]
    etag: Mapped[str] = mapped_column(sa.Text)


class TipReaderRow(Row):
    """To which recipient a tip was sealed."""

    __tablename__ = "tip_reader"

    recipient: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    tip: Mapped[str] = mapped_column(sa.Text, primary_key=True)


class TipRecipientRow(Row):
    """Somebody to whom tips are sealed."""

    __tablename__ = "tip_recipient"
    __table_args__ = (sa.UniqueConstraint("account", "division", name="tip_recipient_account"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    account: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    public_key: Mapped[str] = mapped_column(sa.Text)
    concerned: Mapped[list[str]] = mapped_column(sa.JSON)
    document_number: Mapped[str] = mapped_column(sa.Text)
    active: Mapped[bool]
    etag: Mapped[str] = mapped_column(sa.Text)


class TipGateRow(Row):
    """One row: whoever writes tips holds it, so that nobody looks for a row while it is being shuffled."""

    __tablename__ = "tip_gate"

    only: Mapped[int] = mapped_column(primary_key=True)


TABLE = cast("sa.Table", TipRow.__table__)
READERS = cast("sa.Table", TipReaderRow.__table__)
RECIPIENTS = cast("sa.Table", TipRecipientRow.__table__)
_GATE = cast("sa.Table", TipGateRow.__table__)
_PASS = Upsert(_GATE, lambda row: row.on_conflict_do_update(index_elements=[_GATE.c.only], set_={"only": 1}))
_read = from_row(Tip, TABLE, left_out=("closing_reason",))
_write = to_values(Tip, TABLE, left_out=("closing_reason",))
_read_recipient, _write_recipient = from_row(TipRecipient, RECIPIENTS), to_values(TipRecipient, RECIPIENTS)


def pass_gate(session: Session) -> None:
    """Wait until nobody else writes tips."""
    _PASS.run(session, {"only": 1})


def digest_of(locator: str) -> str:
    """What is kept of a locator: it finds the row and does not open the mailbox."""
    return sha256(locator.encode()).hexdigest()


def insert_shuffled(session: Session, tip: Tip, digest: str) -> None:
    """Write a new tip among all of its day, in an order that chance gives."""
    of_day = sa.select(TABLE).where(TABLE.c.received_date == tip.received_date)
    rows = [dict(row) for row in session.execute(of_day).mappings()]
    new = {**_write(tip), "locator_sha256": digest, "reason_sealed": ""}
    _rewrite(session, TABLE, TABLE.c.name.in_([row["name"] for row in rows]), [*rows, new])
    names = [*(row["name"] for row in rows), tip.name]
    readers = [dict(row) for row in session.execute(sa.select(READERS).where(READERS.c.tip.in_(names))).mappings()]
    added = [{"recipient": copy.recipient, "tip": tip.name} for copy in tip.copies]
    _rewrite(session, READERS, READERS.c.tip.in_(names), [*readers, *added])


def find_by_digest(session: Session, seal: Seal, digest: str) -> Tip | None:
    """The tip of a mailbox."""
    return _only(seal, session, sa.select(TABLE).where(TABLE.c.locator_sha256 == digest))


def load_tip(session: Session, seal: Seal, name: str, recipients: list[str]) -> Tip | None:
    """The tip, if it was sealed to one of the recipients."""
    return _only(seal, session, sa.select(TABLE).where(TABLE.c.name == name, _sealed_to(recipients)))


def find_tips(session: Session, seal: Seal, wanted: TipFilter, page: Page, recipients: list[str]) -> list[Tip]:
    """A page in the order of names, which are random."""
    query = sa.select(TABLE).where(_sealed_to(recipients)).order_by(TABLE.c.name).limit(page.size + 1)
    if page.after is not None:
        query = query.where(TABLE.c.name > page.after)
    if wanted.state is not None:
        query = query.where(TABLE.c.state == wanted.state.name)
    return [_opened(seal, row) for row in session.execute(query)]


def update_tip(session: Session, seal: Seal, tip: Tip) -> None:
    """Write one behind the gate."""
    reason = seal.seal(tip.closing_reason, REASON) if tip.closing_reason else ""
    values = {**_write(tip), "reason_sealed": reason}
    session.execute(sa.update(TABLE).where(TABLE.c.name == tip.name).values(values))


def insert_recipient(session: Session, recipient: TipRecipient) -> None:
    """Write a new one. Raises ALREADY_EXISTS `TIP_RECIPIENT_KNOWN`."""
    same = sa.exists().where(
        RECIPIENTS.c.account == recipient.account, RECIPIENTS.c.division == recipient.division
    )  # fmt: skip
    if session.execute(sa.select(same)).scalar_one():
        raise recipient_known()
    session.execute(sa.insert(RECIPIENTS).values(_write_recipient(recipient)))


def update_recipient(session: Session, recipient: TipRecipient) -> None:
    """Write one that was locked when it was loaded."""
    changed = sa.update(RECIPIENTS).where(RECIPIENTS.c.name == recipient.name)
    session.execute(changed.values(_write_recipient(recipient)))


def lock_recipient(session: Session, name: str, principal: Principal) -> TipRecipient | None:
    """The one of the name within the caller's divisions, locked."""
    row = session.execute(scoped_row(RECIPIENTS, name, principal, lock=True)).one_or_none()
    return None if row is None else _read_recipient(row)


def find_recipients(session: Session, page: Page, principal: Principal) -> list[TipRecipient]:
    """A page in order of naming, with one row more than its size when there is another page."""
    return [_read_recipient(row) for row in session.execute(scoped_page(RECIPIENTS, page, principal))]


def every_recipient(session: Session) -> list[TipRecipient]:
    """All of them, in order of name."""
    return [_read_recipient(row) for row in session.execute(sa.select(RECIPIENTS).order_by(RECIPIENTS.c.name))]


def recipients_of(session: Session, account: str) -> list[TipRecipient]:
    """Under which names tips are sealed to an account."""
    query = sa.select(RECIPIENTS).where(RECIPIENTS.c.account == account).order_by(RECIPIENTS.c.name)
    return [_read_recipient(row) for row in session.execute(query)]


def _rewrite(session: Session, table: sa.Table, which: sa.ColumnElement[bool], rows: list[dict[str, Any]]) -> None:
    session.execute(sa.delete(table).where(which))
    _CHANCE.shuffle(rows)
    session.execute(sa.insert(table), rows)


def _sealed_to(recipients: list[str]) -> sa.ColumnElement[bool]:
    return TABLE.c.name.in_(sa.select(READERS.c.tip).where(READERS.c.recipient.in_(recipients)))


def _only(seal: Seal, session: Session, query: sa.Select[Any]) -> Tip | None:
    row = session.execute(query).one_or_none()
    return None if row is None else _opened(seal, row)


def _opened(seal: Seal, row: Any) -> Tip:
    return _read(row, closing_reason=seal.open(row.reason_sealed, REASON) if row.reason_sealed else "")
