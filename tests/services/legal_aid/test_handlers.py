"""Handling units and handlers through the door: registered, read, changed, and what they may take."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import facts_pb2, handler_service_pb2, handling_unit_service_pb2
from sifa.legal_aid.v1 import handler_pb2 as pb

from chassis.schema import audit_entry
from tests.doors import Door, refused
from tests.services.legal_aid.providers import (
    BODY,
    HANDLERS,
    HEAD,
    INSTITUTION,
    LAW_FIRM,
    LAWYER,
    OFFICE,
    OLD,
    PRACTITIONER,
    STAFF,
    UNITS,
    VOLUNTEER,
    HandlerKind,
    UnitKind,
    credit_code,
    handler,
    unit,
    update,
)


def test_a_unit_and_its_handler_are_read_as_they_were_registered(door: Door) -> None:
    firm = unit(door)
    made = handler(
        door, firm, criminal_defence_since=OLD, specialties=[facts_pb2.MATTER_LABOUR_PAY], languages=["彝语"],
        juvenile_tag=pb.JuvenileTag(issuer="示范区律师协会", issued_date="2024-01-02"), in_directory=True,
        public_office_periods=[pb.PublicOfficePeriod(from_date="2010-01-01", until_date="2015-12-31")],
    )  # fmt: skip
    assert made.division == "990102"
    read = door.call(HANDLERS["GetHandler"], handler_service_pb2.GetHandlerRequest(name=made.name), door.person(HEAD))
    assert read == made
    request = handling_unit_service_pb2.GetHandlingUnitRequest(name=firm.name)
    assert door.call(UNITS["GetHandlingUnit"], request, door.person(HEAD)) == firm


def test_lists_filter_by_kind_and_unit(door: Door) -> None:
    firm, office = unit(door), unit(door, OFFICE, number=2)
    lawyer, practitioner = handler(door, firm), handler(door, office, PRACTITIONER, number=2)

    def listed(**asked: Any) -> list[str]:
        request = handler_service_pb2.ListHandlersRequest(**asked)
        return [one.name for one in door.call(HANDLERS["ListHandlers"], request, door.person(HEAD)).handlers]

    assert listed() == [lawyer.name, practitioner.name]
    assert listed(kind=LAWYER) == listed(unit=firm.name) == [lawyer.name]
    assert listed(kind=LAWYER, unit=office.name) == []
    request = handling_unit_service_pb2.ListHandlingUnitsRequest(kind=OFFICE)
    assert [one.name for one in door.call(UNITS["ListHandlingUnits"], request, door.person(HEAD)).handling_units] == [
        office.name
    ]


def test_whoever_is_registered_is_not_registered_again(door: Door) -> None:
    firm = unit(door)
    handler(door, firm)
    assert refused(lambda: unit(door)).reason == "CREDIT_CODE_TAKEN"
    assert refused(lambda: handler(door, firm)).reason == "CERTIFICATE_TAKEN"


def test_a_wrong_credit_code_is_refused_without_repeating_it(door: Door) -> None:
    wrong = credit_code(1)[:-1] + ("0" if credit_code(1)[-1] != "0" else "1")
    answer = refused(lambda: unit(door, credit_code=wrong))
    assert answer.code is grpc.StatusCode.INVALID_ARGUMENT
    assert wrong.encode() not in answer.wire


@pytest.mark.rule("LA-50")
@pytest.mark.parametrize("kind", [LAWYER, PRACTITIONER, STAFF, VOLUNTEER])
@pytest.mark.parametrize("of", [LAW_FIRM, OFFICE, INSTITUTION, BODY])
def test_a_handler_belongs_to_a_unit_of_the_fitting_kind(door: Door, kind: HandlerKind, of: UnitKind) -> None:
    fitting = {
        LAWYER: {LAW_FIRM, INSTITUTION}, PRACTITIONER: {OFFICE}, STAFF: {INSTITUTION}, VOLUNTEER: {BODY},
    }  # fmt: skip
    home = unit(door, of)
    if of in fitting[kind]:
        assert handler(door, home, kind).kind == kind
    else:
        assert refused(lambda: handler(door, home, kind)).reason == "UNIT_UNFIT"


def test_a_unit_elsewhere_cannot_be_named(door: Door) -> None:
    made = unit(door)
    stranger = door.person(HEAD, divisions=("990103",))
    request = handler_service_pb2.CreateHandlerRequest(
        handler=pb.Handler(unit=made.name, full_name="甲律师", kind=LAWYER, certificate_number="1234")
    )
    assert refused(lambda: door.call(HANDLERS["CreateHandler"], request, stranger)).reason == "UNIT_UNKNOWN"
    assert refused(lambda: unit(door, number=3, division="110105")).reason == "DIVISION_OUT_OF_SCOPE"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"criminal_defence_since": "2999-01-01"}, ["handler.criminal_defence_since"]),
        ({"juvenile_tag": pb.JuvenileTag(issuer="协会", issued_date="2999-01-01")},
         ["handler.juvenile_tag.issued_date"]),
        ({"public_office_periods": [pb.PublicOfficePeriod(from_date="2020-01-01"),
                                    pb.PublicOfficePeriod(from_date="2021-01-01")]}, ["handler.public_office_periods"]),
        ({"public_office_periods": [pb.PublicOfficePeriod(from_date="2020-01-02", until_date="2020-01-01")]},
         ["handler.public_office_periods"]),
        ({"full_name": "甲"}, ["handler.full_name"]),
        ({"specialties": [facts_pb2.MATTER_LABOUR_PAY] * 2}, ["handler.specialties"]),
        ({"certificate_number": "１２３４"}, ["handler.certificate_number"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_field(door: Door, changes: dict[str, Any], fields: list[str]) -> None:
    firm = unit(door)
    answer = refused(lambda: handler(door, firm, **changes))
    assert (answer.code, sorted(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, fields)


def test_nobody_but_a_lawyer_has_defence_practice(door: Door) -> None:
    office = unit(door, OFFICE)
    answer = refused(lambda: handler(door, office, PRACTITIONER, criminal_defence_since=OLD))
    assert list(answer.violations) == ["handler.criminal_defence_since"]


def test_only_the_named_fields_change(door: Door) -> None:
    made = handler(door, unit(door))
    wanted = pb.Handler()
    wanted.CopyFrom(made)
    wanted.full_name, wanted.in_directory, wanted.criminal_defence_since = "乙律师", True, OLD
    changed = update(door, wanted, "in_directory")
    assert (changed.full_name, changed.in_directory, changed.criminal_defence_since) == ("甲律师", True, "")
    wanted.etag = changed.etag
    everything = update(door, wanted, "*")
    assert (everything.full_name, everything.criminal_defence_since) == ("乙律师", OLD)
    with door.service.database.read() as session:
        query = sa.select(audit_entry.c.action).where(audit_entry.c.object == made.name).order_by(audit_entry.c.seq)
        assert list(session.execute(query).scalars()) == ["handler.create", "handler.update", "handler.update"]


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("kind", {"kind": PRACTITIONER}), ("unit", {"unit": f"handlingUnits/{'0' * 36}"}),
        ("certificate_number", {"certificate_number": "9999"}), ("nothing", {}), ("kind.nothing", {"kind": STAFF}),
    ],
)  # fmt: skip
def test_a_field_that_stays_keeps_its_value(door: Door, path: str, changes: dict[str, Any]) -> None:
    made = handler(door, unit(door))
    wanted = pb.Handler()
    wanted.CopyFrom(made)
    for field, value in changes.items():
        setattr(wanted, field, value)
    answer = refused(lambda: update(door, wanted, path))
    assert (answer.code, list(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, ["update_mask"])


def test_the_whole_handler_may_be_sent_back_with_a_mask_of_all_its_fields(door: Door) -> None:
    """As the gateway derives it from a body that was read, changed and sent back."""
    made = handler(door, unit(door), juvenile_tag=pb.JuvenileTag(issuer="示范区律师协会", issued_date="2024-01-02"))
    wanted = pb.Handler()
    wanted.CopyFrom(made)
    wanted.full_name, wanted.juvenile_tag.issuer = "乙律师", "示范市律师协会"
    paths = [field.name for field in pb.Handler.DESCRIPTOR.fields if field.name != "juvenile_tag"]
    changed = update(door, wanted, *paths, "juvenile_tag.issuer", "juvenile_tag.issued_date")
    assert (changed.full_name, changed.juvenile_tag.issuer) == ("乙律师", "示范市律师协会")
    assert (changed.unit, changed.kind, changed.certificate_number) == (made.unit, made.kind, made.certificate_number)


def test_somebody_elses_change_is_not_overwritten(door: Door) -> None:
    made = handler(door, unit(door))
    update(door, made, "in_directory")
    assert refused(lambda: update(door, made, "in_directory")).reason == "ETAG_MISMATCH"
