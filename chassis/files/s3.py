"""Contents in a bucket of anything that speaks S3. It must not wait longer than a call of ours may last."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import minio
import structlog
import urllib3
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from chassis.file_store_settings import S3Settings
from chassis.files.store import FileStoreDown, checked

CONNECT_SECONDS, READ_SECONDS = 1.0, 4.0
MISSING = "NoSuchKey"
_log = structlog.get_logger(__name__)


class S3Store:
    """Objects named by their keys. The bucket must be there: whoever runs the store decides about its retention."""

    def __init__(self, settings: S3Settings) -> None:
        """No connection is opened yet."""
        where = urlsplit(settings.endpoint)
        # NOTE: the library's own pool waits five minutes and tries five times.
        pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS), retries=False, maxsize=10
        )
        self._bucket = settings.bucket
        self._client = minio.Minio(
            where.netloc, access_key=settings.access_key, secret_key=settings.secret_key,
            secure=where.scheme == "https", region=settings.region, http_client=pool,
        )  # fmt: skip

    def put(self, key: str, content: bytes) -> None:
        """Keep the content. Raises FileStoreDown."""
        try:
            self._client.put_object(
                self._bucket, checked(key), io.BytesIO(content), len(content), "application/octet-stream"
            )
        except (MinioException, HTTPError) as error:
            raise _down(error) from None

    def get(self, key: str) -> bytes | None:
        """The content, or None. Raises FileStoreDown."""
        try:
            answer = self._client.get_object(self._bucket, checked(key))
            try:
                return answer.read()
            finally:
                answer.close()
                answer.release_conn()
        except S3Error as error:
            if error.code == MISSING:
                return None
            raise _down(error) from None
        except (MinioException, HTTPError) as error:
            raise _down(error) from None


def _down(error: Exception) -> FileStoreDown:
    """What to raise; the log gets the class and S3's code, not the text: it holds addresses and keys."""
    _log.error("file store", error=type(error).__name__, code=getattr(error, "code", None))
    return FileStoreDown()
