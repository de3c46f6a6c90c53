"""Every service tells its contract and its facts on its own port."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import grpc
import pytest
from google.protobuf import descriptor_pb2
from sifa.platform.v1 import event_log_pb2, platform_pb2

from chassis.auth.tokens import make_service_token
from tests.doors import Door, Identity, bearer, migrated, refused, serving, settings_of
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.store.test_numbering import write_fact

LOG = event_log_pb2.DESCRIPTOR.services_by_name["EventLog"].methods_by_name
PLATFORM = platform_pb2.DESCRIPTOR.services_by_name["Platform"].methods_by_name


@pytest.fixture(scope="module")
def door(profile: Profile) -> Iterator[Door]:
    """Legal aid with five facts in its log."""
    with serving(migrated(settings_of(profile, "legal_aid"), "legal_aid")) as door:
        for number in range(1, 6):
            write_fact(door.service, f"s{number}")
        logged(door.service)
        yield door


@pytest.fixture
def peer(door: Door) -> Identity:
    return bearer(make_service_token(door.service.settings.keys_dir, caller="supervision", callee="legal_aid"))


def head(door: Door, peer: Identity) -> event_log_pb2.Head:
    found: event_log_pb2.Head = door.call(LOG["GetHead"], event_log_pb2.GetHeadRequest(), peer)
    return found


def page(door: Door, peer: Identity, after: int, size: int, log_id: str = "") -> list[tuple[int, str]]:
    request = event_log_pb2.ListEventsRequest(
        log_id=log_id or head(door, peer).log_id, after_position=after, page_size=size
    )
    return [(event.position, event.subject) for event in door.call(LOG["ListEvents"], request, peer).events]


def test_the_head_tells_position_and_origin(door: Door, peer: Identity) -> None:
    found = head(door, peer)
    assert (found.position, found.continues, found.forked_at) == (5, "", 0)


def test_pages_follow_one_another_without_gaps(door: Door, peer: Identity) -> None:
    pages = [page(door, peer, after, 2) for after in (0, 2, 4, 5)]
    assert pages == [[(1, "s1"), (2, "s2")], [(3, "s3"), (4, "s4")], [(5, "s5")], []]


def test_a_page_without_size_holds_everything_there_is(door: Door, peer: Identity) -> None:
    assert len(page(door, peer, 0, 0)) == 5


def test_an_unknown_log_is_refused_with_the_current_one(door: Door, peer: Identity) -> None:
    answer = refused(lambda: page(door, peer, 0, 2, log_id="0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "LOG_UNKNOWN")
    assert answer.metadata == {"log_id": head(door, peer).log_id}


def test_every_negative_number_is_named(door: Door, peer: Identity) -> None:
    answer = refused(lambda: page(door, peer, -1, -1))
    assert answer.violations == {"after_position": "NEGATIVE", "page_size": "NEGATIVE"}


def test_the_manifest_is_open_and_carries_the_image(door: Door) -> None:
    manifest = door.call(PLATFORM["GetManifest"], platform_pb2.GetManifestRequest(), ())
    image = descriptor_pb2.FileDescriptorSet.FromString(manifest.image)
    assert (manifest.name, manifest.http_prefix) == ("legal_aid", "/v1/legal-aid")
    assert manifest.image_sha256 == hashlib.sha256(manifest.image).hexdigest()
    assert "sifa/legal_aid/v1/application_service.proto" in [file.name for file in image.file]
