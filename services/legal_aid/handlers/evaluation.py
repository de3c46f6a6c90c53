"""Use cases of evaluations, callbacks and samples. It must not decide about the law."""

from __future__ import annotations

from chassis.kernel.errors import Kind, NotFound, Refusal, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_evaluation import (
    TWICE,
    Agreement,
    AgreementAsked,
    CallbackUnsatisfied,
    Evaluation,
    EvaluationDraft,
    EvaluationFilter,
    Evaluator,
    Rubric,
    check_evaluation,
    evaluated,
    measure,
    refuse_evaluator,
    shown_to,
    unsatisfied,
)
from services.legal_aid.domain.complaint_events import PropertyTakingReported
from services.legal_aid.domain.complaint_target import ComplaintTargetKind
from services.legal_aid.domain.evaluation_sample import (
    EvaluationSample,
    PublicValue,
    SampleDraft,
    check_dates,
    draw,
    freeze,
)
from services.legal_aid.domain.evaluation_words import EvaluationMethod, SamplePurpose
from services.legal_aid.domain.third_party import check_third_party, refuse_outside_contract, refuse_unsampled
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.handlers.known_names import known_names
from services.legal_aid.persistence import evaluation as rows
from services.legal_aid.persistence import evaluation_sample as samples
from services.legal_aid.persistence.case import load_case
from services.legal_aid.persistence.distrust_record import cases_of, distrusted_on
from services.legal_aid.persistence.handler import handler_of_account
from services.legal_aid.persistence.handling_unit import credit_codes


def create_evaluation(tx: Tx, draft: EvaluationDraft) -> Evaluation:
    """Enter an evaluation or a callback; what a recipient tells of money or dissatisfaction is passed on at once."""
    case = load_case(tx.session, draft.case, tx.principal, lock=True)
    if case is None:
        raise RuleViolated("CASE_UNKNOWN", "所填案件不存在或不在您的管辖范围内，请从案件列表中选择（LA-73）。")
    known = handler_of_account(tx.session, tx.principal.subject)
    evaluator = Evaluator(full_name=tx.principal.name, handler=known.name if known else "")
    refuse_evaluator(case, draft.method, evaluator)
    if draft.method is EvaluationMethod.THIRD_PARTY:
        refuse_unsampled(drawn=samples.is_sampled(tx.session, case.name, SamplePurpose.THIRD_PARTY))
        parties = samples.third_parties_of(tx.session, case.institution, case.name)
        refuse_outside_contract(parties, on=draft.evaluated_date or tx.today)
    rubric = _rubric(tx, case, draft)
    check_evaluation(draft, rubric, today=tx.today)
    earlier = rows.rounds_of(tx.session, case.name, draft.method)
    drawn = samples.is_sampled(tx.session, case.name, SamplePurpose.SECOND_SCORE)
    _refuse_again(tx, draft, earlier, drawn=drawn)
    made = _evaluation(tx, case, draft, rubric, place=len(earlier) + 1, drawn=drawn)
    rows.insert_evaluation(tx.session, made)
    if earlier:
        rows.unseal(tx.session, case.name, draft.method)
    _tell(tx, case, made)
    tx.note(f"evaluation.{draft.method.name.lower()}", case.name, rules=("LA-73",), document=made.name)
    return made


def get_evaluation(tx: Tx, name: str) -> Evaluation:
    """One evaluation within the caller's divisions."""
    found = rows.load_evaluation(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("质量评估")
    return shown_to(found, tx.principal.subject)


def list_evaluations(tx: Tx, wanted: EvaluationFilter, page: Page) -> tuple[list[Evaluation], str | None]:
    """A page, and the key behind which the next one begins."""
    found, after = page.cut(
        rows.find_evaluations(tx.session, wanted, page, tx.principal), key=lambda item: item.name
    )  # fmt: skip
    return [shown_to(one, tx.principal.subject) for one in found], after


def measure_agreement(tx: Tx, asked: AgreementAsked) -> Agreement:
    """How far first and second scorers agree."""
    institution = chosen_institution(tx, asked.institution)
    return measure(rows.scored_twice(tx.session, institution.name, asked.from_date, asked.until_date))


def create_evaluation_sample(tx: Tx, draft: SampleDraft) -> EvaluationSample:
    """Freeze what may be drawn; its hash is published before the draw."""
    check_dates(draft)
    check_third_party(draft.purpose, draft.third_party, credit_codes(tx.session))
    institution = chosen_institution(tx, draft.institution)
    population = samples.accepted_between(tx.session, institution.name, draft.from_date, draft.until_date)
    distrusted = cases_of(tx.session, institution.name, distrusted_on(tx.session, tx.today))
    sample = freeze(draft, institution, population, distrusted, name=f"evaluationSamples/{tx.new_id()}", now=tx.now)
    samples.insert_sample(tx.session, sample)
    tx.note("evaluation_sample.freeze", sample.name, rules=("LA-73",))
    return sample


def get_evaluation_sample(tx: Tx, name: str) -> EvaluationSample:
    """One sample within the caller's divisions."""
    return _found(samples.load_sample(tx.session, name, tx.principal))


def draw_evaluation_sample(tx: Tx, name: str, value: PublicValue, *, etag: str) -> EvaluationSample:
    """Draw by a public value; first scores of what is drawn for a second one are sealed from now on."""
    sample = _found(samples.load_sample(tx.session, name, tx.principal, lock=True))
    if etag and etag != sample.etag:
        message = "该样本已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": sample.etag})
    drawn = draw(sample, value)
    samples.save_drawn(tx.session, drawn)
    if drawn.purpose is SamplePurpose.SECOND_SCORE:
        rows.seal(tx.session, drawn.drawn)
    tx.note("evaluation_sample.draw", name, rules=("LA-73",))
    return drawn


def _refuse_again(tx: Tx, draft: EvaluationDraft, earlier: list[Evaluation], *, drawn: bool) -> None:
    """Raise ALREADY_EXISTS EVALUATED_BEFORE (LA-73), SAME_EVALUATOR for a second score by the first scorer."""
    if not earlier:
        return
    unreached = draft.method is EvaluationMethod.CALLBACK and not any(
        one.callback is not None and one.callback.reached for one in earlier
    )
    second = draft.method in TWICE and drawn and len(earlier) == 1
    if not (unreached or second):
        message = "该案件已按此方式评估，一案一评（LA-73）。需要复评的，请先抽取复评样本。"
        raise Refusal(Kind.ALREADY_EXISTS, "EVALUATED_BEFORE", message, metadata={"rules": "LA-73"})
    if second and earlier[0].evaluator == tx.principal.subject:
        raise RuleViolated(
            "SAME_EVALUATOR", "复评须由另一名评估人独立进行（LA-73），请由他人办理。", rules=("LA-73",)
        )  # fmt: skip


def _rubric(tx: Tx, case: Case, draft: EvaluationDraft) -> Rubric:
    """The rubric and bands in force at the place on the day; none is made up (LA-71, LA-74)."""
    on = draft.evaluated_date or tx.today
    listed = tx.policy("la.rubric", division=case.division, on=on)
    bands = tx.policy("la.grade_bands", division=case.division, on=on)
    items = {one["code"]: one["full"] for one in listed.value.get(draft.method.name, ())}
    return Rubric(items=items, bands=bands.value, sha256=listed.sha256 if items else "")


def _evaluation(
    tx: Tx, case: Case, draft: EvaluationDraft, rubric: Rubric, *, place: int, drawn: bool
) -> Evaluation:  # fmt: skip
    return Evaluation(
        name=f"evaluations/{tx.new_id()}", case=case.name, method=draft.method, round=place, scores=draft.scores,
        total_points=sum(one.points for one in draft.scores), full_points=sum(rubric.items.values()),
        rubric_sha256=rubric.sha256, grade=draft.grade, reasons=draft.reasons, callback=draft.callback,
        evaluated_date=draft.evaluated_date or tx.today, evaluator=tx.principal.subject,
        sealed=drawn and place == 1 and draft.method in TWICE, institution=case.institution, division=case.division,
        create_time=tx.now,
    )  # fmt: skip


def _tell(tx: Tx, case: Case, made: Evaluation) -> None:
    """Dissatisfaction is counted and looked into (XF-24); money that was asked for is a lead the same day (XF-16)."""
    tx.emit(evaluated(made), subject=case.name)
    form = made.callback
    if form is None or not form.reached:
        return
    handler = case.last.handler if case.last else ""
    known = known_names(tx, case.last.unit if case.last else "", handler)
    if unsatisfied(form):
        fact = CallbackUnsatisfied(
            evaluation=made.name, case=case.name, institution=case.institution, division=case.division,
            handler=handler, satisfaction=form.satisfaction, evaluated_date=made.evaluated_date,
            office=known.office, practitioner=known.practitioner,
        )  # fmt: skip
        tx.emit(fact, subject=case.name)
    if form.asked_for_money:
        lead = PropertyTakingReported(
            complaint="", institution=case.institution, division=case.division,
            target_kind=ComplaintTargetKind.HANDLER, target=handler, about=case.name, clue="",
            received_date=made.evaluated_date, office=known.office, practitioner=known.practitioner,
        )  # fmt: skip
        tx.emit(lead, subject=case.name)


def _found(sample: EvaluationSample | None) -> EvaluationSample:
    if sample is None:
        raise NotFound("评估样本")
    return sample
