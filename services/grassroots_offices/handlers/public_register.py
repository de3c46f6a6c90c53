"""Read the public register as of a day (F-24, GO-74). It must not read the registers of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from chassis.masking import mask_text
from chassis.paging import Page
from chassis.principal import Principal
from chassis.tx import Tx
from services.grassroots_offices.domain.public_register import (
    PublicOffice,
    PublicPractitioner,
    RegisterDays,
    Standing,
    public_office,
    public_practitioner,
    refuse_future,
    register_file,
)
from services.grassroots_offices.domain.register_fact import DIVISION, standing_on
from services.grassroots_offices.persistence.register_fact import facts_of, subjects_in_scope

OFFICES, PRACTITIONERS = "offices/", "practitioners/"


def list_public_offices(
    tx: Tx, division: str, days: RegisterDays, page: Page
) -> tuple[list[PublicOffice], str | None]:  # fmt: skip
    """A page of the division's offices as they stood, and the key behind which the next one begins (GO-74)."""
    both, public = refuse_future(days, tx.today), _everybody(tx, division)
    names, after = page.cut(subjects_in_scope(tx.session, OFFICES, public, page), key=str)
    return _offices(tx, public, names, *both), after


def list_public_practitioners(
    tx: Tx, division: str, days: RegisterDays, page: Page
) -> tuple[list[PublicPractitioner], str | None]:  # fmt: skip
    """A page of the division's practitioners as they stood, and the key behind which the next one begins (GO-74)."""
    both, public = refuse_future(days, tx.today), _everybody(tx, division)
    names, after = page.cut(subjects_in_scope(tx.session, PRACTITIONERS, public, page), key=str)
    return _practitioners(tx, public, names, *both), after


def export_public_register(tx: Tx, days: RegisterDays) -> tuple[str, str]:
    """The whole register of the caller's divisions as bytes that anybody can compare, and their hash (GO-74)."""
    both = as_of, known = refuse_future(days, tx.today)
    own = tx.principal
    offices = _offices(tx, own, subjects_in_scope(tx.session, OFFICES, own), *both)
    people = _practitioners(tx, own, subjects_in_scope(tx.session, PRACTITIONERS, own), *both)
    return register_file(offices, people, as_of=as_of, known=known)


def _everybody(tx: Tx, division: str) -> Principal:
    """Whoever asks, as somebody who may see the division: the register is public (GO-74)."""
    return replace(tx.principal, divisions=(division,))


def _offices(tx: Tx, who: Principal, names: list[str], as_of: dt.date, known: dt.date) -> list[PublicOffice]:
    said = _seen(who, _standings(tx, names, as_of, known))
    directors = _standings(tx, {one["director"] for one in said.values() if one.get("director")}, as_of, known)
    shown = [public_office(name, one, directors.get(one.get("director", ""), {})) for name, one in said.items()]
    return [
        replace(one, display_name=mask_text(one.display_name), address=mask_text(one.address)) for one in shown if one
    ]  # fmt: skip


def _practitioners(
    tx: Tx, who: Principal, names: list[str], as_of: dt.date, known: dt.date
) -> list[PublicPractitioner]:  # fmt: skip
    said = _seen(who, _standings(tx, names, as_of, known))
    offices = _standings(tx, {one["office"] for one in said.values() if one.get("office")}, as_of, known)
    shown = [public_practitioner(name, one, offices.get(one.get("office", ""), {})) for name, one in said.items()]
    return [replace(one, full_name=mask_text(one.full_name)) for one in shown if one]


def _standings(tx: Tx, names: Iterable[str], as_of: dt.date, known: dt.date) -> dict[str, Standing]:
    facts = facts_of(tx.session, sorted(names))
    return {name: standing_on(each, as_of=as_of, known=known) for name, each in facts.items()}


def _seen(who: Principal, said: dict[str, Standing]) -> dict[str, Standing]:
    """Whatever stood within the divisions on the day."""
    return {name: one for name, one in said.items() if who.covers(one.get(DIVISION, ""))}
