"""The form F-01 as a workbook: nine columns out and in (SV-74)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sifa.supervision.v1 import self_inspection_pb2 as pb

from chassis.kernel.table import Column
from chassis.workbook import read_workbook
from chassis.workbook_writing import write_workbook
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, on, plan, start, units
from tests.services.supervision.sheets import HEAD, ONGOING, filled, nil, opened
from tests.services.supervision.units import institution

COLUMNS = ["序号", "项目", "存在的问题", "整改措施", "责任人", "承办人", "完成情况", "下步措施", "备注"]


@pytest.fixture
def then(bureau: Bureau, profile: Profile) -> Iterator[Bureau]:
    """The first day of the campaign, with one institution."""
    with on(bureau, profile, FIRST_DAY) as made:
        institution(made)
        start(made, plan(made).name)
        yield made


def exported(bureau: Bureau, sheet: str) -> bytes:
    return bureau.call("ExportSelfInspection", bureau.section, name=sheet).content  # type: ignore[no-any-return]


def imported(bureau: Bureau, sheet: str, content: bytes) -> pb.SelfInspection:
    asked = {"name": sheet, "content": content, **HEAD}
    return bureau.call("ImportSelfInspection", bureau.section, **asked).self_inspection  # type: ignore[no-any-return]


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """What somebody saves after changing cells in a spreadsheet."""
    book = load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


@pytest.mark.rule("SV-74")
def test_the_form_has_seven_rows_and_nine_columns(then: Bureau) -> None:
    sheet = opened(then, units(then)[0])
    page: Any = load_workbook(io.BytesIO(exported(then, sheet.name))).worksheets[0]
    lines = [[cell.value for cell in line] for line in page.iter_rows()]
    assert lines[0] == COLUMNS
    assert [(line[0], line[1]) for line in lines[1:]] == [(str(row.number), row.item) for row in sheet.rows]
    assert len(lines) == 8
    assert "填报机构（盖章）：示范县法律援助中心" in str(page.oddHeader.center.text)


@pytest.mark.rule("SV-74")
def test_what_goes_out_comes_in_the_same(then: Bureau) -> None:
    sheet = opened(then, units(then)[0])
    before = filled(then, sheet.name, nil(7, row3={**ONGOING, "remark": "已报科室"}, row4={}))
    after = imported(then, sheet.name, exported(then, sheet.name))
    assert list(after.rows) == list(before.rows)


@pytest.mark.rule("SV-74")
def test_a_form_that_was_filled_in_on_paper_is_read_with_its_words(then: Bureau) -> None:
    sheet = opened(then, units(then)[0])

    def fill(page: Any) -> None:
        for row in range(2, 9):
            page.cell(row, 3).value = "未发现"
        told = ("两件未录入", "逐件补录", "示例甲", "周示例", "未完成", "2021-01-25前：核对数据")
        for column, text in enumerate(told, start=3):
            page.cell(4, column).value = text

    rows = imported(then, sheet.name, edited(exported(then, sheet.name), fill)).rows
    assert [row.finding for row in rows if row.number != 3] == [pb.SHEET_FINDING_NONE_FOUND] * 6
    third = rows[2]
    assert (third.problem, third.completion, third.next_step, third.due_date) == (
        "两件未录入", pb.SHEET_COMPLETION_ONGOING, "核对数据", "2021-01-25",
    )  # fmt: skip


@pytest.mark.rule("SV-74")
@pytest.mark.parametrize(
    ("column", "text", "where", "reason"),
    [
        (1, "9", "number", "ROW_UNKNOWN"), (2, "其他项目", "item", "ITEM_MISMATCH"),
        (7, "差不多", "completion", "COMPLETION"), (8, "2021-02-30前：核对", "next_step", "DATE_INVALID"),
        (3, "=1+1", "problem", "FORMULA"),
    ],
)  # fmt: skip
def test_a_cell_that_does_not_fit_is_named(then: Bureau, column: int, text: str, where: str, reason: str) -> None:
    sheet = opened(then, units(then)[0])

    def spoil(page: Any) -> None:
        page.cell(2, column).value = text

    content = edited(exported(then, sheet.name), spoil)
    assert refused(lambda: imported(then, sheet.name, content)).violations == {f"content[1].{where}": reason}
    assert then.call("GetSelfInspection", then.chief, name=sheet.name).etag == sheet.etag


CELL = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo")), min_size=1, max_size=12)


@given(cells=st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_written_is_read(cells: list[list[str]]) -> None:
    columns = [Column(heading="一", name="one"), Column(heading="二", name="two")]
    found = read_workbook(write_workbook([["一", "二"], *cells], head="甲&乙"), columns, field="content")
    assert [[row["one"], row["two"]] for row in found] == cells
