"""Rules and excluded pairs are read from a service's rules.toml."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from chassis.rules import ExcludedPair, read_excluded, read_rules, repeated_rules

LEGAL_AID = Path(__file__).parents[3] / "services" / "legal_aid"


def test_nobody_decides_and_reviews_and_nobody_who_withdrew_does_either() -> None:
    pairs = {(pair.first, pair.second, pair.rule, pair.one_way) for pair in read_excluded(LEGAL_AID)}
    assert pairs == {
        ("application.decide", "objection.review", "P-04", False),
        ("application.decide", "complaint.conclude", "P-04", True),
        ("application.decide", "complaint.reject", "P-04", True),
        ("application.recuse", "application.decide", "LA-40", True),
        ("application.recuse", "application.grantProvisionalAid", "LA-40", True),
        ("application.recuse", "objection.review", "LA-40", True),
        ("evaluation_sample.freeze", "evaluation_sample.draw", "P-04", False),
        ("distrust_record.create", "distrust_record.end", "P-04", False),
        ("contact_opening.prepare", "contact_opening.enter", "P-04", False),
        ("imposture.create", "imposture.decide", "P-04", False),
        ("teaching_case.create", "teaching_case.approve", "P-04", False),
        ("teaching_case.revise", "teaching_case.approve", "P-04", False),
        ("fund_movement.propose", "fund_movement.approve", "P-04", False),
        ("fund_movement.propose", "fund_movement.reject", "P-04", False),
        ("recovery.demand", "recovery.recordReceipt", "P-04", False),
        ("recovery.imposeFine", "recovery.recordFinePayment", "P-04", False),
        *((f"{noun}.{first}", f"{noun}.{second}", "P-04", False)
          for noun in ("subsidy_claim", "direct_expense", "duty_claim")
          for first, second in [*combinations(("create", "check", "approve", "pay"), 2), ("orderReversal", "reverse"),
                                *((act, "export") for act in ("create", "check", "approve"))]),
    }  # fmt: skip


def test_a_folder_without_rules_has_neither_rules_nor_pairs(tmp_path: Path) -> None:
    assert (read_rules(tmp_path), read_excluded(tmp_path)) == ({}, ())


def test_an_id_that_stands_twice_is_told_once(tmp_path: Path) -> None:
    rule = '[[rule]]\nid = "LA-{}"\ntitle = "t"\ncitation = "c"\nmark = "design"\n'
    (tmp_path / "rules.toml").write_text("".join(map(rule.format, (1, 2, 1, 1))), encoding="utf-8")
    assert (repeated_rules(tmp_path), repeated_rules(tmp_path / "none")) == (["LA-1"], [])


def test_pairs_may_stand_without_rules(tmp_path: Path) -> None:
    text = '[[excluded]]\nfirst = "a.do"\nsecond = "a.check"\nrule = "P-04"\ntext = "t"\n'
    (tmp_path / "rules.toml").write_text(text, encoding="utf-8")
    assert read_excluded(tmp_path) == (ExcludedPair(first="a.do", second="a.check", rule="P-04", text="t"),)


def test_the_front_of_legal_aid_has_every_rule_that_decides_something() -> None:
    """LA-01 lists the forms of legal aid and decides nothing."""
    wanted = {*(f"LA-{number:02d}" for number in range(2, 41)), "LA-72", "LA-75", "LA-148", "LA-149"}
    assert wanted - set(read_rules(LEGAL_AID)) == set()
