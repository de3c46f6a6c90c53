"""Read the public register as of a day (F-24, GO-74). It must not read the registers of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from chassis.masking import mask_text
from chassis.paging import Page
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


def list_public_offices(tx: Tx, days: RegisterDays, page: Page) -> tuple[list[PublicOffice], str | None]:
    """A page of offices as they stood, and the key behind which the next one begins (GO-74)."""
    both = refuse_future(days, tx.today)
    names, after = page.cut(subjects_in_scope(tx.session, OFFICES, tx.principal, page), key=str)
    return _offices(tx, names, *both), after


def list_public_practitioners(
    tx: Tx, days: RegisterDays, page: Page
) -> tuple[list[PublicPractitioner], str | None]:  # fmt: skip
    """A page of practitioners as they stood, and the key behind which the next one begins (GO-74)."""
    both = refuse_future(days, tx.today)
    names, after = page.cut(subjects_in_scope(tx.session, PRACTITIONERS, tx.principal, page), key=str)
    return _practitioners(tx, names, *both), after


def export_public_register(tx: Tx, days: RegisterDays) -> tuple[str, str]:
    """The whole register of the caller's divisions as bytes that anybody can compare, and their hash (GO-74)."""
    both = as_of, known = refuse_future(days, tx.today)
    offices = _offices(tx, subjects_in_scope(tx.session, OFFICES, tx.principal), *both)
    people = _practitioners(tx, subjects_in_scope(tx.session, PRACTITIONERS, tx.principal), *both)
    return register_file(offices, people, as_of=as_of, known=known)


def _offices(tx: Tx, names: list[str], as_of: dt.date, known: dt.date) -> list[PublicOffice]:
    said = _seen(tx, _standings(tx, names, as_of, known))
    directors = _standings(tx, {one["director"] for one in said.values() if one.get("director")}, as_of, known)
    shown = [public_office(name, one, directors.get(one.get("director", ""), {})) for name, one in said.items()]
    return [
        replace(one, display_name=mask_text(one.display_name), address=mask_text(one.address)) for one in shown if one
    ]  # fmt: skip


def _practitioners(tx: Tx, names: list[str], as_of: dt.date, known: dt.date) -> list[PublicPractitioner]:
    said = _seen(tx, _standings(tx, names, as_of, known))
    offices = _standings(tx, {one["office"] for one in said.values() if one.get("office")}, as_of, known)
    shown = [public_practitioner(name, one, offices.get(one.get("office", ""), {})) for name, one in said.items()]
    return [replace(one, full_name=mask_text(one.full_name)) for one in shown if one]


def _standings(tx: Tx, names: Iterable[str], as_of: dt.date, known: dt.date) -> dict[str, Standing]:
    facts = facts_of(tx.session, sorted(names))
    return {name: standing_on(each, as_of=as_of, known=known) for name, each in facts.items()}


def _seen(tx: Tx, said: dict[str, Standing]) -> dict[str, Standing]:
    """Whoever stood within the caller's divisions on the day."""
    return {name: one for name, one in said.items() if tx.principal.covers(one.get(DIVISION, ""))}
