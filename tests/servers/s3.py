"""A private S3 server made from the binary of a wheel, with one bucket: `with s3_server() as server: …`.

It must not listen anywhere but on the loopback address.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import minio
import urllib3
from minio.error import MinioException
from urllib3.exceptions import HTTPError

from tests.servers.private import (
    LOOPBACK,
    ServerUnavailableError,
    await_port,
    end,
    free_ports,
    launch,
    private_folder,
)

BUCKET, ACCESS, SECRET = "evidence-of-tests", "sifa-of-tests", "not-a-secret-of-anybody"
PORTS = (
    "master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc", "s3.port",
    "s3.port.grpc",
)  # fmt: skip
FLAGS = (
    "-filer", "-s3", "-s3.port.iceberg=0", "-s3.port.lance=0", "-volume.max=5", "-master.volumeSizeLimitMB=64",
    "-master.telemetry=false",
)  # fmt: skip
LIMIT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Server:
    """A running server."""

    endpoint: str
    pid: int

    def client(self) -> minio.Minio:
        """A client with a mind of its own, to look behind ours."""
        pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=1, read=5), retries=False)
        where = self.endpoint.removeprefix("http://")
        return minio.Minio(
            where, access_key=ACCESS, secret_key=SECRET, secure=False, region="us-east-1", http_client=pool
        )

    def settings(self) -> dict[str, str]:
        """What a service of ours needs to know."""
        return {
            "SIFA_FILE_STORE": f"s3:{self.endpoint}/{BUCKET}", "SIFA_S3_ACCESS_KEY": ACCESS,
            "SIFA_S3_SECRET_KEY": SECRET,
        }  # fmt: skip


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Run SeaweedFS for the length of the `with`. It checks signatures; its storage is a temporary folder."""
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    with private_folder("s3") as folder:
        rights = {"credentials": [{"accessKey": ACCESS, "secretKey": SECRET}], "actions": ["Admin"]}
        (folder / "s3.json").write_text(json.dumps({"identities": [{"name": "sifa", **rights}]}), encoding="utf-8")
        (folder / "data").mkdir()
        log = folder / "weed.log"
        command = [
            str(Path(sys.executable).parent / "weed"), "-logtostderr=true", "server", f"-dir={folder}/data",
            f"-ip={LOOPBACK}", f"-ip.bind={LOOPBACK}", f"-s3.config={folder}/s3.json", *FLAGS,
            *(f"-{name}={port}" for name, port in ports.items()),
        ]  # fmt: skip
        process = launch(command, log, env={"PATH": os.defpath, "HOME": str(folder)})
        try:
            await_port(process, ports["s3.port"], log)
            server = S3Server(endpoint=f"http://{LOOPBACK}:{ports['s3.port']}", pid=process.pid)
            _await_writes(server, log)
            yield server
        finally:
            end(process, signal.SIGTERM)


def _await_writes(server: S3Server, log: Path) -> None:
    """The port answers seconds before the first volume is there."""
    client, last = server.client(), time.monotonic() + LIMIT
    while True:
        try:
            if not client.bucket_exists(BUCKET):
                client.make_bucket(BUCKET)
            client.put_object(BUCKET, "ready", io.BytesIO(b"1"), 1)
        except (MinioException, HTTPError) as error:
            if time.monotonic() > last:
                tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise ServerUnavailableError(f"s3 takes nothing:\n{tail}") from error
            time.sleep(0.1)
        else:
            return
