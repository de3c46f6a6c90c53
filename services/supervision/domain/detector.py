"""Detectors: plug-ins that look at facts and at volumes (SV-40). They must not judge: people do."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TypeAlias

from services.supervision.domain.clue import NO_ITEM
from services.supervision.domain.monthly_count import CountedThing


class RecordFault(enum.Enum):
    """What legal_aid found in the records of a case (XF-19), or in the claims for it."""

    NOT_IN_SYSTEM = enum.auto()
    NOT_ON_PAPER = enum.auto()
    PAPER = enum.auto()
    BANK = enum.auto()
    LATE_ENTRY = enum.auto()
    SEAL = enum.auto()
    SPLIT_MATTER = enum.auto()
    DUPLICATE_RECIPIENT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A fact as it was told: who told it, at which position of whose log, about which case."""

    source: str
    position: int
    subject: str
    institution: str
    division: str
    faults: tuple[RecordFault, ...]
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """A plug-in: which faults it looks for, what row of F-01 they belong to, and under which rule."""

    name: str
    title: str
    faults: frozenset[RecordFault]
    item: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeDetector:
    """A plug-in: which volume it compares with the months before, and under which rule."""

    name: str
    title: str
    volume: CountedThing
    item: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraderDetector:
    """A plug-in: whether one person graded what an institution closed, and under which rule."""

    name: str
    title: str
    item: int
    rule_id: str


MonthDetector: TypeAlias = VolumeDetector | GraderDetector
AnyDetector: TypeAlias = Detector | MonthDetector

# A detector more is one row more: nothing else knows them by name.
FAULT_DETECTORS = (
    Detector(
        name="late-entry", title="补录集中", faults=frozenset({RecordFault.LATE_ENTRY}), item=3, rule_id="P-06"
    ),
    Detector(
        name="missing-file", title="有案无卷或者有卷无案",
        faults=frozenset({RecordFault.NOT_IN_SYSTEM, RecordFault.NOT_ON_PAPER}), item=3, rule_id="SV-40",
    ),
    Detector(
        name="payment-without-file", title="支付与案卷不符", faults=frozenset({RecordFault.BANK}), item=2,
        rule_id="SV-40",
    ),
    Detector(
        name="paper-differs", title="纸质与系统不一致", faults=frozenset({RecordFault.PAPER}), item=3, rule_id="SV-40"
    ),
    Detector(
        name="impossible-seal", title="证明印章与出具单位不符", faults=frozenset({RecordFault.SEAL}), item=3,
        rule_id="SV-40",
    ),
    Detector(
        name="split-matter", title="同一事项拆分为多案", faults=frozenset({RecordFault.SPLIT_MATTER}), item=2,
        rule_id="SV-40",
    ),
    Detector(
        name="duplicate-recipient", title="同一受援人同一案号重复申领",
        faults=frozenset({RecordFault.DUPLICATE_RECIPIENT}), item=2, rule_id="SV-40",
    ),
)  # fmt: skip
VOLUME_DETECTORS = (
    VolumeDetector(
        name="case-volume", title="受理案件数异常增长", volume=CountedThing.CASE, item=NO_ITEM, rule_id="SV-40"
    ),
    VolumeDetector(
        name="consultation-volume", title="咨询件数异常增长", volume=CountedThing.CONSULTATION, item=NO_ITEM,
        rule_id="SV-40",
    ),
)  # fmt: skip
ONE_GRADER = GraderDetector(name="one-grader", title="案卷全部由一人评定", item=3, rule_id="SV-40")
DETECTORS = (*FAULT_DETECTORS, *VOLUME_DETECTORS, ONE_GRADER)


def concerned(observation: Observation) -> tuple[Detector, ...]:
    """The detectors that look at the fact."""
    return tuple(one for one in FAULT_DETECTORS if one.faults.intersection(observation.faults))


def watching(volume: CountedThing) -> tuple[VolumeDetector, ...]:
    """The detectors that look at the volume."""
    return tuple(one for one in VOLUME_DETECTORS if one.volume is volume)
