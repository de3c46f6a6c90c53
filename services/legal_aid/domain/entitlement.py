"""What may be paid once: a service in a stage of a case, whatever the fund and the payee (LA-94, E-27, E-28).

It must not know amounts.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.claimable import WHOLE_BP
from services.legal_aid.domain.tariff import ServiceCode

MATTER = "MATTER"


class DupScope(enum.Enum):
    """How far one payment reaches: the stage, or the whole matter (`la.dup_scope`)."""

    STAGE = enum.auto()
    MATTER = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """One thing that may be paid, from one source. `taken_bp` is how much of it is claimed, 10000 being all."""

    name: str
    case: str
    stage: str
    service: ServiceCode
    fund_source: str
    taken_bp: int

    def has_room(self, fund_source: str, share_bp: int) -> bool:
        """Whether a share may still be claimed from the source (LA-94, LA-100, E-30)."""
        return self.fund_source == fund_source and self.taken_bp + share_bp <= WHOLE_BP


def entitlement_of(
    case: str, stage: CaseStage, service: ServiceCode, *, scope: DupScope, fund_source: str
) -> Entitlement:
    """The entitlement that a claim needs, as it is before anybody has claimed it.

    One for the case's stage and service (LA-94), however many recipients the case has (LA-101).
    """
    reach = stage.name if scope is DupScope.STAGE else MATTER
    return Entitlement(
        name=f"{case}/{reach}/{service.name}", case=case, stage=reach, service=service, fund_source=fund_source,
        taken_bp=0,
    )  # fmt: skip


def second_key(court_key: str, handler: str, stage: str, service: ServiceCode) -> str | None:
    """The same handler for the same service in the same lawsuit, under whatever case and for however many recipients
    (LA-101, E-74); None without a court number.
    """
    return f"{court_key}/{handler}/{stage}/{service.name}" if court_key else None
