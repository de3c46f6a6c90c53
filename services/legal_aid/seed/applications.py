"""Let one scripted application of last year happen, through the same handlers as a real one.

It must not decide: what comes out follows from the facts.
"""

from __future__ import annotations

import datetime as dt

from chassis.district import cases
from chassis.kernel.entry import Happening
from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationDraft, ApplicationState, Channel
from services.legal_aid.domain.decision import ServiceMethod, Serving
from services.legal_aid.domain.eligibility import Outcome
from services.legal_aid.domain.ending import Referral, Withdrawal
from services.legal_aid.domain.matter import NO_MEANS_CONDITION, Matter
from services.legal_aid.domain.means import Exemption, IncomePeriod, Means, ResidenceType
from services.legal_aid.domain.objection import ObjectionDraft, Review
from services.legal_aid.domain.paper import Paper, PaperKind
from services.legal_aid.domain.person import Agent, AgentRelation, Applicant, Capacity, PriorityGroup
from services.legal_aid.domain.place import Place, Track
from services.legal_aid.domain.provisional import Urgency
from services.legal_aid.domain.submission import Submission
from services.legal_aid.domain.supplement import SupplementRequest
from services.legal_aid.handlers.application import create_application, get_application
from services.legal_aid.handlers.decision import decide_application, grant_provisional_aid, serve_decision
from services.legal_aid.handlers.ending import refer_application, withdraw_application
from services.legal_aid.handlers.objection import create_objection, review_objection
from services.legal_aid.handlers.supplement import request_supplement, submit_papers
from services.legal_aid.seed.actors import acting
from services.legal_aid.seed.handling import play_case

NOW = Happening(happened_date=None, entry_reason="")
BASIC = (PaperKind.APPLICATION_FORM, PaperKind.IDENTITY_DOCUMENT, PaperKind.MATTER_PAPERS)


def play_application(tx: Tx, case: cases.Application, place: int) -> None:
    """Receive it on its day and let its fate happen; `place` counts the scripted applications."""
    asked = case.fate.supplement.items if case.fate.supplement else ()
    received = create_application(acting(tx, "clerk", case.received_on), _draft(case, without=asked))
    _before_decision(tx, received.name, case)
    if case.fate.decided_on is None:
        return
    decided = decide_application(acting(tx, "head", case.fate.decided_on), received.name, NOW, etag="")
    decided = _after_decision(tx, decided, case)
    if decided.state is ApplicationState.GRANTED and decided.decision is not None:
        play_case(tx, decided.name, decided.decision.made_date, place)


def _before_decision(tx: Tx, name: str, case: cases.Application) -> None:
    fate = case.fate
    if fate.supplement is not None:
        _supplement(tx, name, fate.supplement)
    if fate.provisional is not None:
        grant_provisional_aid(acting(tx, "head", fate.provisional.given_on), name, NOW, etag="")
    if fate.referred_on is not None:
        referral = Referral(note="请向有管辖权的机构申请。", happened_date=None, entry_reason="")
        refer_application(acting(tx, "clerk", fate.referred_on), name, referral, etag="")
    if fate.script is cases.Script.WITHDRAWN and fate.withdrawn_on is not None:
        said = Withdrawal(reason="双方已自行和解。", happened_date=None, entry_reason="")
        withdraw_application(acting(tx, "clerk", fate.withdrawn_on), name, said, etag="")
    if fate.script is cases.Script.DEEMED_WITHDRAWN and fate.withdrawn_on is not None:
        _submit(tx, name, (), fate.withdrawn_on)


def _supplement(tx: Tx, name: str, scripted: cases.Supplement) -> None:
    items = tuple(PaperKind[item] for item in scripted.items)
    request = SupplementRequest(items=items, note="", happened_date=None, entry_reason="")
    request_supplement(acting(tx, "clerk", scripted.issued_on), name, request, etag="")
    if scripted.replied_on is None:
        return
    _submit(tx, name, items, scripted.replied_on)


def _submit(tx: Tx, name: str, kinds: tuple[PaperKind, ...], on: dt.date) -> None:
    submission = Submission(papers=_papers(kinds), means=None, agent=None, happened_date=None, entry_reason="")
    submit_papers(acting(tx, "clerk", on), name, submission, etag="")


def _after_decision(tx: Tx, decided: Application, case: cases.Application) -> Application:
    """Serve a refusal, and let a scripted objection be reviewed by somebody else."""
    objection, decision = case.fate.objection, decided.decision
    if decision is None or decision.outcome is not Outcome.REFUSE:
        return decided
    serving = Serving(service_method=ServiceMethod.DIRECT, happened_date=None, entry_reason="")
    serve_decision(acting(tx, "clerk", decision.made_date), decision.name, serving, etag="")
    if objection is None:
        return decided
    draft = ObjectionDraft(application=decided.name, received_date=None, grounds="认为本人符合条件。", entry_reason="")
    filed = create_objection(acting(tx, "bureau", objection.filed_on), draft)
    outcome = Outcome.ORDER_GRANT if objection.ordered else Outcome.UPHOLD
    findings = "补充的证明属实，应当给予法律援助。" if objection.ordered else "原决定认定事实清楚，适用依据正确。"
    review = Review(outcome=outcome, findings=findings, happened_date=None, entry_reason="")
    review_objection(acting(tx, "leader", objection.reviewed_on), filed.name, review, etag="")
    if objection.ordered:
        return decide_application(acting(tx, "head", objection.reviewed_on), decided.name, NOW, etag="")
    return get_application(tx, decided.name)


def _draft(case: cases.Application, *, without: tuple[str, ...]) -> ApplicationDraft:
    scripted, provisional = case.applicant, case.fate.provisional
    return ApplicationDraft(
        institution=f"institutions/{case.institution}",
        channel=Channel[case.channel],
        received_date=None,
        applicant=Applicant(
            full_name=scripted.person.full_name,
            identity_number=scripted.person.identity_number,
            residence_type=ResidenceType[scripted.residence],
            kind=None,
            credit_code="",
            capacity=Capacity[scripted.capacity],
            priority_groups=tuple(PriorityGroup[group] for group in scripted.priority_groups),
            barrier_free_offered=scripted.barrier_free_offered,
        ),
        agent=_agent(case.agent),
        detention=None,
        matter=Matter[case.matter],
        supplementary_matter="",
        place=Place(
            track=Track[case.place.track],
            authority_division=case.place.authority_division,
            dispute_division=case.place.dispute_division,
            cause_division=case.place.cause_division,
        ),
        means=_means(case.means),
        opponents=tuple(opponent.name for opponent in case.opponents),
        papers=_papers(tuple(kind for kind in _needed(case) if kind.name not in without)),
        limitation_expiry_date=provisional.limitation_expiry if provisional else None,
        urgencies=tuple(Urgency[one] for one in provisional.urgencies) if provisional else (),
        entry_reason="",
    )


def _needed(case: cases.Application) -> tuple[PaperKind, ...]:
    proof = PaperKind.NO_MEANS_PROOF if Matter[case.matter] in NO_MEANS_CONDITION else PaperKind.HARDSHIP_STATEMENT
    agency = (PaperKind.AGENT_AUTHORITY,) if case.agent else ()
    return (*BASIC, proof, *agency)


def _papers(kinds: tuple[PaperKind, ...]) -> tuple[Paper, ...]:
    return tuple(Paper(kind=kind, title="", pages=1, received_date=None) for kind in kinds)


def _agent(scripted: cases.Agent | None) -> Agent | None:
    if scripted is None:
        return None
    return Agent(
        full_name=scripted.person.full_name,
        identity_number=scripted.person.identity_number,
        relation=AgentRelation[scripted.relation],
    )


def _means(scripted: cases.Means) -> Means:
    return Means(
        household_size=scripted.household_size,
        household_income_fen=scripted.household_income_fen,
        own_income_fen=scripted.own_income_fen,
        income_period=IncomePeriod[scripted.income_period],
        opponent_in_household=scripted.opponent_in_household,
        exemption=Exemption[scripted.exemption] if scripted.exemption else None,
        exemption_proved=scripted.exemption_proved,
        pledge_signed=scripted.pledge_signed,
        verified_by_data=scripted.verified_by_data,
    )
