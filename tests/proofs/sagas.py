"""The sagas of grassroots_offices and party_building, step by step: birth of an office, a member's move, one that the
city gives up, one that the party organisation refuses.

Each step is what one person does, or what is waited for; between any two of them a process may be killed. It must not
kill anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sifa.grassroots_offices.v1 import licence_application_pb2 as application_pb
from sifa.grassroots_offices.v1 import practitioner_pb2
from sifa.party_building.v1 import member_pb2, relation_transfer_pb2

from tests.proofs.processes import Faulty
from tests.proofs.saga_house import SagaHouse
from tests.services.grassroots_offices.applications import act, establish, opined, transfer
from tests.services.grassroots_offices.desk import credit_code

FOUNDERS = 3
BORN, MOVED, GIVEN_UP, REFUSED_THERE = "born", "moved", "given up", "refused"
KINDS = (BORN, MOVED, GIVEN_UP, REFUSED_THERE)
OPEN = application_pb.PARTY_STEP_STATE_OPEN
AWAITING, GRANTED, REFUSED = (
    application_pb.LicenceApplicationState.Value(f"LICENCE_APPLICATION_STATE_{name}")
    for name in ("AWAITING_PARTY", "GRANTED", "REFUSED")
)
STARTED, WITHDRAWN = relation_transfer_pb2.TRANSFER_STATE_STARTED, relation_transfer_pb2.TRANSFER_STATE_WITHDRAWN
ACTIVE = practitioner_pb2.PRACTITIONER_STATE_ACTIVE
STEPS = {
    BORN: ("file", "plan_checked", "opinion", "license", "covered"),
    MOVED: ("file", "asked", "opinion", "grant", "start", "granted", "followed"),
    GIVEN_UP: ("file", "asked", "opinion", "grant", "give_up", "taken_back"),
    REFUSED_THERE: ("file", "asked", "opinion", "grant", "refuse", "ended"),
}
# The record that each leaves; whatever is done twice, or not at all, shows in it.
RECORD = {
    BORN: ["receive", "hearParty", "giveOpinion", "decide"],
    MOVED: ["receive", "giveOpinion", "decide", "openGate"],
    GIVEN_UP: ["receive", "giveOpinion", "decide", "giveUp"],
    REFUSED_THERE: ["receive", "giveOpinion", "decide", "failGate"],
}


@dataclass(slots=True, kw_only=True)
class Saga:
    """One of them, with whom and what it is about."""

    kind: str
    house: SagaHouse
    people: list[str]
    home: str
    target: str = ""
    member: str = ""
    number: int = 0
    application: Any = None
    steps: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """The steps follow from the kind."""
        self.steps = STEPS[self.kind]

    def do(self, step: str) -> None:
        """Do one step, or wait for it. Raises Faulty."""
        actions: dict[str, Callable[[], object]] = {
            "file": self._file, "plan_checked": lambda: self._until(step, lambda: self.read().party_step.state == OPEN),
            "opinion": lambda: opined(self.house.desk, self.application), "license": self._license,
            "covered": lambda: self._until(step, lambda: self.coverage(self.application.office) == FOUNDERS),
            "asked": lambda: self._until(step, lambda: len(self.transfers()) == 1), "grant": self._grant,
            "start": self._start, "granted": lambda: self._until(step, lambda: self.read().state == GRANTED),
            "followed": lambda: self._until(step, lambda: self.unit() == self.target), "give_up": self._give_up,
            "taken_back": lambda: self._until(step, lambda: self.transfers()[0].state == WITHDRAWN),
            "refuse": self._refuse, "ended": lambda: self._until(step, lambda: self.read().state == REFUSED),
        }  # fmt: skip
        actions[step]()

    def faults(self) -> list[str]:
        """Where the two services do not say the same, or the record is not what was done."""
        now, who = self.read(), [self.house.desk.practitioner(name) for name in self.people]
        ended = GRANTED if self.kind in {BORN, MOVED} else REFUSED
        at = {BORN: now.office, MOVED: self.target}.get(self.kind, self.home)
        held = {
            "ended": now.state == ended, "nothing awaited": not now.awaiting,
            "record": [one.action for one in now.steps] == RECORD[self.kind],
            "practises": all((one.state, one.office) == (ACTIVE, at) for one in who),
        }  # fmt: skip
        if self.kind == BORN:
            held["covered"] = self.coverage(now.office) == FOUNDERS
        else:
            wanted = STARTED if self.kind == MOVED else WITHDRAWN
            held["relation"] = [(one.state, one.application) for one in self.transfers()] == [(wanted, now.name)]
            held["unit"] = self.unit() == at
        return [f"agree: {self.kind} {self.number}: {name}" for name, good in held.items() if not good]

    def read(self) -> Any:
        """The application as it now stands."""
        return self.house.desk.call("GetLicenceApplication", self.house.desk.clerk, name=self.application.name)

    def transfers(self) -> list[Any]:
        """Every transfer of the member's relation."""
        return list(self.house.ask("ListRelationTransfers", member=self.member).relation_transfers)

    def unit(self) -> str:
        """The office at which party_building believes the member works."""
        return str(self.house.ask("GetMember", name=self.member).unit)

    def coverage(self, office: str) -> int:
        """How many people party_building believes work at the office; -1 before it heard of it."""
        listed = self.house.ask("ListCoverages", page_size=1000).coverages
        return next((one.practitioner_count for one in listed if one.office == office), -1)

    def _until(self, step: str, done: Callable[[], object]) -> None:
        self.house.until(f"{self.kind} {self.number} waits at {step}", done)

    def _file(self) -> None:
        desk = self.house.desk
        filed = establish(desk, self.people) if self.kind == BORN else transfer(desk, self.people[0], self.target)
        self.application = filed

    def _license(self) -> None:
        act(self.house.desk, "DecideLicenceApplication", self.application, granted=True,
            issued_number=f"市许连字{self.number:06d}号", credit_code=credit_code())  # fmt: skip

    def _grant(self) -> None:
        """Nothing is handed over before the letter is issued, and whoever looks sees what is waited for (PB-14)."""
        done = act(self.house.desk, "DecideLicenceApplication", self.application, granted=True)
        if done.state != AWAITING:
            raise Faulty(f"gate: {self.kind} {self.number} was handed over while the relation stays behind")
        if [one.kind for one in done.awaiting] != [application_pb.LICENCE_AWAITED_KIND_RELATION_TRANSFER]:
            raise Faulty(f"timeline: {self.kind} {self.number} does not say that it waits for the letter")

    def _start(self) -> None:
        self.house.ask("StartRelationTransfer", name=self.transfers()[0].name, letter_number="介绍信1号",
                       to_elsewhere="桥头镇示例党委")  # fmt: skip

    def _refuse(self) -> None:
        self.house.ask("WithdrawRelationTransfer", who=self.house.secretary, name=self.transfers()[0].name,
                       document_number="不予转接1号")  # fmt: skip

    def _give_up(self) -> None:
        act(self.house.desk, "GiveUpLicenceApplication", self.application, reasons="介绍信不能开具")


def member_of(house: SagaHouse, practitioner: str) -> str:
    """Enter somebody as a member as soon as party_building knows that he practises."""
    member = member_pb2.Member(
        full_name="孙示例", practitioner=practitioner, standing=member_pb2.MEMBER_STANDING_FORMAL, division="990102",
        joined_date="2015-07-01", formal_date="2016-07-01", dues_base_mode=member_pb2.DUES_BASE_MODE_MONTHLY,
        document_number="底册1号",
    )  # fmt: skip
    return str(house.ask("CreateMember", member=member).name)
