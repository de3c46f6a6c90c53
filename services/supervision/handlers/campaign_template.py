"""Read the templates of campaigns from their files. It must not decide."""

from __future__ import annotations

from pathlib import Path

from chassis.toml_file import read_toml
from services.supervision.domain.campaign_template import CampaignTemplate, template_of

FOLDER = Path(__file__).parents[1] / "templates"


def campaign_templates(year: int) -> list[CampaignTemplate]:
    """All of them with the dates of the year, in order of their ids (SV-03)."""
    files = sorted(FOLDER.glob("campaign-*.toml"))
    return [template_of(file.stem.removeprefix("campaign-"), read_toml(file), year) for file in files]
