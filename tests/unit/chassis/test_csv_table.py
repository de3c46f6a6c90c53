"""Uploaded CSV files: read strictly, every bad cell named, nothing guessed (RELIABILITY C01 to C21)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.csv_table import read_csv
from chassis.kernel.errors import InvalidFields
from chassis.kernel.table import CellKind, Column

COLUMNS = (
    Column(heading="案号", name="number", key=True),
    Column(heading="日期", name="date", kind=CellKind.DATE, required=False),
    Column(heading="金额", name="amount", kind=CellKind.AMOUNT),
)
HEAD = "案号,日期,金额\n"
GOOD = [{"number": "示案1号", "date": dt.date(2026, 6, 15), "amount": 140000}]


def faults(text: str | bytes) -> dict[str, str]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(InvalidFields) as refused:
        read_csv(content, COLUMNS, field="paper")
    return {one.field: one.reason for one in refused.value.violations}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    assert read_csv((HEAD + "示案1号,2026-06-15,1400\n").encode(encoding), COLUMNS, field="paper") == GOOD


def test_columns_come_in_any_order_and_amounts_are_fen() -> None:
    assert read_csv("金额,案号,日期\r\n1400.00,示案1号,2026-06-15\r\n".encode(), COLUMNS, field="paper") == GOOD
    assert read_csv((HEAD + "甲,,0.5\n").encode(), COLUMNS, field="paper")[0] == {
        "number": "甲",
        "date": None,
        "amount": 50,
    }


@pytest.mark.parametrize(("content", "reason"), [
    ((HEAD + "甲,,1\n").encode("utf-16"), "FILE_KIND"), (b"PK\x03\x04 rest", "FILE_KIND"), (b"%PDF-1.7", "FILE_KIND"),
    (b"\xd0\xcf\x11\xe0\xa1", "FILE_KIND"), (b"\x81\xff\xff", "ENCODING"), (b"", "HEADINGS"),
    ("案号,金额\n".encode(), "HEADINGS"), ("案号,日期,金额,金额\n".encode(), "HEADINGS"),
    ("案号,日期,金额,备注\n".encode(), "HEADINGS"), ((HEAD + '"甲,,1\n').encode(), "CSV_BROKEN"),
    ((HEAD + "甲,,1\n" * 20_001).encode(), "ROWS_LIMIT"),
])  # fmt: skip
def test_another_file_is_refused_as_a_whole(content: bytes, reason: str) -> None:
    assert faults(content) == {"paper": reason}


@pytest.mark.parametrize(
    "amount", ["1,200元", "１２００", "壹仟贰佰元整", "12.345", "-5", "1e3", "01", ".5", "9999999999999"]
)
def test_an_amount_that_is_none_is_refused(amount: str) -> None:
    assert set(faults(f'{HEAD}甲,,"{amount}"\n').values()) == {"AMOUNT"}


@pytest.mark.parametrize("date", ["2026.1.5", "44927", "2026-02-30", "2026-1-5", "2026/01/05"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    assert faults(f"{HEAD}甲,{date},1\n") == {"paper[1].date": "DATE"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_formula_is_refused(text: str) -> None:
    assert faults(f"{HEAD}{text},,1\n") == {"paper[1].number": "FORMULA"}


@pytest.mark.parametrize("text", ["1.10101E+17", "1e17", "9.9E+018"])
def test_a_number_that_lost_its_digits_is_refused(text: str) -> None:
    assert faults(f"{HEAD}{text},,1\n") == {"paper[1].number": "NOT_TEXT"}


@pytest.mark.parametrize("text", [" 甲", "甲\u3000", "甲\u00a0乙", "甲\u200b", '"甲\n乙"'])
def test_spaces_that_nobody_sees_are_refused(text: str) -> None:
    assert faults(f"{HEAD}{text},,1\n") == {"paper[1].number": "SPACES"}


def test_every_bad_cell_is_named_at_once() -> None:
    text = HEAD + "甲,,1\n,2026-13-01,x\n合计\n甲,,2\n" + "乙," + "1" * 3000 + ",1\n"
    assert faults(text) == {
        "paper[2].number": "REQUIRED", "paper[2].date": "DATE", "paper[2].amount": "AMOUNT", "paper[3]": "CELLS",
        "paper[4].number": "ROW_REPEATED", "paper[5].date": "CELL_TOO_LONG",
    }  # fmt: skip


def test_no_fault_tells_what_the_cell_held() -> None:
    with pytest.raises(InvalidFields) as refused:
        read_csv(f"{HEAD}=张某某,13800138000,一千\n".encode(), COLUMNS, field="paper")
    told = refused.value.message + "".join(one.description for one in refused.value.violations)
    assert not any(secret in told for secret in ("张某某", "13800138000", "一千"))


@given(st.binary(max_size=300))
def test_no_bytes_but_a_good_file_are_taken(content: bytes) -> None:
    with pytest.raises(InvalidFields):
        read_csv(content, COLUMNS, field="paper")


@given(st.lists(st.integers(min_value=0, max_value=10**13 - 1), max_size=20))
def test_every_amount_comes_back_to_the_fen(amounts: list[int]) -> None:
    lines = [f"{place},,{fen // 100}.{fen % 100:02d}" for place, fen in enumerate(amounts)]
    rows = read_csv((HEAD + "\n".join(lines)).encode(), COLUMNS, field="paper")
    assert [row["amount"] for row in rows] == amounts


def test_an_optional_column_may_be_missing_and_then_holds_nothing() -> None:
    columns = (*COLUMNS[:1], Column(heading="备注", name="remark", optional=True, required=False))
    assert read_csv("案号\n甲\n".encode(), columns, field="paper") == [{"number": "甲", "remark": None}]
    assert read_csv("备注,案号\n齐全,甲\n".encode(), columns, field="paper") == [{"number": "甲", "remark": "齐全"}]
    with pytest.raises(InvalidFields) as refused:
        read_csv("备注\n齐全\n".encode(), columns, field="paper")
    (fault,) = refused.value.violations
    assert (fault.reason, fault.description) == ("HEADINGS", "表头应为案号（顺序不限，可另有备注），缺少案号")
