"""Past-tense facts of notices, as other services are told. They hold ids, codes and dates only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.legal_aid.domain.notice import Notice, NoticeFlag
from services.legal_aid.domain.notice_category import AuthorityType, NoticeCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceived:
    """An authority notified the institution."""

    notice: str
    institution: str
    division: str
    authority_type: AuthorityType
    category: NoticeCategory
    received_date: dt.date
    flags: tuple[NoticeFlag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAssigned:
    """A notified case was assigned."""

    notice: str
    institution: str
    division: str
    assigned_date: dt.date


def received(notice: Notice) -> NoticeReceived:
    """The fact of a taken notice."""
    return NoticeReceived(
        notice=notice.name,
        institution=notice.institution,
        division=notice.division,
        authority_type=notice.authority_type,
        category=notice.category,
        received_date=notice.received_date,
        flags=notice.flags,
    )


def assigned(notice: Notice, *, on: dt.date) -> NoticeAssigned:
    """The fact of an assignment."""
    return NoticeAssigned(
        notice=notice.name, institution=notice.institution, division=notice.division, assigned_date=on
    )
