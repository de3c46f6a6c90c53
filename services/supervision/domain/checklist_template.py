"""Checklists that are shipped, in editions (SV-53). It must not read a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.supervision.domain.checklist import ChecklistDraft, ChecklistItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistTemplate:
    """A list that can be drafted as it stands."""

    template: str
    edition: int
    citation: str
    checklist: ChecklistDraft


def template_of(template: str, told: Mapping[str, Any], division: str) -> ChecklistTemplate:
    """The list of the notice for a division: contents and yardstick (SV-08, SV-09, SV-53, SV-78).

    KeyError for a file that is none.
    """
    items = tuple(ChecklistItem(item=one["item"], text=one["text"], basis=one["basis"]) for one in told["item"])
    draft = ChecklistDraft(
        title=told["title"], division=division, items=items, document_number=told["document_number"]
    )  # fmt: skip
    return ChecklistTemplate(template=template, edition=told["edition"], citation=told["citation"], checklist=draft)
