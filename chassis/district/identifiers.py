"""Sound identifiers that can belong to nobody: ids, identity numbers, credit codes, telephone numbers.

It must not leave area 99, which GB/T 2260 does not assign, nor the mobile prefix 194, which no operator has been given.
"""

from __future__ import annotations

import datetime as dt
import enum

from chassis.clock import derived_id
from chassis.kernel import credit_code, identity_number

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class Kind(enum.IntEnum):
    """What an id belongs to. NOTE: the numbers are frozen, and 0 is the district centre that the service seeds."""

    INSTITUTION = 100
    STATION = 101
    FIRM = 102
    LAWYER = 103
    NOTARY_OFFICE = 104
    NOTARY = 105
    OFFICE = 106
    PRACTITIONER = 107
    ADVISER = 108
    SOCIAL_ORGANISATION = 109
    MEDIATION_ORGANISATION = 110
    COMPANY = 111
    APPLICATION = 112
    NOTICE = 113


class Group(enum.IntEnum):
    """A group of persons; each has its own ids, serials and telephone numbers. NOTE: the numbers are frozen."""

    LAWYERS = 1
    NOTARIES = 2
    PRACTITIONERS = 3
    APPLICANTS = 4
    AGENTS = 5
    SUBJECTS = 6


def root_id(division: str) -> str:
    """The id from which all others of a district are derived."""
    return f"00000000-0000-8000-8000-000000{division}"


def thing_id(division: str, kind: Kind, ordinal: int) -> str:
    """The id of the n-th thing of a kind."""
    return derived_id(derived_id(root_id(division), kind), ordinal)


def centre_id(division: str) -> str:
    """The id of the district's own legal-aid centre."""
    return derived_id(root_id(division), 0)


def person_id(division: str, group: Group, ordinal: int) -> str:
    """The id of the n-th person of a group."""
    return derived_id(derived_id(root_id(division), 200 + group), ordinal)


def make_identity_number(division: str, born: dt.date, serial: int) -> str:
    """A number of GB 11643; odd serials are men, even ones women."""
    digits = f"{division}{born:%Y%m%d}{serial:03d}"
    return digits + identity_number.check_character(digits)


def telephone(division: str, group: Group, ordinal: int) -> str:
    """Eleven digits of the unassigned prefix 194: county, group, number in the group."""
    return f"194{division[4:]}{group:d}{ordinal:05d}"


def make_credit_code(category: str, division: str, kind: Kind, ordinal: int) -> str:
    """A unified social credit code of GB 32100; `category` is its first two characters, for example `91` a company."""
    digits = f"{division[2:]}{kind - 100:02d}{ordinal:02d}"
    body = f"{category}{division}{digits}{_organisation_check(digits)}"
    return body + credit_code.check_character(body)


def _organisation_check(digits: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
