"""What last year's legal-aid cases consist of: shapes alone. It must not make or decide any.

Codes are the names that the legal-aid service uses.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.district.people import Person


class Residence(enum.StrEnum):
    """Selects the standard (LA-21)."""

    URBAN = "URBAN"
    RURAL = "RURAL"


class Period(enum.StrEnum):
    """What an income figure covers."""

    MONTH = "MONTH"
    YEAR = "YEAR"


class Track(enum.StrEnum):
    """In court or not (LA-03)."""

    LITIGATION = "LITIGATION"
    NON_LITIGATION = "NON_LITIGATION"


class Script(enum.StrEnum):
    """What is to happen to an application; whether it is granted follows from its facts."""

    PLAIN = "PLAIN"
    SUPPLEMENT = "SUPPLEMENT"
    DEEMED_WITHDRAWN = "DEEMED_WITHDRAWN"
    WITHDRAWN = "WITHDRAWN"
    WRONG_PLACE = "WRONG_PLACE"
    PROVISIONAL = "PROVISIONAL"
    OBJECTION_UPHELD = "OBJECTION_UPHELD"
    OBJECTION_ORDERED = "OBJECTION_ORDERED"
    MISSED = "MISSED"


class OpponentKind(enum.StrEnum):
    """Who is on the other side."""

    PERSON = "PERSON"
    COMPANY = "COMPANY"
    PUBLIC_BODY = "PUBLIC_BODY"


class Capacity(enum.StrEnum):
    """Capacity for civil conduct (LA-06)."""

    FULL = "FULL"
    LIMITED = "LIMITED"
    NONE = "NONE"


class AgentRelation(enum.StrEnum):
    """Why somebody may apply for another (LA-06)."""

    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE"
    ENTRUSTED = "ENTRUSTED"


class AuthorityType(enum.StrEnum):
    """Who notifies the institution of a defence (LA-11)."""

    COURT = "COURT"
    PROCURATORATE = "PROCURATORATE"
    POLICE = "POLICE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opponent:
    """The other side; `credit_code` is empty unless it is a company of the district."""

    kind: OpponentKind
    name: str
    credit_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who applies, in which village the person lives, and the flags of LA-17."""

    person: Person
    residence: Residence
    home: str
    capacity: Capacity
    priority_groups: tuple[str, ...]
    barrier_free_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who applies for the applicant."""

    person: Person
    relation: AgentRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the matter belongs (LA-03); a division that does not count on the track is empty."""

    track: Track
    authority_division: str
    dispute_division: str
    cause_division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Declared facts of the means test; fen for the whole period, `exemption` is empty when none is claimed."""

    household_size: int
    household_income_fen: int
    own_income_fen: int
    income_period: Period
    opponent_in_household: bool
    exemption: str
    exemption_proved: bool
    pledge_signed: bool
    verified_by_data: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A supplement notice: asked on, due, and answered on (None: never)."""

    items: tuple[str, ...]
    issued_on: dt.date
    reply_due: dt.date
    replied_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional:
    """Aid before the decision (LA-36): a period that runs out, or else a named urgency."""

    limitation_expiry: dt.date | None
    urgencies: tuple[str, ...]
    given_on: dt.date
    formalities_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """An objection to the refusal; the proof of exemption that comes with it turns an ordered one (LA-38)."""

    filed_on: dt.date
    reviewed_on: dt.date
    ordered: bool
    proof_supplied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What happens and when; dates that do not occur in a script are None, `referred_to` is a division or empty."""

    script: Script
    decided_on: dt.date | None = None
    withdrawn_on: dt.date | None = None
    referred_on: dt.date | None = None
    referred_to: str = ""
    supplement: Supplement | None = None
    provisional: Provisional | None = None
    objection: Objection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application of last year with its facts and its fate; `institution` is an id, `agent` None for most."""

    id: str
    channel: str
    received_on: dt.date
    institution: str
    applicant: Applicant
    agent: Agent | None
    matter: str
    place: Place
    opponents: tuple[Opponent, ...]
    means: Means
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class DefenceNotice:
    """A notified defence: no application, no means test (LA-13). `late` is scripted: too near the hearing (LA-35)."""

    id: str
    institution: str
    authority_type: AuthorityType
    authority_name: str
    authority_document: str
    authority_case_number: str
    authority_division: str
    category: str
    procedure: str
    stage: str
    possible_penalty: str
    subject: Person
    discovered_on: dt.date
    received_on: dt.date
    hearing_on: dt.date | None
    late: bool
