"""Read the checklists that are shipped from their files. It must not decide."""

from __future__ import annotations

from pathlib import Path

from chassis.toml_file import read_toml
from services.supervision.domain.checklist_template import ChecklistTemplate, template_of

FOLDER = Path(__file__).parents[1] / "templates"


def checklist_templates(division: str) -> list[ChecklistTemplate]:
    """All of them for a division, in order of their ids (SV-53)."""
    files = sorted(FOLDER.glob("checklist-*.toml"))
    return [template_of(file.stem.removeprefix("checklist-"), read_toml(file), division) for file in files]
