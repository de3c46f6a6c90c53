"""The column by which an uploaded row names an office. It must not look an office up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chassis.kernel.errors import Violation
from chassis.kernel.table import Value
from chassis.kernel.uploaded_row import cell_fault, text_in


def licence_faults(rows: Sequence[Mapping[str, Value]], known: Mapping[str, str]) -> Iterator[Violation]:
    """Licences of no office within the caller's divisions; `known` names the offices by licence."""
    for place, row in enumerate(rows, start=1):
        if text_in(row, "licence_number") not in known:
            yield cell_fault(
                place, "licence_number", "LICENCE_UNKNOWN",
                "许可证号：没有该许可证号的所，或者不在您的管辖范围内，请核对",
            )  # fmt: skip
