"""Which columns are sealed with this service's own secret. It must not open one."""

from __future__ import annotations

from chassis.resealing import SealedColumn
from services.supervision.persistence import clue, conduct_declaration, draw_result, report_item, tip

COLUMNS = (
    SealedColumn(table=tip.TABLE, column="reason_sealed", place=tip.REASON),
    SealedColumn(table=clue.TABLE, column="words_sealed", place=clue.WORDS),
    SealedColumn(table=report_item.TABLE, column="words_sealed", place=report_item.WORDS),
    SealedColumn(table=conduct_declaration.TABLE, column="words_sealed", place=conduct_declaration.WORDS),
    SealedColumn(table=draw_result.SECRETS, column="secret_sealed", place=draw_result.SECRET),
    SealedColumn(table=draw_result.RESULTS, column="result_sealed", place=draw_result.RESULT),
)
