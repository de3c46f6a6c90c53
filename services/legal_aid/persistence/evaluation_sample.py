"""Rows of samples and of the cases that were drawn. It must not draw."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.upsert import Upsert
from services.legal_aid.domain.evaluation_sample import EvaluationSample
from services.legal_aid.domain.evaluation_words import SamplePurpose
from services.legal_aid.domain.third_party import ThirdParty
from services.legal_aid.persistence.case import TABLE as CASE
from services.legal_aid.persistence.row import Row


class EvaluationSampleRow(Row):
    """One sample."""

    __tablename__ = "evaluation_sample"
    __table_args__ = (sa.Index("evaluation_sample_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    purpose: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    from_date: Mapped[dt.date]
    until_date: Mapped[dt.date]
    percent: Mapped[int]
    population: Mapped[list[str]] = mapped_column(sa.JSON)
    population_sha256: Mapped[str] = mapped_column(sa.Text)
    public_value: Mapped[str] = mapped_column(sa.Text)
    public_source: Mapped[str] = mapped_column(sa.Text)
    drawn: Mapped[list[str]] = mapped_column(sa.JSON)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    third_party: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    doubled: Mapped[list[str]] = mapped_column(sa.JSON, server_default="[]")


class SampledCaseRow(Row):
    """A case that was drawn, for the question whether it was."""

    __tablename__ = "sampled_case"

    case: Mapped[str] = mapped_column(sa.ForeignKey("aid_case.name"), type_=sa.Text, primary_key=True)
    purpose: Mapped[str] = mapped_column(sa.Text, primary_key=True)


TABLE, SAMPLED = cast("sa.Table", EvaluationSampleRow.__table__), cast("sa.Table", SampledCaseRow.__table__)
C = TABLE.c
_MARK = Upsert(SAMPLED, lambda row: row.on_conflict_do_nothing(index_elements=[SAMPLED.c.case, SAMPLED.c.purpose]))
_read = from_row(EvaluationSample, TABLE)
_write = to_values(EvaluationSample, TABLE)


def insert_sample(session: Session, sample: EvaluationSample) -> None:
    """Write a frozen sample."""
    session.execute(sa.insert(TABLE).values(_write(sample)))


def save_drawn(session: Session, sample: EvaluationSample) -> None:
    """Write a drawn sample that was locked when it was loaded, and mark its cases."""
    session.execute(sa.update(TABLE).where(C.name == sample.name).values(_write(sample)))
    for case in sample.drawn:
        _MARK.run(session, {"case": case, "purpose": sample.purpose.name})


def load_sample(session: Session, name: str, principal: Principal, *, lock: bool = False) -> EvaluationSample | None:
    """The sample, if it lies within the caller's divisions."""
    query = sa.select(TABLE).where(C.name == name, in_scope(C.division, principal))
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _read(row)


def is_sampled(session: Session, case: str, purpose: SamplePurpose) -> bool:
    """Whether the case was ever drawn for the purpose."""
    there = sa.exists().where(SAMPLED.c.case == case, SAMPLED.c.purpose == purpose.name)
    return bool(session.execute(sa.select(there)).scalar_one())


def third_parties_of(session: Session, institution: str, case: str) -> list[ThirdParty]:
    """Who may evaluate the case: the third parties of the samples in which it was drawn."""
    query = sa.select(TABLE).where(C.institution == institution, C.purpose == SamplePurpose.THIRD_PARTY.name)
    samples = [_read(row) for row in session.execute(query.order_by(C.name))]
    return [one.third_party for one in samples if one.third_party is not None and case in one.drawn]


def accepted_between(session: Session, institution: str, since: dt.date, until: dt.date) -> tuple[str, ...]:
    """The institution's cases whose closing file was accepted in the days, in order of name."""
    query = sa.select(CASE.c.name).where(
        CASE.c.institution == institution, CASE.c.file_accepted_date.between(since, until)
    )
    return tuple(session.execute(query.order_by(CASE.c.name)).scalars())
