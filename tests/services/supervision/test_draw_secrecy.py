"""Nobody reads a target before the visits begin: through no rpc, list, event, note, row or log line (SV-05, E-64)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sifa.supervision.v1 import draw_pb2 as pb

from services.supervision.persistence.draw_result import ROSTERS
from services.supervision.persistence.row import METADATA
from tests.doors import refused
from tests.facts import number_all
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.draws import (
    AFTER,
    SECRETS,
    VISIT,
    drawn,
    office,
    offices,
    result,
    step,
    targets,
)
from tests.services.supervision.everybody import asked, callers, methods, said

SIZE = 20
NAMES = tuple(office(number).removeprefix("offices/").encode() for number in range(1, SIZE + 1))
KNOWN = tuple(SECRETS.values())


def about(draw: pb.Draw) -> dict[str, Any]:
    """What somebody would write who asks about the draw."""
    return {
        "name": draw.name, "target": office(1), "officer": draw.officers[0], "ground": "亲属", "stratum": 1,
        "failure_reason": "不再抽取", "public_value": draw.public_value, "secret": KNOWN[0],
        "sha256": draw.secrets[0].sha256,
    }  # fmt: skip


@pytest.mark.rule("SV-05")
def test_no_rpc_tells_anybody_a_target_before_the_visits(
    bureau: Bureau, profile: Profile, capfd: pytest.CaptureFixture[str]
) -> None:
    draw = drawn(bureau, profile, offices(SIZE))
    number_all(bureau.door.service)
    with at(bureau, profile, AFTER) as after:
        told = {
            (method.name, name)
            for method in methods(after)
            for name, who in callers(after)
            if _leaks(said(after, method, asked(after, method, about(draw)), who))
        }
    assert told == set()
    output = "".join(capfd.readouterr())
    assert not _leaks(output.encode())


def _leaks(answer: bytes) -> bool:
    """Whether it names an office of the roster other than the one asked about, or holds a secret."""
    return any(name in answer for name in NAMES[1:]) or any(secret.encode() in answer for secret in KNOWN)


@pytest.mark.rule("SV-05")
def test_what_is_looked_for_is_found_when_the_visits_began(bureau: Bureau, profile: Profile) -> None:
    """The search above can fail: the same question after the opening names everybody who was drawn."""
    draw = drawn(bureau, profile, offices(SIZE))
    with at(bureau, profile, VISIT) as visit:
        method = next(one for one in methods(visit) if one.name == "GetDrawResult")
        before = said(visit, method, asked(visit, method, about(draw)), visit.chief)
        step(visit, draw, "StartVisits")
        answer = said(visit, method, asked(visit, method, about(draw)), visit.chief)
        found = [one.removeprefix("offices/").encode() for one in targets(visit, draw)]
        assert (all(one in answer for one in found), any(one in before for one in found)) == (True, False)


@pytest.mark.rule("SV-05", "SV-65")
def test_no_row_tells_a_target_or_a_secret_before_the_visits(bureau: Bureau, profile: Profile) -> None:
    """Of everybody in the roster the database knows that he is in it, and of nobody that he was drawn."""
    draw = drawn(bureau, profile, offices(SIZE))
    service = bureau.door.service
    with service.database.read() as session:
        tables = sa.inspect(session.connection()).get_table_names()
        cells = {
            f"{table} {cell}".encode()
            for table in tables
            if table != ROSTERS.name
            for row in session.execute(sa.text(f'select * from "{table}"'))
            for cell in row
        }
    assert {table.name for table in METADATA.sorted_tables} <= set(tables)
    assert [cell for cell in cells if any(name in cell for name in NAMES)] == []
    assert [cell for cell in cells if any(secret.encode() in cell for secret in KNOWN)] == []
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
        assert len(result(visit, draw).assignments) == 2
        assert refused(lambda: step(visit, draw, "StartVisits")).reason == "ACTION_NOT_ALLOWED"
