"""Draws brought step by step into each state, over rosters that are made by hand. It must not assert anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from sifa.supervision.v1 import draw_pb2 as pb

from chassis.clock import random_id
from services.supervision.domain.draw import DrawStratum
from services.supervision.domain.draw_roster import DrawTarget
from services.supervision.handlers.draw import freeze_roster
from tests.doors import HOME
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at

SECRETS = {"section": "11" * 32, "witness": "22" * 32}
PUBLIC = "FC-SSQ-2026135:03,07,12,19,25,31+08"
PUBLIC_TIME = Timestamp(seconds=1781788500)  # 2026-06-18T21:15+08:00
AFTER, VISIT, LATER = "2026-06-19T09:00", "2026-06-21T09:00", "2026-06-24T09:00"
PAPER = {"document_number": "抽查文书1号"}
ORDINARY, LOW = DrawStratum.ORDINARY, DrawStratum.LOW_RISK
V1, RFC = pb.DRAW_MODE_DRAW_V1, pb.DRAW_MODE_RFC3797
OFFICES, PEOPLE = pb.DRAW_TARGET_KIND_OFFICE, pb.DRAW_TARGET_KIND_PRACTITIONER


def office(number: int) -> str:
    return f"offices/019ed7e5-3a00-7000-8000-{number:012d}"


def person(number: int) -> str:
    return f"practitioners/019ed7e5-3a00-7000-8000-{number:012d}"


def offices(count: int, low: int = 0) -> list[DrawTarget]:
    """So many offices, the last ones of low risk."""
    return [
        DrawTarget(subject=office(one), office=office(one), stratum=LOW if one > count - low else ORDINARY)
        for one in range(1, count + 1)
    ]


def plan(bureau: Bureau, *, officers: Sequence[str] = (), **changes: Any) -> pb.Draw:
    """The section plans a draw with three officers."""
    people = list(officers) or [bureau.officer().name for _ in range(3)]
    fields: dict[str, Any] = {
        "title": "基层法律服务所双随机抽查", "division": HOME, "target_kind": OFFICES, "mode": V1,
        "as_of_date": "2026-06-14", "visit_date": "2026-06-21",
        "items": [{"content": "收费公示", "legal_basis": "基层法律服务所管理办法第三十条", "method": "现场检查"}],
        "officers": people, "public_source": "双色球第2026135期", "public_time": PUBLIC_TIME,
        "document_number": "抽查计划1号", **changes,
    }  # fmt: skip
    made: pb.Draw = bureau.call("CreateDraw", bureau.section, draw=pb.Draw(**fields))
    return made


def step(bureau: Bureau, draw: pb.Draw, rpc: str, who: str = "section", **fields: Any) -> pb.Draw:
    """Somebody does something with the draw."""
    done: pb.Draw = bureau.call(rpc, getattr(bureau, who), name=draw.name, **fields).draw
    return done


def freeze(bureau: Bureau, draw: pb.Draw, roster: Sequence[DrawTarget]) -> pb.Draw:
    """The roster has come."""
    service = bureau.door.service
    with service.database.write() as session:
        tx = service.open_tx(session, principal=service.principal, cause=random_id())
        freeze_roster(tx, draw.name, roster)
    return read(bureau, draw)


def read(bureau: Bureau, draw: pb.Draw) -> pb.Draw:
    """The draw as it now stands."""
    found: pb.Draw = bureau.call("GetDraw", bureau.chief, name=draw.name)
    return found


def commit(bureau: Bureau, draw: pb.Draw, who: str) -> pb.Draw:
    """Somebody commits to his secret."""
    digest = sha256(bytes.fromhex(SECRETS[who])).hexdigest()
    return step(bureau, draw, "CommitSecret", who, sha256=digest)


def reveal(bureau: Bureau, draw: pb.Draw, who: str) -> pb.Draw:
    """Somebody hands his secret in."""
    return step(bureau, draw, "RevealSecret", who, secret=SECRETS[who])


def frozen(bureau: Bureau, roster: Sequence[DrawTarget] = (), **changes: Any) -> pb.Draw:
    """Planned, approved, and the roster is there: twenty offices unless told."""
    draw = step(bureau, plan(bureau, **changes), "ApproveDraw", "chief", **PAPER)
    return freeze(bureau, draw, roster or offices(20))


def bound(bureau: Bureau, roster: Sequence[DrawTarget] = (), **changes: Any) -> pb.Draw:
    """Bound in public."""
    draw = frozen(bureau, roster, **changes)
    for who in SECRETS if draw.mode == V1 else ():
        commit(bureau, draw, who)
    return step(bureau, draw, "PublishCommitment", **PAPER)


def run(bureau: Bureau, draw: pb.Draw, value: str = PUBLIC) -> pb.Draw:
    """The secrets are handed in and the draw is made; after the public value."""
    for who in SECRETS if draw.mode == V1 else ():
        reveal(bureau, draw, who)
    return step(bureau, draw, "RunDraw", public_value=value, **PAPER)


def drawn(bureau: Bureau, profile: Profile, roster: Sequence[DrawTarget] = (), **changes: Any) -> pb.Draw:
    """Drawn, and sealed."""
    draw = bound(bureau, roster, **changes)
    with at(bureau, profile, AFTER) as after:
        return run(after, draw)


def result(bureau: Bureau, draw: pb.Draw) -> Any:
    """Whom it drew."""
    return bureau.call("GetDrawResult", bureau.section, name=draw.name)


def targets(bureau: Bureau, draw: pb.Draw) -> list[str]:
    """Whom it drew, without who goes there."""
    return [one.target for one in result(bureau, draw).assignments]


def state_of(draw: pb.Draw) -> str:
    """Where it stands."""
    return pb.DrawState.Name(draw.state).removeprefix("DRAW_STATE_")


def published(
    bureau: Bureau, profile: Profile, roster: Sequence[DrawTarget] = (),
    meanwhile: Callable[[Bureau, pb.Draw], object] = lambda *_: None, **changes: Any,
) -> pb.Draw:  # fmt: skip
    """Visited and published; `meanwhile` happens during the visits."""
    draw = drawn(bureau, profile, roster, **changes)
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
        meanwhile(visit, draw)
        step(visit, draw, "FinishVisits", **PAPER)
        return step(visit, draw, "PublishDraw", **PAPER)


def bundle(bureau: Bureau, draw: pb.Draw) -> str:
    """The published proof."""
    text: str = bureau.call("GetDrawBundle", (), name=draw.name).bundle
    return text
