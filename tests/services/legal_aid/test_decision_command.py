"""`sifa decision replay` computes a paper again from the database alone and says whether it is the same."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import decision_pb2 as pb

from chassis.cli.main import find_commands
from chassis.schema import policy_pack
from services.legal_aid.commands import run
from services.legal_aid.persistence.decision import TABLE
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.papers import MAKERS
from tests.services.legal_aid.rows import everything

NOBODYS = "0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"


@pytest.fixture(autouse=True)
def on_the_profile(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in profile.environ("legal_aid").items():
        monkeypatch.setenv(key, value)


def refusal(counter: Counter) -> pb.Decision:
    return MAKERS["REFUSE above the standard"](counter)


def change(counter: Counter, decision: pb.Decision, **values: Any) -> None:
    with counter.door.service.database.write() as session:
        session.execute(sa.update(TABLE).where(TABLE.c.name == decision.name).values(values))


def inputs_of(counter: Counter, decision: pb.Decision) -> dict[str, Any]:
    with counter.door.service.database.read() as session:
        query = sa.select(TABLE.c.inputs).where(TABLE.c.name == decision.name)
        found: dict[str, Any] = session.execute(query).scalar_one()
    return found


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What was printed, by the first word of each line."""
    return {
        name: text.strip() for name, _, text in (line.partition("  ") for line in capsys.readouterr().out.split("\n"))
    }


@pytest.mark.parametrize("way", ["name", "bare id", "capital letters", "document number"])
def test_a_paper_is_found_by_name_id_and_number(counter: Counter, way: str, capsys: pytest.CaptureFixture[str]) -> None:
    decision = refusal(counter)
    bare = decision.name.removeprefix("decisions/")
    words = {
        "name": decision.name,
        "bare id": bare,
        "capital letters": bare.upper(),
        "document number": decision.number,
    }
    assert run(["replay", words[way]]) == 0
    assert said(capsys)["paper"] == f"{decision.name} {decision.number}"


def test_it_tells_outcome_both_hashes_and_the_packs(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    decision = refusal(counter)
    packs = {one.pack_sha256 for one in decision.parameters}
    assert run(["replay", decision.number]) == 0
    assert said(capsys) == {
        "paper": f"{decision.name} {decision.number}", "result": "identical", "outcome": "REFUSE, on the paper REFUSE",
        "computed": decision.text_sha256, "recorded": decision.text_sha256, "on paper": decision.text_sha256,
        "pack": packs.pop(), "": "",
    }  # fmt: skip
    assert not packs


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_paper_is_identical(counter: Counter, kind: str) -> None:
    assert run(["replay", MAKERS[kind](counter).number]) == 0


def test_it_needs_no_running_service(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        number = refusal(counter).number
    assert run(["replay", number]) == 0
    assert said(capsys)["result"] == "identical"


def test_it_writes_nothing(counter: Counter) -> None:
    decision = refusal(counter)
    before = everything(counter.door.service)
    run(["replay", decision.name])
    assert everything(counter.door.service) == before


def test_it_prints_nothing_that_the_paper_says_of_the_person(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["replay", refusal(counter).name])
    shown = "".join(capsys.readouterr())
    assert "王" not in shown
    assert "4200" not in shown


def test_a_changed_text_is_different_and_its_hash_shows_it(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    decision = refusal(counter)
    change(counter, decision, text=decision.text.replace("不予", "给予"))
    assert run(["replay", decision.name]) == 1
    lines = said(capsys)
    assert (lines["result"], lines["computed"], lines["recorded"]) == ("different", *[decision.text_sha256] * 2)
    assert lines["on paper"] != decision.text_sha256


def with_income(counter: Counter, fen: int) -> pb.Decision:
    """A refusal whose stored income was changed behind the service's back."""
    decision = refusal(counter)
    inputs = inputs_of(counter, decision)
    inputs["facts"]["means"]["household_income_fen"] = fen
    change(counter, decision, inputs=inputs)
    return decision


def test_a_changed_input_is_different(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    decision = with_income(counter, 420_002)
    assert run(["replay", decision.name]) == 1
    lines = said(capsys)
    assert (lines["result"], lines["outcome"]) == ("different", "REFUSE, on the paper REFUSE")
    assert (lines["recorded"], lines["on paper"]) == (decision.text_sha256, decision.text_sha256)
    assert lines["computed"] != decision.text_sha256


def test_an_input_that_would_have_led_elsewhere_is_damage(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay", with_income(counter, 420_000).name]) == 1
    assert "DECISION_EVIDENCE_DAMAGED" in capsys.readouterr().err


def test_a_changed_pack_cannot_be_computed_with(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    decision = refusal(counter)
    with counter.door.service.database.write() as session:
        kept = session.execute(sa.select(policy_pack.c.content)).scalar_one()
        session.execute(sa.update(policy_pack).values(content=kept.replace("70000", "90000")))
    assert run(["replay", decision.name]) == 1
    shown = capsys.readouterr()
    assert (shown.out, "DECISION_EVIDENCE_DAMAGED" in shown.err) == ("", True)


def test_a_paper_without_inputs_says_so(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    decision = refusal(counter)
    change(counter, decision, inputs=sa.null())
    assert run(["replay", decision.name]) == 1
    assert "DECISION_WITHOUT_INPUTS" in capsys.readouterr().err


@pytest.mark.usefixtures("counter")
@pytest.mark.parametrize("paper", [NOBODYS, f"decisions/{NOBODYS}", "（2026）玄法援不援字第99号"])
def test_an_unknown_paper_ends_with_three(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay", paper]) == 3
    assert "has no paper" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["replay"], ["show", NOBODYS], ["replay", ""], ["replay", "decisions/1"], ["replay", "第1号"],
     ["replay", f"applications/{NOBODYS}"], ["replay", NOBODYS, NOBODYS]],
    ids=lambda arguments: " ".join(arguments)[:24] or "nothing",
)  # fmt: skip
def test_a_misused_command_says_how_to_use_it(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    assert "usage: sifa decision" in capsys.readouterr().err


def test_a_database_without_tables_is_unfit(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIFA_LEGAL_AID_DATABASE_URL", profile.database_url("nothing"))
    assert run(["replay", NOBODYS]) == 78
    assert "run `sifa migrate legal_aid` first" in capsys.readouterr().err


def test_sifa_knows_the_command() -> None:
    assert find_commands()["decision"].value == "services.legal_aid.commands:DECISION"
