"""Where somebody stands in the registers: contacts, consultations, applications and their cases. It must not group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.principal import Principal
from chassis.row_scope import in_scope
from services.legal_aid.domain.person_view import PersonSearch, PersonTrace
from services.legal_aid.persistence.application import TABLE as APPLICATION
from services.legal_aid.persistence.case import TABLE as CASE
from services.legal_aid.persistence.consultation import TABLE as CONSULTATION
from services.legal_aid.persistence.contact import TABLE as CONTACT

_NONE = sa.literal("")
A, K, N, C = APPLICATION.c, CASE.c, CONSULTATION.c, CONTACT.c


@dataclass(frozen=True, slots=True, kw_only=True)
class _Register:
    """Where a noun keeps what is shown of it, and of whom it is."""

    columns: Any
    begun: Any
    state: Any
    topic: Any
    full_name: Any
    source: Any
    phone: Any = _NONE
    identity: Any = _NONE
    led_to: Any = _NONE


_APPLICANT = {"full_name": A.applicant_full_name, "identity": A.applicant_identity_number}
_REGISTERS = (
    _Register(
        columns=C, begun=C.received_date, state=C.state, topic=C.topic, full_name=C.person_name, phone=C.phone,
        led_to=C.became, source=CONTACT,
    ),
    _Register(
        columns=N, begun=N.consulted_date, state=_NONE, topic=N.topic, full_name=N.person_name, source=CONSULTATION
    ),
    _Register(
        columns=A, begun=A.received_date, state=A.state, topic=A.matter, **_APPLICANT, source=APPLICATION
    ),
    _Register(
        columns=K, begun=K.opened_date, state=K.state, topic=A.matter, **_APPLICANT,
        source=CASE.join(APPLICATION, K.application == A.name),
    ),
)  # fmt: skip


def traces_of(
    session: Session, search: PersonSearch, principal: Principal, *, limit: int
) -> tuple[list[PersonTrace], ...]:  # fmt: skip
    """At most `limit` newest records of each noun, within the caller's divisions."""
    return tuple(
        [_trace(row) for row in session.execute(_query(register, search, principal).limit(limit))]
        for register in _REGISTERS
    )


def _query(register: _Register, search: PersonSearch, principal: Principal) -> sa.Select[Any]:
    columns = register.columns
    return (
        sa.select(
            columns.name, columns.number, register.begun, register.state, register.topic, register.full_name,
            register.phone, register.identity, register.led_to,
        )
        .select_from(register.source)
        .where(_is_of(register, search), in_scope(columns.division, principal))
        .order_by(columns.name.desc())
    )  # fmt: skip


def _is_of(register: _Register, search: PersonSearch) -> sa.ColumnElement[bool]:
    """The one key that was given; a noun that does not know it has nobody."""
    if search.full_name:
        return register.full_name.startswith(search.full_name, autoescape=True)  # type: ignore[no-any-return]
    if search.phone:
        return register.phone == search.phone  # type: ignore[no-any-return]
    return register.identity.endswith(search.identity_tail, autoescape=True)  # type: ignore[no-any-return]


def _trace(row: Sequence[Any]) -> PersonTrace:
    name, number, begun, state, topic, full_name, phone, identity, led_to = row
    return PersonTrace(
        name=name, number=number, begun_date=begun, state=state, topic=topic, full_name=full_name, phone=phone,
        identity_number=identity, led_to=led_to,
    )  # fmt: skip
