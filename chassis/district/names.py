"""Invented names of persons. It must not know who bears them."""

from __future__ import annotations

import enum
import random
from dataclasses import dataclass

from chassis.district.dice import draw, happens
from chassis.district.lists import read_list


class Gender(enum.StrEnum):
    """Sex as in the identity number."""

    MALE = "MALE"
    FEMALE = "FEMALE"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialName:
    """A name with rare characters, a compound surname, a dot or an unusual length."""

    name: str
    gender: Gender
    ethnic: bool = False


def special_names() -> tuple[SpecialName, ...]:
    """Every name that breaks careless software, in the order of the list."""
    return tuple(SpecialName(**{**row, "gender": Gender(row["gender"])}) for row in read_list("names")["special"])


def special_name_of(division: str, step: int) -> SpecialName:
    """The one special name that a district gives at this step; neighbours give different ones."""
    names = special_names()
    return names[(int(division[4:]) + step) % len(names)]


def draw_name(rng: random.Random, gender: Gender) -> str:
    """An ordinary name: a surname by its weight and one or two characters."""
    lists = read_list("names")
    given = lists["given"]
    signs = (given["male"] if gender is Gender.MALE else given["female"]) + given["neutral"]
    length = 1 if happens(rng, given["single_percent"]) else 2
    surnames: dict[str, int] = lists["surnames"]
    return draw(rng, surnames) + "".join(rng.sample(signs, length))
