"""Money of a fund is spent by two people, never beyond the balance, and other programs agree (PB-22, PB-38)."""

from __future__ import annotations

import csv
import itertools
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import grpc
import pytest
from beancount import loader
from beancount.core import realization
from sifa.grassroots_offices.v1 import events_pb2 as offices_pb
from sifa.party_building.v1 import fund_allocation_service_pb2
from sifa.party_building.v1 import fund_spend_pb2 as pb

from chassis.cli.main import EXIT_USAGE, find_commands
from chassis.kernel.errors import RuleViolated
from chassis.ledger.reading import find_disagreements, load_balances, load_entry
from services.party_building.commands import UNKNOWN, run_fund_ledger
from services.party_building.domain.fund_allocation import EXPORTED
from services.party_building.domain.fund_spend import (
    MOVES,
    FundSpendDraft,
    FundSpendState,
    allow,
    approver_of,
    propose_spend,
)
from tests.doors import HOME, Identity, refused
from tests.facts import HAPPENED
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, Registry, new_name

ALLOCATIONS = fund_allocation_service_pb2.DESCRIPTOR.services_by_name["FundAllocationService"].methods_by_name


def report(registry: Registry, office: str, gross: int, *, refunds: int = 0, version: int = 1) -> None:
    """grassroots_offices tells the income of May."""
    registry.hear(offices_pb.IncomeReported(
        income_report=new_name("incomeReports"), office=office, division=HOME, period="2026-05", version=version,
        gross_fee_fen=gross, refunds_fen=refunds, filed_date="2026-06-01",
    ), office)  # fmt: skip


def balance(registry: Registry, office: str) -> int:
    asked = fund_allocation_service_pb2.GetFundBalanceRequest(name=office.replace("offices/", "fundBalances/"))
    reply = registry.door.call(ALLOCATIONS["GetFundBalance"], asked, registry.clerk)
    assert isinstance(reply, fund_allocation_service_pb2.FundBalance)
    return int(reply.balance_fen)


def funded(registry: Registry) -> tuple[str, str]:
    """An office with a branch at work and 2,580.01 yuan to spend; the branch."""
    office = new_name("offices")
    branch = registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL))
    report(registry, office, 8_600_033)
    return office, branch.name


def propose(registry: Registry, office: str, fen: int) -> pb.FundSpend:
    asked = pb.FundSpend(office=office, amount_fen=fen, purpose="主题党日学习资料", document_number="支出申请1号")
    made: pb.FundSpend = registry.call("CreateFundSpend", fund_spend=asked)
    return made


def act(registry: Registry, rpc: str, name: str, who: Identity | None = None, **more: Any) -> pb.FundSpend:
    asked = {"name": name, "document_number": "支出审批1号", **more}
    done: pb.FundSpend = registry.call(rpc, who or registry.superior, **asked).fund_spend
    return done


@pytest.mark.rule("PB-38")
def test_an_approved_spending_lowers_the_balance(registry: Registry) -> None:
    office, branch = funded(registry)
    made = propose(registry, office, 120_000)
    assert (made.approver, made.holder, balance(registry, office)) == (branch, "OFFICE", 258_001)
    done = act(registry, "ApproveFundSpend", made.name, etag=made.etag)
    assert (done.state, balance(registry, office)) == (pb.FUND_SPEND_STATE_APPROVED, 138_001)
    with registry.door.service.database.read() as session:
        entry = load_entry(session, done.ledger_entry)
        assert find_disagreements(session) == []
    assert entry is not None
    assert (entry.draft.made_by, entry.draft.approved_by, entry.draft.document) == ("clerk", "superior", "支出申请1号")


@pytest.mark.rule("PB-22")
def test_nothing_is_spent_beyond_the_balance(registry: Registry) -> None:
    office, _ = funded(registry)
    whole, more = propose(registry, office, 258_001), propose(registry, office, 1)
    act(registry, "ApproveFundSpend", whole.name)
    low = refused(lambda: act(registry, "ApproveFundSpend", more.name))
    assert (low.code, low.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "BALANCE_TOO_LOW")
    report(registry, office, 8_600_033, refunds=100_000, version=2)
    assert balance(registry, office) == -3_000
    assert refused(lambda: act(registry, "ApproveFundSpend", more.name)).reason == "BALANCE_TOO_LOW"
    rejected = act(registry, "RejectFundSpend", more.name)
    assert (rejected.state, rejected.ledger_entry) == (pb.FUND_SPEND_STATE_REJECTED, "")


@pytest.mark.rule("P-04")
def test_whoever_proposed_a_spending_cannot_approve_it(registry: Registry) -> None:
    office, _ = funded(registry)
    made = propose(registry, office, 1)
    both = registry.door.person("party_secretary", subject="clerk")
    found = refused(lambda: act(registry, "ApproveFundSpend", made.name, both))
    assert (found.code, found.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")
    assert balance(registry, office) == 258_001


@pytest.mark.rule("PB-38")
def test_without_a_branch_the_bureaus_general_branch_approves(registry: Registry) -> None:
    office = new_name("offices")
    report(registry, office, 8_600_033)
    assert refused(lambda: propose(registry, office, 1)).reason == "APPROVER_UNKNOWN"
    general = registry.propose().name
    registry.approve(general)
    registry.elect(general, registry.enter_member(unit=new_name("judicialOffices")).name)
    assert propose(registry, office, 1).approver == general
    assert refused(lambda: propose(registry, new_name("offices"), 1)).reason == "OFFICE_WITHOUT_FUND"


@pytest.mark.rule("PB-38")
def test_the_own_or_joint_branch_comes_before_the_general_one() -> None:
    assert (approver_of("own", "general"), approver_of("", "general")) == ("own", "general")


@pytest.mark.rule("PB-38")
def test_misuse_is_told_with_the_office(registry: Registry) -> None:
    office, _ = funded(registry)
    made = propose(registry, office, 120_000)
    early = refused(lambda: act(registry, "FindFundMisused", made.name))
    assert early.reason == "ACTION_NOT_ALLOWED"
    act(registry, "ApproveFundSpend", made.name)
    found = act(registry, "FindFundMisused", made.name)
    assert (found.state, balance(registry, office)) == (pb.FUND_SPEND_STATE_MISUSED, 138_001)
    (told,) = registry.told("FundMisused")
    assert (told.fund_spend, told.office, told.amount_fen, told.found_date) == (
        made.name, office, 120_000, "2026-06-15",
    )  # fmt: skip


def test_another_county_sees_no_spending(registry: Registry) -> None:
    office, _ = funded(registry)
    made = propose(registry, office, 1)
    neighbour = registry.door.person("supervision_officer", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetFundSpend", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListFundSpends", neighbour).fund_spends == []
    assert [one.name for one in registry.call("ListFundSpends", office=office).fund_spends] == [made.name]


@pytest.mark.parametrize(
    ("state", "action"), list(itertools.product(FundSpendState, ("approve", "reject", "findMisused")))
)
def test_every_action_is_allowed_in_its_states_alone(state: FundSpendState, action: str) -> None:
    draft = FundSpendDraft(office="offices/1", amount_fen=1, purpose="学习", document_number="1号")
    made = propose_spend(
        draft, name="fundSpends/1", holder="OFFICE", approver="o", division=HOME, made_by="clerk", now=HAPPENED
    )
    made = replace(made, state=state)
    if action in MOVES[state]:
        allow(made, action, etag="1")
    else:
        with pytest.raises(RuleViolated, match="ACTION_NOT_ALLOWED"):
            allow(made, action, etag="1")


@pytest.fixture
def on_the_profile(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in profile.environ("party_building").items():
        monkeypatch.setenv(key, value)


def written(office: str, form: str, file: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run_fund_ledger(["export", office, "--format", form]) == 0
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    return file


def spent(registry: Registry) -> tuple[str, dict[str, int]]:
    """A fund with a month, its correction and a spending; and its balances as we have them."""
    office, _ = funded(registry)
    act(registry, "ApproveFundSpend", propose(registry, office, 120_000).name)
    report(registry, office, 8_000_000, version=2)
    with registry.door.service.database.read() as session:
        return office, load_balances(session, office.replace("offices/", "funds/"))


def fen(yuan: Decimal) -> int:
    assert yuan * 100 == int(yuan * 100)
    return int(yuan * 100)


@pytest.mark.usefixtures("on_the_profile")
def test_beancount_accepts_a_funds_ledger_and_agrees(
    registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, ours = spent(registry)
    file = written(office, "beancount", tmp_path / "fund.beancount", capsys)
    check = subprocess.run([Path(sys.executable).with_name("bean-check"), file], check=False, timeout=60)
    assert check.returncode == 0
    directives, errors, _ = loader.load_file(str(file))
    assert errors == []
    tree = realization.realize(directives)
    found = {
        name: fen(realization.get(tree, account).balance.get_currency_units("CNY").number)
        for name, account in EXPORTED.items()
    }
    assert found == ours == {"ALLOCATED": -240_000, "AVAILABLE": 120_000, "SPENT": 120_000}


@pytest.mark.usefixtures("on_the_profile")
def test_hledger_accepts_a_funds_ledger_and_agrees(
    registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, ours = spent(registry)
    base = ["hledger", "-f", str(written(office, "hledger", tmp_path / "fund.journal", capsys))]
    subprocess.run([*base, "check", "--strict"], check=True, timeout=60)
    shown = subprocess.run(
        [*base, "balance", "-N", "--flat", "-E", "-O", "csv"], check=True, capture_output=True, text=True, timeout=60
    )
    rows = dict(list(csv.reader(shown.stdout.splitlines()))[1:])
    found = {name: fen(Decimal(rows.get(account, "0").removesuffix(" CNY"))) for name, account in EXPORTED.items()}
    assert found == ours


@pytest.mark.usefixtures("on_the_profile", "registry")
def test_an_unknown_office_and_a_word_that_is_none_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    office = new_name("offices")
    assert run_fund_ledger(["export", office]) == UNKNOWN
    assert "party_building has no funds/" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        run_fund_ledger(["export", "经费"])
    assert stopped.value.code == EXIT_USAGE
    assert "fund-ledger" in find_commands()
