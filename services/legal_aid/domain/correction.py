"""Corrections: a wrong entry is corrected by another entry, never overwritten without a trace (P-06)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, RuleViolated
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.means import Means
from services.legal_aid.domain.person import Applicant, applicant_faults
from services.legal_aid.domain.place import Place, place_faults

UNDECIDED = frozenset({ApplicationState.RECEIVED, ApplicationState.SUPPLEMENT, ApplicationState.PROVISIONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is put right; None leaves a part as it is."""

    applicant: Applicant | None
    means: Means | None
    place: Place | None
    correction_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """Kind of interest because of which somebody withdraws (LA-40)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What stood there before, kept beside the new entry."""

    applicant: Applicant
    means: Means
    place: Place


def correct(application: Application, correction: Correction, *, today: dt.date) -> tuple[Application, Corrected]:
    """The corrected application and what it said before.

    Raises InvalidFields, and RuleViolated NOTHING_TO_CORRECT or CORRECTION_AFTER_DECISION: after a decision only the
    applicant's particulars may be corrected, because the facts it rests on are its own.
    """
    before = Corrected(applicant=application.applicant, means=application.means, place=application.place)
    after = replace(
        application,
        applicant=correction.applicant or before.applicant,
        means=correction.means or before.means,
        place=correction.place or before.place,
    )
    faults = (
        *applicant_faults(after.applicant, field="applicant", today=today),
        *place_faults(after.place, field="place"),
    )
    if faults:
        raise InvalidFields(faults)
    if after == application:
        raise RuleViolated("NOTHING_TO_CORRECT", "更正内容与原记录相同（P-06），请核对后提交。", rules=("P-06",))
    if application.state not in UNDECIDED and after.facts != application.facts:
        raise RuleViolated(
            "CORRECTION_AFTER_DECISION",
            "已作出决定，只能更正申请人身份信息（P-06）；对所依据事实有异议的，请按异议程序办理（LA-38）。",
            rules=("P-06", "LA-38"),
        )
    return after, before
