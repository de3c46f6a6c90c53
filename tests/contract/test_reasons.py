"""Reasons that the code raises are the reasons that contracts and documents name, and the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.contract import image_of
from chassis.manifest import installed_services
from tests.contract.reasons import named_in, named_in_section, raised_in

SERVICES = installed_services()
COMMON = named_in_section("Every service")
# Made of a header's field name when the request says two things; raised for an exception that nobody foresaw.
BUILT_BY_THE_GATEWAY = {"REQUEST_ID_CONFLICT", "ETAG_CONFLICT"}
BUILT_BY_THE_CHASSIS = {"INTERNAL"}


def of_service(name: str, *, fields_too: bool = False) -> set[str]:
    """Reasons raised in the service's own folder."""
    return raised_in(str(Path("services") / SERVICES[name].folder.name), fields_too=fields_too)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_reason_a_service_raises_stands_in_its_contract(name: str) -> None:
    package = f"sifa.{name}.v1"
    assert of_service(name) - named_in(image_of(SERVICES[name]), package) - COMMON == set()


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_reason_a_contract_names_is_raised(name: str) -> None:
    named = named_in(image_of(SERVICES[name]), f"sifa.{name}.v1")
    raised = of_service(name, fields_too=True) | raised_in("chassis", fields_too=True)
    assert named - raised == set()


def test_the_reasons_of_every_service_are_those_of_the_chassis() -> None:
    assert raised_in("chassis") | BUILT_BY_THE_CHASSIS == COMMON


def test_the_reasons_of_the_gateway_are_those_of_its_table() -> None:
    assert raised_in("gateway", fields_too=True) | BUILT_BY_THE_GATEWAY == named_in_section("The gateway")


def test_services_raise_reasons_at_all() -> None:
    assert {"APPLICATION_DUPLICATE", "NO_CANDIDATE", "PAPERS_MISSING"} <= of_service("legal_aid")
    assert {"CALENDAR_NOT_LOADED", "ETAG_MISMATCH", "INVALID_FIELDS", "NOT_FOUND"} <= raised_in("chassis")
