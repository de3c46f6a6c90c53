"""Domain objects and proto messages are copied by name; what has no partner is refused before anything is copied."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

import pytest
from sifa.legal_aid.v1 import application_pb2, decision_pb2, events_pb2

from chassis.kernel.errors import InvalidFields
from chassis.mapping import MappingError, enum_prefix, from_message, to_message


class Outcome(enum.Enum):
    GRANT = enum.auto()
    REFUSE = enum.auto()


class Strange(enum.Enum):
    ADJOURN = enum.auto()


@dataclass(frozen=True, kw_only=True)
class Decided:
    application: str
    institution: str
    division: str
    outcome: Outcome
    decision_number: str
    decided_date: dt.date
    reason_codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reason:
    code: str
    rule_id: str
    citation: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    number: str
    outcome: Outcome | None
    made_date: dt.date | None
    reasons: tuple[Reason, ...]
    remedies: tuple[str, ...]
    policy_pack: str
    policy_sha256: str


@dataclass(frozen=True, kw_only=True)
class Filed:
    name: str
    decision: Decision | None
    create_time: dt.datetime | None


FILED = set(application_pb2.Application.DESCRIPTOR.fields_by_name) - {"name", "decision", "create_time"}
REASON = Reason(code="A", rule_id="LA-22", citation="第三十四条", text="符合")
DECISION = Decision(
    number="1", outcome=Outcome.GRANT, made_date=dt.date(2026, 2, 28), reasons=(REASON,), remedies=("a", "b"),
    policy_pack="990000", policy_sha256="0",
)  # fmt: skip


def decided() -> Decided:
    return Decided(
        application="a", institution="i", division="990102", outcome=Outcome.REFUSE, decision_number="1",
        decided_date=dt.date(2024, 2, 29), reason_codes=("X", "Y"),
    )  # fmt: skip


def test_dates_enums_and_lists_arrive() -> None:
    message = to_message(Decided, events_pb2.ApplicationDecided)(decided())
    assert (message.outcome, message.decided_date) == (decision_pb2.OUTCOME_REFUSE, "2024-02-29")
    assert list(message.reason_codes) == ["X", "Y"]


def test_there_and_back_is_the_same() -> None:
    message = to_message(Decided, events_pb2.ApplicationDecided)(decided())
    back = from_message(events_pb2.ApplicationDecided, Decided)
    assert message.reason_codes
    assert [back(message, "").decided_date, back(message, "").outcome] == [dt.date(2024, 2, 29), Outcome.REFUSE]


def test_nested_objects_and_lists_of_them_arrive() -> None:
    when = dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC)
    convert = to_message(Filed, application_pb2.Application, left_out=tuple(FILED))
    message = convert(Filed(name="n", decision=DECISION, create_time=when))
    assert message.decision.reasons[0].rule_id == "LA-22"
    assert message.create_time.ToDatetime(tzinfo=dt.UTC) == when


def test_nothing_is_written_for_what_is_not_there() -> None:
    convert = to_message(Filed, application_pb2.Application, left_out=tuple(FILED))
    message = convert(Filed(name="n", decision=None, create_time=None))
    assert [field.name for field, _ in message.ListFields()] == ["name"]


def test_a_message_field_without_partner_is_refused_when_compiled() -> None:
    with pytest.raises(MappingError, match=r"Filed ↔ Application: .*state.* has no partner"):
        to_message(Filed, application_pb2.Application)


def test_a_dataclass_field_without_partner_is_refused_when_compiled() -> None:
    with pytest.raises(MappingError, match="citation, code, rule_id, text is not in the message"):
        to_message(Reason, events_pb2.InstitutionRegistered, left_out=("institution", "division"))


def test_reading_refuses_missing_partners_on_both_sides() -> None:
    with pytest.raises(MappingError, match="is not in the message"):
        from_message(events_pb2.InstitutionRegistered, Reason)
    with pytest.raises(MappingError, match="has no partner"):
        from_message(application_pb2.Application, Filed)


def test_an_enum_value_without_partner_is_refused_when_compiled() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Odd:
        outcome: Strange

    left = tuple(set(events_pb2.ApplicationDecided.DESCRIPTOR.fields_by_name) - {"outcome"})
    with pytest.raises((MappingError, KeyError, NameError)):
        to_message(Odd, events_pb2.ApplicationDecided, left_out=left)


def test_what_is_no_dataclass_is_refused() -> None:
    with pytest.raises(MappingError, match="str is not a dataclass"):
        to_message(str, events_pb2.InstitutionRegistered)


@pytest.mark.parametrize("text", ["2026-02-30", "", "2026-6-1", "15.06.2026"])
def test_every_text_that_is_no_date_is_named_by_its_path(text: str) -> None:
    message = events_pb2.ApplicationDecided(decided_date=text, outcome=decision_pb2.OUTCOME_GRANT)
    with pytest.raises(InvalidFields) as caught:
        from_message(events_pb2.ApplicationDecided, Decided)(message, "event")
    assert [(item.field, item.reason) for item in caught.value.violations] == [("event.decided_date", "DATE_INVALID")]


@pytest.mark.parametrize(
    ("name", "prefix"), [("ApplicationState", "APPLICATION_STATE_"), ("Outcome", "OUTCOME_"), ("Matter", "MATTER_")]
)
def test_the_prefix_of_an_enum_comes_from_its_name(name: str, prefix: str) -> None:
    assert enum_prefix(application_pb2.DESCRIPTOR.enum_types_by_name[name]) == prefix
