"""The case of an application or a notice is found by its index, however many cases there are."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chassis.clock import random_id
from services.legal_aid.persistence.case import load_case_of
from tests.doors import Door
from tests.servers.profiles import EMBEDDED, Profile


@pytest.mark.parametrize("source", ["application", "notice"])
def test_the_case_of_a_source_is_found_by_its_index(door: Door, profile: Profile, source: str) -> None:
    seen: list[str] = []
    with door.service.database.write() as session:
        if profile.name != EMBEDDED:
            session.execute(sa.text("SET LOCAL enable_seqscan = off"))
        engine = session.get_bind().engine

        def explain(_connection: object, _cursor: object, statement: str, *_further: object) -> None:
            if "aid_case" in statement:
                seen.append(statement)

        sa.event.listen(engine, "before_cursor_execute", explain)
        load_case_of(session, f"{source}s/{random_id()}")
        sa.event.remove(engine, "before_cursor_execute", explain)
        asked = "EXPLAIN QUERY PLAN " if profile.name == EMBEDDED else "EXPLAIN "
        statement = seen[0].replace("?", "'x'") if profile.name == EMBEDDED else seen[0]
        for name in ("%(application_1)s", "%(notice_1)s", "%(application_1)s::VARCHAR", "%(notice_1)s::VARCHAR"):
            statement = statement.replace(name, "'x'")
        plan = "\n".join(map(str, session.connection().exec_driver_sql(asked + statement).all()))
    assert f"aid_case_of_{source}" in plan, plan
