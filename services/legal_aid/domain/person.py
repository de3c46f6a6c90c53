"""Who asks for aid and who acts for them. It must not tell a caller the number it checked."""

from __future__ import annotations

import datetime as dt
import enum
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.kernel.credit_code import credit_code_fault
from chassis.kernel.errors import Violation
from chassis.kernel.identity_number import identity_number_fault
from services.legal_aid.domain.means import ResidenceType


class ApplicantKind(enum.Enum):
    """Aid is for natural persons."""

    PERSON = enum.auto()
    ORGANISATION = enum.auto()


class Capacity(enum.Enum):
    """Capacity for civil conduct (LA-06)."""

    FULL = enum.auto()
    LIMITED = enum.auto()
    NONE = enum.auto()


class AgentRelation(enum.Enum):
    """Who applies for somebody else (LA-06, LA-148)."""

    LEGAL_REPRESENTATIVE = enum.auto()
    OTHER_LEGAL_REPRESENTATIVE = enum.auto()
    CLOSE_RELATIVE = enum.auto()
    ENTRUSTED = enum.auto()
    SUCCESSOR = enum.auto()


class PriorityGroup(enum.Enum):
    """Groups that are offered tailored service; never changes eligibility (LA-17)."""

    MIGRANT_WORKER = enum.auto()
    DISABLED = enum.auto()
    ELDERLY = enum.auto()
    UNEMPLOYED = enum.auto()
    WOMAN = enum.auto()
    MINOR = enum.auto()
    RESETTLED = enum.auto()
    SOLDIER_FAMILY = enum.auto()
    ETHNIC_MINORITY = enum.auto()


REPRESENTATIVES = frozenset(
    {AgentRelation.LEGAL_REPRESENTATIVE, AgentRelation.OTHER_LEGAL_REPRESENTATIVE, AgentRelation.CLOSE_RELATIVE}
)
BARRIER_FREE_GROUPS = frozenset({PriorityGroup.DISABLED, PriorityGroup.ELDERLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The person who needs aid; `kind` and `capacity` None mean a person with full capacity."""

    full_name: str
    identity_number: str
    residence_type: ResidenceType
    kind: ApplicantKind | None
    credit_code: str
    capacity: Capacity | None
    priority_groups: tuple[PriorityGroup, ...]
    barrier_free_offered: bool
    contact_address: str = ""

    @property
    def is_organisation(self) -> bool:
        """Whether it is no natural person."""
        return self.kind is ApplicantKind.ORGANISATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who applies for the applicant."""

    full_name: str
    identity_number: str
    relation: AgentRelation


def needs_agent(applicant: Applicant) -> bool:
    """A person without full capacity applies through a representative (LA-06)."""
    return applicant.capacity in (Capacity.LIMITED, Capacity.NONE)


def barrier_free_missing(applicant: Applicant) -> bool:
    """An elderly or disabled person for whom no barrier-free service is recorded (LA-18)."""
    return bool(BARRIER_FREE_GROUPS.intersection(applicant.priority_groups)) and not applicant.barrier_free_offered


def applicant_faults(applicant: Applicant, *, field: str, today: dt.date) -> Iterator[Violation]:
    """A name that is none, and wrong numbers: GB 11643 for a person, GB 32100 for an organisation."""
    yield from name_faults(applicant.full_name, field=f"{field}.full_name")
    if not applicant.is_organisation:
        yield from identity_faults(applicant.identity_number, field=f"{field}.identity_number", today=today)
    elif fault := credit_code_fault(applicant.credit_code):
        yield Violation(
            field=f"{field}.credit_code",
            reason=fault,
            description="统一社会信用代码有误（GB 32100：18位、校验码正确），请按登记证件核对后重新录入",
        )


def agent_faults(
    agent: Agent, applicant: Applicant, *, detained: bool, field: str, today: dt.date
) -> Iterator[Violation]:
    """Wrong numbers, and a relation that does not entitle to apply (LA-06)."""
    yield from _agent_identity_faults(agent, applicant, field=field, today=today)
    if agent.relation is AgentRelation.ENTRUSTED and needs_agent(applicant):
        yield _relation_fault(field, "无或限制民事行为能力人由法定代理人代为申请（法律援助法第四十条）")
    if agent.relation in REPRESENTATIVES and not (needs_agent(applicant) or detained):
        yield _relation_fault(
            field, "法定代理人、近亲属仅可为无、限制民事行为能力人或者在押人员代为申请（法律援助法第四十条）"
        )
    if agent.relation is AgentRelation.SUCCESSOR:
        yield _relation_fault(field, "承继人仅在申请人死亡后办理继续申请时填写（LA-148）")


def successor_faults(successor: Agent, applicant: Applicant, *, field: str, today: dt.date) -> Iterator[Violation]:
    """A wrong number, the dead person's number, or somebody who is named as another kind of agent (LA-148)."""
    yield from _agent_identity_faults(successor, applicant, field=field, today=today)
    if successor.relation is not AgentRelation.SUCCESSOR:
        yield _relation_fault(field, "申请人死亡后由承继人继续申请，关系请选“承继人”（LA-148）")


def name_faults(name: str, *, field: str) -> Iterator[Violation]:
    """A name without a letter, with a picture in it, or with space around it, which makes a twin of a person."""
    kinds = {unicodedata.category(sign) for sign in name}
    if name != name.strip() or not any(kind.startswith("L") for kind in kinds) or kinds & {"So", "Sk"}:
        yield Violation(
            field=field,
            reason="NAME_INVALID",
            description="姓名须有文字，首尾不得有空格，不得含表情等图形符号，请按身份证件重新录入",
        )


def person_faults(name: str, number: str, *, field: str, today: dt.date) -> Iterator[Violation]:
    """What is wrong with a person whose identity number need not be known."""
    yield from name_faults(name, field=f"{field}.full_name")
    if number:
        yield from identity_faults(number, field=f"{field}.identity_number", today=today)


def identity_faults(number: str, *, field: str, today: dt.date) -> Iterator[Violation]:
    """Why an identity number is wrong (GB 11643)."""
    if fault := identity_number_fault(number, today=today):
        yield Violation(
            field=field,
            reason=fault,
            description="公民身份号码有误（GB 11643：18位、出生日期真实、校验码正确），请按身份证件核对后重新录入",
        )


def _agent_identity_faults(agent: Agent, applicant: Applicant, *, field: str, today: dt.date) -> Iterator[Violation]:
    yield from name_faults(agent.full_name, field=f"{field}.full_name")
    yield from identity_faults(agent.identity_number, field=f"{field}.identity_number", today=today)
    if agent.identity_number == applicant.identity_number:
        yield Violation(
            field=f"{field}.identity_number",
            reason="AGENT_IS_APPLICANT",
            description="代理人与申请人为同一人（LA-06），请填写代理人本人的身份证号码，或删除代理人",
        )


def _relation_fault(field: str, rule: str) -> Violation:
    return Violation(
        field=f"{field}.relation", reason="AGENT_NOT_ENTITLED", description=f"{rule}，请核对代理关系（LA-06）"
    )
