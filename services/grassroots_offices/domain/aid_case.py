"""Shares of legal-aid cases as legal_aid tells them (GO-68, XF-14). It must not count them for an office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AidCaseShare:
    """What somebody did of a case whose closing file was accepted, in hundredths of a percent."""

    position: int
    aid_case: str
    practitioner: str
    office: str
    share_bp: int
    accepted_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AidCaseGrade:
    """Whether the handling of a case was graded as failed, as of `position` in the teller's log."""

    aid_case: str
    failed: bool
    position: int


def is_known_here(share: AidCaseShare) -> bool:
    """Whether legal_aid knows under which name the handler is registered here; others are lawyers (GO-68)."""
    return share.practitioner != ""
