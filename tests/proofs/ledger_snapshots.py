"""Look at all books every tenth of a second, each time in one snapshot. It must not change anything."""

from __future__ import annotations

import threading
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.ledger.reading import find_disagreements
from chassis.ledger.tables import ledger_account
from tests.proofs.house import SOURCE, House

PAUSE, MANY_FAULTS = 0.1, 5
A = ledger_account.c
SUM = sa.select(A.ledger).group_by(A.ledger).having(sa.func.sum(A.debits_fen) != sa.func.sum(A.credits_fen))
LEAST = sa.select(sa.func.min(A.debits_fen - A.credits_fen)).where(A.may_go_negative.is_(False))


class Snapshots:
    """Reads until it is stopped, and once more at the end, when nobody works."""

    def __init__(self, house: House, name: str = SOURCE) -> None:
        """Begin to look at the books of a service."""
        self.count, self.least, self.faults = 0, 0, list[str]()
        self._house, self._name, self._stopped = house, name, threading.Event()
        self._thread = threading.Thread(target=self._read_on)
        self._thread.start()

    def stop(self) -> None:
        """Look a last time."""
        self._stopped.set()
        self._thread.join()

    def _read_on(self) -> None:
        with self._house.reading(self._name) as session:
            engine: Any = session.get_bind()
            while len(self.faults) <= MANY_FAULTS:
                ending = self._stopped.wait(PAUSE)
                with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
                    self._look(Session(connection))
                if ending:
                    return

    def _look(self, session: Session) -> None:
        """Every ledger sums to nothing, no account is overdrawn, and what is kept is what the lines come to."""
        self.count += 1
        self.faults += [f"books: {name} does not sum to 0" for name in session.execute(SUM).scalars()][:1]
        least = int(session.execute(LEAST).scalar_one() or 0)
        self.least = min(self.least, least)
        if least < 0:
            self.faults.append(f"books: a balance of {least} fen")
        self.faults += [f"books: {line}" for line in find_disagreements(session)][:1]
