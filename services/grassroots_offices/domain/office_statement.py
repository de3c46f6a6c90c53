"""What an office applies for, kind by kind (GO-01 to GO-03, GO-08, K1). It must not look at an office."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields

from chassis.kernel.errors import RuleViolated, Violation
from services.grassroots_offices.domain.office import OfficeForm
from services.grassroots_offices.domain.premises import Premises


class LicenceApplicationKind(enum.Enum):
    """What is applied for."""

    PRACTISE = enum.auto()
    TRANSFER = enum.auto()
    ESTABLISH = enum.auto()
    CHANGE_NAME = enum.auto()
    CHANGE_HEAD = enum.auto()
    CHANGE_PARTNER = enum.auto()
    CHANGE_ADDRESS = enum.auto()
    CHARTER = enum.auto()
    DEREGISTER = enum.auto()
    MERGE = enum.auto()
    SPLIT = enum.auto()
    CONSOLIDATE = enum.auto()


_K = LicenceApplicationKind
OF_PRACTITIONERS = frozenset({_K.PRACTISE, _K.TRANSFER})
# An office is made by these, licensed under a number of its own (GO-01 to GO-03).
FOUNDING = frozenset({_K.ESTABLISH, _K.SPLIT, _K.CONSOLIDATE})
# Whoever files these names no office: it is made (GO-08).
MADE = frozenset({_K.ESTABLISH, _K.CONSOLIDATE})
OPEN_MODE = "OPEN_PER_SEED"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStatement:
    """What an office applies for; empty and None where the kind does not ask."""

    display_name: str
    form: OfficeForm | None
    institution_certificate: str
    premises: Premises | None
    division: str
    founders: tuple[str, ...]
    partners: tuple[str, ...]
    director: str
    charter_document: str
    party_plan_document: str
    local_authority_document: str
    absorbed_offices: tuple[str, ...] = ()
    succession_document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceWarning:
    """What the reader of every application of a kind should notice."""

    code: str
    text: str


_ALL = frozenset(field.name for field in fields(OfficeStatement))
_SUCCESSION = frozenset({"absorbed_offices", "succession_document"})
_BY_FORM = frozenset({"institution_certificate", "partners"})
# What each kind needs; what the legal form of a new office decides is optional.
NEEDED: dict[LicenceApplicationKind, frozenset[str]] = {
    _K.ESTABLISH: _ALL - _BY_FORM - _SUCCESSION,
    _K.SPLIT: _ALL - _BY_FORM - {"absorbed_offices"},
    _K.MERGE: _SUCCESSION,
    _K.CONSOLIDATE: _ALL - _BY_FORM - {"founders"},
    _K.CHANGE_NAME: frozenset({"display_name"}),
    _K.CHANGE_HEAD: frozenset({"director"}),
    _K.CHANGE_PARTNER: frozenset({"partners"}),
    _K.CHANGE_ADDRESS: frozenset({"premises"}),
    _K.CHARTER: frozenset({"charter_document"}),
    _K.DEREGISTER: frozenset(),
}
OPTIONAL = {**dict.fromkeys(FOUNDING, _BY_FORM), _K.MERGE: frozenset({"partners"})}


def statement_faults(
    kind: LicenceApplicationKind, statement: OfficeStatement | None, *, path: str
) -> Iterator[Violation]:
    """A kind says what belongs to it alone (GO-08); the party plan and the local authority are needed (GO-03, K1)."""
    needed, optional = NEEDED[kind], OPTIONAL.get(kind, frozenset())
    for name in sorted(_ALL):
        there = statement is not None and bool(getattr(statement, name))
        if name in needed and not there:
            yield _fault(f"{path}.{name}", "请填写该类申请所需内容（GO-03、GO-08）")
        elif there and name not in needed | optional:
            yield _fault(f"{path}.{name}", "该内容不属于本类申请（GO-08），请删除")


def refuse_closed_mode(mode: str) -> None:
    """Raise ESTABLISHMENT_CLOSED where the region takes no applications to set offices up (GO-01, K1)."""
    if mode != OPEN_MODE:
        raise RuleViolated(
            "ESTABLISHMENT_CLOSED",
            "本地区不受理设立基层法律服务所的申请（GO-01）。如有地方依据，请联系政策管理人员调整设置。",
            rules=("GO-01",),
        )


def warnings_of(kind: LicenceApplicationKind) -> tuple[LicenceWarning, ...]:
    """The measures in force do not say how offices are set up: whoever decides cites local authority (GO-01, K1)."""
    if kind not in FOUNDING:
        return ()
    text = "现行基层法律服务所管理办法未规定设立程序，请援引地方依据（GO-01）。"
    return (LicenceWarning(code="NO_NATIONAL_PROCEDURE", text=text),)


def _fault(field: str, description: str) -> Violation:
    return Violation(field=field, reason="STATEMENT_MISMATCH", description=description)
