"""Something that happened and the paper it rests on (P-02, P-06). It must not check a date."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.kernel.entry import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented(Happening):
    """When it happened, why it is entered late, and on which paper."""

    document_number: str
