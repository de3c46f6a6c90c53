"""What a decision on an application is computed from, and when it may not be made yet (LA-03, LA-07, LA-31, LA-38).

It must not compute the decision; `evaluation` does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.decision import Decision
from services.legal_aid.domain.decision_text import CURRENT_FORM
from services.legal_aid.domain.eligibility import Outcome
from services.legal_aid.domain.evaluation import DecisionBasis, DecisionInputs
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.place import competent_divisions
from services.legal_aid.domain.termination import Termination

STATES = {
    Outcome.GRANT: ApplicationState.GRANTED,
    Outcome.REFUSE: ApplicationState.REFUSED,
    Outcome.PROVISIONAL: ApplicationState.PROVISIONAL,
    Outcome.TERMINATE: ApplicationState.TERMINATED,
}


def refuse_other_place(application: Application) -> None:
    """Raise RuleViolated WRONG_PLACE: whoever is not competent refers and does not decide (LA-03)."""
    competent = competent_divisions(application.place)
    if application.division not in competent:
        raise RuleViolated(
            "WRONG_PLACE",
            "本机构不是该事项的受理机构（LA-03），不能作出决定。请办理转告（refer），告知申请人有管辖权的机构。",
            rules=("LA-03",),
            competent=",".join(competent),
        )


def refuse_incomplete(application: Application, *, formalities_over: bool) -> None:
    """Raise RuleViolated WRONG_PLACE, or PAPERS_MISSING while the papers can still be completed.

    That is before the one supplement notice (LA-31), and after provisional aid until `formalities_over` (LA-37).
    """
    if application.state is ApplicationState.ORDERED:
        return
    refuse_other_place(application)
    missing = application.missing_papers
    provisional = application.state is ApplicationState.PROVISIONAL
    completable = not formalities_over if provisional else application.supplement is None
    if missing and completable:
        raise RuleViolated(
            "PAPERS_MISSING",
            "申请材料不齐（LA-07）："
            + "、".join(kind.value for kind in missing)
            + ("。请受援人补办手续（LA-37）。" if provisional else "。请一次性告知申请人补充（LA-31）。"),
            rules=("LA-07", "LA-37" if provisional else "LA-31"),
            missing=",".join(kind.name for kind in missing),
        )


def inputs_for_decision(application: Application, institution: Institution, *, made: dt.date) -> DecisionInputs:
    """The institution's own decision; after an order of the bureau it is the grant that was ordered."""
    ordered = application.state is ApplicationState.ORDERED
    return replace(
        _inputs(application, institution, made),
        basis=DecisionBasis.ORDERED if ordered else DecisionBasis.ASSESSED,
        order_number=application.decision.number if ordered and application.decision else "",
        provisional_before=application.state is ApplicationState.PROVISIONAL,
        formalities_missing=application.state is ApplicationState.PROVISIONAL and bool(application.missing_papers),
    )


def inputs_for_provisional_aid(application: Application, institution: Institution, *, made: dt.date) -> DecisionInputs:
    """Aid that cannot wait (LA-36)."""
    return replace(
        _inputs(application, institution, made),
        basis=DecisionBasis.URGENT,
        limitation_expiry_date=application.limitation_expiry_date,
        urgencies=application.urgencies,
    )


def inputs_for_review(
    application: Application,
    institution: Institution,
    *,
    made: dt.date,
    outcome: Outcome,
    findings: str,
    contested: str,
) -> DecisionInputs:
    """The bureau's decision on an objection; outcome and findings are a person's judgment."""
    return replace(
        _inputs(application, institution, made),
        basis=DecisionBasis.REVIEWED,
        review_outcome=outcome,
        findings=findings,
        contested_number=contested,
    )


def inputs_for_termination(
    application: Application, institution: Institution, termination: Termination, *, made: dt.date
) -> DecisionInputs:
    """The institution ends the aid in a case; ground and findings are a person's judgment (LA-75)."""
    return replace(
        _inputs(application, institution, made),
        basis=DecisionBasis.TERMINATED,
        findings=termination.findings,
        termination_ground=termination.ground,
    )


def corrected_inputs(
    stored: DecisionInputs | None, application: Application, old: Decision, *, reason: str, made: dt.date
) -> DecisionInputs:
    """The inputs of a re-issued paper: the old ones with the applicant's particulars as recorded now (P-06).

    Raises RuleViolated DECISION_WITHOUT_INPUTS for papers from before inputs were kept.
    """
    if stored is None:
        raise RuleViolated("DECISION_WITHOUT_INPUTS", "该决定书未保存计算依据，不能更正重制（P-06）。请查阅纸质案卷。")
    return replace(
        stored,
        form=CURRENT_FORM,
        made_date=made,
        applicant_name=application.applicant.full_name,
        replaces_number=old.number,
        correction_reason=reason,
        citations=(),
        packs=(),
    )


def _inputs(application: Application, institution: Institution, made: dt.date) -> DecisionInputs:
    return DecisionInputs(
        form=CURRENT_FORM, basis=DecisionBasis.ASSESSED, made_date=made, decided_date=made,
        institution_name=institution.display_name, bureau_name=institution.bureau_name,
        applicant_name=application.applicant.full_name,
        application_number=application.number, facts=application.facts, provisional_before=False,
        formalities_missing=False,
        limitation_expiry_date=None, urgencies=(), review_outcome=None, findings="", contested_number="",
        order_number="", replaces_number="", correction_reason="", signer_name="", citations=(), packs=(),
    )  # fmt: skip
