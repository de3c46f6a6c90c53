"""The catalogue of bad messages (A rows) against the real consumer process on RabbitMQ.

What is no event of ours lands in the dead-letter queue; what is one still has its effect; the process stays.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.broker.bad_messages import BAD, UNREADABLE, changed
from tests.broker.listening import House, listening
from tests.servers.processes import wait_for
from tests.servers.profiles import PRODUCTION, Profile

pytestmark = pytest.mark.parametrize("profile", [PRODUCTION], indirect=True, scope="module")


@pytest.fixture(scope="module")
def house(profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One consumer process for the module."""
    with listening(profile, tmp_path_factory.mktemp("consumer")) as found:
        yield found


@pytest.mark.parametrize("row", BAD)
def test_what_is_no_event_is_dead_lettered_and_the_next_event_has_its_effect(house: House, row: str) -> None:
    body, properties, attributes = BAD[row]
    sound_body, headers = house.next_event()
    forged = attributes.get("headers")
    house.publish(body, changed(headers, **attributes) if forged is None else forged, **properties)
    house.publish(sound_body, headers)
    dead = house.dead()
    taken = dead.body if isinstance(dead.body, bytes) else str(dead.body).encode()
    assert taken == body
    wait_for(lambda: house.applied() == house.position, f"position {house.position} applied")
    assert house.process.poll() is None


def test_a_dead_letter_raises_the_alarm(house: House) -> None:
    before = house.alarms("DEAD_LETTER")
    house.publish(b"{", {})
    assert house.dead().body is not None
    wait_for(lambda: house.alarms("DEAD_LETTER") == before + 1, "the alarm")


def test_a08_a_duplicate_is_acked_without_effect(house: House) -> None:
    body, headers = house.next_event()
    for _ in range(3):
        house.publish(body, headers)
    wait_for(lambda: house.applied() == house.position, "the event applied")
    assert house.no_more_dead()


def test_a10_an_unknown_type_steps(house: House) -> None:
    body, headers = house.next_event()
    house.publish(body, changed(headers, type="sifa.legal_aid.v9.Invented"))
    wait_for(lambda: house.applied() == house.position, "the event stepped over")


def test_a11_a_later_position_waits_for_the_earlier_one(house: House) -> None:
    first, second = house.next_event(), house.next_event()
    house.publish(*second)
    house.publish(*first)
    wait_for(lambda: house.applied() == house.position, "both applied")


@pytest.mark.parametrize("row", UNREADABLE)
def test_what_no_reaction_can_read_is_parked_and_others_flow(house: House, row: str) -> None:
    _, headers = house.next_event()
    house.publish(UNREADABLE[row], headers)
    house.publish(*house.next_event())
    wait_for(lambda: house.applied() == house.position, "both applied or parked")
    assert house.no_more_dead()
    assert house.parked() == [house.position - 1]
    house.discard(house.position - 1)


def test_a12_a_service_cannot_speak_in_the_name_of_another_through_its_own_exchange(house: House) -> None:
    body, headers = house.next_event()
    house.publish_to("supervision.inbox", body, headers)
    assert house.dead().body == body
    house.publish(body, headers)
    wait_for(lambda: house.applied() == house.position, "the event of the right exchange applied")


def test_a19_forged_headers_of_the_framework_change_nothing(house: House) -> None:
    body, headers = house.next_event()
    house.publish(
        body, {**headers, "nameko.user_id": "admin", "nameko.call_id_stack": ["x"], "nameko.language": "\x00"}
    )
    wait_for(lambda: house.applied() == house.position, "the event applied")


def test_a14_a_body_of_many_megabytes_is_dead_lettered(house: House) -> None:
    body, headers = house.next_event()
    house.publish(b'"' + b"x" * 20_000_000 + b'"', headers)
    house.publish(body, headers)
    assert len(house.dead().body) > 20_000_000
    wait_for(lambda: house.applied() == house.position, "the event applied")
