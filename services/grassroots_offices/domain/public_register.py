"""The public register as of a day: offices, people, grades, penalties (F-24). It must not show a case's facts."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from chassis.kernel.errors import InvalidFields, Violation
from services.grassroots_offices.domain.assessment import AssessmentGrade
from services.grassroots_offices.domain.office import OfficeForm, OfficeState
from services.grassroots_offices.domain.penalty_papers import PenaltyDecision
from services.grassroots_offices.domain.practitioner import PractitionerState

GRADE, PENALTY = "grade:", "penalties/"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDays:
    """The legal day asked for, and the day by which it had to be known; None means today."""

    as_of_date: dt.date | None
    known_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPenalty:
    """A penalty without facts and names; amounts in fen."""

    document_number: str
    decided_date: str
    violation_code: str
    warning: bool
    confiscation_fen: int
    fine_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOffice:
    """An office on a day."""

    office: str
    display_name: str
    licence_number: str
    address: str
    director: str
    form: OfficeForm
    state: OfficeState
    grade_year: int
    grade: AssessmentGrade | None
    penalties: tuple[PublicPenalty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPractitioner:
    """A practitioner on a day."""

    practitioner: str
    full_name: str
    certificate_number: str
    office_display_name: str
    state: PractitionerState
    grade_year: int
    grade: AssessmentGrade | None
    penalties: tuple[PublicPenalty, ...]


Standing = Mapping[str, str]


def refuse_future(days: RegisterDays, today: dt.date) -> tuple[dt.date, dt.date]:
    """Both days (GO-74). Raises InvalidFields DATE_IN_FUTURE."""
    given = {"as_of_date": days.as_of_date or today, "known_date": days.known_date or today}
    description = "查询日期不能晚于今天（GO-74），请填写今天或者以前的日期"
    faults = tuple(
        Violation(field=field, reason="DATE_IN_FUTURE", description=description)
        for field, day in given.items()
        if day > today
    )
    if faults:
        raise InvalidFields(faults)
    return given["as_of_date"], given["known_date"]


def grade_item(year: int, grade: AssessmentGrade) -> dict[str, str]:
    """A published grade (GO-63)."""
    return {f"{GRADE}{year}": grade.name}


def penalty_item(name: str, violation_code: str, decision: PenaltyDecision | None) -> dict[str, str]:
    """A decision that is disclosed, or nothing any more when it was set aside (GO-74, XF-26)."""
    if decision is None:
        return {name: ""}
    shown = PublicPenalty(
        document_number=decision.document_number, decided_date=decision.decided_date.isoformat(),
        violation_code=violation_code, warning=decision.measure.warning,
        confiscation_fen=decision.measure.confiscation_fen, fine_fen=decision.measure.fine_fen,
    )  # fmt: skip
    return {name: json.dumps(asdict(shown), ensure_ascii=False)}


def public_office(name: str, said: Standing, director: Standing) -> PublicOffice | None:
    """The office as the facts say; None for one that was not licensed by then (F-24)."""
    if not said.get("licence_number"):
        return None
    year, grade = _last_grade(said)
    return PublicOffice(
        office=name, display_name=said["display_name"], licence_number=said["licence_number"],
        address=said["address"], director=director.get("full_name", ""), form=OfficeForm[said["form"]],
        state=OfficeState[said["state"]], grade_year=year, grade=grade, penalties=_penalties(said),
    )  # fmt: skip


def public_practitioner(name: str, said: Standing, office: Standing) -> PublicPractitioner | None:
    """The practitioner as the facts say; None without a certificate by then, and for an entry too many (F-24)."""
    if not said.get("certificate_number") or said["state"] == PractitionerState.MERGED.name:
        return None
    year, grade = _last_grade(said)
    return PublicPractitioner(
        practitioner=name, full_name=said["full_name"], certificate_number=said["certificate_number"],
        office_display_name=office.get("display_name", ""), state=PractitionerState[said["state"]],
        grade_year=year, grade=grade, penalties=_penalties(said),
    )  # fmt: skip


def register_file(
    offices: list[PublicOffice], practitioners: list[PublicPractitioner], *, as_of: dt.date, known: dt.date
) -> tuple[str, str]:
    """Canonical JSON of the register and its SHA-256: equal facts are equal bytes (F-24)."""
    shown = {
        "form": "F-24", "as_of_date": as_of.isoformat(), "known_date": known.isoformat(),
        "offices": [_plain(asdict(one)) for one in offices],
        "practitioners": [_plain(asdict(one)) for one in practitioners],
    }  # fmt: skip
    content = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return content, hashlib.sha256(content.encode()).hexdigest()


def _plain(line: dict[str, object]) -> dict[str, object]:
    return {
        key: value.name if isinstance(value, (OfficeForm, OfficeState, PractitionerState, AssessmentGrade)) else value
        for key, value in line.items()
    }


def _last_grade(said: Standing) -> tuple[int, AssessmentGrade | None]:
    years = [int(item.removeprefix(GRADE)) for item in said if item.startswith(GRADE)]
    return (max(years), AssessmentGrade[said[f"{GRADE}{max(years)}"]]) if years else (0, None)


def _penalties(said: Standing) -> tuple[PublicPenalty, ...]:
    shown = [json.loads(value) for item, value in said.items() if item.startswith(PENALTY) and value]
    return tuple(
        PublicPenalty(**one) for one in sorted(shown, key=lambda one: (one["decided_date"], one["document_number"]))
    )
