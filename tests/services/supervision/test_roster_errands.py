"""The roster of a draw is fetched from grassroots_offices itself, by a worker, and frozen once (SV-60)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

import grpc
import pytest

from chassis.clients import Peer
from chassis.clock import random_id
from chassis.errands import ErrandRunner, load_errands
from chassis.work import Worker
from services.supervision import errands
from services.supervision.domain.draw import DrawStratum
from services.supervision.handlers.draw import freeze_roster
from services.supervision.persistence.draw_result import load_roster
from tests.doors import migrated, serving, settings_of
from tests.emptying import empty
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.draws import PAPER, PEOPLE, offices, plan, read, state_of, step

OFFICES = "grassroots_offices"


@pytest.fixture
def desk(profile: Profile) -> Iterator[Desk]:
    """The register that is asked, empty at first."""
    with serving(migrated(settings_of(profile, OFFICES), OFFICES)) as door:
        empty(door.service)
        yield Desk(door=door, clerk=door.person("grassroots_clerk"), city=door.person("grassroots_approver"))


@contextmanager
def worker(bureau: Bureau, **changes: Any) -> Iterator[ErrandRunner]:
    """What `sifa work` runs for the errand."""
    service = bureau.door.service
    (errand,) = load_errands(service)
    peer = Peer(service.settings, caller="supervision", peer=errand.peer, default_port=0)
    with closing(ErrandRunner(service, replace(errand, **changes), peer)) as runner:
        yield runner


def roster(bureau: Bureau, name: str) -> dict[str, DrawStratum]:
    with bureau.door.service.database.read() as session:
        return dict(load_roster(session, name).targets)


@pytest.mark.rule("SV-60")
def test_a_worker_fetches_the_roster_and_freezes_it_once(
    bureau: Bureau, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "PAGE", 2)
    made = [desk.enter_office().name for _ in range(5)]
    draw = plan(bureau)
    with worker(bureau) as runner:
        assert (runner.turn(), state_of(read(bureau, draw))) == (0, "PLANNED")
        step(bureau, draw, "ApproveDraw", "chief", **PAPER)
        assert (runner.turn(), runner.turn()) == (1, 0)
    found = read(bureau, draw)
    assert (state_of(found), found.roster_size, roster(bureau, draw.name)) == (
        "FROZEN", 5, dict.fromkeys(sorted(made), DrawStratum.ORDINARY),
    )  # fmt: skip


def test_the_worker_of_the_service_runs_its_errands(bureau: Bureau, desk: Desk, profile: Profile) -> None:
    desk.enter_office()
    draw = step(bureau, plan(bureau), "ApproveDraw", "chief", **PAPER)
    working = Worker(migrated(settings_of(profile, "supervision"), "supervision"))
    working.start()
    try:
        wait_for(lambda: state_of(read(bureau, draw)) == "FROZEN", "the roster is frozen")
    finally:
        working.stop()


@pytest.mark.rule("SV-60")
def test_practitioners_come_with_their_office(bureau: Bureau, desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    draw = step(bureau, plan(bureau, target_kind=PEOPLE), "ApproveDraw", "chief", **PAPER)
    with worker(bureau) as runner:
        runner.turn()
    assert set(roster(bureau, draw.name)) == {one.name for one in staff}


def test_a_roster_that_comes_twice_is_frozen_as_it_came_first(bureau: Bureau) -> None:
    draw = step(bureau, plan(bureau), "ApproveDraw", "chief", **PAPER)
    service = bureau.door.service
    for size in (3, 9):
        with service.database.write() as session:
            tx = service.open_tx(session, principal=service.principal, cause=random_id())
            freeze_roster(tx, draw.name, offices(size))
    assert (read(bureau, draw).roster_size, len(roster(bureau, draw.name))) == (3, 3)


def test_a_peer_that_is_away_leaves_the_draw_waiting(bureau: Bureau) -> None:
    draw = step(bureau, plan(bureau), "ApproveDraw", "chief", **PAPER)
    service = bureau.door.service
    nowhere = replace(service.settings, backends={OFFICES: "127.0.0.1:9"})
    (errand,) = load_errands(service)
    peer = Peer(nowhere, caller="supervision", peer=errand.peer, default_port=0)
    with closing(ErrandRunner(service, errand, peer)) as runner, pytest.raises(grpc.RpcError):
        runner.turn()
    assert state_of(read(bureau, draw)) == "APPROVED"


def test_one_item_that_is_refused_does_not_keep_others_waiting(bureau: Bureau) -> None:
    kept: list[str] = []

    def fetch(_peer: Peer, item: str) -> str:
        if item == "bad":
            raise grpc.RpcError(item)
        return item.upper()

    changes = {
        "find": lambda _tx: ["a", "bad", "b"], "fetch": fetch,
        "keep": lambda _tx, item, answer: kept.append(item + answer),
    }  # fmt: skip
    with worker(bureau, **changes) as runner, pytest.raises(grpc.RpcError, match="bad"):
        runner.turn()
    assert kept == ["aA", "bB"]
