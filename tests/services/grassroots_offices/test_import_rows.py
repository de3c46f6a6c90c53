"""RELIABILITY C01 to C26 for every table that is imported: offices, people, hours, briefs and income.

Each row is refused with every bad cell named, or read up to a fault that is put into it. C14 is the second upload,
which the keys refuse row by row; C24 is one unit of work, as any other call. C06 cannot apply: nothing
is exported here.
"""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa

from chassis.kernel.table import CellKind, Column
from chassis.service import Service
from services.grassroots_offices.domain import (
    income_report_table,
    office_table,
    practitioner_table,
    service_hours_table,
    work_brief_table,
)
from tests.doors import Door, Refused, refused
from tests.emptying import children_first, empty
from tests.import_rows import CELLS, EITHER, GOOD, LINES, OTHER_KINDS, WHOLE, Import
from tests.services.grassroots_offices.desk import RPCS, Desk, credit_code
from tests.services.grassroots_offices.test_year_imports import csv_of, take

TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "offices": ("ImportOffices", office_table.COLUMNS),
    "people": ("ImportPractitioners", practitioner_table.COLUMNS),
    "hours": ("ImportServiceHours", service_hours_table.COLUMNS),
    "briefs": ("ImportWorkBriefs", work_brief_table.COLUMNS),
    "income": ("ImportIncomeReports", income_report_table.COLUMNS),
}
SOUND = {CellKind.TEXT: "示例{}", CellKind.DATE: "2026-06-12", CellKind.AMOUNT: "1400.00"}


def table_of(desk: Desk, name: str) -> Import:
    """A table whose cells can be read; whether its rows may be entered is not asked before that."""
    rpc, columns = TABLES[name]
    kinds = {one.kind: one.heading for one in reversed(columns)}
    rows = [[SOUND[one.kind].format(place) for one in columns] for place in range(LINES)]
    return Import(
        where="content", cells=[[one.heading for one in columns], *rows],
        text=next(one.heading for one in columns if one.key), amount=kinds.get(CellKind.AMOUNT, ""),
        date=kinds.get(CellKind.DATE, ""), names={one.heading: one.name for one in columns},
        send=lambda content: take(desk, rpc, content),
    )  # fmt: skip


@pytest.fixture(scope="module", params=list(TABLES))
def table(request: pytest.FixtureRequest, shared_door: Door) -> tuple[Service, Import]:
    empty(shared_door.service)
    desk = Desk(door=shared_door, clerk=shared_door.person("grassroots_clerk"), city=shared_door.person("nobody"))
    return shared_door.service, table_of(desk, request.param)


def turned_away(service: Service, one: Import, content: bytes) -> Refused:
    """Refused without the value; nothing was written, not even an audit entry."""
    before = counts(service)
    answer = refused(lambda: one.send(content))
    assert (answer.code.name, counts(service)) == ("INVALID_ARGUMENT", before)
    return answer


def counts(service: Service) -> list[int]:
    with service.database.read() as session:
        return [
            session.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in children_first(service.database.engine)
        ]


@pytest.mark.parametrize("content", OTHER_KINDS.values(), ids=list(OTHER_KINDS))
def test_another_kind_of_file_is_refused_by_what_it_holds(table: tuple[Service, Import], content: bytes) -> None:
    assert turned_away(*table, content).violations == {"content": "FILE_KIND"}


@pytest.mark.parametrize("row", [*WHOLE, *EITHER])
def test_another_table_is_refused_as_a_whole(table: tuple[Service, Import], row: str) -> None:
    made, reason = {**WHOLE, **EITHER}[row]
    assert turned_away(*table, made(table[1])).violations == {"content": reason}


@pytest.mark.parametrize("row", list(CELLS))
def test_a_cell_that_could_be_taken_for_another_is_named(table: tuple[Service, Import], row: str) -> None:
    """A table has no row for a kind of cell that none of its columns holds."""
    what, value, reason = CELLS[row]
    one = table[1]
    if heading := {"text": one.text, "amount": one.amount, "date": one.date}[what]:
        answer = turned_away(*table, one.changed((3, heading, value)))
        assert answer.violations == {one.at(3, heading): reason}
        assert value.encode() not in answer.wire


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_c11_c12_c13_every_bad_cell_total_and_repeated_row_is_named_and_no_row_is_taken(
    table: tuple[Service, Import], form: str
) -> None:
    one = dataclasses.replace(table[1], form=form)
    bad = {one.amount: ("1,4", "AMOUNT"), one.date: ("x", "DATE"), one.text: ("", "REQUIRED")}
    known = {heading: said for heading, said in bad.items() if heading}
    wrong = one.changed(*((place, heading, said[0]) for place, (heading, said) in enumerate(known.items(), 1)))
    assert turned_away(*table[:1], one, wrong).violations == {
        one.at(place, heading): said[1] for place, (heading, said) in enumerate(known.items(), 1)
    }
    total = ["合计" if heading == one.text else cell for heading, cell in zip(one.cells[0], one.cells[1], strict=True)]
    rows = [*one.cells, one.cells[2], total]
    assert turned_away(*table[:1], one, one.write(rows)).violations == {
        one.at(LINES + 1, one.text): "ROW_REPEATED", one.at(LINES + 2, one.text): "TOTAL_ROW",
    }  # fmt: skip
    gap = one.write([*one.cells[:3], [], *one.cells[3:]])
    assert turned_away(*table[:1], one, gap).violations == {"content[3]": "CELLS"}


@pytest.mark.parametrize("row", list(GOOD))
def test_what_only_looks_wrong_is_read(table: tuple[Service, Import], row: str) -> None:
    """Read up to a fault that is put into its last row: nothing is imported by the way."""
    one = dataclasses.replace(table[1], cells=[*table[1].cells[:-1], [*table[1].cells[-1]]])
    one.cells[-1][one.cells[0].index(one.text)] = "=1+1"
    assert turned_away(*table[:1], one, GOOD[row](one)).violations == {one.at(LINES, one.text): "FORMULA"}


def test_c22_no_import_takes_a_file_name() -> None:
    for rpc, _ in TABLES.values():
        assert not {name for name in RPCS[rpc].input_type.fields_by_name if "file" in name}


def office_row(licence: str, **changes: str) -> list[str]:
    given = {
        "许可证号": licence, "所名": "示例法律服务所", "组织形式": "事业单位", "统一社会信用代码": credit_code(),
        "许可日期": "2018-03-01", "事业单位法人证书号": "事证1号", "区划代码": "990102",
        "地址": "玄武县桥头镇人民路1号", "地域": "乡镇", "接待区": "是",
        "办公区": "是", "调解区": "是", "档案室": "否", "面积": "100", "办公桌": "10",
        "电脑": "3", "打印机": "1", "文件柜": "2", "文号": "花名册1号", **changes,
    }  # fmt: skip
    return [given[one.heading] for one in office_table.COLUMNS]


HEAD = [one.heading for one in office_table.COLUMNS]


@pytest.mark.rule("P-07")
def test_a_roster_of_offices_is_looked_at_and_then_entered(desk: Desk) -> None:
    """Then each is as one that was entered alone, and the same file again enters nothing (C14)."""
    content = csv_of([HEAD, office_row("许字导入01号"), office_row("许字导入02号", 组织形式="合伙", 地域="街道")])
    seen = take(desk, "ImportOffices", content, validate_only=True).offices
    assert [(one.name, one.licence_number) for one in seen] == [("", "许字导入01号"), ("", "许字导入02号")]
    assert list(desk.call("ListOffices", desk.clerk).offices) == desk.told("OfficePlaced") == []
    made = take(desk, "ImportOffices", content).offices
    assert [one.office for one in desk.told("OfficePlaced")] == [one.name for one in made]
    first = desk.office(made[0].name)
    assert (first.premises.floor_area_m2, first.premises.archive_room, first.licensed_date) == (
        100,
        False,
        "2018-03-01",
    )
    assert [(one.from_date, one.premises.address) for one in first.premises_history] == [
        ("2018-03-01", "玄武县桥头镇人民路1号")
    ]
    again = refused(lambda: take(desk, "ImportOffices", content))
    assert again.violations == {"content[1]": "LICENCE_TAKEN", "content[2]": "LICENCE_TAKEN"}


@pytest.mark.rule("P-07")
def test_every_bad_cell_of_a_roster_of_offices_is_named_and_nothing_is_entered(desk: Desk) -> None:
    twice = credit_code()
    bad = [
        office_row("许字导入01号", 组织形式="公司", 地域="城区", 区划代码="99010", 面积="一百", 电脑="1001",
                   接待区="有"),
        office_row("许1", 所名="所", 统一社会信用代码=twice), office_row("许字导入03号", 统一社会信用代码=twice),
    ]  # fmt: skip
    answer = refused(lambda: take(desk, "ImportOffices", csv_of([HEAD, *bad])))
    assert answer.violations == {
        "content[1].form": "OFFICE_FORM", "content[1].area_type": "AREA_TYPE", "content[1].division": "DIVISION",
        "content[1].floor_area_m2": "COUNT", "content[1].computers": "COUNT", "content[1].reception_area": "YES_OR_NO",
        "content[2].licence_number": "TEXT_LENGTH", "content[2].display_name": "TEXT_LENGTH",
        "content[3].credit_code": "ROW_REPEATED",
    }  # fmt: skip
    assert list(desk.call("ListOffices", desk.clerk).offices) == []


@pytest.mark.rule("P-07")
def test_c04_c23_a_row_is_refused_by_the_rules_of_a_single_entry(desk: Desk) -> None:
    """A credit code that lost its last sign is no code (C04); another county's office is not theirs to enter (C23)."""
    rows = [
        office_row("许字导入01号", 统一社会信用代码=credit_code()[:-1]), office_row("许字导入02号", 区划代码="990103"),
        office_row("许字导入03号", 许可日期="2026-06-16"),
        office_row("许字导入04号", 统一社会信用代码=credit_code("91")),
    ]  # fmt: skip
    answer = refused(lambda: take(desk, "ImportOffices", csv_of([HEAD, *rows]), validate_only=True))
    assert answer.violations == {
        "content[1]": "CREDIT_CODE_FORMAT", "content[2]": "DIVISION_OUT_OF_SCOPE", "content[3]": "DATE_IN_FUTURE",
        "content[4]": "CREDIT_CODE_PREFIX",
    }  # fmt: skip
