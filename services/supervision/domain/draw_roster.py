"""The frozen roster of a draw: who may be drawn, who is left out, which officer must not go where (SV-60, SV-61).

It must not draw. Its lines are what the roots are computed over, so their shape is fixed for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chassis.kernel.draw import roster_root
from services.supervision.domain.draw import DrawRiskRule, DrawStratum
from services.supervision.domain.draw_risk import DrawRecord, stratum_of
from services.supervision.domain.inspection_officer import InspectionOfficer

LEAST_OFFICERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawTarget:
    """Somebody of a roster, and the office he belongs to; for an office itself."""

    subject: str
    office: str
    stratum: DrawStratum


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOfficer:
    """An officer, and the targets that he must not inspect."""

    name: str
    barred: tuple[str, ...]

    @property
    def line(self) -> str:
        """What the officers' root is computed over."""
        return "|".join((self.name, *self.barred))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRoster:
    """Targets by stratum, who the yearly cap leaves out, the officers, and what was counted of targets.

    All in the order of their bytes; a target without a record has nothing against it.
    """

    targets: Mapping[str, DrawStratum]
    excluded: tuple[str, ...]
    officers: tuple[DrawOfficer, ...]
    records: tuple[DrawRecord, ...] = ()

    def of(self, stratum: DrawStratum) -> list[str]:
        """The ids of one part."""
        return [subject for subject, part in self.targets.items() if part is stratum]

    @property
    def officers_root(self) -> str:
        """The root over the officers with whom each must not inspect; 64 hexadecimal digits."""
        return roster_root(one.line for one in self.officers).hex()

    @property
    def fewest_officers(self) -> int:
        """How many officers are left for the target that most of them must not inspect."""
        barred: dict[str, int] = {}
        for officer in self.officers:
            for target in officer.barred:
                barred[target] = barred.get(target, 0) + 1
        return len(self.officers) - max(barred.values(), default=0)


def freeze(
    found: Iterable[DrawTarget], *, capped: frozenset[str], officers: Iterable[InspectionOfficer],
    records: Mapping[str, DrawRecord] | None = None, risk: DrawRiskRule | None = None,
) -> FrozenRoster:  # fmt: skip
    """The roster without whom the yearly cap leaves out (SV-64, SV-66), and each officer's interests in it (SV-61).

    Whoever has `records` enough stands in the stratum of high risk (SV-60).
    """
    counted = records or {}
    targets = sorted(found, key=lambda one: one.subject.encode())
    kept = {
        one.subject: stratum_of(one.stratum, counted.get(one.subject), risk)
        for one in targets
        if one.subject not in capped
    }
    of_office: dict[str, list[str]] = {}
    for one in targets:
        if one.subject in kept:
            for key in {one.subject, one.office}:
                of_office.setdefault(key, []).append(one.subject)
    return FrozenRoster(
        targets=kept,
        excluded=tuple(one.subject for one in targets if one.subject in capped),
        officers=tuple(
            DrawOfficer(name=one.name, barred=_barred(one, of_office))
            for one in sorted(officers, key=lambda one: one.name.encode())
        ),
        records=tuple(counted[subject] for subject in kept if subject in counted),
    )


def _barred(officer: InspectionOfficer, of_office: Mapping[str, list[str]]) -> tuple[str, ...]:
    found = {target for interest in officer.interests for target in of_office.get(interest.subject, ())}
    return tuple(sorted(found))
