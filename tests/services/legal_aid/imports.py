"""Every table that is imported, as cells that can be changed and sent in either form. It must not assert anything."""

from __future__ import annotations

from functools import partial

from services.legal_aid.domain.contact_opening_table import COLUMNS
from tests.import_rows import LINES, Import
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import brought, claim
from tests.services.legal_aid.contact_openings import HEAD as OPENING_HEAD
from tests.services.legal_aid.contact_openings import opening_row, prepare
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.payments import ask, export, file_of
from tests.services.legal_aid.record_comparisons import HEAD, compare_records

BANK_HEAD = "案号,金额,支付日期\n"


NAMES = {"单据": "payable", "案号": "number", "金额": "amount", "支付日期": "paid_date", "补贴金额": "subsidy",
         "指派日期": "assigned_date"}  # fmt: skip


def result_import(counter: Counter) -> Import:
    source, who = funded(counter), lawyer(counter)
    for _ in range(LINES):
        done = done_case(counter, who)
        brought(counter, claim(counter, done.name, done.assignments[0], source), "approve")
    batch = export(counter, source).name
    told = file_of(counter, batch).content.decode().splitlines()[1:-1]
    rows = [[one.split(",")[0], "1400.00", "2026-06-15", f"B{place}"] for place, one in enumerate(told)]
    return Import(
        where="content", cells=[["单据", "金额", "支付日期", "银行流水号"], *rows], text="单据", amount="金额",
        date="支付日期", names=NAMES,
        send=lambda content: ask(counter, "ImportPaymentResult", name=batch, content=content),
    )  # fmt: skip


def paper_import(counter: Counter) -> Import:
    rows = [[f"示案{place}号", "王㐂", "", "", "2026-06-15", "", "1400.00"] for place in range(LINES)]
    return Import(
        where="record_comparison.paper", cells=[HEAD.strip().split(","), *rows], text="案号", amount="补贴金额",
        date="指派日期", names=NAMES, send=partial(compare_records, counter),
    )  # fmt: skip


def bank_import(counter: Counter) -> Import:
    rows = [[f"示案{place}号", "1400.00", "2026-06-15"] for place in range(LINES)]
    return Import(
        where="record_comparison.bank", cells=[BANK_HEAD.strip().split(","), *rows], text="案号", amount="金额",
        date="支付日期", names=NAMES, send=partial(compare_records, counter, HEAD), unique=False,
    )  # fmt: skip


def opening_import(counter: Counter) -> Import:
    rows = [opening_row(number=f"旧{place}号", person_name="王㐂") for place in range(LINES)]
    return Import(
        where="content", cells=[OPENING_HEAD, *rows], text="原编号", amount="", date="日期",
        names={column.heading: column.name for column in COLUMNS},
        send=lambda content: prepare(counter, content),
    )  # fmt: skip


IMPORTS = {"result": result_import, "paper": paper_import, "bank": bank_import, "opening": opening_import}
