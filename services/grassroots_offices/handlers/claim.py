"""How the examination of an application stands now, and that nobody steps in while somebody works on it.

It must not assign anybody.
"""

from __future__ import annotations

from collections.abc import Sequence

from chassis.tx import Tx
from services.grassroots_offices.domain.examination import (
    Examination,
    ExaminationFacts,
    nobody,
    refuse_claimed,
    standing,
)
from services.grassroots_offices.domain.examiner_absence import covers_of
from services.grassroots_offices.domain.licence_application import ENDED, LicenceApplication
from services.grassroots_offices.persistence.examination import load_examinations
from services.grassroots_offices.persistence.examiner_absence import absences_on


def facts_of(tx: Tx, application: LicenceApplication) -> ExaminationFacts:
    """What is known of an application's examination."""
    found = load_examinations(tx.session, [application.name])
    return found.get(application.name) or nobody(application.name, application.division)


def standing_of(tx: Tx, applications: Sequence[LicenceApplication]) -> list[Examination]:
    """How each of them stands now (`go.claim_hours`)."""
    found = load_examinations(tx.session, [one.name for one in applications])
    covers = covers_of(absences_on(tx.session, tx.today))
    return [
        standing(
            found.get(one.name) or nobody(one.name, one.division), covers, over=one.state in ENDED, now=tx.now,
            hours=int(tx.policy("go.claim_hours", division=one.division, on=tx.today).value),
        )
        for one in applications
    ]  # fmt: skip


def refuse_claim_of_others(tx: Tx, application: LicenceApplication) -> None:
    """Raise ABORTED CLAIMED while somebody else works on the application, whose row is locked."""
    (examination,) = standing_of(tx, [application])
    refuse_claimed(examination, tx.principal.subject)
