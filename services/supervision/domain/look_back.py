"""The look-back report F-22: coverage, problems, rectifications, papers, each figure with its records (SV-41, SV-75).

It must not read a row: whoever asks hands it what was recorded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from services.supervision.domain.campaign import Campaign, CampaignCoverage, CoverageKind
from services.supervision.domain.campaign_paper import CampaignPaper
from services.supervision.domain.campaign_unit import CampaignUnit, share
from services.supervision.domain.rectification import Rectification, RectificationConsequence, RectificationState

ITEMS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackFigure:
    """A figure, and the names of what was counted."""

    title: str
    count: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackCoverage:
    """Done of all; `share` in hundredths of a percent."""

    kind: CoverageKind
    unit_count: int
    done: LookBackFigure
    share: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackUnit:
    """What one unit says."""

    paper: str
    unit_title: str
    experience: str
    shortcomings: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackText:
    """What the office writes over all units."""

    experience: str
    shortcomings: str
    systems: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackReport:
    """F-22; `text` None until it is reported."""

    campaign: str
    as_of_date: dt.date
    coverages: tuple[LookBackCoverage, ...]
    people: LookBackFigure
    person_count: int
    problems: tuple[LookBackFigure, ...]
    rectifications: tuple[LookBackFigure, ...]
    clues: tuple[LookBackFigure, ...]
    units: tuple[LookBackUnit, ...]
    outstanding: LookBackFigure
    late: LookBackFigure
    released: LookBackFigure
    annex: tuple[str, ...]
    text: LookBackText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was recorded of a campaign; `clues` are names with their states."""

    units: list[CampaignUnit]
    papers: list[CampaignPaper]
    rectifications: list[Rectification]
    clues: list[tuple[str, str]]


def look_back(campaign: Campaign, found: Recorded, *, on: dt.date, text: LookBackText | None) -> LookBackReport:
    """Every figure from its records; released units are listed and not counted (SV-02, SV-41, SV-73, SV-75)."""
    units = [one for one in found.units if one.released_date is None]
    gone = frozenset(one.name for one in found.units) - {one.name for one in units}
    papers = [one for one in found.papers if one.campaign_unit not in gone]
    inspecting = [unit for unit in units if unit.cell(CoverageKind.SELF_INSPECTION) is not None]
    people = [one for unit in inspecting for one in unit.people]
    return LookBackReport(
        campaign=campaign.name,
        as_of_date=on,
        coverages=tuple(_coverage(one, units) for one in campaign.coverages),
        people=_figure("本人已完成自查的人员", (one.self_inspection for one in people if one.self_inspection)),
        person_count=len(people),
        problems=_problems(found.rectifications),
        rectifications=_rectifications(found.rectifications),
        clues=tuple(
            _figure(state, (name for name, its in found.clues if its == state))
            for state in sorted({its for _, its in found.clues})
        ),
        units=tuple(_said(one) for one in papers if one.experience),
        outstanding=_figure("未报送的材料", (one.name for one in papers if one.received_date is None)),
        late=_figure("逾期报送的材料", (one.name for one in papers if one.days_late)),
        released=_figure("退出专项整治的单位", gone),
        annex=tuple(sorted(_sheets(units))),
        text=text,
    )


def require_whole(report: LookBackReport) -> None:
    """Nothing is reported before everybody was reached and every paper is there (SV-02, SV-73, SV-75, E-61).

    Raises COVERAGE_INCOMPLETE, PAPERS_OUTSTANDING.
    """
    missing = sum(len(one.missing) for one in report.coverages) + report.person_count - report.people.count
    if missing:
        message = f"三个“全覆盖”尚差{missing}项，覆盖率须为100%，不得以抽样代替（SV-02）。请补齐或者办理退出。"
        raise RuleViolated("COVERAGE_INCOMPLETE", message, rules=("SV-02",), missing=str(missing))
    if report.outstanding.count:
        message = f"尚有{report.outstanding.count}份材料未报送（SV-75），不能汇总上报。请先催收。"
        raise RuleViolated(
            "PAPERS_OUTSTANDING", message, rules=("SV-75",), missing=str(report.outstanding.count)
        )  # fmt: skip


def _coverage(coverage: CampaignCoverage, units: list[CampaignUnit]) -> LookBackCoverage:
    asked = [(unit.name, cell) for unit in units if (cell := unit.cell(coverage.kind)) is not None]
    done = _figure("已覆盖的单位", (name for name, cell in asked if cell.counted))
    return LookBackCoverage(
        kind=coverage.kind, unit_count=len(asked), done=done, share=share(done.count, len(asked)),
        missing=tuple(name for name, cell in asked if not cell.counted),
    )  # fmt: skip


def _problems(found: list[Rectification]) -> tuple[LookBackFigure, ...]:
    """By row of F-01, and those of no row at the end."""
    titles = {item: f"自查表第{item}项" for item in range(1, ITEMS + 1)} | {0: "其他问题"}
    return tuple(_figure(title, (one.name for one in found if one.item == item)) for item, title in titles.items())


def _rectifications(found: list[Rectification]) -> tuple[LookBackFigure, ...]:
    held = RectificationConsequence.HOLD
    closed = RectificationState.CLOSED
    return (
        _figure("已整改到位", (one.name for one in found if one.state is closed)),
        _figure("正在整改", (one.name for one in found if one.state is not closed)),
        _figure("曾经逾期", (one.name for one in found if one.overdue_date is not None)),
        _figure("暂停执业", (one.name for one in found if one.consequence is held)),
    )


def _sheets(units: list[CampaignUnit]) -> Iterable[str]:
    for unit in units:
        cell = unit.cell(CoverageKind.SELF_INSPECTION)
        yield from (one.self_inspection for one in unit.people if one.self_inspection)
        if cell is not None and cell.done_date is not None:
            yield cell.record


def _said(paper: CampaignPaper) -> LookBackUnit:
    return LookBackUnit(
        paper=paper.name, unit_title=paper.unit_title, experience=paper.experience, shortcomings=paper.shortcomings,
        direction=paper.direction,
    )  # fmt: skip


def _figure(title: str, records: Iterable[str]) -> LookBackFigure:
    found = tuple(sorted(records))
    return LookBackFigure(title=title, count=len(found), records=found)
