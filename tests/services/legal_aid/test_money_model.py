"""Whatever is done to funds and claims in whatever order, the books are as a plain-Python model of them has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from chassis.clock import random_id
from chassis.kernel.errors import Refusal
from chassis.ledger.reading import find_disagreements
from chassis.principal import Principal
from chassis.tx import Tx
from services.legal_aid.domain.case_words import CaseStage, Grade
from services.legal_aid.domain.fund_movement import Allotment, FundMovementKind
from services.legal_aid.domain.settlement import ReversalOrder, ReversalReason
from services.legal_aid.domain.subsidy_claim import BlockReason, Resolution, SubsidyClaimDraft
from services.legal_aid.domain.tariff import ServiceCode
from services.legal_aid.domain.termination import TerminationGround, TerminationPaper
from services.legal_aid.handlers import claim_payment
from services.legal_aid.handlers import fund_movement as movements
from services.legal_aid.handlers import subsidy_claim as claims
from services.legal_aid.handlers.fund_source import get_fund_source
from services.legal_aid.persistence.subsidy_claim import TABLE
from tests.doors import HOME, Door
from tests.emptying import empty
from tests.services.legal_aid.cases_to_pay import ENDED, done_case, lawyer
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.money import LOCAL, fund

PAPER = "玄财〔2026〕1号"
STANDARD = 140_000
SHARES = st.sampled_from([(10_000,), (4000, 6000), (3333, 3333, 3334), (1, 9999), (0, 10_000)])
AMOUNTS = st.integers(1, 400_000)
WAYS = {"pass": (Grade.PASS, None, 1), "fail": (Grade.FAIL, None, 0),
        "deceit": (None, TerminationGround.DECEIT, 0)}  # fmt: skip


@dataclass
class Book:
    """What the model keeps of a source."""

    available: int = 0
    committed: int = 0
    paid: int = 0
    money: int = 0


@dataclass
class Job:
    """What the model keeps of a case: its parts, who has claimed them, and from which source."""

    case: str
    parts: dict[str, int]
    holders: dict[str, str] = field(default_factory=dict)


def parts_of(total: int, shares: tuple[int, ...]) -> list[int]:
    """Largest remainder on exact fractions, ties to the earlier."""
    exact = [Fraction(total * share, 10_000) for share in shares]
    parts = [int(one) for one in exact]
    for place in sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])[: total - sum(parts)]:
        parts[place] += 1
    return parts


class Money(RuleBasedStateMachine):
    """Works on two sources of `counter` through the use cases, each step by its own person."""

    counter: ClassVar[Counter]
    jobs, made = Bundle("jobs"), Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self.funds = {fund(self.counter, LOCAL, display_name=name).name: Book() for name in (random_id(), random_id())}
        self.claims: dict[str, dict[str, Any]] = {}

    def _as(self, who: str, work: Callable[[Tx], Any]) -> Any:
        """One unit of work of one person; the reason when it is refused."""
        service = self.counter.door.service
        person = Principal(subject=who, name=who, roles=frozenset({"any"}), divisions=(HOME,))
        try:
            with service.database.write() as session:
                return work(service.open_tx(session, principal=person, cause=random_id()))
        except Refusal as refusal:
            return refusal.reason

    def _fund(self, place: int) -> tuple[str, Book]:
        return list(self.funds.items())[place]

    @rule(place=st.integers(0, 1), amount=AMOUNTS, kind=st.sampled_from(["APPROPRIATION", "ARRIVAL"]))
    def move(self, place: int, amount: int, kind: str) -> None:
        name, book = self._fund(place)
        said = Allotment(document=PAPER, amount_fen=amount)
        proposed = self._as(
            "maker", lambda tx: movements.propose_movement(tx, name, FundMovementKind[kind], said, etag="")
        )
        self._as("head", lambda tx: movements.approve_fund_movement(tx, proposed.name, etag=""))
        if kind == "ARRIVAL":
            book.money += amount
        else:
            book.available += amount

    @rule(target=jobs, shares=SHARES, way=st.sampled_from(sorted(WAYS)))
    def finish_case(self, shares: tuple[int, ...], way: str) -> Job:
        """A case whose handler was replaced once or twice or never, and which was graded or terminated."""
        grade, ground, factor = WAYS[way]
        paper = ground and TerminationPaper(number="1", ground=ground, findings="", decision="", made_date=ENDED)
        done = done_case(
            self.counter, *(lawyer(self.counter) for _ in shares), shares=shares, grade=grade, termination=paper
        )
        parts = parts_of(STANDARD * factor, shares)
        assert sum(parts) == STANDARD * factor
        return Job(case=done.name, parts=dict(zip(done.assignments, parts, strict=True)))

    @rule(target=made, job=jobs, place=st.integers(0, 1), who=st.integers(0, 2))
    def claim(self, job: Job, place: int, who: int) -> str:
        source, book = self._fund(place)
        assignment = list(job.parts)[who % len(job.parts)]
        draft = SubsidyClaimDraft(
            case=job.case, assignment=assignment, stage=CaseStage.TRIAL_1, service=ServiceCode.CIVIL,
            fund_source=source, quantity=0, modifiers=(), claimed_fen=None, lottery=None,
        )  # fmt: skip
        found = self._as("maker", lambda tx: claims.create_subsidy_claim(tx, draft))
        if found == "NO_WORK_SHARE":
            return ""
        amount = job.parts[assignment]
        assert found.amount_fen == amount
        expected = self._obstacle(job, source, assignment, amount, book)
        assert found.block_reason is expected
        self.claims[found.name] = {"job": job, "source": source, "assignment": assignment, "amount": amount,
                                   "state": "BLOCKED" if expected else "DRAFT"}  # fmt: skip
        if expected is None:
            job.holders[assignment] = source
        return str(found.name)

    def _obstacle(self, job: Job, source: str, assignment: str, amount: int, book: Book) -> BlockReason | None:
        if assignment in job.holders or set(job.holders.values()) - {source}:
            return BlockReason.DUPLICATE
        return BlockReason.FUND_SHORT if book.available < amount else None

    @rule(name=made, action=st.sampled_from(["check", "approve", "pay", "block", "reverse", "uphold", "release"]))
    def act(self, name: str, action: str) -> None:
        if name:
            getattr(self, f"_{action}")(name, self.claims[name], self.funds[self.claims[name]["source"]])

    def _allowed(self, one: dict[str, Any], reply: Any, *states: str, also: bool = True) -> bool:
        """Whether the model lets it happen; the service must have said the same."""
        allowed = one["state"] in states and also
        assert isinstance(reply, str) is not allowed, (one["state"], reply)
        return allowed

    def _check(self, name: str, one: dict[str, Any], _book: Book) -> None:
        reply = self._as("checker", lambda tx: claims.check_subsidy_claim(tx, name, etag=""))
        if self._allowed(one, reply, "DRAFT"):
            one["state"] = "CHECKED"

    def _approve(self, name: str, one: dict[str, Any], book: Book) -> None:
        reply = self._as("head", lambda tx: claim_payment.approve_subsidy_claim(tx, name, etag=""))
        if self._allowed(one, reply, "CHECKED", also=book.available >= one["amount"]):
            one["state"] = "APPROVED"
            book.available -= one["amount"]
            book.committed += one["amount"]

    def _pay(self, name: str, one: dict[str, Any], book: Book) -> None:
        reply = self._as("payer", lambda tx: claim_payment.pay_subsidy_claim(tx, name, etag=""))
        if self._allowed(one, reply, "APPROVED", also=book.money >= one["amount"]):
            one["state"] = "PAID"
            book.committed -= one["amount"]
            book.paid += one["amount"]
            book.money -= one["amount"]

    def _block(self, name: str, one: dict[str, Any], book: Book) -> None:
        reply = self._as("head", lambda tx: claims.block_subsidy_claim(tx, name, document=PAPER, etag=""))
        if self._allowed(one, reply, "DRAFT", "CHECKED", "APPROVED"):
            if one["state"] == "APPROVED":
                book.available += one["amount"]
                book.committed -= one["amount"]
            one["state"] = "BLOCKED"
            del one["job"].holders[one["assignment"]]

    def _reverse(self, name: str, one: dict[str, Any], book: Book) -> None:
        order = ReversalOrder(document=PAPER, reason=ReversalReason.ERROR)
        self._as("chief", lambda tx: claims.order_reversal_of_subsidy_claim(tx, name, order, etag=""))
        reply = self._as("payer", lambda tx: claims.reverse_subsidy_claim(tx, name, etag=""))
        if self._allowed(one, reply, "PAID"):
            one["state"] = "REVERSED"
            book.paid -= one["amount"]
            book.available += one["amount"]
            book.money += one["amount"]
            del one["job"].holders[one["assignment"]]

    def _uphold(self, name: str, one: dict[str, Any], _book: Book) -> None:
        said = Resolution(document=PAPER, upheld=True)
        reply = self._as("chief", lambda tx: claims.resolve_subsidy_claim(tx, name, said, etag=""))
        if self._allowed(one, reply, "BLOCKED"):
            one["state"] = "REVERSED"

    def _release(self, name: str, one: dict[str, Any], book: Book) -> None:
        said = Resolution(document=PAPER, upheld=False)
        free = self._obstacle(one["job"], one["source"], one["assignment"], one["amount"], book) is None
        reply = self._as("chief", lambda tx: claims.resolve_subsidy_claim(tx, name, said, etag=""))
        if self._allowed(one, reply, "BLOCKED", also=free):
            one["state"] = "DRAFT"
            one["job"].holders[one["assignment"]] = one["source"]

    @invariant()
    def the_books_are_the_models(self) -> None:
        found, states = self._as("maker", self._everything)
        assert found == self.funds
        assert states == {name: one["state"] for name, one in self.claims.items()}

    def _everything(self, tx: Tx) -> tuple[dict[str, Book], dict[str, str]]:
        """Balances and states as the database has them."""
        balances = {name: get_fund_source(tx, name).balances for name in self.funds}
        books = {
            name: Book(available=one.available_fen, committed=one.committed_fen, paid=one.paid_fen, money=one.cash_fen)
            for name, one in balances.items()
        }
        query = sa.select(TABLE.c.name, TABLE.c.settlement_state).where(TABLE.c.name.in_(list(self.claims)))
        return books, {row.name: row.settlement_state for row in tx.session.execute(query)}

    def teardown(self) -> None:
        with self.counter.door.service.database.read() as session:
            assert find_disagreements(session) == []


@pytest.mark.rule("LA-94", "LA-100", "LA-102", "LA-115", "M-03", "M-05", "E-29", "E-30")
def test_any_sequence_leaves_the_books_as_the_model_has_them(shared_door: Door) -> None:
    empty(shared_door.service)
    Money.counter = open_counter(shared_door)
    few = settings(
        max_examples=6, stateful_step_count=30, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Money, settings=few)
