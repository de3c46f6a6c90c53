"""Written rules of offices and the evidence of their use (GO-15, GO-77). It must not judge what a rule says."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class WrittenRuleKind(enum.Enum):
    """The twelve that every office has (GO-15), and others: the list is open."""

    CASE_REGISTRATION = enum.auto()
    INTAKE_APPROVAL = enum.auto()
    UNIFIED_FEES = enum.auto()
    PRACTICE_MANAGEMENT = enum.auto()
    CONFLICT_CHECK = enum.auto()
    RISK_NOTICE = enum.auto()
    GROUP_DISCUSSION = enum.auto()
    QUALITY_CONTROL = enum.auto()
    COMPLAINTS = enum.auto()
    ANNUAL_ASSESSMENT = enum.auto()
    ARCHIVES = enum.auto()
    INCOME_DISTRIBUTION = enum.auto()
    OTHER = enum.auto()


class WrittenRuleState(enum.Enum):
    """Where a rule stands."""

    IN_FORCE = enum.auto()
    REPEALED = enum.auto()


class WrittenRuleStanding(enum.Enum):
    """How one of the twelve stands in a year."""

    MISSING = enum.auto()
    NOT_POSTED = enum.auto()
    UNUSED = enum.auto()
    IN_USE = enum.auto()


_S, _W = WrittenRuleState, WrittenRuleStanding
MOVES: Moves[WrittenRuleState] = {
    _S.IN_FORCE: {
        "post": frozenset({_S.IN_FORCE}), "recordUse": frozenset({_S.IN_FORCE}), "repeal": frozenset({_S.REPEALED}),
    },
    _S.REPEALED: {},
}  # fmt: skip
REQUIRED = tuple(kind for kind in WrittenRuleKind if kind is not WrittenRuleKind.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """Evidence of use."""

    used_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRuleDraft:
    """What is entered."""

    office: str
    kind: WrittenRuleKind
    title: str
    adopted_date: dt.date
    posted: bool
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRule(WrittenRuleDraft):
    """One rule."""

    name: str
    state: WrittenRuleState
    uses: tuple[RuleUse, ...]
    repealed_date: dt.date | None
    repeal_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRuleFilter:
    """What a list asks for; None and empty mean any."""

    state: WrittenRuleState | None
    kind: WrittenRuleKind | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRepeal(Documented):
    """Why it is in force no more."""

    repeal_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRuleLine:
    """One of the twelve in a year; `written_rule` empty for a missing one."""

    kind: WrittenRuleKind
    standing: WrittenRuleStanding
    written_rule: str
    use_count: int


def adopt(
    draft: WrittenRuleDraft, *, name: str, division: str, today: dt.date, now: dt.datetime
) -> WrittenRule:  # fmt: skip
    """A rule in force (GO-77). Raises InvalidFields DATE_IN_FUTURE."""
    if draft.adopted_date > today:
        fault = Violation(
            field="written_rule.adopted_date", reason="DATE_IN_FUTURE", description="通过日期不能晚于今天，请核对日期"
        )
        raise InvalidFields((fault,))
    values = {field.name: getattr(draft, field.name) for field in fields(WrittenRuleDraft)}
    return WrittenRule(
        **values, name=name, state=WrittenRuleState.IN_FORCE, uses=(), repealed_date=None, repeal_reason="",
        division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(rule: WrittenRule, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, rule.state, action, what="内部管理制度", etag=rule.etag, given=etag)


def posted(rule: WrittenRule) -> WrittenRule:
    """It is on the wall (GO-77)."""
    return replace(rule, posted=True, etag=_next(rule))


def used(rule: WrittenRule, evidence: Documented, entry: Entry) -> WrittenRule:
    """Evidence that it is used (GO-77)."""
    use = RuleUse(used_date=entry.happened_date, document_number=evidence.document_number)
    return replace(rule, uses=(*rule.uses, use), etag=_next(rule))


def repealed(rule: WrittenRule, repeal: RuleRepeal, entry: Entry) -> WrittenRule:
    """In force no more (GO-77)."""
    return replace(
        rule, state=WrittenRuleState.REPEALED, repealed_date=entry.happened_date, repeal_reason=repeal.repeal_reason,
        etag=_next(rule),
    )  # fmt: skip


def check_rules(rules: Iterable[WrittenRule], year: int, *, on: dt.date) -> tuple[WrittenRuleLine, ...]:
    """How each of the twelve stands: a rule on paper is not yet one in use (GO-15, GO-77)."""
    standing = {
        one.kind: one
        for one in sorted(rules, key=lambda one: one.adopted_date)
        if one.adopted_date <= on and (one.repealed_date is None or one.repealed_date > on)
    }
    return tuple(_line(kind, standing.get(kind), year) for kind in REQUIRED)


def rule_in_force() -> Refusal:
    """The refusal of a second rule of one kind (GO-77)."""
    message = "该所已有同类制度在施行，不能重复登记（GO-77）。修订的，请先废止（repeal）原制度。"
    return Refusal(Kind.ALREADY_EXISTS, "RULE_IN_FORCE", message, metadata={"rules": "GO-77"})


def _line(kind: WrittenRuleKind, rule: WrittenRule | None, year: int) -> WrittenRuleLine:
    if rule is None:
        return WrittenRuleLine(kind=kind, standing=_W.MISSING, written_rule="", use_count=0)
    count = sum(1 for one in rule.uses if one.used_date.year == year)
    standing = _W.NOT_POSTED if not rule.posted else _W.IN_USE if count else _W.UNUSED
    return WrittenRuleLine(kind=kind, standing=standing, written_rule=rule.name, use_count=count)


def _next(rule: WrittenRule) -> str:
    return str(int(rule.etag) + 1)
