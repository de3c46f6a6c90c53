"""Applications for licences as county and city handle them, and the partners' facts. It must not assert anything."""

from __future__ import annotations

from typing import Any

from google.protobuf.message import Message
from sifa.grassroots_offices.v1 import licence_application_pb2 as pb
from sifa.grassroots_offices.v1 import office_pb2 as office_pb
from sifa.party_building.v1 import events_pb2 as party
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.facts import fact
from tests.services.grassroots_offices.desk import Desk, premises

LOGS = {
    "party_building": "01890000-0000-7000-8000-0000000000c0", "supervision": "01890000-0000-7000-8000-0000000000c1",
}  # fmt: skip
PAPERS = {
    pb.LICENCE_APPLICATION_KIND_PRACTISE: (
        pb.LICENCE_PAPER_APPLICATION_FORM, pb.LICENCE_PAPER_EDUCATION_PROOF, pb.LICENCE_PAPER_EXAM_RESULT,
        pb.LICENCE_PAPER_INTERNSHIP_PROOF,
    ),
    pb.LICENCE_APPLICATION_KIND_TRANSFER: (
        pb.LICENCE_PAPER_APPLICATION_FORM, pb.LICENCE_PAPER_RELEASE_PROOF, pb.LICENCE_PAPER_ACCEPTANCE_PROOF,
    ),
}  # fmt: skip
OF_THE_COUNTY = {
    "RequestPapers", "SubmitLicencePapers", "AcceptLicenceApplication", "GiveOpinion", "WithdrawLicenceApplication",
}  # fmt: skip
TRANSFER = "relationTransfers/019ed7e5-3a00-7000-8000-2f6b1c9d1c01"
SOUND: dict[str, Any] = {"exam_passed_date": "2025-11-01", "good_character": True, "healthy": True}
CLEAR: dict[str, Any] = {"handover_done": True, "debts_clear": True, "under_investigation": False}


class Partners:
    """Numbers facts as each partner's log does and hands them to this service's inbox."""

    def __init__(self, desk: Desk) -> None:
        """Nothing was told yet."""
        self._inbox = Inbox(load_reactor(desk.door.service))
        self._told: dict[str, int] = {}

    def tell(self, message: Message, subject: str) -> None:
        """Deliver a fact, in order."""
        source = message.DESCRIPTOR.full_name.split(".")[1]
        self._told[source] = self._told.get(source, 0) + 1
        self._inbox.receive(
            fact(self._told[source], message, subject=subject, log_id=LOGS[source], source=source)
        )  # fmt: skip

    def start(self, application: pb.LicenceApplication, *, reference: str = TRANSFER, on: str = "2026-06-15") -> None:
        """The letter is issued, or none is needed."""
        started = party.RelationTransferStarted(
            application=application.name, relation_transfer=reference, started_date=on
        )
        self.tell(started, application.practitioner)

    def refuse(self, application: pb.LicenceApplication, *, on: str = "2026-06-15") -> None:
        """The relation will not be transferred."""
        refusal = party.RelationTransferRefused(
            application=application.name, relation_transfer=TRANSFER, refused_date=on
        )
        self.tell(refusal, application.practitioner)

    def check_plan(self, application: pb.LicenceApplication) -> None:
        """The party organisation has looked at the plan of a new office."""
        looked = party.PartyPlanChecked(
            application=application.name, office=application.office, division="990102", checked_date="2026-06-15"
        )
        self.tell(looked, application.office)

    def hold(self, subject: str, *, number: int = 1, on: str = "2026-06-15") -> None:
        """Supervision holds somebody."""
        self.tell(
            supervision.PracticeHoldStarted(
                hold=_hold(number), subject=subject, division="990102", from_date=on, document_number="玄整停1号"
            ),
            subject,
        )

    def lift(self, subject: str, *, number: int = 1, on: str = "2026-06-15") -> None:
        """Supervision lifts a hold."""
        self.tell(
            supervision.PracticeHoldLifted(hold=_hold(number), subject=subject, division="990102", lifted_date=on),
            subject,
        )


def _hold(number: int) -> str:
    return f"holds/019ed7e5-3a00-7000-8000-2f6b1c9d1d{number:02d}"


def file(desk: Desk, kind: pb.LicenceApplicationKind.ValueType, **changes: Any) -> pb.LicenceApplication:
    """The county files an application with all its papers."""
    fields = {"kind": kind, "papers": PAPERS.get(kind, ()), "document_number": "许申1号", **changes}
    filed: pb.LicenceApplication = desk.call(
        "CreateLicenceApplication", desk.clerk, licence_application=pb.LicenceApplication(**fields)
    )
    return filed


def practise(desk: Desk, practitioner: str, *, statement: dict[str, Any] | None = None, **changes: Any) -> Any:
    """Somebody applies for his first certificate."""
    stated = pb.PracticeStatement(**{**SOUND, **(statement or {})})
    return file(
        desk, pb.LICENCE_APPLICATION_KIND_PRACTISE, practitioner=practitioner, practice=stated, **changes
    )  # fmt: skip


def transfer(desk: Desk, practitioner: str, office: str, *, hold: str = "", **statement: bool) -> Any:
    """Somebody applies to move."""
    stated = pb.TransferStatement(**{**CLEAR, **statement})
    return file(
        desk, pb.LICENCE_APPLICATION_KIND_TRANSFER, practitioner=practitioner, office=office, transfer=stated,
        cured_hold=hold,
    )  # fmt: skip


def founders(desk: Desk, count: int = 3, **changes: Any) -> list[str]:
    """Practitioners who left their offices."""
    old = desk.enter_office()
    return [desk.leave(desk.enter_practitioner(old.name, **changes)).name for _ in range(count)]


def establish(desk: Desk, people: list[str], **changes: Any) -> Any:
    """Practitioners without an office apply to set one up."""
    stated: dict[str, Any] = {
        "display_name": "新设示例法律服务所", "form": office_pb.OFFICE_FORM_PUBLIC_INSTITUTION,
        "institution_certificate": "事证第9号", "premises": premises(), "division": "990102", "founders": people,
        "director": people[0], "charter_document": "章程1号", "party_plan_document": "组建方案1号",
        "local_authority_document": "地方依据1号", **changes,
    }  # fmt: skip
    return file(
        desk, pb.LICENCE_APPLICATION_KIND_ESTABLISH, office_statement=pb.OfficeStatement(**stated),
        papers=[1, 7, 8, 9, 10, 11],
    )  # fmt: skip


def change(desk: Desk, kind: str, office: str, *, hold: str = "", **stated: Any) -> Any:
    """An office applies for a change."""
    number = pb.LicenceApplicationKind.Value(f"LICENCE_APPLICATION_KIND_{kind}")
    statement = pb.OfficeStatement(**stated) if stated else None
    return file(desk, number, office=office, office_statement=statement, papers=[1, 7, 9, 12, 13], cured_hold=hold)


def act(desk: Desk, rpc: str, application: Any, **fields: Any) -> Any:
    """County or city acts on an application."""
    who = desk.clerk if rpc in OF_THE_COUNTY else desk.city
    return desk.call(rpc, who, name=application.name, **{"document_number": "办文1号", **fields}).licence_application


def opined(desk: Desk, application: Any) -> Any:
    """The county agrees."""
    return act(desk, "GiveOpinion", application, favourable=True, text="同意上报")


def grant(desk: Desk, application: Any, **fields: Any) -> Any:
    """The county agrees and the city grants."""
    opined(desk, application)
    return act(desk, "DecideLicenceApplication", application, granted=True, **fields)


def state(application: Any) -> str:
    """The state without its prefix."""
    return pb.LicenceApplicationState.Name(application.state).removeprefix("LICENCE_APPLICATION_STATE_")
