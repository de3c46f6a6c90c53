"""Hours and briefs come in tables: all rows or none, every bad cell named, and a look before (GO-80, GO-82)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import service_hours_pb2, work_brief_pb2

from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.workbooks import workbook_of

HOURS_HEAD = ["执业证号", "服务日期", "分钟", "服务类型", "报酬来源", "服务对象", "证明材料", "补录原因"]
BRIEF_HEAD = ["许可证号", "类别", "标题", "报送日期", "文号", "补录原因"]


def csv_of(rows: list[list[str]]) -> bytes:
    return "".join(",".join(row) + "\n" for row in rows).encode()


def hours_row(certificate: str, **changes: str) -> list[str]:
    cells = [certificate, "2026-06-12", "90", "法治讲座", "无偿", "桥头村村民委员会", "签到表1号", ""]
    for heading, value in changes.items():
        cells[HOURS_HEAD.index(heading)] = value
    return cells


def take(desk: Desk, rpc: str, content: bytes, **fields: Any) -> Any:
    return desk.call(rpc, desk.clerk, content=content, **fields)


def entered(desk: Desk) -> list[service_hours_pb2.ServiceHours]:
    return list(desk.call("ListServiceHours", desk.clerk).service_hours)


@pytest.mark.rule("GO-80")
@pytest.mark.parametrize("form", [csv_of, workbook_of])
def test_a_table_of_hours_is_looked_at_and_then_entered(desk: Desk, form: Any) -> None:
    _, staff = desk.staffed_office(2)
    content = form([HOURS_HEAD, *(hours_row(one.certificate_number) for one in staff)])
    seen = take(desk, "ImportServiceHours", content, validate_only=True).service_hours
    assert [(one.name, one.practitioner, one.minutes) for one in seen] == [("", one.name, 90) for one in staff]
    assert entered(desk) == []
    made = take(desk, "ImportServiceHours", content).service_hours
    assert list(made) == entered(desk)
    assert [one.kind for one in made] == [service_hours_pb2.SERVICE_KIND_LECTURE] * 2


@pytest.mark.rule("GO-80")
def test_every_bad_cell_is_named_and_nothing_is_entered(desk: Desk) -> None:
    _, (somebody,) = desk.staffed_office(1)
    good = somebody.certificate_number
    rows = [
        HOURS_HEAD, hours_row(good), hours_row("33401-999999", 证明材料="签到表2号"),
        hours_row(good, 分钟="1441", 证明材料="签到表3号"), hours_row(good, 服务类型="其他", 证明材料="签到表4号"),
        hours_row(good, 报酬来源="不详", 证明材料="签到表5号"), hours_row(good, 服务对象="村", 证明材料="签到表6号"),
    ]  # fmt: skip
    answer = refused(lambda: take(desk, "ImportServiceHours", csv_of(rows)))
    assert answer.violations == {
        "content[2].certificate_number": "CERTIFICATE_UNKNOWN", "content[3].minutes": "MINUTES",
        "content[4].kind": "SERVICE_KIND", "content[5].pay": "PAY", "content[6].body_served": "TEXT_LENGTH",
    }  # fmt: skip
    assert entered(desk) == []


@pytest.mark.rule("GO-80", "GO-88")
def test_a_row_is_refused_by_the_rules_of_a_single_entry(desk: Desk) -> None:
    _, (somebody,) = desk.staffed_office(1)
    certificate = somebody.certificate_number
    take(desk, "ImportServiceHours", csv_of([HOURS_HEAD, hours_row(certificate)]))
    rows = [
        HOURS_HEAD, hours_row(certificate), hours_row(certificate, 报酬来源="政府购买", 证明材料="签到表2号"),
        hours_row(certificate, 服务日期="2026-05-04", 证明材料="签到表3号"),
        hours_row(certificate, 服务日期="2026-06-16", 证明材料="签到表4号"),
    ]  # fmt: skip
    answer = refused(lambda: take(desk, "ImportServiceHours", csv_of(rows), validate_only=True))
    assert answer.violations == {
        "content[1]": "HOURS_TWICE", "content[2]": "PAID_WORK", "content[3]": "ENTRY_REASON_MISSING",
        "content[4]": "DATE_IN_FUTURE",
    }  # fmt: skip
    assert len(entered(desk)) == 1


@pytest.mark.rule("GO-82")
def test_a_table_of_briefs_is_entered_whole_or_not_at_all(desk: Desk) -> None:
    office = desk.enter_office()
    number = office.licence_number
    good = [[number, "信息", "法治乡村信息", "2026-06-12", "报送1号", ""],
            [number, "典型案例", "土地流转纠纷调解案", "2026-05-12", "报送2号", "补录报送情况"]]  # fmt: skip
    bad = [["许字000000号", "简报", "题", "2026-06-12", "报送3号", ""]]
    answer = refused(lambda: take(desk, "ImportWorkBriefs", csv_of([BRIEF_HEAD, *good, *bad])))
    assert answer.violations == {
        "content[3].licence_number": "LICENCE_UNKNOWN", "content[3].kind": "BRIEF_KIND",
        "content[3].title": "TEXT_LENGTH",
    }  # fmt: skip
    assert list(desk.call("ListWorkBriefs", desk.clerk).work_briefs) == []
    made = take(desk, "ImportWorkBriefs", csv_of([BRIEF_HEAD, *good])).work_briefs
    assert [(one.office, one.kind, one.late) for one in made] == [
        (office.name, work_brief_pb2.WORK_BRIEF_KIND_BRIEF, False),
        (office.name, work_brief_pb2.WORK_BRIEF_KIND_TYPICAL_CASE, True),
    ]  # fmt: skip
    again = refused(lambda: take(desk, "ImportWorkBriefs", csv_of([BRIEF_HEAD, *good])))
    assert set(again.violations.values()) == {"BRIEF_TWICE"}


def test_a_neighbours_people_are_not_found(desk: Desk) -> None:
    _, (somebody,) = desk.staffed_office(1)
    other = desk.door.person("grassroots_clerk", divisions=("990201",), subject="neighbour")
    content = csv_of([HOURS_HEAD, hours_row(somebody.certificate_number)])
    answer = refused(lambda: desk.call("ImportServiceHours", other, content=content))
    assert answer.violations == {"content[1].certificate_number": "CERTIFICATE_UNKNOWN"}


INCOME_HEAD = ["许可证号", "月份", "收费总额", "退费", "代收代付", "法律援助补贴", "其他收入", "文号"]
ROSTER_HEAD = ["许可证号", "姓名", "执业证号", "发证日期", "学历", "法律职业资格", "专职", "合伙人", "文号"]


def income_row(licence: str, period: str = "2026-05", gross: str = "1000.50", **changes: str) -> list[str]:
    cells = dict(zip(INCOME_HEAD, [licence, period, gross, "0", "0", "200", "0", "报表1号"], strict=True))
    return list({**cells, **changes}.values())


def person_row(licence: str, certificate: str, **changes: str) -> list[str]:
    given = [licence, "钱示例", certificate, "2019-05-01", "法律本科", "否", "是", "否", "花名册1号"]
    return list({**dict(zip(ROSTER_HEAD, given, strict=True)), **changes}.values())


@pytest.mark.rule("PB-20", "P-07")
@pytest.mark.parametrize("form", [csv_of, workbook_of])
def test_a_table_of_income_is_filed_whole_and_each_month_is_told(desk: Desk, form: Any) -> None:
    offices = [desk.enter_office() for _ in range(2)]
    content = form([INCOME_HEAD, *(income_row(one.licence_number) for one in offices)])
    seen = take(desk, "ImportIncomeReports", content, validate_only=True).income_reports
    assert [(one.name, one.office, one.gross_fee_fen) for one in seen] == [("", one.name, 100_050) for one in offices]
    assert desk.told("IncomeReported") == []
    made = take(desk, "ImportIncomeReports", content).income_reports
    assert [(one.period, one.legal_aid_subsidy_fen, one.version) for one in made] == [("2026-05", 20_000, 1)] * 2
    assert [one.income_report for one in desk.told("IncomeReported")] == [one.name for one in made]
    again = refused(lambda: take(desk, "ImportIncomeReports", content))
    assert again.violations == {"content[1]": "PERIOD_FILED", "content[2]": "PERIOD_FILED"}


@pytest.mark.rule("PB-20")
def test_every_bad_cell_of_an_income_table_is_named_and_nothing_is_filed(desk: Desk) -> None:
    own = desk.enter_office().licence_number
    unreadable = [income_row(own, gross="壹仟元"), income_row(own, "2026-04", 退费="-5"), income_row(own, "2026-03")]
    answer = refused(lambda: take(desk, "ImportIncomeReports", csv_of([INCOME_HEAD, *unreadable])))
    assert {field.split(".")[-1] for field in answer.violations} == {"gross_fee_fen", "refunds_fen"}
    wrong = [
        income_row("许字000000号"), income_row(own, "2026年5月"), income_row(own, 文号="号"),
        income_row(own, "2026-02", "99999999999.99"),
    ]  # fmt: skip
    answer = refused(lambda: take(desk, "ImportIncomeReports", csv_of([INCOME_HEAD, *wrong])))
    assert answer.violations == {
        "content[1].licence_number": "LICENCE_UNKNOWN", "content[2].period": "PERIOD_FORMAT",
        "content[3].document_number": "TEXT_LENGTH", "content[4].gross_fee_fen": "AMOUNT_TOO_LARGE",
    }  # fmt: skip
    barred = [income_row(own, "2026-06"), income_row(own, 代收代付="1000.51"), income_row(own, "2026-04")]
    answer = refused(lambda: take(desk, "ImportIncomeReports", csv_of([INCOME_HEAD, *barred])))
    assert answer.violations == {"content[1]": "PERIOD_NOT_OVER", "content[2]": "PASS_THROUGH_ABOVE_FEES"}
    assert list(desk.call("ListIncomeReports", desk.clerk).income_reports) == []


@pytest.mark.rule("P-07", "GO-30")
@pytest.mark.parametrize("form", [csv_of, workbook_of])
def test_a_roster_is_looked_at_and_then_entered(desk: Desk, form: Any) -> None:
    office = desk.enter_office()
    rows = [person_row(office.licence_number, f"33401-8{number:05d}") for number in range(3)]
    content = form([ROSTER_HEAD, *rows])
    seen = take(desk, "ImportPractitioners", content, validate_only=True).practitioners
    assert [(one.name, one.office) for one in seen] == [("", office.name)] * 3
    assert list(desk.call("ListPractitioners", desk.clerk).practitioners) == []
    made = take(desk, "ImportPractitioners", content).practitioners
    listed = desk.call("ListPractitioners", desk.clerk).practitioners
    assert [one.certificate_number for one in listed] == [one.certificate_number for one in made]
    assert next(one.measured for one in desk.office(office.name).verdicts if one.criterion == 1) == 3
    again = refused(lambda: take(desk, "ImportPractitioners", content))
    assert set(again.violations.values()) == {"CERTIFICATE_TAKEN"}


@pytest.mark.rule("P-07", "GO-30")
def test_every_bad_row_of_a_roster_is_named_and_nobody_is_entered(desk: Desk) -> None:
    own = desk.enter_office().licence_number
    wrong = [
        person_row("许字000000号", "33401-900001"), person_row(own, "33401-900002", 学历="小学"),
        person_row(own, "33401-900003", 专职="对"), person_row(own, "33401-900004", 姓名="钱"),
        person_row(own, "33401-900005"),
    ]  # fmt: skip
    answer = refused(lambda: take(desk, "ImportPractitioners", csv_of([ROSTER_HEAD, *wrong])))
    assert answer.violations == {
        "content[1].licence_number": "LICENCE_UNKNOWN", "content[2].education": "EDUCATION",
        "content[3].full_time": "YES_OR_NO", "content[4].full_name": "TEXT_LENGTH",
    }  # fmt: skip
    barred = [
        person_row(own, "33401-900006", 学历="大专以下"), person_row(own, "33401-900007", 发证日期="2026-06-16"),
        person_row(own, "33401-900008"),
    ]  # fmt: skip
    answer = refused(lambda: take(desk, "ImportPractitioners", csv_of([ROSTER_HEAD, *barred])))
    assert answer.violations == {"content[1]": "CONDITIONS_NOT_MET", "content[2]": "DATE_IN_FUTURE"}
    twice = csv_of([ROSTER_HEAD, person_row(own, "33401-900009"), person_row(own, "33401-900009")])
    assert set(refused(lambda: take(desk, "ImportPractitioners", twice)).violations) == {
        "content[2].certificate_number"
    }
    assert list(desk.call("ListPractitioners", desk.clerk).practitioners) == []
