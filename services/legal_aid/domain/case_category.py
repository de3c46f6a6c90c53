"""Criminal, civil, administrative: the three columns of every published count of cases. It must not count duty help."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from services.legal_aid.domain.case_events import CaseOpened
from services.legal_aid.domain.qualification import CaseType


class CaseCategory(enum.Enum):
    """The columns, with their Chinese names."""

    CRIMINAL = "刑事"
    CIVIL = "民事"
    ADMINISTRATIVE = "行政"


# State compensation is claimed from an authority; arbitration and matters outside court are of civil law [design].
CATEGORY_OF = {
    CaseType.CRIMINAL_DEFENCE: CaseCategory.CRIMINAL,
    CaseType.CRIMINAL_REPRESENTATION: CaseCategory.CRIMINAL,
    CaseType.COMPULSORY_MEDICAL: CaseCategory.CRIMINAL,
    CaseType.CIVIL: CaseCategory.CIVIL,
    CaseType.LABOUR_MEDIATION_ARBITRATION: CaseCategory.CIVIL,
    CaseType.NON_LITIGATION: CaseCategory.CIVIL,
    CaseType.ADMINISTRATIVE: CaseCategory.ADMINISTRATIVE,
    CaseType.STATE_COMPENSATION: CaseCategory.ADMINISTRATIVE,
}
HEADINGS = (*(category.value for category in CaseCategory), "合计")


def counts(cases: Iterable[CaseOpened]) -> tuple[int, ...]:
    """Cases by category and their sum; duty help has no category and is never among them (LA-92, E-73)."""
    found = [CATEGORY_OF[case.case_type] for case in cases if case.case_type in CATEGORY_OF]
    return (*(found.count(category) for category in CaseCategory), len(found))
