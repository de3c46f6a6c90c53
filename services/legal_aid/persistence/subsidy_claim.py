"""Rows of subsidy claims. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.duplicate import CaseTraits
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.subsidy_claim import SubsidyClaim, SubsidyClaimFilter
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.settlement import SettlementColumns, settlement_constraints

RELEASED = ("BLOCKED", "REVERSED")


class SubsidyClaimRow(SettlementColumns, Row):
    """One claim, what it holds, and what its case is recognised by."""

    __tablename__ = "subsidy_claim"
    __table_args__ = (
        *settlement_constraints("subsidy_claim"),
        sa.ForeignKeyConstraint(
            ["entitlement", "fund_source"], ["subsidy_entitlement.name", "subsidy_entitlement.fund_source"],
            name="subsidy_claim_entitlement",
        ),
        sa.ForeignKeyConstraint(
            ["lawsuit", "case"], ["subsidy_lawsuit.name", "subsidy_lawsuit.case"], name="subsidy_claim_lawsuit"
        ),
        sa.UniqueConstraint("entitlement", "assignment", name="subsidy_claim_once"),
        sa.CheckConstraint(
            "(settlement_state IN ('BLOCKED', 'REVERSED')) = (entitlement IS NULL)", name="subsidy_claim_is_entitled"
        ),
        sa.CheckConstraint("share_bp BETWEEN 1 AND 10000", name="subsidy_claim_share"),
        sa.CheckConstraint("amount_fen >= 0", name="subsidy_claim_amount"),
        sa.Index("subsidy_claim_by_division", "division", "name"),
        sa.Index("subsidy_claim_by_case", "case", "name"),
        sa.Index("subsidy_claim_by_source", "fund_source", "unit", "name"),
        sa.Index("subsidy_claim_by_recipient", "recipient_key"),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text)
    assignment: Mapped[str] = mapped_column(sa.ForeignKey("case_assignment.name"), type_=sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    handler: Mapped[str] = mapped_column(sa.ForeignKey("handler.name"), type_=sa.Text)
    unit: Mapped[str] = mapped_column(sa.ForeignKey("handling_unit.name"), type_=sa.Text)
    fund_source: Mapped[str] = mapped_column(sa.ForeignKey("fund_source.name"), type_=sa.Text)
    stage: Mapped[str] = mapped_column(sa.Text)
    service: Mapped[str] = mapped_column(sa.Text)
    quantity: Mapped[int]
    modifiers: Mapped[list[str]] = mapped_column(sa.JSON)
    claimed_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    lottery: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    lottery_special: Mapped[bool]
    tariff_unit: Mapped[str | None] = mapped_column(sa.Text)
    standard_fen: Mapped[int] = mapped_column(sa.BigInteger)
    percent: Mapped[int]
    share_bp: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    citation: Mapped[str] = mapped_column(sa.Text)
    block_reason: Mapped[str | None] = mapped_column(sa.Text)
    collides_with: Mapped[list[str]] = mapped_column(sa.JSON)
    entitlement: Mapped[str | None] = mapped_column(sa.Text)
    lawsuit: Mapped[str | None] = mapped_column(sa.Text)
    recipient_key: Mapped[str] = mapped_column(sa.Text)
    matter: Mapped[str | None] = mapped_column(sa.Text)
    court_key: Mapped[str] = mapped_column(sa.Text)
    opponent_keys: Mapped[list[str]] = mapped_column(sa.JSON)
    ended_date: Mapped[dt.date | None]
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", SubsidyClaimRow.__table__)
_read = from_row(SubsidyClaim, TABLE, left_out=("deadlines",))
_write = to_values(SubsidyClaim, TABLE, left_out=("deadlines",))
_UPDATE = sa.update(TABLE).where(TABLE.c.name == sa.bindparam("row"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a live claim holds: its entitlement, and the lawsuit when there is a court number."""

    entitlement: str
    lawsuit: str | None


def insert_subsidy_claim(session: Session, claim: SubsidyClaim, traits: CaseTraits, held: Holding | None) -> None:
    """Write a claim; without a holding it must be blocked."""
    recognised = {
        "recipient_key": traits.recipient_key, "matter": traits.matter.name if traits.matter else None,
        "court_key": traits.court_key, "opponent_keys": list(traits.opponent_keys), "ended_date": traits.ended_date,
        "lottery_special": claim.lottery is not None and claim.lottery.special,
    }  # fmt: skip
    session.execute(sa.insert(TABLE).values(**_write(claim), **recognised, **_held(held)))


def update_subsidy_claim(session: Session, claim: SubsidyClaim, held: Holding | None = None) -> None:
    """Write a locked claim. It lets go of what it held when it is blocked or reversed, and takes what is given."""
    changes = _write(claim)
    if held is not None or claim.settlement.state.name in RELEASED:
        changes |= _held(held)
    session.execute(sa.update(TABLE).where(TABLE.c.name == claim.name).values(changes))


def update_settled_claims(session: Session, claims: Sequence[SubsidyClaim]) -> None:
    """Write locked claims that go on holding what they hold."""
    session.connection().execute(_UPDATE, [{"row": one.name, **_write(one)} for one in claims])


def load_subsidy_claim(session: Session, name: str, principal: Principal) -> SubsidyClaim | None:
    """The claim, if it lies within the caller's divisions."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal))))
    return found[0] if found else None


def lock_subsidy_claims(session: Session, names: Sequence[str], principal: Principal) -> dict[str, SubsidyClaim]:
    """Those that lie within the caller's divisions, by name, locked in the order of their names."""
    query = sa.select(TABLE).where(TABLE.c.name.in_(names), in_scope(TABLE.c.division, principal))
    rows = session.execute(query.order_by(TABLE.c.name).with_for_update())
    return {claim.name: claim for claim in _assemble(session, list(rows))}


def find_subsidy_claims(
    session: Session, wanted: SubsidyClaimFilter, page: Page, principal: Principal
) -> list[SubsidyClaim]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, settlement_state=wanted.state, case=wanted.case, fund_source=wanted.fund_source
    )
    return _assemble(session, list(session.execute(query)))


def lock_open_claims(session: Session, subject: str, *, case: str = "") -> list[SubsidyClaim]:
    """Unpaid claims of a handler or unit that are not blocked, locked, whoever may see them."""
    holder = TABLE.c.unit if subject.startswith("handlingUnits/") else TABLE.c.handler
    query = sa.select(TABLE).where(holder == subject, TABLE.c.settlement_state.in_(("DRAFT", "CHECKED", "APPROVED")))
    query = query.where(TABLE.c.case == case) if case else query
    return _assemble(session, list(session.execute(query.order_by(TABLE.c.name).with_for_update())))


def claims_that_hold(session: Session, held: Holding) -> tuple[str, ...]:
    """Names of the claims that hold the entitlement or the lawsuit, whosever they are."""
    same = TABLE.c.entitlement == held.entitlement
    if held.lawsuit is not None:
        same = sa.or_(same, TABLE.c.lawsuit == held.lawsuit)
    return tuple(session.execute(sa.select(TABLE.c.name).where(same).order_by(TABLE.c.name)).scalars())


def has_claimed(session: Session, entitlement: str, assignment: str) -> bool:
    """Whether the assignment holds its part of a locked entitlement already."""
    there = sa.exists().where(TABLE.c.entitlement == entitlement, TABLE.c.assignment == assignment)
    return bool(session.execute(sa.select(there)).scalar_one())


def is_lawsuit_claimed(session: Session, lawsuit: str, case: str) -> bool:
    """Whether claims of the case still hold the lawsuit."""
    there = sa.exists().where(TABLE.c.lawsuit == lawsuit, TABLE.c.case == case)
    return bool(session.execute(sa.select(there)).scalar_one())


def alike(session: Session, traits: CaseTraits) -> dict[str, CaseTraits]:
    """The earliest claim of every other case of the same recipient, wherever it lies (LA-95)."""
    query = (
        sa.select(TABLE)
        .where(TABLE.c.recipient_key == traits.recipient_key, TABLE.c.case != traits.case)
        .where(TABLE.c.settlement_state != "REVERSED")
        .order_by(TABLE.c.name)
    )
    found: dict[str, tuple[str, CaseTraits]] = {}
    for row in session.execute(query):
        found.setdefault(row.case, (row.name, _traits(row)))
    return dict(found.values())


def lottery_counts(session: Session, fund_source: str, unit: str) -> tuple[int, int]:
    """Cases of the unit on the source, and how many claims of difficult or cross-region ones are approved (LA-110)."""
    mine = sa.and_(TABLE.c.fund_source == fund_source, TABLE.c.unit == unit)
    live = sa.select(sa.func.count(TABLE.c.case.distinct())).where(mine, TABLE.c.settlement_state.not_in(RELEASED))
    special = sa.select(sa.func.count(TABLE.c.case.distinct())).where(
        mine, TABLE.c.lottery_special, TABLE.c.settlement_state.in_(("APPROVED", "PAID"))
    )
    return int(session.execute(live).scalar_one()), int(session.execute(special).scalar_one())


def _held(held: Holding | None) -> dict[str, str | None]:
    return {"entitlement": held.entitlement if held else None, "lawsuit": held.lawsuit if held else None}


def _traits(row: Any) -> CaseTraits:
    return CaseTraits(
        case=row.case, recipient_key=row.recipient_key, matter=Matter[row.matter] if row.matter else None,
        court_key=row.court_key, opponent_keys=tuple(row.opponent_keys), ended_date=row.ended_date,
    )  # fmt: skip


def _assemble(session: Session, rows: list[Any]) -> list[SubsidyClaim]:
    deadlines = deadlines_of(session, [row.name for row in rows])
    return [_read(row, deadlines=deadlines.get(row.name, ())) for row in rows]
