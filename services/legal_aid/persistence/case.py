"""Rows of cases. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.case import Case, CaseFilter
from services.legal_aid.domain.case_search import (
    FORM,
    Search,
    SearchPart,
    text_of_application,
    text_of_case,
    text_of_notice,
)
from services.legal_aid.domain.notice import Notice
from services.legal_aid.persistence.application import TABLE as APPLICATION
from services.legal_aid.persistence.application import find_applications_where
from services.legal_aid.persistence.case_assignment import TABLE as ASSIGNMENT
from services.legal_aid.persistence.case_assignment import assignments_of
from services.legal_aid.persistence.case_search import TABLE as SEARCH
from services.legal_aid.persistence.case_search import found_by, save_search_text
from services.legal_aid.persistence.notice import TABLE as NOTICE
from services.legal_aid.persistence.notice import find_notices_where
from services.legal_aid.persistence.replacement_request import requests_of
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.step import CASE_STEPS


class CaseRow(Row):
    """One case; an application or a notice has one at most."""

    __tablename__ = "aid_case"
    __table_args__ = (
        sa.UniqueConstraint("institution", "number", name="aid_case_number"),
        sa.CheckConstraint("(application = '') <> (notice = '')", name="aid_case_has_one_source"),
        sa.Index("aid_case_by_division", "division", "name"),
        sa.Index("aid_case_by_institution", "institution", "name"),
        sa.Index("aid_case_by_state", "state", "name"),
        sa.Index("aid_case_by_recipient", "recipient_name_key"),
        sa.Index(
            "aid_case_of_application", "application", unique=True,
            postgresql_where=sa.text("application <> ''"), sqlite_where=sa.text("application <> ''"),
        ),
        sa.Index(
            "aid_case_of_notice", "notice", unique=True,
            postgresql_where=sa.text("notice <> ''"), sqlite_where=sa.text("notice <> ''"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    application: Mapped[str] = mapped_column(sa.Text)
    notice: Mapped[str] = mapped_column(sa.Text)
    case_type: Mapped[str] = mapped_column(sa.Text)
    stage: Mapped[str] = mapped_column(sa.Text)
    stages: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    matter: Mapped[str | None] = mapped_column(sa.Text)
    mandatory: Mapped[bool]
    no_means_condition: Mapped[bool]
    minor: Mapped[bool]
    possible_penalty: Mapped[str | None] = mapped_column(sa.Text)
    party_divisions: Mapped[list[str]] = mapped_column(sa.JSON)
    recipient_key: Mapped[str] = mapped_column(sa.Text)
    recipient_name_key: Mapped[str] = mapped_column(sa.Text)
    opponent_keys: Mapped[list[str]] = mapped_column(sa.JSON)
    authority_name: Mapped[str] = mapped_column(sa.Text)
    authority_case_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    flags: Mapped[list[str]] = mapped_column(sa.JSON)
    opened_date: Mapped[dt.date]
    pick_until_date: Mapped[dt.date | None]
    ended_date: Mapped[dt.date | None]
    end_basis: Mapped[str | None] = mapped_column(sa.Text)
    missing_items: Mapped[list[str]] = mapped_column(sa.JSON)
    file_accepted_date: Mapped[dt.date | None]
    grade: Mapped[str | None] = mapped_column(sa.Text)
    termination: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    update_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", CaseRow.__table__)
C = TABLE.c
ELSEWHERE = ("assignments", "deadlines", "steps")
_INSERT = sa.insert(TABLE)
_UPDATE = sa.update(TABLE).where(C.name == sa.bindparam("row"))
_read = from_row(Case, TABLE, left_out=ELSEWHERE)
_write = to_values(Case, TABLE, left_out=ELSEWHERE)


def insert_case(session: Session, case: Case) -> None:
    """Write a case that was opened, with what it is found by."""
    session.execute(_INSERT, _write(case))
    save_case_text(session, case)


def update_case(session: Session, case: Case) -> None:
    """Write everything but the assignments anew; the row was locked when it was loaded."""
    session.execute(_UPDATE, {"row": case.name, **_write(case)})
    save_case_text(session, case)


def save_case_text(session: Session, case: Case) -> None:
    """Write what the case itself is found by."""
    save_search_text(session, case.name, SearchPart.CASE, text_of_case(case))


def save_application_text(session: Session, application: Application) -> None:
    """Write what the case of an application is found by in it, if it has opened one."""
    case = session.execute(sa.select(C.name).where(*_of_application(application.name))).scalar_one_or_none()
    if case is not None:
        save_search_text(session, case, SearchPart.SOURCE, text_of_application(application))


def load_case(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Case | None:
    """The case, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    query = sa.select(TABLE).where(C.name == name, in_scope(C.division, principal))
    return _first(session, query.with_for_update() if lock else query)


def load_case_of(session: Session, source: str, *, lock: bool = False) -> Case | None:
    """The case that an application or a notice opened, which the caller has loaded within his divisions."""
    query = sa.select(TABLE).where(*(_of_application if source.startswith("applications/") else _of_notice)(source))
    return _first(session, query.with_for_update() if lock else query)


def find_cases(
    session: Session, wanted: CaseFilter, search: Search | None, page: Page, principal: Principal
) -> list[Case]:
    """A page in order of opening, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    if wanted.application:
        query = query.where(*_of_application(wanted.application))
    if wanted.notice:
        query = query.where(*_of_notice(wanted.notice))
    for column, name in ((ASSIGNMENT.c.unit, wanted.unit), (ASSIGNMENT.c.handler, wanted.handler)):
        if name:
            query = query.where(C.name.in_(sa.select(ASSIGNMENT.c.case).where(column == name)))
    if search is not None:
        query = query.where(*found_by(session, search, C.name))
    return _assemble(session, list(session.execute(query)))


def _of_application(name: str) -> tuple[sa.ColumnElement[bool], ...]:
    """The second condition is the one of the index, as it stands there: SQLite looks for no other reason to use it."""
    return C.application == name, C.application != sa.literal_column("''")


def _of_notice(name: str) -> tuple[sa.ColumnElement[bool], ...]:
    return C.notice == name, C.notice != sa.literal_column("''")


def conflicting_units(session: Session, case: Case) -> frozenset[str]:
    """Units that act or acted for the other side of the same dispute, wherever its case lies (LA-66).

    The other side's case has one of our opponents as recipient and our recipient among its opponents.
    """
    if not case.opponent_keys:
        return frozenset()
    query = (
        sa.select(ASSIGNMENT.c.unit, C.opponent_keys)
        .join(TABLE, C.name == ASSIGNMENT.c.case)
        .where(C.recipient_name_key.in_(case.opponent_keys), C.name != case.name)
    )
    return frozenset(row.unit for row in session.execute(query) if case.recipient_name_key in row.opponent_keys)


def find_applications_without_case(session: Session, *, limit: int) -> list[Application]:
    """Granted or provisionally aided, and no case."""
    aided = APPLICATION.c.state.in_((ApplicationState.GRANTED.name, ApplicationState.PROVISIONAL.name))
    without = ~sa.exists().where(C.application == APPLICATION.c.name)
    return find_applications_where(session, sa.and_(aided, without), limit=limit)


def find_notices_without_case(session: Session, *, limit: int) -> list[Notice]:
    """Taken, and no case."""
    return find_notices_where(session, ~sa.exists().where(C.notice == NOTICE.c.name), limit=limit)


def find_cases_without_text(session: Session, *, limit: int) -> list[Case]:
    """The first cases, locked, of which a part is not indexed in the present form, whoever may see them."""
    indexed = sa.select(SEARCH.c.case).where(SEARCH.c.form == FORM).group_by(SEARCH.c.case)
    whole = indexed.having(sa.func.count() == len(SearchPart))
    query = sa.select(TABLE).where(C.name.not_in(whole)).order_by(C.name).limit(limit)
    return _assemble(session, list(session.execute(query.with_for_update())))


def texts_of_sources(session: Session, names: list[str]) -> dict[str, str]:
    """What cases are found by in the applications and notices that opened them, which are locked."""
    applications = find_applications_where(session, APPLICATION.c.name.in_(names), limit=len(names))
    notices = find_notices_where(session, NOTICE.c.name.in_(names), limit=len(names))
    return {
        **{one.name: text_of_application(one) for one in applications},
        **{one.name: text_of_notice(one) for one in notices},
    }


def opened_between(session: Session, institution: str, since: dt.date, until: dt.date) -> list[Case]:
    """The institution's cases that were opened in the days, which the caller has asked for within his divisions."""
    query = sa.select(TABLE).where(C.institution == institution, C.opened_date.between(since, until)).order_by(C.name)
    return _assemble(session, list(session.execute(query)))


def _first(session: Session, query: sa.Select[tuple[object, ...]]) -> Case | None:
    found = _assemble(session, list(session.execute(query)))
    return found[0] if found else None


def _assemble(session: Session, rows: list[Any]) -> list[Case]:
    """Rows with assignments, time limits and steps."""
    names = [row.name for row in rows]
    assignments, steps = assignments_of(session, names), CASE_STEPS.of(session, names)
    requests = requests_of(session, names)
    clocks = {name: [name, *(one.name for one in assignments.get(name, ())), *requests.get(name, ())] for name in names}
    deadlines = deadlines_of(session, [one for subjects in clocks.values() for one in subjects])
    return [
        _read(
            row,
            assignments=assignments.get(row.name, ()),
            deadlines=tuple(one for subject in clocks[row.name] for one in deadlines.get(subject, ())),
            steps=steps.get(row.name, ()),
        )
        for row in rows
    ]
