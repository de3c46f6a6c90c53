"""What happens during the visits and in the next draws: withdrawal, extension, redraw, cap (SV-61, SV-64, SV-65)."""

from __future__ import annotations

import pytest
from sifa.supervision.v1 import draw_pb2 as pb

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.draws import (
    AFTER,
    PAPER,
    RFC,
    VISIT,
    bound,
    commit,
    drawn,
    frozen,
    offices,
    plan,
    published,
    read,
    result,
    run,
    state_of,
    step,
    targets,
)

ORDINARY = pb.DRAW_STRATUM_ORDINARY


@pytest.mark.rule("SV-61")
def test_a_drawn_officer_who_withdraws_is_replaced_and_both_stay_on_record(bureau: Bureau, profile: Profile) -> None:
    """TV-S16, E-63: a drawn officer is the director's sibling; the draw keeps nobody who has an interest."""
    draw = drawn(bureau, profile)
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
        before = result(visit, draw).assignments
        first = before[0]
        gone, stays = first.officers
        asked = {"target": first.target, "officer": gone, "ground": "系该所主任的兄弟", **PAPER}
        step(visit, draw, "RecuseOfficer", **asked)
        after = result(visit, draw)
        assert stays in after.assignments[0].officers
        assert gone not in after.assignments[0].officers
        assert len(after.assignments[0].officers) == 2
        assert list(after.assignments[1:]) == list(before[1:])
        assert [(one.target, one.officer) for one in after.recusals] == [(first.target, gone)]
        assert refused(lambda: step(visit, draw, "RecuseOfficer", **asked)).reason == "NOT_ASSIGNED"
        last = refused(lambda: step(visit, draw, "RecuseOfficer", **{**asked, "officer": stays}))
        assert last.reason == "TOO_FEW_OFFICERS"


@pytest.mark.rule("SV-65", "SV-62")
def test_more_targets_come_by_the_next_tickets(bureau: Bureau, profile: Profile) -> None:
    draw = drawn(bureau, profile)
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
        before = targets(visit, draw)
        more = {"stratum": ORDINARY, "count": 3, "reason": "群众举报较多", **PAPER}
        step(visit, draw, "ExtendDraw", "chief", **more)
        after = targets(visit, draw)
        assert (after[:2], len(after), len(set(after))) == (before, 5, 5)
        over = refused(lambda: step(visit, draw, "ExtendDraw", "chief", **{**more, "count": 16}))
        assert over.reason == "STRATUM_EXHAUSTED"
        assert len(read(visit, draw).extensions) == 1


@pytest.mark.rule("SV-65")
def test_a_second_draw_needs_a_new_id_a_reason_and_two_signers(bureau: Bureau) -> None:
    draw = bound(bureau)
    assert refused(lambda: plan(bureau)).reason == "DRAW_OPEN"
    assert state_of(plan(bureau, target_kind=pb.DRAW_TARGET_KIND_PRACTITIONER)) == "PLANNED"
    failed = step(bureau, draw, "FailDraw", "chief", failure_reason="见证人未交出随机数", **PAPER)
    assert (state_of(failed), failed.deadlines[0].state) == ("FAILED", 6)
    assert refused(lambda: plan(bureau)).reason == "REPLACES_MISSING"
    again = {"replaces": draw.name, "replacement_reason": "上次未能完成"}
    other = draw.name[:-4] + "ffff"
    assert refused(lambda: plan(bureau, **{**again, "replaces": other})).reason == "REPLACES_UNFIT"
    second = step(bureau, plan(bureau, **again), "ApproveDraw", "chief", **PAPER)
    assert (state_of(second), second.number) == ("PLANNED", "")
    assert refused(lambda: step(bureau, second, "ApproveDraw", "chief", **PAPER)).reason == "APPROVED_ALREADY"
    deputy = bureau.door.person("bureau_chief", subject="deputy")
    second = bureau.call("ApproveDraw", deputy, name=second.name, **PAPER).draw
    assert (state_of(second), second.number) == ("APPROVED", "（2026）抽查第2号")


def test_a_first_draw_replaces_none(bureau: Bureau) -> None:
    again = {"replaces": "draws/019ed7e5-3a00-7000-8000-000000000001", "replacement_reason": "上次未能完成"}
    assert refused(lambda: plan(bureau, **again)).reason == "REPLACES_UNFIT"


@pytest.mark.rule("SV-64", "SV-66")
def test_nobody_is_drawn_more_than_twice_a_year(bureau: Bureau, profile: Profile) -> None:
    for _ in range(2):
        published(bureau, profile, offices(2))
    draw = frozen(bureau, offices(5))
    assert (draw.roster_size, draw.excluded_count) == (3, 2)


@pytest.mark.rule("SV-65")
def test_the_same_roster_has_other_tickets_in_every_draw(bureau: Bureau, profile: Profile) -> None:
    seen = []
    for _ in range(2):
        draw = published(bureau, profile, offices(200))
        seen.append(targets(bureau, draw))
    assert seen[0] != seen[1]


def test_public_numbers_alone_need_no_secret(bureau: Bureau, profile: Profile) -> None:
    draw = frozen(bureau, mode=RFC)
    assert refused(lambda: commit(bureau, draw, "section")).reason == "SECRET_NOT_WANTED"
    draw = step(bureau, draw, "PublishCommitment", **PAPER)
    with at(bureau, profile, AFTER) as after:
        assert state_of(run(after, draw, "9319./2.5.8.10.12./9.18.26.34.41.45./")) == "DRAWN"


@pytest.mark.rule("P-06")
def test_visits_that_ended_earlier_are_entered_with_their_day_and_a_reason(bureau: Bureau, profile: Profile) -> None:
    draw = drawn(bureau, profile)
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
    with at(bureau, profile, "2026-07-06T09:00") as later:
        asked = {"happened_date": "2026-06-22", **PAPER}
        assert refused(lambda: step(later, draw, "FinishVisits", **asked)).reason == "ENTRY_REASON_MISSING"
        done = step(later, draw, "FinishVisits", entry_reason="系统停机", **asked)
        assert (done.inspected_date, done.late, done.deadlines[1].due_date) == ("2026-06-22", True, "2026-06-29")
