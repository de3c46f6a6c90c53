"""Refusals carry their kind, reason and rules, and never print more than their reason."""

from __future__ import annotations

from google.rpc import code_pb2

from chassis.kernel.errors import LARGEST_DETAILS, InvalidFields, Kind, NotFound, Refusal, RuleViolated, Violation


def test_every_kind_has_the_number_of_the_canonical_code() -> None:
    assert {kind.name: kind.value for kind in Kind} == {kind.name: code_pb2.Code.Value(kind.name) for kind in Kind}


def test_a_refusal_prints_as_its_reason_alone() -> None:
    assert str(Refusal(Kind.ABORTED, "TRY_AGAIN", "请重试", metadata={"etag": "7"})) == "TRY_AGAIN"


def test_a_violated_rule_names_its_rules_and_variables() -> None:
    refusal = RuleViolated("PLEDGE_MISSING", "请签署", rules=("LA-28", "LA-29"), state="RECEIVED")
    assert (refusal.kind, refusal.metadata) == (
        Kind.FAILED_PRECONDITION, {"rules": "LA-28,LA-29", "state": "RECEIVED"},
    )  # fmt: skip


def test_invalid_fields_lists_every_violation_in_its_message() -> None:
    faults = tuple(Violation(field=name, reason="REQUIRED", description="必填") for name in ("a", "b"))
    refusal = InvalidFields(faults)
    assert (refusal.violations, "a：必填；b：必填" in refusal.message) == (faults, True)


def test_more_violations_than_a_reply_can_carry_are_counted() -> None:
    faults = tuple(
        Violation(field=f"papers[{n}].title", reason="REQUIRED", description="请写明名称") for n in range(500)
    )
    refusal = InvalidFields(faults)
    assert 20 < len(refusal.violations) < 100
    assert refusal.metadata == {"more": str(500 - len(refusal.violations))}
    assert len(refusal.message.encode()) + sum(len(item.field) * 2 for item in refusal.violations) < LARGEST_DETAILS
    assert f"另有 {refusal.metadata['more']} 处" in refusal.message


def test_one_violation_is_told_however_long_it_is() -> None:
    assert len(InvalidFields((Violation(field="a", reason="X", description="长" * 5000),)).violations) == 1


def test_not_found_does_not_tell_whether_the_row_exists() -> None:
    refusal = NotFound("机构统计")
    assert (refusal.kind, refusal.metadata) == (Kind.NOT_FOUND, {})


def test_a_refusal_keeps_nothing_unless_it_says_so() -> None:
    assert not Refusal(Kind.ABORTED, "TRY_AGAIN", "请重试").commits
