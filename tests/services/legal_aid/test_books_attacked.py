"""Whatever is written past the use cases, the tables keep money in its earmark, in both profiles."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chassis.clock import random_id
from chassis.ledger.reading import find_disagreements, load_balances
from services.legal_aid.domain.fund_balance import OUTSIDE
from tests.proofs.ledger_attacks import NOON, STATEMENTS, known_of
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import Claim, brought, claim
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded

# SQLite has no trigger that sees who writes a balance; one process alone writes there.
POSTGRESQL_ONLY = "write a balance"


@pytest.fixture
def held(counter: Counter) -> Claim:
    """A claim whose amount is reserved."""
    done = done_case(counter)
    made: Claim = brought(counter, claim(counter, done.name, done.assignments[0], funded(counter)), "approve")
    return made


@pytest.mark.rule("LA-90", "M-05", "P-04")
@pytest.mark.parametrize("attack", STATEMENTS)
def test_what_is_written_past_the_use_cases_is_refused(counter: Counter, held: Claim, attack: str) -> None:
    theirs, database = funded(counter, display_name="另一专项"), counter.door.service.database
    if database.sqlite and attack == POSTGRESQL_ONLY:
        return
    new = {"now": NOON.isoformat(sep=" "), "new": f"ledgerEntries/{random_id()}"}
    given = {**known_of(held, theirs), **new}
    with pytest.raises(sa.exc.IntegrityError), database.write() as session:
        session.execute(sa.text(STATEMENTS[attack]), given)
    with database.read() as session:
        assert find_disagreements(session) == []
        for source in (held.fund_source, theirs):
            balances = load_balances(session, source)
            assert sum(balances.values()) == 0
            assert min(fen for account, fen in balances.items() if account not in OUTSIDE) == 0
