"""A request is checked whole before anything is opened: every fault is named, no value is repeated."""

from __future__ import annotations

import unicodedata

import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from sifa.identity.v1.identity_service_pb2 import SignInRequest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1.application_service_pb2 import CreateApplicationRequest
from sifa.platform.v1.event_log_pb2 import Event, ListEventsResponse

from chassis.kernel.errors import InvalidFields
from chassis.requests import check_request
from tests.services.legal_aid.intake import creation

UNKNOWN = b"\xfa\x3f\x03abc"
SOUND = creation("institutions/0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11")


def faults(request: Message) -> dict[str, str]:
    try:
        check_request(request)
    except InvalidFields as refusal:
        return {item.field: item.reason for item in refusal.violations}
    return {}


def named(full_name: str) -> CreateApplicationRequest:
    request = CreateApplicationRequest()
    request.CopyFrom(SOUND)
    request.application.applicant.full_name = full_name
    return request


def test_a_sound_request_has_no_fault() -> None:
    assert faults(SOUND) == {}


@pytest.mark.parametrize("name", ["㐂", "𠮷野", "欧阳·阿依古丽", "Ana María", "O'Neill", "王 某", "𪚥𪚥"])
def test_names_of_every_kind_are_accepted(name: str) -> None:
    assert faults(named(name)) == {}


@pytest.mark.parametrize("letter", list("\x00\x07\t\n\x7f\x85\u200b\u200d\u202e\u2066\ufeff\u2028\u00ad"), ids=ascii)
def test_an_invisible_character_is_refused(letter: str) -> None:
    assert faults(named(f"王{letter}某")) == {"application.applicant.full_name": "TEXT_UNCLEAN"}


def test_text_that_is_not_in_nfc_is_refused() -> None:
    assert faults(named(unicodedata.normalize("NFD", "María"))) == {"application.applicant.full_name": "TEXT_UNCLEAN"}


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["Lo", "Ll", "Nd"]), min_size=1, max_size=60))
def test_letters_and_digits_of_every_script_pass_in_nfc(name: str) -> None:
    folded = unicodedata.normalize("NFC", name)[:60]
    assert "TEXT_UNCLEAN" not in faults(named(folded)).values()


def test_unknown_fields_are_named_where_they_lie() -> None:
    request = named("王某")
    request.application.means.MergeFromString(UNKNOWN)
    request.application.applicant.MergeFromString(UNKNOWN)
    assert faults(request) == {"application.means": "UNKNOWN_FIELDS", "application.applicant": "UNKNOWN_FIELDS"}


def test_unknown_fields_at_the_top_are_named_by_the_message() -> None:
    request = named("王某")
    request.MergeFromString(UNKNOWN)
    assert faults(request) == {"CreateApplicationRequest": "UNKNOWN_FIELDS"}


def test_unclean_text_in_a_list_is_named_by_its_index() -> None:
    request = ListEventsResponse(events=[Event(subject="a"), Event(subject="a\x00")])
    assert faults(request) == {"events[1].subject": "TEXT_UNCLEAN"}


def test_a_list_that_is_too_long_is_not_looked_into() -> None:
    request = named("王某")
    request.application.opponents.extend([""] * 1_000_000)
    assert faults(request) == {"application.opponents": "TOO_MANY_ITEMS"}


def test_a_list_of_the_greatest_length_is_looked_into() -> None:
    request = named("王某")
    request.application.opponents.extend(["x"] * (1000 - len(request.application.opponents)))
    assert faults(request) == {"application.opponents": "REPEATED_MAX_ITEMS"}


def test_all_faults_come_at_once() -> None:
    request = CreateApplicationRequest(request_id="7", application=pb.Application(received_date="yesterday"))
    found = faults(request)
    assert {"request_id", "application.received_date", "application.institution", "application.means"} <= set(found)


def test_no_fault_repeats_the_value() -> None:
    with pytest.raises(InvalidFields) as caught:
        check_request(SignInRequest(account="hunter2\x00", password="hunter2" * 100))
    assert "hunter2" not in caught.value.message
