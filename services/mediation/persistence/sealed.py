"""Which columns are sealed with this service's own secret. It must not open one."""

from __future__ import annotations

from chassis.resealing import SealedColumn
from services.mediation.persistence import dispute, mediation_organisation, referral

COLUMNS = (
    SealedColumn(table=dispute.TABLE, column="file_sealed", place=dispute.FILE),
    SealedColumn(table=referral.TABLE, column="words_sealed", place=referral.WORDS),
    SealedColumn(
        table=mediation_organisation.TABLE, column="mediators_sealed", place=mediation_organisation.MEDIATORS
    ),
)  # fmt: skip
