"""A penalty stays inside the law and inside what was told before; it is told, paid, set aside (GO-18, GO-45 to 47)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sifa.grassroots_offices.v1 import penalty_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from services.grassroots_offices.domain.penalty_deciding import surcharge
from tests.doors import migrated, refused, serving, settings_of
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.penalties import FINE, GAIN, SLIGHT, brought, doing, file, step

NOTICED = pb.PENALTY_STATE_NOTICED
MINOR: dict[str, Any] = {"minor": True, "harm": pb.HARM_NONE, "corrected_date": "2026-05-07"}
FIRST: dict[str, Any] = {"first": True, "harm": pb.HARM_SLIGHT, "corrected_date": "2026-05-07"}
BANDS = """
id = "990102-own"
division = "990102"
status = "active"
[[parameter]]
key = "go.fine_bands"
unit = "percent of the cap"
value = { LIGHTER = [0, 30], ORDINARY = [30, 70] }
citation = "演示"
from = 2004-01-01
"""


@pytest.mark.rule("GO-45", "XF-26")
def test_a_decision_is_told_with_its_amount_and_the_payment_runs(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    case = step(desk, brought(desk, NOTICED, practitioner=staff[0].name), "decide", served_date="2026-06-02")
    (told,) = desk.told("PenaltyDecided")
    assert (told.penalty, told.subject, told.basis_code, told.amount_fen, told.decided_date, told.division) == (
        case.name, staff[0].name, "15", GAIN + 300_000, "2026-06-01", "990102",
    )  # fmt: skip
    clocks = {one.kind: (one.done_date, one.due_date) for one in case.deadlines}
    assert clocks["DECIDE_PENALTY"][0] == "2026-06-01"
    assert clocks["PAY_FINE"] == ("", "2026-06-17")


@pytest.mark.rule("GO-45")
@pytest.mark.parametrize(("gain", "most"), [(0, 0), (100, 300), (1_000_000, 3_000_000), (1_000_001, 3_000_000)])
def test_a_fine_is_three_times_the_gain_at_most_and_thirty_thousand_yuan(desk: Desk, gain: int, most: int) -> None:
    case = file(desk, gain_fen=gain)
    more = {"warning": True, "fine_fen": most + 1}
    assert refused(doing(desk, case, "serveNotice", measure=more)).reason == "FINE_OUT_OF_RANGE"
    served = step(desk, case, "serveNotice", measure={**more, "fine_fen": most})
    assert served.notice.measure.fine_fen == most


@pytest.mark.rule("GO-45")
def test_no_more_than_the_gain_is_confiscated_and_something_is_intended(desk: Desk) -> None:
    case = file(desk)
    more = {"confiscation_fen": GAIN + 1}
    assert refused(doing(desk, case, "serveNotice", measure=more)).reason == "CONFISCATION_OUT_OF_RANGE"
    assert refused(doing(desk, case, "serveNotice", measure={})).reason == "MEASURE_EMPTY"


@pytest.mark.rule("GO-46")
def test_nothing_is_decided_before_the_time_is_over_and_nothing_heavier_than_was_told(desk: Desk) -> None:
    case = brought(desk, NOTICED)
    assert refused(doing(desk, case, "decide", happened_date="2026-05-14")).reason == "STATEMENT_TIME_RUNNING"
    heavier = {**FINE, "fine_fen": 300_001}
    assert refused(doing(desk, case, "decide", measure=heavier)).reason == "MEASURE_EXCEEDS_NOTICE"
    milder = {**FINE, "fine_fen": 0}
    assert step(desk, case, "decide", happened_date="2026-05-15", measure=milder).decision.measure.fine_fen == 0


@pytest.mark.rule("GO-18", "GO-45")
def test_the_county_warns_and_confiscates_and_the_city_alone_fines(desk: Desk) -> None:
    case = brought(desk, NOTICED)
    assert refused(doing(desk, case, "decide", who=desk.clerk)).reason == "ROLE_MISSING"
    warned = step(desk, case, "warn", confiscation_fen=GAIN)
    measure = warned.decision.measure
    assert (measure.warning, measure.confiscation_fen, measure.fine_fen) == (True, GAIN, 0)


@pytest.mark.rule("P-04")
def test_whoever_filed_a_case_does_not_decide_it(desk: Desk) -> None:
    case = brought(desk, NOTICED)
    assert refused(doing(desk, case, "warn", who=desk.clerk)).reason == "SEPARATION_OF_DUTIES"
    of_the_city = step(desk, file(desk, who=desk.city, document_number="立案2号"), "serveNotice")
    assert refused(doing(desk, of_the_city, "decide")).reason == "SEPARATION_OF_DUTIES"


@pytest.mark.parametrize(
    ("served", "reason"), [("2026-05-31", "DATE_BEFORE_PREVIOUS"), ("2026-06-16", "DATE_IN_FUTURE")]
)
def test_a_decision_is_served_between_its_day_and_today(desk: Desk, served: str, reason: str) -> None:
    case = brought(desk, NOTICED)
    assert refused(doing(desk, case, "decide", served_date=served)).violations == {"served_date": reason}


@pytest.mark.rule("GO-47")
@pytest.mark.parametrize("action", ["decide", "close"])
@pytest.mark.parametrize(
    ("corrected", "reason"), [("2026-02-28", "DATE_BEFORE_PREVIOUS"), ("2026-06-02", "DATE_IN_FUTURE")]
)
def test_what_was_corrected_was_so_between_the_act_and_the_decision(
    desk: Desk, action: str, corrected: str, reason: str
) -> None:
    case = brought(desk, NOTICED)
    answer = refused(doing(desk, case, action, circumstances={**SLIGHT, "corrected_date": corrected}))
    assert answer.violations == {"circumstances.corrected_date": reason}


@pytest.mark.rule("GO-47")
def test_minor_corrected_and_harmless_must_not_be_punished(desk: Desk) -> None:
    case = brought(desk, NOTICED)
    assert refused(doing(desk, case, "decide", circumstances=MINOR)).reason == "MUST_NOT_BE_PUNISHED"
    closed = step(desk, case, "close", ground=pb.CLOSING_GROUND_MINOR, circumstances=MINOR)
    assert (closed.state, closed.end.ground) == (pb.PENALTY_STATE_CLOSED, pb.CLOSING_GROUND_MINOR)
    assert desk.told("PenaltyDecided") == []


@pytest.mark.rule("GO-47")
@pytest.mark.parametrize(
    ("ground", "circumstances"),
    [("MINOR", {**MINOR, "harm": pb.HARM_SLIGHT}), ("MINOR", {**MINOR, "corrected_date": ""}),
     ("FIRST", {**FIRST, "harm": pb.HARM_SERIOUS}), ("FIRST", {**FIRST, "first": False})],
)  # fmt: skip
def test_a_ground_that_is_not_met_leaves_nothing_unpunished(
    desk: Desk, ground: str, circumstances: dict[str, Any]
) -> None:
    case = file(desk)
    number = pb.ClosingGround.Value(f"CLOSING_GROUND_{ground}")
    assert refused(doing(desk, case, "close", ground=number, circumstances=circumstances)).reason == "GROUND_NOT_MET"
    assert step(desk, case, "close", ground=pb.CLOSING_GROUND_FIRST, circumstances=FIRST).end.reasons


@pytest.mark.rule("GO-46")
@pytest.mark.parametrize(
    ("paid_on", "owed"), [("2026-06-16", 500_000), ("2026-06-17", 509_000), ("2026-06-18", 518_000)]
)
def test_lateness_adds_three_percent_of_the_fine_a_day(
    desk: Desk, profile: Profile, paid_on: str, owed: int
) -> None:  # fmt: skip
    case = step(desk, brought(desk, NOTICED), "decide")
    with on_day(desk, profile, "2026-06-22") as later:
        wrong = refused(doing(later, case, "recordPayment", amount_fen=owed + 1, happened_date=paid_on))
        assert wrong.reason == "PAYMENT_MISMATCH"
        paid = step(later, case, "recordPayment", amount_fen=owed, happened_date=paid_on)
        assert (paid.payment.surcharge_fen, paid.payment.amount_fen) == (owed - 500_000, owed)
        again = doing(later, paid, "recordPayment", amount_fen=owed, happened_date=paid_on)
        assert refused(again).reason == "ALREADY_PAID"


@pytest.mark.rule("GO-46")
def test_what_lateness_adds_never_exceeds_the_fine() -> None:
    assert [surcharge(10_000, days=days, percent=3) for days in (-5, 0, 1, 33, 34, 400)] == [
        0, 0, 300, 9_900, 10_000, 10_000,
    ]  # fmt: skip


def test_a_warning_leaves_nothing_to_pay(desk: Desk) -> None:
    warned = step(desk, brought(desk, NOTICED), "warn")
    assert [one.kind for one in warned.deadlines] == ["DECIDE_PENALTY"]
    assert refused(doing(desk, warned, "recordPayment")).reason == "NOTHING_TO_PAY"


@pytest.mark.rule("GO-46")
def test_a_decision_that_is_set_aside_needs_no_payment(desk: Desk) -> None:
    set_aside = brought(desk, pb.PENALTY_STATE_REVOKED)
    states = {one.kind: one.state for one in set_aside.deadlines}
    assert (set_aside.state, set_aside.end.reasons, states["PAY_FINE"]) == (
        pb.PENALTY_STATE_REVOKED, "复议撤销。", deadline_pb2.DEADLINE_STATE_CANCELLED,
    )  # fmt: skip


@pytest.mark.rule("GO-91")
def test_a_fine_follows_the_published_bands_or_says_why_not(desk: Desk, profile: Profile, tmp_path: Path) -> None:
    folder = tmp_path / "grassroots_offices"
    folder.mkdir()
    (folder / "990102-own.toml").write_text(BANDS, encoding="utf-8")
    case = brought(desk, NOTICED)
    assert refused(doing(desk, case, "decide", band="ORDINARY")).reason == "BAND_UNKNOWN"
    settings = settings_of(profile, "grassroots_offices", SIFA_POLICY_DIR=str(tmp_path))
    with serving(migrated(settings, "grassroots_offices")) as door:
        own = Desk(door=door, clerk=desk.clerk, city=desk.city)
        assert refused(doing(own, case, "decide")).reason == "BAND_MISSING"
        assert refused(doing(own, case, "decide", band="HEAVIER")).reason == "BAND_UNKNOWN"
        assert refused(doing(own, case, "decide", band="LIGHTER")).reason == "BAND_REASON_MISSING"
        decided = step(own, case, "decide", band="LIGHTER", band_reason="主动退赔，影响较大。")
        assert (decided.decision.band, decided.decision.circumstances.harm) == ("LIGHTER", SLIGHT["harm"])
