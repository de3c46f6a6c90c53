"""The stateless assessment: the same facts as a decision, without a person's name. It must not keep anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation
from services.legal_aid.domain.decision import AppliedParameter
from services.legal_aid.domain.decision_text import applied
from services.legal_aid.domain.eligibility import Cite, Comparison, Facts, Finding, Outcome, Reason
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.means import Means, ResidenceType
from services.legal_aid.domain.person import ApplicantKind
from services.legal_aid.domain.place import Place, competent_divisions, place_faults
from services.legal_aid.domain.remedy import remedies


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedApplicant:
    """What an assessment needs to know of the person; `kind` None means a natural person."""

    residence_type: ResidenceType
    kind: ApplicantKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDraft:
    """Facts to assess; `on_date` None means today."""

    institution: str
    on_date: dt.date | None
    applicant: AssessedApplicant
    matter: Matter
    means: Means
    place: Place
    supplementary_matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a decision would be."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    parameters: tuple[AppliedParameter, ...]
    comparison: Comparison | None
    competent_divisions: tuple[str, ...]
    remedies: tuple[str, ...]


def check_draft(draft: AssessmentDraft) -> None:
    """Facts without which nothing can be told. Raises InvalidFields with all that is wrong, as receiving does."""
    faults = [*place_faults(draft.place, field="place")]
    if draft.matter is Matter.SUPPLEMENTARY and not draft.supplementary_matter:
        description = "请填写省级规定的补充事项名称（LA-149）"
        faults.append(Violation(field="supplementary_matter", reason="REQUIRED", description=description))
    if faults:
        raise InvalidFields(tuple(faults))


def facts_of(draft: AssessmentDraft, *, division: str, today: dt.date) -> Facts:
    """The facts as a decision would see them; papers can still be asked for."""
    return Facts(
        organisation=draft.applicant.kind is ApplicantKind.ORGANISATION,
        residence_type=draft.applicant.residence_type,
        matter=draft.matter,
        supplementary_matter=draft.supplementary_matter,
        means=draft.means,
        place=draft.place,
        division=division,
        on=draft.on_date or today,
        papers_closed=False,
    )


def assessed(facts: Facts, finding: Finding, *, bureau: str, cite: Cite) -> Assessment:
    """The finding with what the person may do next."""
    referred = finding.outcome is Outcome.REFER
    return Assessment(
        outcome=finding.outcome,
        reasons=finding.reasons,
        parameters=tuple(map(applied, finding.parameters)),
        comparison=finding.comparison,
        competent_divisions=competent_divisions(facts.place) if referred else (),
        remedies=remedies(finding.outcome, bureau, cite),
    )
