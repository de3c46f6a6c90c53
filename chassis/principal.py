"""Who acts: a person, a department or a service, with roles and divisions.

It must not read tokens; `auth` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"[1-9][0-9]{5}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """The end user of a call, or the service that reacts to an event or runs a job.

    `authority_type` and `event_types` belong to a department's API key: COURT, PROCURATORATE, POLICE or DEPARTMENT, and
    what it may read of the event log. None means that nothing limits the types.
    """

    subject: str
    name: str
    roles: frozenset[str]
    divisions: tuple[str, ...]
    authority_type: str = ""
    event_types: frozenset[str] | None = None

    def covers(self, division: str) -> bool:
        """Whether the division code (GB/T 2260, six digits) lies in or below one of the principal's divisions."""
        return division.startswith(self.prefixes)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What the codes of all covered places begin with; a division that is no code of six digits covers nothing."""
        return tuple(significant(own) for own in self.divisions if _CODE.fullmatch(own))


def service_principal(name: str) -> Principal:
    """A service acting for itself: no human role, no division."""
    return Principal(subject=f"svc:{name}", name=name, roles=frozenset({"service"}), divisions=())


def significant(division: str) -> str:
    """The digits of a six-digit code that all places below it share: 320000 → 32, 320100 → 3201, 320102 → 320102."""
    head, middle, tail = division[:2], division[2:4], division[4:]
    if tail != "00":
        return division
    return head if middle == "00" else head + middle
