"""How an assessment comes from the filing to the final grade (GO-60, GO-63). It must not gather facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.grassroots_offices.domain.assessment import (
    OFFICE_GRADES,
    Assessment,
    AssessmentDraft,
    AssessmentGrade,
    AssessmentGraded,
    AssessmentGrading,
    AssessmentObjection,
    AssessmentPapers,
    AssessmentState,
    CountyReview,
    GradeGiven,
    ObjectionDecided,
    ObjectionMade,
    OfficeOpinion,
    OpinionGiven,
    ReviewGiven,
    is_of_office,
)
from services.grassroots_offices.domain.assessment_sheet import digest_of, party_score, sheet_of
from services.grassroots_offices.domain.sheet_facts import SheetFacts, ToldFacts
from services.grassroots_offices.domain.told_finding import without_deduction

_S = AssessmentState


def file_papers(
    draft: AssessmentDraft, *, office: str, division: str, name: str, entry: Entry, overdue: bool, now: dt.datetime
) -> Assessment:  # fmt: skip
    """The papers are in (GO-60). Raises NOT_IN_PRACTICE_THEN when no office answers for the year."""
    if not office:
        raise RuleViolated(
            "NOT_IN_PRACTICE_THEN",
            "该考核对象在被考核年度末未在所执业或者尚未取得许可，不参加该年度考核（GO-60）。请核对年度。",
            rules=("GO-60",),
        )
    values = {field.name: getattr(draft, field.name) for field in fields(AssessmentPapers)}
    return Assessment(
        **values, name=name, filed_date=entry.happened_date, state=_S.FILED, overdue=overdue, office=office,
        office_opinion=None, county_review=None, facts=None, sheet="", sheet_sha256="", grading=None, objection=None,
        final_grade=None, final_date=None, published_document="", state_date=entry.happened_date, division=division,
        create_time=now, etag="1",
    )  # fmt: skip


def with_opinion(assessment: Assessment, given: OpinionGiven, entry: Entry) -> Assessment:
    """His office has spoken (GO-60). Raises InvalidFields."""
    _refuse(_wrong_grade(assessment, "proposed_grade", given.proposed_grade))
    opinion = OfficeOpinion(
        opinion=given.opinion, proposed_grade=given.proposed_grade, document_number=given.document_number,
        opinion_date=entry.happened_date,
    )  # fmt: skip
    return _moved(replace(assessment, office_opinion=opinion), _S.OFFICE_OPINION, entry)


def refuse_review(assessment: Assessment, given: ReviewGiven, told: ToldFacts) -> None:
    """Raise InvalidFields: a grade of the other kind, points without a reason (GO-60), findings that nobody told, or
    for which no points are taken off (PB-23, GO-64).
    """
    known = {"", *(one.finding for one in told.findings)}
    bare = (place for place, one in enumerate(given.deductions) if not one.reason.strip())
    _refuse(
        (
            *_wrong_grade(assessment, "proposed_grade", given.proposed_grade),
            *(
                Violation(
                    field=f"deductions[{place}].reason", reason="DEDUCTION_WITHOUT_REASON",
                    description="扣分必须写明理由（GO-60），请补充扣分理由",
                )
                for place in bare
            ),
            *(
                Violation(
                    field=f"deductions[{place}].finding", reason="FINDING_UNKNOWN",
                    description="所填认定事项不在该对象该年度的通报事项中（GO-64），请从认定事项清单中选择或者留空",
                )
                for place, one in enumerate(given.deductions)
                if one.finding not in known
            ),
            *(
                Violation(
                    field="deductions", reason="PARTY_FINDING_WITHOUT_DEDUCTION",
                    description=f"党建认定事项 {one} 尚未扣分（PB-23、GO-64），请逐项填写该事项、分值和理由",
                )
                for one in without_deduction(told, given.deductions)
            ),
        )
    )  # fmt: skip


def reviewed(
    assessment: Assessment, given: ReviewGiven, entry: Entry, facts: SheetFacts, *, overdue: bool
) -> Assessment:  # fmt: skip
    """The county has reviewed it; the sheet is computed and kept (GO-60, GO-64)."""
    review = CountyReview(
        opinion=given.opinion, proposed_grade=given.proposed_grade, deductions=given.deductions,
        party_score=party_score(given.deductions), document_number=given.document_number,
        reviewed_date=entry.happened_date, overdue=overdue,
    )  # fmt: skip
    sheet = sheet_of(facts)
    kept = replace(assessment, county_review=review, facts=facts, sheet=sheet, sheet_sha256=digest_of(sheet))
    return _moved(kept, _S.COUNTY_REVIEWED, entry)


def graded(assessment: Assessment, given: GradeGiven, entry: Entry, *, due: dt.date | None) -> Assessment:
    """The city has graded it (GO-63). Raises InvalidFields; another grade than the county's needs a reason."""
    review, missing = assessment.county_review, []
    if review is not None and given.grade is not review.proposed_grade and not given.reason.strip():
        missing.append(
            Violation(
                field="reason", reason="GRADE_REASON_MISSING",
                description="与县级建议等次不一致的，须写明理由（GO-63），请补充理由",
            )
        )  # fmt: skip
    _refuse((*_wrong_grade(assessment, "grade", given.grade), *missing))
    grading = AssessmentGrading(
        grade=given.grade, reason=given.reason, document_number=given.document_number,
        graded_date=entry.happened_date, objection_due_date=due,
    )  # fmt: skip
    return _moved(replace(assessment, grading=grading), _S.GRADED, entry)


def objected(assessment: Assessment, made: ObjectionMade, entry: Entry, *, due: dt.date) -> Assessment:
    """The subject objects in time (GO-60). Raises OBJECTION_TOO_LATE."""
    if entry.happened_date > due:
        raise RuleViolated(
            "OBJECTION_TOO_LATE",
            "提出异议的期限已过（GO-60），等次按原结果确认。",
            rules=("GO-60",),
            due_date=due.isoformat(),
        )
    objection = AssessmentObjection(
        statement=made.statement, document_number=made.document_number, objected_date=entry.happened_date, answer=""
    )  # fmt: skip
    return _moved(replace(assessment, objection=objection), _S.OBJECTED, entry)


def decided(assessment: Assessment, given: ObjectionDecided, entry: Entry) -> Assessment:
    """The objection is decided: the grade is final (GO-60). Raises InvalidFields."""
    _refuse(_wrong_grade(assessment, "grade", given.grade))
    objection = assessment.objection
    answered = None if objection is None else replace(objection, answer=given.answer)
    return _final(replace(assessment, objection=answered), given.grade, entry)


def confirmed(assessment: Assessment, entry: Entry, *, due: dt.date) -> Assessment:
    """Nobody objected in time: the grade is final (GO-60). Raises OBJECTION_OPEN."""
    if assessment.grading is None or entry.happened_date <= due:
        raise RuleViolated(
            "OBJECTION_OPEN",
            "提出异议的期限尚未届满（GO-60），请在期限届满后确认。",
            rules=("GO-60",),
            due_date=due.isoformat(),
        )
    return _final(assessment, assessment.grading.grade, entry)


def published(assessment: Assessment, document: str, entry: Entry) -> Assessment:
    """The final grade is published (GO-63)."""
    return _moved(replace(assessment, published_document=document), _S.PUBLISHED, entry)


def told(assessment: Assessment) -> AssessmentGraded | None:
    """What others are told of a final grade (XF-31); None before."""
    if assessment.final_grade is None or assessment.final_date is None:
        return None
    return AssessmentGraded(
        assessment=assessment.name, subject=assessment.subject, division=assessment.division, year=assessment.year,
        grade=assessment.final_grade, final_date=assessment.final_date,
    )  # fmt: skip


def assessment_filed() -> Refusal:
    """The refusal of a second filing of a subject and year."""
    message = "该考核对象该年度已提交考核材料（GO-60），请从年度考核列表中查找，不要重复提交。"
    return Refusal(Kind.ALREADY_EXISTS, "ASSESSMENT_FILED", message)


def _final(assessment: Assessment, grade: AssessmentGrade, entry: Entry) -> Assessment:
    done = replace(assessment, final_grade=grade, final_date=entry.happened_date)
    return _moved(done, _S.CONFIRMED, entry)


def _moved(assessment: Assessment, state: AssessmentState, entry: Entry) -> Assessment:
    return replace(
        assessment, state=state, state_date=entry.happened_date, etag=str(int(assessment.etag) + 1)
    )  # fmt: skip


def _wrong_grade(assessment: Assessment, field: str, grade: AssessmentGrade) -> Iterator[Violation]:
    """Offices and practitioners have grades of their own (GO-63)."""
    if (grade in OFFICE_GRADES) is not is_of_office(assessment.subject):
        yield Violation(
            field=field, reason="GRADE_MISMATCH",
            description="所的等次为合格、不合格，人员的等次为优秀、称职、基本称职、不称职（GO-63），请选择相应等次",
        )  # fmt: skip


def _refuse(faults: Iterator[Violation] | tuple[Violation, ...]) -> None:
    if found := tuple(faults):
        raise InvalidFields(found)
