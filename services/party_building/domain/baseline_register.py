"""A division's register of offices, organisations and members, frozen once a year (PB-18, F-13).

It must not name a member but by his name in this register.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass

from chassis.kernel.errors import Kind, Refusal
from chassis.kernel.spreadsheet import harmless
from services.party_building.domain.composition import OrganisationKind
from services.party_building.domain.coverage import Coverage, CoverageForm
from services.party_building.domain.leadership import PartyLead, SecretaryTier
from services.party_building.domain.member import IN_PARTY, Member
from services.party_building.domain.organisation import Organisation
from services.party_building.domain.standard import Have, OrganisationGrade, haves_on

MONTHS = 12
HEADINGS = (
    "法律服务所", "执业人员", "正式党员", "预备党员", "积极分子", "应建形式", "已建形式", "党组织名称", "联合单位数",
    "书记（负责人）及人选顺序", "任期届满", "指导员", "六有", "等次", "组织关系在外",
)  # fmt: skip
FORMS = {CoverageForm.BRANCH: "单独支部", CoverageForm.JOINT: "联合支部", CoverageForm.INSTRUCTOR: "指导员"}
TIERS = {SecretaryTier.DIRECTOR: "主任", SecretaryTier.MANAGER: "合伙人或管理人员", SecretaryTier.MEMBER: "其他党员"}
HAVES = {
    Have.PREMISES: "场所", Have.FACILITIES: "设施", Have.SIGN: "标志", Have.FLAG: "党旗", Have.BOOKS: "书报",
    Have.SYSTEMS: "制度",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRow:
    """An office as form F-13 shows it."""

    office: str
    practitioner_count: int
    formal_count: int
    probationary_count: int
    activist_count: int
    required: CoverageForm
    actual: CoverageForm | None
    organisation: str
    organisation_title: str
    unit_count: int
    secretary: str
    tier: SecretaryTier | None
    term_end: dt.date | None
    instructor: str
    haves: tuple[Have, ...]
    grade: OrganisationGrade | None
    elsewhere_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineDraft:
    """What is finished."""

    division: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRegister(BaselineDraft):
    """A register, never changed."""

    name: str
    year: int
    finished_date: dt.date
    due_date: dt.date
    rows: tuple[BaselineRow, ...]
    create_time: dt.datetime
    etag: str

    @property
    def late(self) -> bool:
        """Whether it was finished after the month that is set for it."""
        return self.finished_date > self.due_date


def row_of(
    coverage: Coverage, organisation: Organisation | None, lead: PartyLead | None, staff: list[Member], instructor: str,
    on: dt.date,
) -> BaselineRow:  # fmt: skip
    """An office's row (PB-18); `staff` are those of the register who practise there, `lead` who leads there (PB-12)."""
    away = [
        one for one in staff
        if one.standing in IN_PARTY and (organisation is None or one.organisation != organisation.name)
    ]  # fmt: skip
    joint = organisation is not None and organisation.kind is OrganisationKind.JOINT_BRANCH
    return BaselineRow(
        office=coverage.office, practitioner_count=coverage.practitioner_count, formal_count=coverage.formal_count,
        probationary_count=coverage.probationary_count, activist_count=coverage.activist_count,
        required=coverage.required, actual=coverage.actual, organisation=organisation.name if organisation else "",
        organisation_title=organisation.display_name if organisation else "",
        unit_count=len(organisation.units) if organisation and joint else 0, secretary=lead.member if lead else "",
        tier=lead.tier if lead else None, term_end=organisation.term_end if organisation else None,
        instructor=instructor, haves=haves_on(organisation.haves, on) if organisation else (),
        grade=organisation.grades[-1].grade if organisation and organisation.grades else None,
        elsewhere_count=len(away),
    )  # fmt: skip


def freeze(
    draft: BaselineDraft, rows: tuple[BaselineRow, ...], *, name: str, month: int, today: dt.date, now: dt.datetime
) -> BaselineRegister:
    """The register of this year (PB-18), which should be finished by the end of `month`."""
    end = dt.date(today.year + month // MONTHS, month % MONTHS + 1, 1) - dt.timedelta(days=1)
    return BaselineRegister(
        division=draft.division, document_number=draft.document_number, name=name, year=today.year,
        finished_date=today, due_date=end, rows=rows, create_time=now, etag="1",
    )  # fmt: skip


def readable(register: BaselineRegister) -> str:
    """The register as CSV with the headings of form F-13 (PB-18)."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(HEADINGS)
    for row in register.rows:
        sheet.writerow([
            row.office, row.practitioner_count, row.formal_count, row.probationary_count, row.activist_count,
            FORMS[row.required], FORMS[row.actual] if row.actual else "", harmless(row.organisation_title),
            row.unit_count or "", " ".join([row.secretary, *([TIERS[row.tier]] if row.tier else [])]),
            row.term_end or "", row.instructor, "、".join(HAVES[have] for have in row.haves),
            row.grade.name if row.grade else "", row.elsewhere_count,
        ])  # fmt: skip
    return out.getvalue()


def register_taken() -> Refusal:
    """The refusal of a second register of one division and year."""
    message = "该区划本年度党组织和党员底册已经形成，不要重复形成（PB-18）。请查看原底册。"
    return Refusal(Kind.ALREADY_EXISTS, "REGISTER_TAKEN", message)
