"""The score sheet on paper (F-02): six rows and a total. It must not know a file format."""

from __future__ import annotations

from services.supervision.domain.score_sheet import TENTHS, ScoredCategory, ScoreSheet

HEADINGS = ("类别", "满分", "扣分", "扣分备注", "得分")


def score_lines(sheet: ScoreSheet) -> list[list[str]]:
    """Headings, a row for each category with the reasons of its deductions, the total (SV-50, F-02)."""
    rows = [_line(sheet, place, one) for place, one in enumerate(sheet.categories, start=1)]
    deducted = sum(one.deducted_tenths for one in sheet.categories)
    total = [
        "合计",
        points(sheet.full_tenths),
        points(deducted),
        f"{percent(sheet.share)}%",
        points(sheet.total_tenths),
    ]
    return [list(HEADINGS), *rows, total]


def points(tenths: int) -> str:
    """Tenths of a point as people write points, for example 2.5 and 20."""
    whole, rest = divmod(tenths, TENTHS)
    return f"{whole}.{rest}" if rest else str(whole)


def percent(share: int) -> str:
    """Hundredths of a percent with two decimals, for example 90.42 (SV-51)."""
    return f"{share // 100}.{share % 100:02d}"


def _line(sheet: ScoreSheet, place: int, category: ScoredCategory) -> list[str]:
    notes = [
        f"{_item(category, one.item)}扣{points(one.points_tenths)}分：{one.reason}"
        for one in sheet.deductions
        if one.category == place
    ]
    return [
        category.title, str(category.full_points), points(category.deducted_tenths), "；".join(notes),
        points(category.score_tenths),
    ]  # fmt: skip


def _item(category: ScoredCategory, item: int) -> str:
    return f"{category.items[item - 1]}，" if item else ""
