"""Checklists that are shipped: each is drafted and published as it stands, and no edition ever changes (SV-53)."""

from __future__ import annotations

import hashlib

import pytest
from sifa.supervision.v1 import checklist_pb2

from services.supervision.handlers.checklist_template import FOLDER, checklist_templates
from tests.doors import HOME
from tests.services.supervision.bureau import Bureau

EDITIONS = {
    "checklist-legal-aid-1": "bcb7e86563a71d0ddcdd1d9cbd5bd25600546a2b7208afe8e749bab259627aeb",
    "checklist-legal-services-1": "3a2190c0806deeb654898a85018669d984db9ad9890164dd9fa9c188d39a429a",
    "checklist-local-bodies-1": "a1fc6c7810954447fa0a63c7f60985e9ea46c125bd66255e20c5b0e040eb648a",
    "checklist-spot-check-1": "728b5f83273640b54194489a6663af886c59fa79879159bd86d856c2e93df0b9",
    "checklist-standards-and-quality-1": "2e2ad16c64fa3c86df6eb8713312610885b18e2333a234ea2db52ea52ab71971",
}


def test_no_edition_that_was_shipped_has_changed() -> None:
    """Whoever needs another list adds a file with the next number, and its hash here."""
    files = {file.stem: file.read_bytes() for file in FOLDER.glob("checklist-*.toml")}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} == EDITIONS
    for one in checklist_templates(HOME):
        assert one.template.endswith(f"-{one.edition}")


@pytest.mark.rule("SV-08", "SV-09", "SV-53", "SV-78")
def test_every_list_is_drafted_and_published_as_it_stands(bureau: Bureau) -> None:
    found = bureau.call("ListChecklistTemplates", bureau.section, division=HOME).checklist_templates
    assert [len(one.checklist.items) for one in found] == [8, 7, 3, 4, 4]
    for one in found:
        made = bureau.call("CreateChecklist", bureau.section, checklist=one.checklist)
        assert (made.version, list(made.items)) == (1, list(one.checklist.items))
        paper = "清单公布1号"
        done = bureau.call("PublishChecklist", bureau.chief, name=made.name, document_number=paper).checklist
        assert done.state == checklist_pb2.CHECKLIST_STATE_PUBLISHED
