"""Use case of the stateless assessment: the engine that decides, without a trace. It must not write anything."""

from __future__ import annotations

from functools import partial

from chassis.tx import Tx
from services.legal_aid.domain.assessment import Assessment, AssessmentDraft, assessed, check_draft, facts_of
from services.legal_aid.domain.eligibility import assess
from services.legal_aid.handlers.institution import chosen_institution


def assess_application(tx: Tx, draft: AssessmentDraft) -> Assessment:
    """What a decision on these facts would be by the standards of the institution's place (LA-23), and why.

    Raises INSTITUTION_UNKNOWN and POLICY_NOT_FOUND.
    """
    check_draft(draft)
    institution = chosen_institution(tx, draft.institution)
    facts = facts_of(draft, division=institution.division, today=tx.today)
    finding = assess(facts, partial(tx.policy, division=facts.division, on=facts.on), tx.cite)
    return assessed(facts, finding, bureau=institution.bureau_name, cite=tx.cite)
