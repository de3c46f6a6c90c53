"""Domain objects and proto messages are copied by name; what has no partner is refused before anything is copied."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

import pytest
from sifa.legal_aid.v1 import application_pb2, application_service_pb2, decision_pb2, events_pb2, facts_pb2

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
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class Reason:
    code: str
    rule_id: str
    citation: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    income_fen: int
    persons: int


@dataclass(frozen=True, kw_only=True)
class Assessed:
    outcome: Outcome | None
    reasons: tuple[Reason, ...]
    comparison: Comparison | None


@dataclass(frozen=True, kw_only=True)
class Filed:
    name: str
    number: str
    opponents: tuple[str, ...]
    create_time: dt.datetime | None
    secret: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    facility: str
    asked_time: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class Step:
    action: str
    happened_date: dt.date
    enter_time: dt.datetime | None
    late: bool
    reason: str
    document_number: str


@dataclass(frozen=True, kw_only=True)
class Told:
    steps: tuple[Step, ...]


FILED = set(application_pb2.Application.DESCRIPTOR.fields_by_name) - {"name", "number", "opponents", "create_time"}
ASSESSED = ("parameters", "competent_divisions", "remedies")
REASON = Reason(code="A", rule_id="LA-22", citation="第三十四条", text="符合")
WHEN = dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC)


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
    convert = to_message(
        Assessed,
        application_service_pb2.AssessApplicationResponse,
        left_out=ASSESSED,
        parts={"comparison": lambda one: application_service_pb2.MeansComparison(persons=one.persons)},
    )
    compared = Comparison(income_fen=1, persons=3)
    message = convert(Assessed(outcome=Outcome.GRANT, reasons=(REASON,), comparison=compared))
    assert (message.reasons[0].rule_id, message.comparison.persons, message.comparison.income_fen) == ("LA-22", 3, 0)


def test_nothing_is_written_for_what_is_not_there() -> None:
    convert = to_message(Filed, application_pb2.Application, left_out=tuple(FILED), hidden=("secret",))
    message = convert(Filed(name="n", number="", opponents=(), create_time=None, secret="s"))
    assert [field.name for field, _ in message.ListFields()] == ["name"]


def test_a_field_that_is_neither_shown_nor_hidden_is_refused_when_compiled() -> None:
    with pytest.raises(MappingError, match="secret is not in the message"):
        to_message(Filed, application_pb2.Application, left_out=tuple(FILED))


def test_each_element_of_a_list_may_have_a_conversion_of_its_own() -> None:
    convert = to_message(
        Filed, application_pb2.Application, left_out=tuple(FILED), hidden=("secret",), parts={"opponents": str.upper}
    )
    assert list(convert(Filed(name="", number="", opponents=("a", "b"), create_time=WHEN)).opponents) == ["A", "B"]


def test_an_instant_arrives_in_both_directions() -> None:
    convert = to_message(Held, facts_pb2.Detention, left_out=("facility_kind", "passed_time"))
    message = convert(Held(facility="示范看守所", asked_time=WHEN))
    read = from_message(facts_pb2.Detention, Held, left_out=("facility_kind", "passed_time"))
    assert [read(message, ""), read(facts_pb2.Detention(), "").asked_time] == [
        Held(facility="示范看守所", asked_time=WHEN), None,
    ]  # fmt: skip


def test_a_bad_date_in_a_list_is_named_with_its_place() -> None:
    others = set(application_pb2.Application.DESCRIPTOR.fields_by_name) - {"steps"}
    read = from_message(application_pb2.Application, Told, left_out=tuple(others))
    steps = [application_pb2.Step(happened_date=text) for text in ("2026-06-15", "2026-06-31")]
    with pytest.raises(InvalidFields) as caught:
        read(application_pb2.Application(steps=steps), "application")
    assert [item.field for item in caught.value.violations] == ["application.steps[1].happened_date"]


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
        from_message(application_pb2.Application, Told)


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
    ("name", "prefix"), [("ResidenceType", "RESIDENCE_TYPE_"), ("Capacity", "CAPACITY_"), ("Matter", "MATTER_")]
)
def test_the_prefix_of_an_enum_comes_from_its_name(name: str, prefix: str) -> None:
    assert enum_prefix(facts_pb2.DESCRIPTOR.enum_types_by_name[name]) == prefix
