"""Paper ledger, system and bank side by side: every key field, every missing case, nothing repeated (LA-72, XF-19)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import case_pb2, events_pb2
from sifa.legal_aid.v1 import record_comparison_pb2 as pb

from tests.doors import refused
from tests.services.legal_aid.claims import brought, claim
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import LATER, act_on, brought_to
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.record_comparisons import HEAD
from tests.services.legal_aid.record_comparisons import compare_records as compare
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.test_events import told

K, F = pb.RecordDifferenceKind, pb.RecordField
SAME = {"recipient": "王㐂", "matter": "请求支付劳动报酬", "handler": "甲律师", "assigned": "2026-06-15",
        "ended": "2026-06-15", "subsidy": ""}  # fmt: skip
ABOUT = {
    "recipient": "RECIPIENT", "matter": "MATTER", "handler": "HANDLER", "assigned": "ASSIGNED_DATE",
    "ended": "ENDED_DATE", "subsidy": "SUBSIDY",
}  # fmt: skip
OTHER = {
    "recipient": "李㐂",
    "matter": "其他事项",
    "handler": "乙律师",
    "assigned": "2026-06-14",
    "ended": "",
    "subsidy": "0.01",
}


def line(case: case_pb2.Case, **changes: str) -> str:
    return ",".join([case.number, *{**SAME, **changes}.values()]) + "\n"


def found(comparison: pb.RecordComparison) -> list[tuple[str, str, str]]:
    return [
        (one.case_number, K.Name(one.kind).removeprefix("RECORD_DIFFERENCE_KIND_"),
         F.Name(one.field).removeprefix("RECORD_FIELD_"))
        for one in comparison.differences
    ]  # fmt: skip


@pytest.mark.rule("LA-72")
def test_a_ledger_that_agrees_shows_nothing(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    made = compare(counter, HEAD + line(case))
    assert (found(made), made.paper_count, made.system_count) == ([], 1, 1)
    assert told(counter, "CaseRecordsDiffer") == []
    assert counter.call("GetRecordComparison", counter.chief, name=made.name) == made


@pytest.mark.rule("LA-72", "XF-19")
@pytest.mark.parametrize("field", list(SAME))
def test_any_difference_in_a_key_field_is_found(counter: Counter, field: str) -> None:
    case = brought_to(counter, "GRADED")
    made = compare(counter, HEAD + line(case, **{field: OTHER[field]}))
    assert found(made) == [(case.number, "PAPER", ABOUT[field])]
    [(subject, fact)] = told(counter, "CaseRecordsDiffer")
    assert (subject, fact) == (case.name, events_pb2.CaseRecordsDiffer(
        record_comparison=made.name, case=case.name, institution=counter.institution, division=counter.division,
        kinds=[K.Value("RECORD_DIFFERENCE_KIND_PAPER")], fields=[F.Value(f"RECORD_FIELD_{ABOUT[field]}")],
        found_date="2026-06-15"))  # fmt: skip


@pytest.mark.rule("LA-72")
def test_a_case_on_one_side_alone_is_found(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    unknown = line(case).replace(case.number, "（2026）玄法援案字第99号")
    assert found(compare(counter, HEAD + unknown)) == [
        (case.number, "NOT_ON_PAPER", "UNSPECIFIED"), ("（2026）玄法援案字第99号", "NOT_IN_SYSTEM", "UNSPECIFIED"),
    ]  # fmt: skip


@pytest.mark.rule("LA-72")
def test_the_bank_is_the_third_side(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    brought(counter, claim(counter, case.name, case.assignments[0].name, funded(counter)), "pay")
    paper, head = HEAD + line(case, subsidy="1400.00"), "案号,金额,支付日期\n"
    agrees = head + f"{case.number},400,2026-06-15\n{case.number},1000.00,2026-06-15\n"
    assert found(compare(counter, paper, agrees)) == []
    less = head + f"{case.number},1399.99,2026-06-15\n"
    assert found(compare(counter, paper, less)) == [(case.number, "BANK", "SUBSIDY")]


def sealed(counter: Counter, issuer: str, seal: str) -> tuple[str, pb.RecordComparison]:
    """A ledger that also says who issued a proof, and whose seal it bears."""
    case = brought_to(counter, "GRADED")
    head = HEAD.strip() + ",证明印章单位,证明出具单位\n"
    return case.number, compare(counter, head + line(case).strip() + f",{seal},{issuer}\n")


@pytest.mark.rule("LA-72", "XF-19")
def test_a_seal_of_another_township_on_a_proof_is_found(counter: Counter) -> None:
    number, made = sealed(counter, "示例甲镇人民政府", "示例乙镇人民政府")
    assert found(made) == [(number, "SEAL", "UNSPECIFIED")]
    [(_, fact)] = told(counter, "CaseRecordsDiffer")
    assert list(fact.kinds) == [pb.RECORD_DIFFERENCE_KIND_SEAL]


@pytest.mark.rule("LA-72")
@pytest.mark.parametrize(
    ("issuer", "seal"), [("示例甲镇人民政府", "示例甲镇人民政府"), ("", "示例乙镇人民政府"), ("示例甲镇人民政府", "")]
)
def test_its_own_seal_or_an_unwritten_one_is_no_difference(counter: Counter, issuer: str, seal: str) -> None:
    _, made = sealed(counter, issuer, seal)
    assert (found(made), told(counter, "CaseRecordsDiffer")) == ([], [])


@pytest.mark.rule("LA-72", "P-06")
def test_what_was_entered_late_is_shown(counter: Counter) -> None:
    granted = counter.receive(received_date="2026-06-01", entry_reason=LATER)
    decided = counter.call("DecideApplication", counter.head, name=granted.name, happened_date="2026-06-02",
                           entry_reason=LATER).application  # fmt: skip
    case = counter.call("ListCases", counter.clerk, application=decided.name).cases[0]
    act_on(counter, "assign", case.name)
    now = act_on(counter, "arrange", case.name)
    assert (case.number, "LATE_ENTRY", "UNSPECIFIED") in found(compare(counter, HEAD + line(now, ended="")))


@pytest.mark.rule("LA-72")
def test_the_same_ledger_is_compared_once(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    compare(counter, HEAD + line(case))
    answer = refused(lambda: compare(counter, HEAD + line(case)))
    assert (answer.code.name, answer.reason) == ("ALREADY_EXISTS", "COMPARED_BEFORE")
    assert answer.metadata["imported_by"] == f"legal_aid_clerk-{counter.division}"


def test_a_bad_cell_changes_nothing_and_repeats_nothing(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    before = everything(counter.door.service)
    answer = refused(lambda: compare(counter, HEAD + line(case, subsidy="壹仟元") + line(case), "案号\n"))
    assert answer.violations == {
        "record_comparison.paper[1].subsidy": "AMOUNT", "record_comparison.paper[2].number": "ROW_REPEATED",
    }  # fmt: skip
    assert "壹仟元".encode() not in answer.wire
    reversed_dates = {"from_date": "2026-06-02", "until_date": "2026-06-01"}
    answer = refused(lambda: compare(counter, HEAD + line(case), **reversed_dates))
    assert answer.violations == {"record_comparison.until_date": "DATES_REVERSED"}
    assert everything(counter.door.service) == before
