"""Rows of referrals. It must not decide who may see them beyond the row scope it is given.

Who is referred, and about what, is sealed.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, fields
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.json_values import from_json, to_json
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.mediation.domain.dispute import contact_taken
from services.mediation.domain.referral import Referral, ReferralFilter, ReferralState, referred_already
from services.mediation.persistence.row import Row

WORDS = "referral.words_sealed"


class ReferralRow(Row):
    """One referral."""

    __tablename__ = "referral"
    __table_args__ = (
        sa.Index("referral_by_division", "division", "name"),
        sa.UniqueConstraint("dispute", "party", name="referral_of_party"),
        sa.UniqueConstraint("contact_key", name="referral_of_contact"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    dispute: Mapped[str] = mapped_column(sa.Text)
    party: Mapped[int]
    agreed_date: Mapped[dt.date]
    division: Mapped[str] = mapped_column(sa.Text)
    referred_date: Mapped[dt.date]
    words_sealed: Mapped[str] = mapped_column(sa.Text)
    contact_request_id: Mapped[str] = mapped_column(sa.Text)
    contact: Mapped[str] = mapped_column(sa.Text)
    contact_key: Mapped[str | None] = mapped_column(sa.Text)
    answered_date: Mapped[dt.date | None]
    answer_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralWords:
    """What of a referral is sealed."""

    person_name: str
    phone: str
    topic: str
    need: str
    opponent: str


TABLE = cast("sa.Table", ReferralRow.__table__)
_SEALED = tuple(field.name for field in fields(ReferralWords))
_read, _write = from_row(Referral, TABLE, left_out=_SEALED), to_values(Referral, TABLE, left_out=_SEALED)
_words_to_json, _words_from_json = to_json(ReferralWords), from_json(ReferralWords)


def insert_referral(session: Session, seal: Seal, item: Referral) -> None:
    """Write a new one; the dispute is locked meanwhile. Raises ALREADY_EXISTS `REFERRED_ALREADY`."""
    there = sa.exists().where(TABLE.c.dispute == item.dispute, TABLE.c.party == item.party)
    if session.execute(sa.select(there)).scalar_one():
        raise referred_already()
    session.execute(sa.insert(TABLE).values(_values(seal, item)))


def update_referral(session: Session, seal: Seal, item: Referral) -> None:
    """Write one that was locked when it was loaded. Raises ALREADY_EXISTS `CONTACT_TAKEN`."""
    there = sa.exists().where(TABLE.c.contact_key == item.contact, TABLE.c.name != item.name)
    if item.contact and session.execute(sa.select(there)).scalar_one():
        raise contact_taken()
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_values(seal, item)))


def load_referral(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> Referral | None:
    """The referral, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _assemble(seal, row)


def find_waiting(session: Session, seal: Seal, *, limit: int) -> list[Referral]:
    """The oldest ones that nobody has answered, of every division."""
    query = sa.select(TABLE).where(TABLE.c.state == ReferralState.WAITING.name).order_by(TABLE.c.name).limit(limit)
    return [_assemble(seal, row) for row in session.execute(query)]


def lock_waiting(session: Session, seal: Seal, name: str) -> Referral | None:
    """The one of the name while nobody has answered it, locked."""
    query = sa.select(TABLE).where(TABLE.c.name == name, TABLE.c.state == ReferralState.WAITING.name)
    row = session.execute(query.with_for_update()).one_or_none()
    return None if row is None else _assemble(seal, row)


def find_referrals(
    session: Session, seal: Seal, wanted: ReferralFilter, page: Page, principal: Principal
) -> list[Referral]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, dispute=wanted.dispute, state=wanted.state)
    return [_assemble(seal, row) for row in session.execute(query)]


def _assemble(seal: Seal, row: Any) -> Referral:
    words: ReferralWords = _words_from_json(json.loads(seal.open(row.words_sealed, WORDS)))
    return _read(row, **{name: getattr(words, name) for name in _SEALED})


def _values(seal: Seal, item: Referral) -> dict[str, Any]:
    words = ReferralWords(**{name: getattr(item, name) for name in _SEALED})
    sealed = seal.seal(json.dumps(_words_to_json(words)), WORDS)
    return {**_write(item), "contact_key": item.contact or None, "words_sealed": sealed}
