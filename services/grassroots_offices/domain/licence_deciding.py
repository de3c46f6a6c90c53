"""How an application is weighed and decided, and the gate of the party organisation (GO-30 to GO-34, PB-14).

It must not move a practitioner; the use case does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chassis.kernel.calendar import corresponding_day
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.grassroots_offices.domain.licence_application import (
    CountyOpinion,
    LicenceApplication,
    LicenceApplicationState,
    LicenceDecision,
    PartyStep,
    PartyStepState,
    PracticeStatement,
    RefusalGround,
)
from services.grassroots_offices.domain.licence_command import GivenDecision, GivenOpinion
from services.grassroots_offices.domain.office import credit_code_faults
from services.grassroots_offices.domain.office_statement import FOUNDING, LicenceApplicationKind
from services.grassroots_offices.domain.practitioner import Education, Practitioner

CERTIFICATE = re.compile(r"[0-9A-Za-z-]{4,40}", re.ASCII)
_S, _G = LicenceApplicationState, RefusalGround


@dataclass(frozen=True, slots=True, kw_only=True)
class InternshipRules:
    """Months of an internship, and years in another legal profession that waive it (GO-30)."""

    months: int
    waiver_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAnswer:
    """What party_building told of its step (XF-05)."""

    licence_application: str
    state: PartyStepState
    reference: str
    on: dt.date


def education_suffices(practitioner: Practitioner) -> bool:
    """A law college, another degree, or a qualification instead of either (GO-30)."""
    return practitioner.legal_qualification or practitioner.education is not Education.BELOW


def exam_suffices(practitioner: Practitioner, statement: PracticeStatement, *, on: dt.date) -> bool:
    """The exam was passed by the day, or a qualification stands for it (GO-30)."""
    passed = statement.exam_passed_date
    return practitioner.legal_qualification or (passed is not None and passed <= on)


def internship_suffices(
    practitioner: Practitioner, statement: PracticeStatement, rules: InternshipRules, *, on: dt.date
) -> bool:
    """A year at an office, from its corresponding day on and never rolled (D-06), or years elsewhere (GO-30)."""
    if statement.other_profession_years >= rules.waiver_years:
        return True
    begun = practitioner.internship_date
    return begun is not None and corresponding_day(begun, rules.months) <= on


def bars_to_practice(statement: PracticeStatement) -> tuple[RefusalGround, ...]:
    """What bars somebody whatever he has learnt (GO-31)."""
    barred = {
        _G.CRIMINAL_RECORD: statement.criminal_record, _G.DISMISSED: statement.dismissed_from_public_office,
        _G.CAPACITY: statement.limited_capacity,
    }  # fmt: skip
    return tuple(ground for ground, there in barred.items() if there)


def grounds_against(
    practitioner: Practitioner, statement: PracticeStatement, rules: InternshipRules, *, on: dt.date
) -> tuple[RefusalGround, ...]:
    """Every condition that is not met on the day, in the order of the book (GO-30, GO-31)."""
    met = {
        _G.EDUCATION: education_suffices(practitioner), _G.EXAM: exam_suffices(practitioner, statement, on=on),
        _G.INTERNSHIP: internship_suffices(practitioner, statement, rules, on=on),
        _G.CHARACTER: statement.good_character, _G.HEALTH: statement.healthy,
    }  # fmt: skip
    return (*(ground for ground, there in met.items() if not there), *bars_to_practice(statement))


def refuse_short_internship(grounds: tuple[RefusalGround, ...]) -> None:
    """Raise INTERNSHIP_TOO_SHORT: nobody applies before the year is over, unless it is waived (GO-30)."""
    if _G.INTERNSHIP in grounds:
        raise RuleViolated(
            "INTERNSHIP_TOO_SHORT",
            "实习未满规定期限，且不符合免予实习的条件（GO-30）。请在实习期满后提出申请。",
            rules=("GO-30",),
        )


def refuse_unchecked_plan(application: LicenceApplication) -> None:
    """Raise PARTY_PLAN_UNCHECKED: the plan of a new office is checked before the county's opinion (GO-03, XF-01)."""
    if application.kind in FOUNDING and not gate_is_open(application.party_step):
        raise RuleViolated(
            "PARTY_PLAN_UNCHECKED",
            "党组织组建方案尚未经上级党组织审核通过（GO-03），县级暂不能提出意见。请等待审核结果。",
            rules=("GO-03",),
        )


def with_opinion(application: LicenceApplication, given: GivenOpinion, *, on: dt.date) -> LicenceApplication:
    """The county bureau has spoken (GO-04)."""
    opinion = CountyOpinion(
        favourable=given.favourable, text=given.text, document_number=given.document_number, given_date=on
    )
    return replace(application, state=_S.COUNTY_REVIEWED, opinion=opinion)


def check_decision(application: LicenceApplication, given: GivenDecision, grounds: tuple[RefusalGround, ...]) -> None:
    """A refusal names grounds, such as false papers (GO-34), and reasons, a grant neither (GO-33).

    `grounds` are those the system found itself. Raises InvalidFields, and RuleViolated CONDITIONS_NOT_MET.
    """
    if faults := tuple(_faults(application, given)):
        raise InvalidFields(faults)
    if given.granted and grounds:
        raise RuleViolated(
            "CONDITIONS_NOT_MET",
            "申请人不符合执业条件（GO-30、GO-31），不能准予许可。请作出不予许可的决定并说明理由。",
            rules=("GO-30", "GO-31"),
            grounds=",".join(ground.name for ground in grounds),
        )


def decided(application: LicenceApplication, given: GivenDecision, *, on: dt.date) -> LicenceApplication:
    """Refused; or granted, and handed over at once when the gate is open (PB-14)."""
    decision = LicenceDecision(
        granted=given.granted, grounds=given.grounds, reasons=given.reasons, issued_number=given.issued_number,
        document_number=given.document_number, decided_date=on,
    )  # fmt: skip
    after = replace(application, decision=decision)
    if not given.granted:
        return replace(after, state=_S.REFUSED)
    return completed(after, on=on) if gate_is_open(after.party_step) else replace(after, state=_S.AWAITING_PARTY)


def gate_is_open(step: PartyStep | None) -> bool:
    """Whether a licence may be handed over: no step, or one that has begun at least (PB-14)."""
    return step is None or step.state is PartyStepState.OPEN


def answered(application: LicenceApplication, answer: PartyAnswer) -> LicenceApplication:
    """What the answer of the party organisation makes of it (XF-05): a gate that opened stays open.

    A failed step ends an application that waits for it alone; before the decision the city bureau sees it.
    """
    step = application.party_step
    if step is None or step.state is PartyStepState.OPEN:
        return application
    told = PartyStep(state=answer.state, reference=answer.reference, answered_date=answer.on)
    after = replace(application, party_step=told)
    if application.state is not _S.AWAITING_PARTY:
        return after
    if told.state is PartyStepState.OPEN:
        return completed(after, on=answer.on)
    return given_up(after, "") if told.state is PartyStepState.FAILED else after


def completed(application: LicenceApplication, *, on: dt.date) -> LicenceApplication:
    """Handed over on the day, which is not before the decision."""
    decided_on = application.decision.decided_date if application.decision else on
    return replace(application, state=_S.GRANTED, completed_date=max(on, decided_on))


def given_up(application: LicenceApplication, reasons: str) -> LicenceApplication:
    """What was granted is not handed over after all: everything is as before the application (PB-14)."""
    decision = application.decision
    ended = decision and replace(decision, granted=False, grounds=(_G.PARTY_STEP,), reasons=reasons)
    return replace(application, state=_S.REFUSED, decision=ended)


def _faults(application: LicenceApplication, given: GivenDecision) -> Iterator[Violation]:
    founds = application.kind in FOUNDING and given.granted
    certifies = application.kind is LicenceApplicationKind.PRACTISE and given.granted
    makes_number = founds or certifies
    if given.granted and given.grounds:
        yield _fault("grounds", "GROUNDS_UNEXPECTED", "准予许可的，不填写不予许可的理由（GO-33），请删除")
    if not given.granted and not (given.grounds and given.reasons):
        yield _fault("grounds", "GROUNDS_MISSING", "不予许可的，须填写事由并书面说明理由（GO-33）")
    if makes_number and not given.issued_number:
        yield _fault("issued_number", "ISSUED_NUMBER_MISSING", "准予许可的，须填写执业证号（GO-33）")
    if given.issued_number and not makes_number:
        yield _fault("issued_number", "ISSUED_NUMBER_UNEXPECTED", "本决定不产生新的证号，请删除（GO-33）")
    if certifies and given.issued_number and not CERTIFICATE.fullmatch(given.issued_number):
        yield _fault(
            "issued_number", "ISSUED_NUMBER_FORMAT", "执业证号由四至四十位字母、数字和连字符组成（GO-33），请核对"
        )
    if founds:
        yield from credit_code_faults(given.credit_code, field="credit_code")
    elif given.credit_code:
        yield _fault("credit_code", "CREDIT_CODE_UNEXPECTED", "本决定不产生统一社会信用代码，请删除（GO-04）")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=field, reason=reason, description=description)
