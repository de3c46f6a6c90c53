"""Each form of service of the law is reached by some matter, and by nothing but its own (LA-01)."""

from __future__ import annotations

import pytest

from services.legal_aid.domain.case_opening import case_type_of
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.place import Track
from services.legal_aid.domain.qualification import CaseType

# Compulsory treatment comes by notice, duty lawyers by shift; consultation and drafting are no cases.
BY_GRANT = set(CaseType) - {CaseType.COMPULSORY_MEDICAL, CaseType.DUTY_LAWYER_HELP}


@pytest.mark.rule("LA-01")
def test_every_form_that_a_grant_can_take_is_taken_by_some_matter() -> None:
    assert {case_type_of(matter, track) for matter in Matter for track in Track} == BY_GRANT


@pytest.mark.rule("LA-01")
@pytest.mark.parametrize(
    ("matter", "court", "elsewhere"),
    [
        (Matter.LABOUR_PAY, CaseType.CIVIL, CaseType.LABOUR_MEDIATION_ARBITRATION),
        (Matter.MAINTENANCE, CaseType.CIVIL, CaseType.NON_LITIGATION),
        (Matter.DEATH_OR_DISABILITY_PENSION, CaseType.ADMINISTRATIVE, CaseType.ADMINISTRATIVE),
        (Matter.STATE_COMPENSATION, CaseType.STATE_COMPENSATION, CaseType.STATE_COMPENSATION),
        (Matter.CRIMINAL_DEFENCE, CaseType.CRIMINAL_DEFENCE, CaseType.CRIMINAL_DEFENCE),
        (Matter.CRIMINAL_VICTIM, CaseType.CRIMINAL_REPRESENTATION, CaseType.CRIMINAL_REPRESENTATION),
    ],
)
def test_a_matter_takes_one_form_in_court_and_one_outside(matter: Matter, court: CaseType, elsewhere: CaseType) -> None:
    outside = next(track for track in Track if track is not Track.LITIGATION)
    assert (case_type_of(matter, Track.LITIGATION), case_type_of(matter, outside)) == (court, elsewhere)
