"""The other side of a case. It must not hold anything about the applicant."""

from __future__ import annotations

import random

from chassis.district.cases import Opponent, OpponentKind
from chassis.district.counts import County
from chassis.district.dice import draw
from chassis.district.names import Gender, draw_name
from chassis.district.organisations import Company

_BODIES = {
    "HOSPITAL": "第零演示医院",
    "SOCIAL_INSURANCE_BODY": "演示社会保险经办处",
    "PUBLIC_BODY": "演示赔偿义务机关",
}
_EITHER = {Gender.MALE: 1, Gender.FEMALE: 1}


class Opposition:
    """Draws opponents of the kinds that the list of matters names."""

    def __init__(self, county: County, companies: tuple[Company, ...]) -> None:
        """Smaller companies come rarely, the first ones often, as in life."""
        self._stem = county.stem
        self._companies = {company: len(companies) - place for place, company in enumerate(companies)}

    def draw(self, rng: random.Random, kind: str) -> tuple[Opponent, ...]:
        """The opponents; KeyError for a kind nobody knows."""
        if kind == "NOBODY":
            return ()
        if kind == "COMPANY":
            return (self._company(rng),)
        if kind == "PERSON":
            return (self._person(rng),)
        if kind == "DRIVER_AND_INSURER":
            return self._person(rng), self._body(OpponentKind.COMPANY, "车险演示保险公司")
        return (self._body(OpponentKind.PUBLIC_BODY, _BODIES[kind]),)

    def _person(self, rng: random.Random) -> Opponent:
        return Opponent(kind=OpponentKind.PERSON, name=draw_name(rng, draw(rng, _EITHER)))

    def _company(self, rng: random.Random) -> Opponent:
        company = draw(rng, self._companies)
        return Opponent(kind=OpponentKind.COMPANY, name=company.display_name, credit_code=company.credit_code)

    def _body(self, kind: OpponentKind, name: str) -> Opponent:
        return Opponent(kind=kind, name=f"{self._stem}{name}")
