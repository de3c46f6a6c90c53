"""Departments that notify an institution with API keys of their own. It must not assert anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import notice_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from chassis.auth.api_keys import make_key, revoke_key
from chassis.clock import random_id
from tests.doors import HOME, Door, Identity
from tests.services.legal_aid.counter import RPCS, Counter
from tests.services.legal_aid.handling import assign_to_lawyer, case_of
from tests.services.legal_aid.notices import notice

TYPES = {"COURT": pb.AUTHORITY_TYPE_COURT, "PROCURATORATE": pb.AUTHORITY_TYPE_PROCURATORATE,
         "POLICE": pb.AUTHORITY_TYPE_POLICE}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """One authority with one of its keys; it works through the same door as everybody."""

    door: Door
    name: str
    type: str
    key_id: str
    key: Identity

    def call(self, rpc: str, message: Any) -> Any:
        """Call an rpc of legal aid with the key."""
        return self.door.call(RPCS[rpc], message, self.key)

    def send(self, institution: str, *, request_id: str = "", **changes: Any) -> pb.Notice:
        """Notify an institution; `changes` are fields of the notice."""
        own = {"authority_type": TYPES.get(self.type, TYPES["COURT"]), "authority_name": self.name}
        given = notice(institution, **{**own, **changes})
        request = GetMessageClass(RPCS["CreateNotice"].input_type)(notice=given, request_id=request_id)
        made: pb.Notice = self.call("CreateNotice", request)
        return made

    def read(self, name: str) -> pb.Notice:
        """One notice."""
        found: pb.Notice = self.call("GetNotice", GetMessageClass(RPCS["GetNotice"].input_type)(name=name))
        return found

    def list(self, **asked: Any) -> list[str]:
        """Names of the notices on the first page."""
        request = GetMessageClass(RPCS["ListNotices"].input_type)(**asked)
        return [one.name for one in self.call("ListNotices", request).notices]

    def answer(self, name: str, answer: str = "经核实，通知无误。", **fields: Any) -> pb.Notice:
        """Answer the institution's question."""
        request = GetMessageClass(RPCS["AnswerNotice"].input_type)(
            name=name, request_id=random_id(), answer=answer, **fields
        )
        answered: pb.Notice = self.call("AnswerNotice", request).notice
        return answered


def department(
    door: Door,
    name: str = "示范区人民法院",
    kind: str = "COURT",
    *,
    divisions: tuple[str, ...] = (HOME,),
    roles: tuple[str, ...] = ("authority",),
) -> Department:
    """A key for the holder, as `sifa key new` makes it."""
    with door.service.database.write() as session:
        id_, text = make_key(
            session, service="legal_aid", holder=name, roles=list(roles), divisions=list(divisions), event_types=[],
            authority_type=kind, days=30,
        )  # fmt: skip
    return Department(door=door, name=name, type=kind, key_id=id_, key=(("x-api-key", text),))


def revoke(one: Department) -> None:
    """The key works no more."""
    with one.door.service.database.write() as session:
        revoke_key(session, one.key_id)


def flags_of(one: pb.Notice) -> set[str]:
    """What the reader should notice, by short names."""
    return {pb.NoticeFlag.Name(flag).removeprefix("NOTICE_FLAG_") for flag in one.flags}


def notice_state(one: pb.Notice) -> str:
    """The state by its short name."""
    return pb.NoticeState.Name(one.state).removeprefix("NOTICE_STATE_")


def clocks_of(one: pb.Notice) -> dict[str, tuple[str, str, str]]:
    """Kind of each time limit → whose duty, last day, state."""
    names = deadline_pb2.DeadlineState
    return {
        item.kind: (item.owner, item.due_date, names.Name(item.state).removeprefix("DEADLINE_STATE_"))
        for item in one.deadlines
    }


def ask(counter: Counter, name: str, query: str = "请核对通知类别。") -> pb.Notice:
    """The institution's clerk asks the authority."""
    asked: pb.Notice = counter.call("QueryNotice", counter.clerk, name=name, query=query).notice
    return asked


def assign(counter: Counter, name: str, who: Identity | None = None, **fields: Any) -> pb.Notice:
    """The head assigns a lawyer."""
    assign_to_lawyer(counter, case_of(counter, notice=name).name, who=who, **fields)
    noted: pb.Notice = counter.call("GetNotice", counter.head, name=name)
    return noted
