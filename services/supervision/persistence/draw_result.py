"""Rosters of draws, and what is sealed of them: secrets and results. It must not open anything for a caller.

A result is sealed so that whoever reads the database before the visits does not read the targets (SV-05).
"""

from __future__ import annotations

import json
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.json_values import from_json, to_json
from chassis.upsert import Upsert
from services.supervision.domain.draw import DrawStratum
from services.supervision.domain.draw_risk import DrawRecord
from services.supervision.domain.draw_roster import DrawOfficer, FrozenRoster
from services.supervision.domain.drawing import DrawResult
from services.supervision.persistence.row import Row

SECRET, RESULT = "draw_secret.secret_sealed", "draw_result.result_sealed"


class DrawRosterRow(Row):
    """The frozen roster of one draw; written once."""

    __tablename__ = "draw_roster"

    draw: Mapped[str] = mapped_column(sa.ForeignKey("draw.name"), type_=sa.Text, primary_key=True)
    targets: Mapped[list[list[str]]] = mapped_column(sa.JSON)
    excluded: Mapped[list[str]] = mapped_column(sa.JSON)
    officers: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    records: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)


class DrawSecretRow(Row):
    """A secret that was handed in."""

    __tablename__ = "draw_secret"

    draw: Mapped[str] = mapped_column(sa.ForeignKey("draw.name"), type_=sa.Text, primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    secret_sealed: Mapped[str] = mapped_column(sa.Text)


class DrawResultRow(Row):
    """Whom a draw drew."""

    __tablename__ = "draw_result"

    draw: Mapped[str] = mapped_column(sa.ForeignKey("draw.name"), type_=sa.Text, primary_key=True)
    result_sealed: Mapped[str] = mapped_column(sa.Text)


ROSTERS = cast("sa.Table", DrawRosterRow.__table__)
SECRETS = cast("sa.Table", DrawSecretRow.__table__)
RESULTS = cast("sa.Table", DrawResultRow.__table__)
_officers_to_json, _officers_from_json = to_json(tuple[DrawOfficer, ...]), from_json(tuple[DrawOfficer, ...])
_records_to_json, _records_from_json = to_json(tuple[DrawRecord, ...]), from_json(tuple[DrawRecord, ...])
_result_to_json, _result_from_json = to_json(DrawResult), from_json(DrawResult)
_SAVE_RESULT = Upsert(
    RESULTS,
    lambda row: row.on_conflict_do_update(
        index_elements=[RESULTS.c.draw], set_={"result_sealed": row.excluded.result_sealed}
    ),
)
_SAVE_SECRET = Upsert(SECRETS, lambda row: row.on_conflict_do_nothing())


def insert_roster(session: Session, draw: str, roster: FrozenRoster) -> None:
    """Keep the roster of a draw."""
    session.execute(
        sa.insert(ROSTERS).values(
            draw=draw, targets=[[subject, part.name] for subject, part in roster.targets.items()],
            excluded=list(roster.excluded), officers=_officers_to_json(roster.officers),
            records=_records_to_json(roster.records),
        )
    )  # fmt: skip


def load_roster(session: Session, draw: str) -> FrozenRoster:
    """The roster of a draw that was frozen."""
    row = session.execute(sa.select(ROSTERS).where(ROSTERS.c.draw == draw)).one()
    return FrozenRoster(
        targets={subject: DrawStratum[part] for subject, part in row.targets}, excluded=tuple(row.excluded),
        officers=_officers_from_json(row.officers), records=_records_from_json(row.records),
    )  # fmt: skip


def save_secret(session: Session, seal: Seal, draw: str, sha256: str, secret: str) -> None:
    """Keep a secret that was handed in, once."""
    _SAVE_SECRET.run(session, {"draw": draw, "sha256": sha256, "secret_sealed": seal.seal(secret, SECRET)})


def secrets_of(session: Session, seal: Seal, draw: str) -> dict[str, str]:
    """What was handed in, by commitment."""
    rows = session.execute(sa.select(SECRETS).where(SECRETS.c.draw == draw))
    return {row.sha256: seal.open(row.secret_sealed, SECRET) for row in rows}


def save_result(session: Session, seal: Seal, draw: str, result: DrawResult) -> None:
    """Keep whom a draw drew."""
    sealed = seal.seal(json.dumps(_result_to_json(result)), RESULT)
    _SAVE_RESULT.run(session, {"draw": draw, "result_sealed": sealed})


def results_of(session: Session, seal: Seal, draws: list[str]) -> dict[str, DrawResult]:
    """Whom each of the draws drew."""
    rows = session.execute(sa.select(RESULTS).where(RESULTS.c.draw.in_(draws)))
    return {row.draw: _result_from_json(json.loads(seal.open(row.result_sealed, RESULT))) for row in rows}
