"""The desks of the party organisations, and what grassroots_offices tells them. It must not assert anything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.grassroots_offices.v1 import events_pb2 as offices_pb
from sifa.party_building.v1 import (
    activity_budget_service_pb2,
    baseline_register_service_pb2,
    branch_account_service_pb2,
    charter_check_service_pb2,
    coverage_pb2,
    coverage_service_pb2,
    deliberation_service_pb2,
    dues_service_pb2,
    events_pb2,
    extra_dues_service_pb2,
    fund_allocation_service_pb2,
    fund_spend_service_pb2,
    fund_statement_service_pb2,
    member_pb2,
    member_service_pb2,
    office_account_service_pb2,
    office_succession_service_pb2,
    party_allowance_service_pb2,
    party_meeting_service_pb2,
    party_organisation_pb2,
    party_organisation_service_pb2,
    penalty_report_service_pb2,
    relation_transfer_pb2,
    relation_transfer_service_pb2,
    secretary_report_service_pb2,
)

from chassis.clock import random_id
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.doors import HOME, Door, Identity, migrated, serving, settings_of
from tests.facts import fact, logged
from tests.servers.profiles import Profile

RPCS: dict[str, MethodDescriptor] = {
    method.name: method
    for module in (
        activity_budget_service_pb2,
        baseline_register_service_pb2,
        branch_account_service_pb2,
        charter_check_service_pb2,
        coverage_service_pb2,
        deliberation_service_pb2,
        dues_service_pb2,
        extra_dues_service_pb2,
        fund_allocation_service_pb2,
        fund_spend_service_pb2,
        fund_statement_service_pb2,
        member_service_pb2,
        office_account_service_pb2,
        office_succession_service_pb2,
        party_allowance_service_pb2,
        party_meeting_service_pb2,
        party_organisation_service_pb2,
        penalty_report_service_pb2,
        relation_transfer_service_pb2,
        secretary_report_service_pb2,
    )
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}  # fmt: skip
FORMAL, PROBATIONARY = member_pb2.MEMBER_STANDING_FORMAL, member_pb2.MEMBER_STANDING_PROBATIONARY
ACTIVIST, APPLICANT = member_pb2.MEMBER_STANDING_ACTIVIST, member_pb2.MEMBER_STANDING_APPLICANT
DATES: dict[int, dict[str, str]] = {
    FORMAL: {"joined_date": "2015-07-01", "formal_date": "2016-07-01"},
    PROBATIONARY: {"joined_date": "2026-03-01"},
}
_NUMBERS = itertools.count(1)


def new_name(collection: str) -> str:
    """A resource name nobody has."""
    return f"{collection}/019ed7e5-3a00-7000-8000-{next(_NUMBERS):012d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The clerk of the organisations' office and the superior organisation; facts are numbered as their log does."""

    door: Door
    inbox: Inbox
    clerk: Identity
    superior: Identity
    told_here: list[int] = field(default_factory=list)

    def call(self, rpc: str, who: Identity | None = None, **fields: Any) -> Any:
        """Somebody, by default the clerk, calls an rpc; a request id is added to what changes a state."""
        method = RPCS[rpc]
        if not rpc.startswith("Create") and "request_id" in method.input_type.fields_by_name:
            fields = {"request_id": random_id(), **fields}
        return self.door.call(method, GetMessageClass(method.input_type)(**fields), who or self.clerk)

    def hear(self, message: Any, subject: str) -> None:
        """grassroots_offices tells a fact."""
        self.told_here.append(1)
        self.inbox.receive(fact(len(self.told_here), message, subject=subject, source="grassroots_offices"))

    def practise(
        self, practitioner: str, office: str, *, left: str = "", day: str = "2026-06-10", division: str = HOME
    ) -> None:
        """A practitioner practises at an office from the day on; without one, he has none."""
        status = offices_pb.PRACTICE_STATUS_ACTIVE if office else offices_pb.PRACTICE_STATUS_UNATTACHED
        self.hear(offices_pb.PracticeStatusChanged(
            subject=practitioner, division=division, status=status, office=office, former_office=left, from_date=day,
        ), practitioner)  # fmt: skip

    def lead(self, office: str, director: str, *managers: str, day: str = "2026-06-10") -> None:
        """The office has this director and these partners or main managers."""
        self.hear(offices_pb.OfficeLeadersChanged(
            office=office, division=HOME, director=director, managers=managers, changed_date=day,
        ), office)  # fmt: skip

    def place(self, office: str, address: str) -> None:
        """The office is at this address."""
        self.hear(offices_pb.OfficePlaced(
            office=office, division=HOME, address=address, placed_date="2026-06-10",
        ), office)  # fmt: skip

    def enter_member(self, standing: int = FORMAL, **changes: Any) -> member_pb2.Member:
        """The clerk takes somebody into the register."""
        fields: dict[str, Any] = {
            "full_name": "孙示例", "standing": standing, "dues_base_mode": member_pb2.DUES_BASE_MODE_MONTHLY,
            "document_number": "底册1号", "division": HOME, **DATES.get(standing, {}), **changes,
        }  # fmt: skip
        made: member_pb2.Member = self.call("CreateMember", member=member_pb2.Member(**fields))
        return made

    def practising_member(self, office: str, standing: int = FORMAL, **changes: Any) -> member_pb2.Member:
        """A practitioner of the office who is a member."""
        practitioner = new_name("practitioners")
        self.practise(practitioner, office)
        return self.enter_member(standing, practitioner=practitioner, **changes)

    def staff(self, office: str, *standings: int, **changes: Any) -> list[member_pb2.Member]:
        """Members of the office, one for each standing; without any, one practitioner who is none."""
        if not standings:
            self.practise(new_name("practitioners"), office)
        return [self.practising_member(office, standing, **changes) for standing in standings]

    def propose(
        self, *units: str, kind: int = 0, who: Identity | None = None, **changes: Any
    ) -> party_organisation_pb2.PartyOrganisation:
        """The clerk proposes a branch for one unit, a joint branch for several, a general branch for none."""
        kinds = (
            party_organisation_pb2.ORGANISATION_KIND_GENERAL_BRANCH,
            party_organisation_pb2.ORGANISATION_KIND_BRANCH,
        )
        chosen = kind or (
            kinds[len(units)] if len(units) < 2 else party_organisation_pb2.ORGANISATION_KIND_JOINT_BRANCH
        )
        fields: dict[str, Any] = {
            "display_name": f"示例第{next(_NUMBERS)}党支部", "kind": chosen, "units": units, "division": HOME,
            "document_number": "请示1号", **changes,
        }  # fmt: skip
        organisation = party_organisation_pb2.PartyOrganisation(**fields)
        made: party_organisation_pb2.PartyOrganisation = self.call(
            "CreatePartyOrganisation", who, party_organisation=organisation
        )
        return made

    def change(self, rpc: str, name: str, who: Identity | None = None, **fields: Any) -> Any:
        """Something becomes of an organisation."""
        asked = {"name": name, "document_number": "批复1号", **fields}
        return self.call(rpc, who or self.superior, **asked).party_organisation

    def approve(self, name: str, **fields: Any) -> party_organisation_pb2.PartyOrganisation:
        """The superior organisation approves."""
        approved: party_organisation_pb2.PartyOrganisation = self.change("ApprovePartyOrganisation", name, **fields)
        return approved

    def elect(
        self, name: str, secretary: str, *more: tuple[party_organisation_pb2.PostKind.ValueType, str], **fields: Any
    ) -> Any:
        """The members elect a secretary, and others to their posts."""
        posts = [
            party_organisation_pb2.Post(post=post, member=member)
            for post, member in ((party_organisation_pb2.POST_KIND_SECRETARY, secretary), *more)
        ]
        return self.change("RecordElection", name, self.clerk, posts=posts, **fields)

    def bring(self, member: str, organisation: str, **letter: Any) -> relation_transfer_pb2.RelationTransfer:
        """The member's relation goes to the organisation and arrives."""
        asked = relation_transfer_pb2.RelationTransfer(
            member=member, to_organisation=organisation, document_number="转接申请1号"
        )
        transfer = self.call("CreateRelationTransfer", relation_transfer=asked)
        self.call("StartRelationTransfer", name=transfer.name, letter_number="介绍信1号", **letter)
        done: relation_transfer_pb2.RelationTransfer = self.call(
            "ReceiveRelationTransfer", name=transfer.name, document_number="回执1号"
        ).relation_transfer
        return done

    def branch_of(
        self, office: str, members: list[member_pb2.Member], **letter: Any
    ) -> party_organisation_pb2.PartyOrganisation:
        """A branch at work that unites the office and to which its members' relations came."""
        proposed = self.propose(office)
        self.approve(proposed.name)
        for member in members:
            self.bring(member.name, proposed.name, **letter)
        working: party_organisation_pb2.PartyOrganisation = self.elect(proposed.name, members[0].name)
        return working

    def coverage(self, office: str) -> coverage_pb2.Coverage:
        """How the office stands."""
        found: coverage_pb2.Coverage = self.call("GetCoverage", name=office.replace("offices/", "coverages/"))
        return found

    def organisation(self, name: str) -> party_organisation_pb2.PartyOrganisation:
        """The organisation as it now stands."""
        found: party_organisation_pb2.PartyOrganisation = self.call("GetPartyOrganisation", name=name)
        return found

    def told(self, kind: str) -> list[Any]:
        """The facts of the kind that the service has told, in order."""
        message = getattr(events_pb2, kind)
        return [
            json_format.Parse(one.body, message()) for one in logged(self.door.service) if one.type.endswith(f".{kind}")
        ]


def registry_at(door: Door) -> Registry:
    """The desks of a service."""
    return Registry(
        door=door, inbox=Inbox(load_reactor(door.service)), clerk=door.person("party_clerk", subject="clerk"),
        superior=door.person("party_secretary", subject="superior"),
    )  # fmt: skip


@contextmanager
def on_day(registry: Registry, profile: Profile, day: str) -> Iterator[Registry]:
    """The same desks on another day, at nine in the morning."""
    service = migrated(settings_of(profile, "party_building", SIFA_NOW=f"{day}T09:00+08:00"), "party_building")
    with serving(service) as door:
        yield replace(registry, door=door, inbox=Inbox(load_reactor(service)))
