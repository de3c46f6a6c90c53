"""What the public register says of an office or a practitioner, fact by fact, each with the day from which it holds and
the day on which it was entered (GO-74). It must not forget or change a fact: what is known later is another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.practitioner import Practitioner

# What says in which division a subject stands.
DIVISION = "division"
# What of an office a register of units holds (SV-72).
OF_UNITS = frozenset({"display_name", "state", DIVISION})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFact:
    """One word of the register; `place` counts from 0 within a subject, an empty value says that nothing holds."""

    subject: str
    place: int
    item: str
    value: str
    from_date: dt.date
    recorded_date: dt.date
    division: str


def office_items(office: Office) -> dict[str, str]:
    """What the public may know of an office; nothing before it is licensed (F-24, P-01)."""
    if office.licence_number is None:
        return {}
    return {
        "display_name": office.display_name, "licence_number": office.licence_number, "form": office.form.name,
        "address": office.premises.address, "director": office.director, "state": office.state.name,
        DIVISION: office.division,
    }  # fmt: skip


def practitioner_items(practitioner: Practitioner) -> dict[str, str]:
    """What the public may know of a practitioner; nothing before he has a certificate (F-24, P-01)."""
    if practitioner.certificate_number is None:
        return {}
    return {
        "full_name": practitioner.full_name, "certificate_number": practitioner.certificate_number,
        "office": practitioner.office, "state": practitioner.state.name, DIVISION: practitioner.division,
    }  # fmt: skip


def news(
    known: Iterable[RegisterFact],
    items: Mapping[str, str],
    *,
    subject: str,
    division: str,
    from_date: dt.date,
    today: dt.date,
) -> tuple[RegisterFact, ...]:
    """A fact for each item that differs from what was entered last (GO-74)."""
    kept = sorted(known, key=lambda one: one.place)
    last = {one.item: one.value for one in kept}
    changed = [(item, value) for item, value in items.items() if last.get(item, "") != value]
    return tuple(
        RegisterFact(
            subject=subject, place=len(kept) + number, item=item, value=value, from_date=from_date,
            recorded_date=today, division=division,
        )
        for number, (item, value) in enumerate(changed)
    )  # fmt: skip


def standing_on(facts: Iterable[RegisterFact], *, as_of: dt.date, known: dt.date) -> dict[str, str]:
    """Each item as it stood on the legal day, from what had been entered by the end of the other one (GO-74).

    Of two facts the one that begins later holds; of two that begin on one day, the one that was entered later.
    """
    said = [one for one in facts if one.from_date <= as_of and one.recorded_date <= known]
    return {one.item: one.value for one in sorted(said, key=lambda one: (one.from_date, one.place))}
