"""A payment file is frozen and signed; the bank's result pays all of it or none, and once (RELIABILITY proof 11)."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
from pathlib import Path
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import payment_batch_pb2

from chassis.clock import random_id
from services.legal_aid.domain.payment_batch import RESULT
from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ask as ask_claim
from tests.services.legal_aid.claims import brought, claim, expense, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.payments import DAY, HEAD, ask, export, file_of, result_of, take
from tests.services.legal_aid.rows import everything
from tests.workbooks import workbook_of


@pytest.fixture
def source(counter: Counter) -> str:
    return funded(counter)


@pytest.fixture
def approved(counter: Counter, source: str) -> list[Any]:
    """Two claims and an expense that wait to be paid."""
    cases = [done_case(counter) for _ in range(2)]
    made = [claim(counter, one.name, one.assignments[0], source) for one in cases]
    spent = expense(counter, cases[0].name, cases[0].assignments[0], source)
    return [brought(counter, one, "approve") for one in (*made, spent)]


@pytest.mark.rule("LA-96", "LA-115")
def test_the_file_comes_to_what_the_ledger_has_committed_and_openssl_accepts_it(
    counter: Counter, source: str, approved: list[Any], tmp_path: Path
) -> None:
    made = export(counter, source)
    assert len(approved) == made.payment_count
    given = file_of(counter, made.name)
    assert (made.payment_count, made.total_fen) == (3, 2 * 140_000 + 8650)
    assert made.total_fen == read_fund(counter, source).balances.committed_fen
    assert given.content.decode().splitlines()[-1] == f"{made.name},3,2886.50"
    assert made.sha256 == hashlib.sha256(given.content).hexdigest()
    key = counter.door.service.settings.keys_dir / "legal_aid.pub.pem"
    (tmp_path / "file.sig").write_bytes(given.signature)
    changed = bytearray(given.content)
    changed[-2] ^= 1
    for content, code in ((given.content, 0), (bytes(changed), 1)):
        (tmp_path / "file").write_bytes(content)
        check = ["openssl", "dgst", "-sha256", "-verify", str(key), "-signature", "file.sig", "file"]
        assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True, timeout=60).returncode == code


def test_the_banks_result_may_be_a_workbook_with_days_and_amounts(
    counter: Counter, source: str, approved: list[Any]
) -> None:
    made = export(counter, source)
    heading, *lines = (line.split(",") for line in result_of(counter, made.name).splitlines())
    cells = [[payable, float(yuan), dt.date.fromisoformat(day), number] for payable, yuan, day, number in lines]
    done = take(counter, made.name, workbook_of([heading, *cells]))
    assert (done.state, len(cells)) == (payment_batch_pb2.PAYMENT_BATCH_STATE_PAID, len(approved))
    assert read_fund(counter, source).balances.paid_fen == made.total_fen


@pytest.mark.rule("LA-94", "LA-96")
def test_the_banks_result_pays_everything_once(counter: Counter, source: str, approved: list[Any]) -> None:
    made = export(counter, source)
    result = result_of(counter, made.name)
    done = take(counter, made.name, result)
    assert done.state == payment_batch_pb2.PAYMENT_BATCH_STATE_PAID
    balances = read_fund(counter, source).balances
    assert (balances.paid_fen, balances.committed_fen) == (made.total_fen, 0)
    for one in approved:
        noun = type(one).__name__
        assert state_of(ask_claim(counter, f"Get{noun}", name=one.name)) == "PAID"
    before = everything(counter.door.service)
    again = refused(lambda: take(counter, made.name, result))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "RESULT_IMPORTED")
    assert again.metadata["imported_by"] == "cashier"
    assert again.metadata["imported_time"].startswith("2026-06-15T")
    assert refused(lambda: take(counter, made.name, result + "\n")).reason == "ACTION_NOT_ALLOWED"
    assert refused(lambda: export(counter, source)).reason == "NOTHING_TO_PAY"
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-96")
def test_every_bad_cell_is_named_and_nothing_is_paid(counter: Counter, source: str, approved: list[Any]) -> None:
    made = export(counter, source)
    assert len(approved) == made.payment_count
    good = result_of(counter, made.name).splitlines()
    first, second, third = (line.split(",") for line in good[1:])
    bad = [
        [first[0], "1400.01", "2026-06-14", first[3]], [f"subsidyClaims/{random_id()}", *second[1:]],
        [third[0], third[1], "2026-06-16", third[3]],
    ]  # fmt: skip
    before = everything(counter.door.service)
    answer = refused(lambda: take(counter, made.name, HEAD + "".join(",".join(row) + "\n" for row in bad)))
    amount = "content[1].amount"
    assert answer.violations == {
        amount: "AMOUNT_DIFFERS", "content[1].paid_date": "PAID_DATE", "content[2].payable": "NOT_IN_BATCH",
        "content[3].paid_date": "PAID_DATE", "content": "MISSING",
    }  # fmt: skip
    torn = refused(lambda: take(counter, made.name, "\n".join(good).replace(DAY, "15.6.2026")))
    assert torn.violations == {f"content[{place}].paid_date": "DATE" for place in (1, 2, 3)}
    short = refused(lambda: take(counter, made.name, "\n".join(good[:-1])))
    assert short.violations == {"content": "MISSING"}
    assert {column.heading for column in RESULT} == set(HEAD.strip().split(","))
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-96")
def test_one_that_was_stopped_meanwhile_keeps_all_from_being_paid(
    counter: Counter, source: str, approved: list[Any]
) -> None:
    made = export(counter, source)
    result = result_of(counter, made.name)
    step(counter, "block", approved[0], counter.head)
    before = everything(counter.door.service)
    assert refused(lambda: take(counter, made.name, result)).reason == "ACTION_NOT_ALLOWED"
    assert everything(counter.door.service) == before
    taken = ask(counter, "WithdrawPaymentBatch", counter.head, name=made.name).payment_batch
    assert (taken.state, list(taken.allowed_actions)) == (payment_batch_pb2.PAYMENT_BATCH_STATE_WITHDRAWN, [])
    assert refused(lambda: take(counter, made.name, result)).reason == "ACTION_NOT_ALLOWED"
    again = export(counter, source)
    assert (again.payment_count, again.total_fen) == (2, 140_000 + 8650)
    listed = ask(counter, "ListPaymentBatches", fund_source=source).payment_batches
    assert [one.name for one in listed] == [made.name, again.name]
    assert ask(counter, "GetPaymentBatch", name=again.name) == again


@pytest.mark.rule("P-04")
def test_whoever_approved_may_not_export_and_nobody_exports_twice(
    counter: Counter, source: str, approved: list[Any]
) -> None:
    both = counter.person("legal_aid_finance", subject="legal_aid_head-990102")
    assert refused(lambda: export(counter, source, both)).reason == "SEPARATION_OF_DUTIES"
    assert export(counter, source).payment_count == len(approved)
    assert refused(lambda: export(counter, source)).reason == "NOTHING_TO_PAY"
