"""A firm or an office says how many files it read, whom it called, and what came of complaints (SV-83)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook
from sifa.supervision.v1 import self_inspection_pb2 as pb

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, on, plan, start, units
from tests.services.supervision.sheets import FIGURES, HEAD, filled, nil, opened, submitted, whole
from tests.services.supervision.units import institution, office


@pytest.fixture
def then(bureau: Bureau, profile: Profile) -> Iterator[Bureau]:
    """The first day of the campaign, with one office."""
    with on(bureau, profile, FIRST_DAY) as made:
        office(made)
        start(made, plan(made).name)
        yield made


@pytest.mark.rule("SV-83", "SV-09")
def test_the_own_sheet_of_an_office_says_its_figures(then: Bureau) -> None:
    row = units(then)[0]
    mine = whole(then, row, row.people[0].person)
    assert not mine.HasField("figures")
    own = opened(then, row).name
    filled(then, own, nil(5))
    assert refused(lambda: submitted(then, own)).violations == {"figures": "FIGURES_MISSING"}
    filled(then, own, nil(5), figures=pb.SheetFigures())
    assert submitted(then, own).HasField("figures")


@pytest.mark.rule("SV-83")
@pytest.mark.parametrize("kind", ["complaint", "petition"])
def test_no_more_have_a_result_than_there_are(then: Bureau, kind: str) -> None:
    row = units(then)[0]
    whole(then, row, row.people[0].person)
    own = opened(then, row).name
    settled = f"{kind}_settled_count"
    wrong = pb.SheetFigures(**{f"{kind}_count": 1, settled: 2})
    filled(then, own, nil(5), figures=wrong)
    assert refused(lambda: submitted(then, own)).violations == {f"figures.{settled}": "FIGURES_CONTRADICTORY"}


@pytest.mark.rule("SV-83")
def test_figures_stay_with_a_file_and_stand_on_its_page(then: Bureau) -> None:
    own = opened(then, units(then)[0]).name
    filled(then, own, nil(5))
    asked = {"name": own, "figures": FIGURES, **HEAD}
    content = then.call("ExportSelfInspection", then.section, name=own).content
    read = then.call("ImportSelfInspection", then.section, content=content, **asked).self_inspection
    assert read.figures == FIGURES
    again = then.call("ExportSelfInspection", then.section, name=own).content
    page: Any = load_workbook(io.BytesIO(again)).worksheets[0]
    foot = str(page.oddFooter.center.text)
    assert "抽查案卷6件　回访当事人4人　投诉2件（有结果1件）　信访0件（有结果0件）" in foot


@pytest.mark.rule("SV-83")
def test_no_other_sheet_has_figures(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, FIRST_DAY) as then:
        institution(then)
        start(then, plan(then).name)
        row = units(then)[0]
        sheet = opened(then, row, row.people[0].person).name
        filled(then, sheet, nil(7), figures=FIGURES)
        assert refused(lambda: submitted(then, sheet)).violations == {"figures": "FIGURES_NOT_ASKED"}
