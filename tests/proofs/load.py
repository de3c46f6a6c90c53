"""`python -m tests.proofs.load CONFIG`: a client of legal_aid that writes until told and leaves nothing in doubt.

It must not look into a database: its log is the truth that the databases are checked against.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
from sifa.legal_aid.v1 import (
    application_pb2,
    application_service_pb2,
    application_service_pb2_grpc,
    facts_pb2,
    institution_pb2,
    institution_service_pb2,
    institution_service_pb2_grpc,
)

from chassis.auth.tokens import make_user_token
from chassis.clock import random_id
from chassis.kernel.identity_number import check_character
from tests.proofs.client_log import ACK, DOUBT, REFUSED, TRY, ClientLog

DIVISION = "990100"
AGAIN = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED,
         grpc.StatusCode.ABORTED, grpc.StatusCode.UNKNOWN, grpc.StatusCode.RESOURCE_EXHAUSTED)  # fmt: skip
CHANNEL = [("grpc.initial_reconnect_backoff_ms", 50), ("grpc.min_reconnect_backoff_ms", 50),
           ("grpc.max_reconnect_backoff_ms", 200)]  # fmt: skip
ROLES = {
    "CreateInstitution": "bureau_chief",
    "CreateApplication": "legal_aid_clerk",
    "DecideApplication": "legal_aid_head",
}
PAPERS = (
    facts_pb2.PAPER_KIND_APPLICATION_FORM, facts_pb2.PAPER_KIND_IDENTITY_DOCUMENT,
    facts_pb2.PAPER_KIND_HARDSHIP_STATEMENT, facts_pb2.PAPER_KIND_MATTER_PAPERS,
)  # fmt: skip


class Client:
    """Sends each request with one id until it is answered or refused."""

    def __init__(self, target: str, keys: Path, log: ClientLog) -> None:
        """Tokens last as long as the proof."""
        channel = grpc.insecure_channel(target, options=CHANNEL)
        institutions = institution_service_pb2_grpc.InstitutionServiceStub(channel)
        applications = application_service_pb2_grpc.ApplicationServiceStub(channel)
        self._log = log
        self._calls: dict[str, Callable[..., Any]] = {"CreateInstitution": institutions.CreateInstitution,
                       "CreateApplication": applications.CreateApplication,
                       "DecideApplication": applications.DecideApplication}  # fmt: skip
        self._tokens = {
            method: make_user_token(
                keys, subject=f"proof-{role}", name="证明", roles=[role], divisions=[DIVISION], seconds=7200
            )
            for method, role in ROLES.items()
        }

    def write(self, method: str, request: Any) -> str:
        """The name of what was written, empty when it was refused. A request that was in doubt is asked once more."""
        request.request_id = random_id()
        self._log.write(TRY, request.request_id, method=method)
        doubts = 0
        while True:
            try:
                name = self._send(method, request)
            except grpc.RpcError as error:
                if error.code() not in AGAIN:
                    reason = f"{error.code().name} {error.details()}"
                    self._log.write(REFUSED, request.request_id, method=method, name=reason)
                    return ""
                self._log.write(DOUBT, request.request_id, method=method, name=error.code().name)
                doubts += 1
                time.sleep(0.1)
            else:
                self._log.write(ACK, request.request_id, method=method, name=name)
                if not doubts:
                    return name
                doubts = 0

    def _send(self, method: str, request: Any) -> str:
        metadata = (("authorization", f"Bearer {self._tokens[method]}"),)
        reply = self._calls[method](request, timeout=3.0, metadata=metadata)
        return str(reply.application.name if method == "DecideApplication" else reply.name)


def institution(number: int) -> institution_service_pb2.CreateInstitutionRequest:
    """An invented institution."""
    made = institution_pb2.Institution(
        display_name=f"第{number}法律援助中心", document_prefix=f"证{number}援", division=DIVISION
    )
    return institution_service_pb2.CreateInstitutionRequest(institution=made)


def application(rng: random.Random, at: str) -> application_service_pb2.CreateApplicationRequest:
    """An invented application that can be decided."""
    digits = f"99010119800101{rng.randrange(1000):03d}"
    made = application_pb2.Application(
        institution=at,
        channel=facts_pb2.CHANNEL_COUNTER,
        applicant=facts_pb2.Applicant(
            full_name="张三",
            identity_number=digits + check_character(digits),
            residence_type=facts_pb2.RESIDENCE_TYPE_URBAN,
        ),
        matter=facts_pb2.MATTER_LABOUR_PAY,
        means=facts_pb2.Means(
            household_size=2,
            household_income_fen=rng.choice((100_000, 900_000)),
            income_period=facts_pb2.INCOME_PERIOD_MONTH,
            pledge_signed=True,
        ),
        place=facts_pb2.Place(track=facts_pb2.TRACK_LITIGATION, authority_division=DIVISION),
        opponents=[f"虚构公司{rng.getrandbits(64)}"],
        papers=[facts_pb2.Paper(kind=kind) for kind in PAPERS],
    )
    return application_service_pb2.CreateApplicationRequest(application=made)


def write_on(client: Client, rng: random.Random, places: list[str], stop: Path, pause: float) -> None:
    """Applications and decisions, one after the other, until the file `stop` is there."""
    while not stop.exists():
        name = client.write("CreateApplication", application(rng, rng.choice(places)))
        if name and rng.random() < 0.4:
            client.write("DecideApplication", application_service_pb2.DecideApplicationRequest(name=name))
        time.sleep(rng.uniform(0, 2 * pause))


def main(config: dict[str, Any]) -> None:
    """Register the institutions or take the given ones, then write in several threads."""
    rng = random.Random(config["seed"])
    client = Client(config["target"], Path(config["keys"]), ClientLog(Path(config["log"])))
    places_file = Path(config["places"])
    if not places_file.exists():
        places = [client.write("CreateInstitution", institution(number)) for number in range(1, 5)]
        places_file.write_text(json.dumps(places), encoding="utf-8")
    places = json.loads(places_file.read_text(encoding="utf-8"))
    threads = [
        threading.Thread(
            target=write_on,
            args=(client, random.Random(rng.random()), places, Path(config["stop"]), config["pause"]),
        )
        for _ in range(config["threads"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
