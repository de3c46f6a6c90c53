"""Which columns are sealed with this service's own secret. It must not open one."""

from __future__ import annotations

from chassis.resealing import SealedColumn
from services.party_building.persistence import dues_line, extra_dues, member, penalty_report

COLUMNS = (
    SealedColumn(table=member.TABLE, column="full_name_sealed", place=member.NAME),
    SealedColumn(
        table=member.TABLE, column="practitioner_sealed", place=member.PRACTITIONER, index="practitioner_index"
    ),
    SealedColumn(table=dues_line.TABLE, column="amounts_sealed", place=dues_line.AMOUNTS),
    SealedColumn(table=extra_dues.TABLE, column="amount_sealed", place=extra_dues.AMOUNT),
    SealedColumn(
        table=penalty_report.TABLE, column="penalty_sealed", place=penalty_report.PENALTY, index="penalty_index"
    ),
)  # fmt: skip
