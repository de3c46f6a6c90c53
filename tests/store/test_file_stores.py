"""Contents in a folder and in a bucket of a real S3 server: kept, given back, and what happens without either."""

from __future__ import annotations

import hashlib
import socket
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.file_store_settings import S3Settings
from chassis.files.folder import FolderStore
from chassis.files.s3 import S3Store
from chassis.files.store import FileStore, FileStoreDown, NoStore, storage_key
from tests.servers.profiles import Profile
from tests.servers.s3 import ACCESS, BUCKET, SECRET, S3Server, s3_server
from tests.services.legal_aid.evidence import announce, keep, look, upload
from tests.services.legal_aid.other_days import counter_at

KEY = storage_key("legal_aid", "applications/1", "a")
CONTENTS = [b"", b"1", bytes(range(256)), b"\r\n\x00\xff" * 800_000]


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    """One S3 server for the module."""
    with s3_server() as made:
        yield made


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """Either store."""
    if request.param == "folder":
        return FolderStore(tmp_path / "files")
    made: S3Server = request.getfixturevalue("server")
    return S3Store(of(made))


def of(server: S3Server, **changes: str) -> S3Settings:
    settings = S3Settings(
        endpoint=server.endpoint, bucket=BUCKET, region="us-east-1", access_key=ACCESS, secret_key=SECRET
    )
    return replace(settings, **changes)


@pytest.mark.parametrize("content", CONTENTS, ids=len)
def test_what_was_kept_is_given_back(store: FileStore, content: bytes) -> None:
    key = storage_key(str(len(content)))
    store.put(key, content)
    assert store.get(key) == content


def test_what_was_never_kept_is_none(store: FileStore) -> None:
    assert store.get(storage_key("never")) is None


def test_keeping_twice_is_harmless_and_heals(store: FileStore) -> None:
    for content in (b"damaged", b"whole", b"whole"):
        store.put(KEY, content)
    assert store.get(KEY) == b"whole"


def test_many_at_once_never_show_half_a_content(store: FileStore) -> None:
    whole = b"x" * 300_000

    def work(_: int) -> bytes | None:
        store.put(KEY, whole)
        return store.get(KEY)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(16))) == {whole}


@pytest.mark.parametrize(
    "key", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 63 + "/", "0" * 64 + "\n", "０" * 64]
)
def test_nothing_but_a_key_of_ours_is_a_key(store: FileStore, key: str) -> None:
    with pytest.raises(ValueError, match="no storage key"):
        store.put(key, b"")
    with pytest.raises(ValueError, match="no storage key"):
        store.get(key)


def test_a_key_is_the_hash_of_what_it_names() -> None:
    assert storage_key("a", "b") == hashlib.sha256(b"a\nb").hexdigest() != storage_key("b", "a")


def test_files_are_for_their_owner_alone_and_no_draft_stays(tmp_path: Path) -> None:
    FolderStore(tmp_path / "files").put(KEY, b"content")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == (KEY, 0o600)


def test_a_folder_that_cannot_be_written_is_told_as_unavailable(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way", encoding="utf-8")
    store = FolderStore(tmp_path / "files")
    with pytest.raises(FileStoreDown):
        store.put(KEY, b"1")
    with pytest.raises(FileStoreDown):
        store.get(KEY)
    assert [path.name for path in tmp_path.iterdir()] == ["files"]


def test_without_a_store_every_content_is_refused() -> None:
    with pytest.raises(FileStoreDown):
        NoStore().put(KEY, b"1")
    with pytest.raises(FileStoreDown):
        NoStore().get(KEY)


def test_a_bucket_that_is_not_there_is_told_as_unavailable(server: S3Server) -> None:
    with pytest.raises(FileStoreDown):
        S3Store(of(server, bucket="no-such-bucket")).put(KEY, b"1")


def test_a_refusing_bucket_is_told_as_unavailable_without_its_secrets(
    server: S3Server, capfd: pytest.CaptureFixture[str]
) -> None:
    store = S3Store(of(server, secret_key="another secret"))
    with pytest.raises(FileStoreDown):
        store.put(KEY, b"1")
    with pytest.raises(FileStoreDown):
        store.get(KEY)
    written = "".join(capfd.readouterr())
    assert [text for text in (SECRET, "another secret", ACCESS, KEY) if text in written] == []


@pytest.mark.timeout(30)
def test_a_bucket_that_does_not_answer_is_given_up_within_a_call_of_ours() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = S3Settings(endpoint=endpoint, bucket=BUCKET, region="r", access_key="a", secret_key="b" * 8)
        with pytest.raises(FileStoreDown):
            S3Store(settings).put(KEY, b"1")


def test_the_secrets_of_a_bucket_are_in_no_picture_of_the_settings(server: S3Server) -> None:
    assert SECRET not in repr(of(server))
    assert ACCESS not in repr(of(server))


def test_evidence_is_kept_in_the_bucket(server: S3Server, profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00", **server.settings()) as counter:
        subject = counter.receive().name
        made = keep(counter, subject, b"in the bucket")
        assert look(counter, made.name).content == b"in the bucket"
        later = announce(counter, subject, b"ab" * 10)
        for place in range(2):
            upload(counter, later.name, place, b"ab" * 5)
        assert [look(counter, later.name, part=place).content for place in range(2)] == [b"ab" * 5] * 2
    names = {item.object_name for item in server.client().list_objects(BUCKET)}
    assert {storage_key("legal_aid", subject, made.sha256)} <= names
