"""Monthly circulars and quarterly supervision: figures of the period, named units, log positions (SV-56, SV-70)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import appraisal_pb2, score_sheet_pb2
from sifa.supervision.v1 import bulletin_pb2 as pb

from chassis.kernel.errors import InvalidFields
from services.supervision.domain.bulletin import MOVES, period_days
from tests.doors import HOME, refused
from tests.facts import number_all
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import on, start, template, units
from tests.services.supervision.inspections import spot_check
from tests.services.supervision.leads import FALSE, HANDLER, reported, step, verified
from tests.services.supervision.test_found_addresses import FOUND
from tests.services.supervision.test_score_sheets import PAPER, final, opened
from tests.services.supervision.told import Teller, missed
from tests.services.supervision.units import institution

PRAISE = {
    "division": HOME, "section": "公共法律服务管理科", "kind": appraisal_pb2.APPRAISAL_KIND_PRAISE,
    "effect": appraisal_pb2.APPRAISAL_EFFECT_FOR, "reason": "锦旗一面",
}  # fmt: skip


def compiled(bureau: Bureau, **changes: Any) -> pb.Bulletin:
    fields = {"division": HOME, "period": "2026-06", "remark": "总体平稳", **changes}
    made: pb.Bulletin = bureau.call("CreateBulletin", bureau.section, bulletin=fields)
    return made


def issue(bureau: Bureau, name: str) -> pb.Bulletin:
    return bureau.call("IssueBulletin", bureau.chief, name=name, document_number="通报1号").bulletin  # type: ignore[no-any-return]


def public(bureau: Bureau) -> list[pb.PublicBulletin]:
    """What everybody reads, without any credential."""
    return list(bureau.call("ListPublicBulletins", ()).public_bulletins)


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {"COMPILED": {"recompile": {"COMPILED"}, "issue": {"ISSUED"}}, "ISSUED": {}}


@pytest.mark.rule("SV-70")
@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-05", "2026-05-01", "2026-05-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"), ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"), ("2026-Q2", "2026-04-01", "2026-06-30"),
    ],
)  # fmt: skip
def test_a_period_is_a_month_or_a_quarter_that_is_over(period: str, first: str, last: str) -> None:
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert period_days(period, today=days[1] + dt.timedelta(days=1)) == days
    with pytest.raises(InvalidFields) as refusal:
        period_days(period, today=days[1])
    assert [one.reason for one in refusal.value.violations] == ["PERIOD_NOT_OVER"]


@pytest.mark.rule("SV-70")
def test_the_month_before_is_counted_from_the_records(bureau: Bureau, profile: Profile, teller: Teller) -> None:
    visit = spot_check(bureau)
    visit.signed(visit.record(**FOUND))
    visit.answer()
    visit.close()
    spot_check(bureau, visit.unit, visit.keys)  # Planned alone: it is counted nowhere (SV-05).
    settled, open_one = verified(bureau, FALSE), reported(bureau, source_reference="热线第2号")
    step(bureau, "Close", settled)
    assert open_one.state
    teller.tell(missed())
    number_all(bureau.door.service)
    early = refused(lambda: compiled(bureau))
    assert early.violations == {"bulletin.period": "PERIOD_NOT_OVER"}
    with on(bureau, profile, "2026-07-01") as then:
        made = compiled(then)
        figures = made.figures
        assert (figures.inspections_closed, figures.rectifications_issued, figures.rectifications_open) == (1, 1, 1)
        assert (figures.clues_opened, figures.clues_closed, figures.holds_begun) == (3, 1, 0)
        positions = {one.source: one.position for one in made.positions}
        assert positions["supervision"] > 0
        assert positions["legal_aid"] == 1
        again = refused(lambda: compiled(then))
        assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "BULLETIN_EXISTS")
        assert compiled(then, period="2026-Q2").figures == figures
        assert compiled(then, period="2026-05").figures == pb.BulletinFigures()
        assert then.call("GetBulletin", then.chief, name=made.name) == made


@pytest.mark.rule("SV-56", "SV-70")
def test_only_what_is_issued_is_public_and_it_changes_no_more(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, "2026-07-01") as then:
        made = compiled(then)
        assert public(then) == []
        reported(bureau)
        anew = then.call("RecompileBulletin", then.section, name=made.name).bulletin
        assert (made.figures.clues_opened, anew.figures.clues_opened) == (0, 1)
        done = issue(then, made.name)
        (told,) = public(then)
        assert (told.bulletin, told.figures, told.issue_document, told.positions) == (
            made.name, anew.figures, "通报1号", anew.positions,
        )  # fmt: skip
        assert (done.state, done.issued_date, list(done.allowed_actions)) == (
            pb.BULLETIN_STATE_ISSUED, "2026-07-01", [],
        )  # fmt: skip
        fixed = refused(lambda: then.call("RecompileBulletin", then.section, name=made.name))
        assert fixed.reason == "ACTION_NOT_ALLOWED"
        listed = then.call("ListBulletins", then.chief, state=pb.BULLETIN_STATE_ISSUED, period="2026-06").bulletins
        assert list(listed) == [done]
        assert refused(lambda: compiled(then, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"


@pytest.mark.rule("SV-56", "P-01")
def test_units_are_named_and_people_never(bureau: Bureau, profile: Profile) -> None:
    with on(bureau, profile, "2021-05-10") as then:
        institution(then)
        name = then.call("CreateCampaign", then.section, campaign=template(then, 1)).name
        start(then, name, happened_date="2021-05-01", entry_reason="补录")
        sheet = final(then, opened(then, units(then)[0]).name)
        unjudged = compiled_names(then, profile, "2021-05")
        told = {"verdict": score_sheet_pb2.SCORE_VERDICT_UNQUALIFIED, "reason": "集体研究认定", **PAPER}
        then.call("JudgeScoreSheet", then.chief, name=sheet.name, **told)
        kept = then.call(
            "CreateAppraisalEntry", then.section,
            appraisal_entry={**PRAISE, "unit_title": "桥头司法所", "source": "来信1号"},
        )  # fmt: skip
        person = {**PRAISE, "subject": HANDLER, "unit_title": "某所王某", "source": "来信2号"}
        then.call("CreateAppraisalEntry", then.section, appraisal_entry=person)
        assert unjudged == []
        assert compiled_names(then, profile, "2021-Q2") == [
            (pb.NAMED_FOR_UNQUALIFIED, sheet.unit_title, sheet.name), (pb.NAMED_FOR_PRAISE, "桥头司法所", kept.name),
        ]  # fmt: skip
        with on(bureau, profile, "2021-07-01") as later:
            many = refused(lambda: compiled(later, period="2021-06", remark="举报电话13900001111"))
            assert many.violations == {"bulletin.remark": "PERSONAL_DATA"}


def compiled_names(bureau: Bureau, profile: Profile, period: str) -> list[tuple[int, str, str]]:
    """Who is named in the period, compiled after it."""
    with on(bureau, profile, "2021-07-01") as later:
        named = compiled(later, period=period).named
    return [(one.named_for, one.unit_title, one.record) for one in named]
