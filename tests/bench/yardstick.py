"""The yardstick: pgbench running the statements that one CreateApplication sends.

It must not leave out a statement: what it runs is what the service's own engine was seen to send.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import uuid
from typing import Any

import sqlalchemy as sa
from sifa.legal_aid.v1 import application_service_pb2

from chassis.auth.callers import Callers
from chassis.manifest import select_services
from chassis.principal import Principal
from chassis.rpc import Rpc
from chassis.server import load_servicers
from chassis.service import Service, open_service
from chassis.settings import load_settings
from tests.bench.load import application
from tests.bench.system import DIVISION, System, institution
from tests.servers.postgres import postgres_binaries

_HASH = re.compile(r"^[0-9a-f]{64}$")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NUMBER = re.compile(r"第[0-9]+号")


def pgbench_rate(system: System, seconds: int) -> float:
    """Transactions per second of `pgbench -c 8 -j 2` with the statements of one call."""
    script = system.var / "create-application.sql"
    script.write_text(_script(_statements(system)), encoding="utf-8")
    binaries = postgres_binaries()
    assert binaries is not None
    url = sa.engine.make_url(system.urls["legal_aid"]).set(drivername="postgresql")
    done = subprocess.run(
        [str(binaries / "pgbench"), "-n", "-c", "8", "-j", "2", "-T", str(seconds), "-f", str(script),
         url.render_as_string(hide_password=False)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if found is None or done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return float(found.group(1))


def _statements(system: System) -> list[tuple[str, dict[str, Any]]]:
    """What the engine sends for one call, with its parameters, BEGIN and COMMIT left out."""
    environment = {"SIFA_VAR": str(system.var), "SIFA_LEGAL_AID_DATABASE_URL": system.urls["legal_aid"]}
    service = open_service(select_services(["legal_aid"])[0], load_settings(environment))
    seen: list[tuple[str, dict[str, Any]]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: Any) -> None:
        seen.append((statement, dict(parameters)))

    sa.event.listen(service.database.engine, "before_cursor_execute", note)
    _call(service)
    service.database.close()
    return seen


def _call(service: Service) -> None:
    servicer = next(item for item in load_servicers(service) if item.DESCRIPTOR.name == "ApplicationService")
    method = servicer.DESCRIPTOR.methods_by_name["CreateApplication"]
    rpc = Rpc(service, method, servicer.CreateApplication, Callers(service))  # type: ignore[attr-defined]
    request = application_service_pb2.CreateApplicationRequest(application=application(0), request_id=str(uuid.uuid4()))
    request.application.opponents[:] = [request.request_id]
    clerk = Principal(subject="bench", name="bench", roles=frozenset({"legal_aid_clerk"}), divisions=(DIVISION,))
    rpc._once(request, clerk, float("inf"))


def _script(statements: list[tuple[str, dict[str, Any]]]) -> str:
    """Every id gets a random tail, every number a random count, and the institution varies as in the load."""
    lines = ["\\set u random(100000000000, 999999999999)", "\\set i random(0, 7)", "begin;"]
    lines += [_literal(statement, parameters).replace("\n", " ") + ";" for statement, parameters in statements]
    return "\n".join([*lines, "commit;"]) + "\n"


def _literal(statement: str, parameters: dict[str, Any]) -> str:
    return re.sub(r"%\((\w+)\)s", lambda found: _spell(parameters[found.group(1)]), statement)


def _spell(value: Any) -> str:
    """One parameter as SQL; psycopg wraps bytes in an object that holds them as `obj`."""
    if value is None:
        return "null"
    if isinstance(value, bool | int | float):
        return str(value)
    value = getattr(value, "obj", value)
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'::bytea"
    if isinstance(value, dt.date):
        return f"'{value.isoformat()}'"
    plain = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    text = plain.replace("'", "''").replace(institution(0), "@")
    text = _HASH.sub(lambda found: found.group()[:52] + ":u", text)
    text = _NUMBER.sub("第号:u", _UUID.sub(lambda found: found.group()[:24] + ":u", text))
    return "'" + text.replace("@", institution(0)[:-1] + ":i") + "'"
