"""What legal_aid tells of cases is kept here to be counted (XF-14). It must not ask legal_aid anything."""

from __future__ import annotations

from chassis.tx import Tx
from services.grassroots_offices.domain.aid_case import AidCaseGrade, AidCaseShare, is_known_here
from services.grassroots_offices.persistence import aid_case as rows


def keep_share(tx: Tx, share: AidCaseShare) -> None:
    """Keep a share of somebody who is registered here (GO-68)."""
    if is_known_here(share):
        rows.keep_share(tx.session, share)


def keep_grade(tx: Tx, grade: AidCaseGrade) -> None:
    """Keep whether the handling failed (GO-68)."""
    rows.keep_grade(tx.session, grade)
