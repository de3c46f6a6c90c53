"""The steps of a matter from registration to archive (GO-15 to GO-17, GO-77). It must not look for conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace

from chassis.kernel.credit_code import credit_code_fault
from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.kernel.identity_number import identity_number_fault
from services.grassroots_offices.domain.case_conflict import (
    CaseConflict,
    CaseConflictPlace,
    CasePartyRole,
    IndexedParty,
    both_sides,
    folded,
    refuse_conflicts,
)
from services.grassroots_offices.domain.office import Office, OfficeState
from services.grassroots_offices.domain.office_case import (
    CaseApproval,
    CaseEnd,
    CaseFiling,
    CaseHandover,
    OfficeCase,
    OfficeCaseDraft,
    OfficeCaseState,
    RunningMatter,
)
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.domain.step import Step

WORKING = frozenset({OfficeState.LICENSED, OfficeState.RECTIFYING})


def register_case(
    draft: OfficeCaseDraft, *, name: str, number: int, division: str, conflicts: tuple[CaseConflict, ...],
    entry: Entry, now: dt.datetime,
) -> OfficeCase:  # fmt: skip
    """A matter under its number (GO-17)."""
    values = {field.name: getattr(draft, field.name) for field in fields(OfficeCaseDraft)}
    blank = OfficeCase(
        **values, name=name, number=number, case_number=f"（{entry.happened_date.year}）收字第{number}号",
        state=OfficeCaseState.REGISTERED, state_date=entry.happened_date, late=False, former_handlers=(),
        conflicts=conflicts,
        conflict_reason="", risk_notice_date=None, major=False, discussion_document="", outcome="", archive_number="",
        steps=(), division=division, create_time=now, etag="0",
    )  # fmt: skip
    return stepped(blank, "register", entry, document=draft.document_number, now=now)


def check_draft(draft: OfficeCaseDraft, *, today: dt.date) -> None:
    """Raise InvalidFields: no client, somebody on both sides, a fee for legal aid, an unsound number."""
    if faults := tuple(_faults(draft, today)):
        raise InvalidFields(faults)


def refuse_closed_office(office: Office, on: dt.date) -> None:
    """Raise OFFICE_TAKES_NO_MATTERS: none before the licence, none from the ending event on (GO-11, E-56)."""
    before_the_end = office.state is OfficeState.TERMINATING and on < office.state_date
    if office.state not in WORKING and not before_the_end:
        raise RuleViolated(
            "OFFICE_TAKES_NO_MATTERS",
            "该所未取得执业证或者已进入终止、清算程序，不得再收新案（GO-11）。请告知当事人另行委托其他机构。",
            rules=("GO-11",),
        )


def refuse_stranger(handler: Practitioner, office: str, on: dt.date) -> None:
    """Raise HANDLER_NOT_OF_OFFICE: the office takes a matter on, and one of its people handles it (GO-15).

    Of a matter of an office that was taken over it is the office that goes on.
    """
    if office_on(handler, on) != office:
        raise RuleViolated(
            "HANDLER_NOT_OF_OFFICE",
            "承办人当日不是该所执业人员，案件须由本所统一收案并指派本所人员承办（GO-15）。请改选本所人员或者核对日期。",
            rules=("GO-15",),
        )


def approved(case: OfficeCase, approval: CaseApproval, entry: Entry, *, now: dt.datetime) -> OfficeCase:
    """Taken on, after the client was told of the risks (GO-77). Raises RISK_NOTICE_LATE."""
    if approval.risk_notice_date > entry.happened_date:
        raise RuleViolated(
            "RISK_NOTICE_LATE",
            "风险告知日期晚于收案审批日期；应当先告知当事人风险再审批（GO-77）。请核对日期。",
            rules=("GO-77",),
        )
    done = replace(
        case, risk_notice_date=approval.risk_notice_date, major=approval.major,
        conflict_reason=approval.conflict_reason,
    )  # fmt: skip
    return _moved(done, OfficeCaseState.APPROVED, "approve", entry, document=approval.document_number, now=now)


def declined(case: OfficeCase, end: CaseEnd, entry: Entry, *, now: dt.datetime) -> OfficeCase:
    """Not taken on (GO-15)."""
    done = replace(case, outcome=end.outcome)
    return _moved(done, OfficeCaseState.DECLINED, "decline", entry, document=end.document_number, now=now)


def voided(case: OfficeCase, end: CaseEnd, entry: Entry, *, now: dt.datetime) -> OfficeCase:
    """Registered by mistake; the number stays used (P-06)."""
    done = replace(case, outcome=end.outcome)
    return _moved(done, OfficeCaseState.VOIDED, "void", entry, document=end.document_number, now=now)


def handed_over(
    case: OfficeCase, handover: CaseHandover, found: tuple[CaseConflict, ...], entry: Entry, *, now: dt.datetime
) -> OfficeCase:
    """Somebody else handles it from now on; who did before stays bound by what he knows (GO-15, GO-44).

    What the office itself contradicts was weighed when it took the matter on. Raises CONFLICT_OF_INTEREST,
    CONFLICT_UNEXPLAINED.
    """
    his = tuple(one for one in found if one.place is CaseConflictPlace.HANDLER)
    refuse_conflicts(his, handover.conflict_reason)
    weighed = tuple(one for one in case.conflicts if one.place is not CaseConflictPlace.HANDLER)
    done = replace(
        case, handler=handover.handler, former_handlers=tuple(dict.fromkeys((*case.former_handlers, case.handler))),
        conflicts=(*weighed, *his), conflict_reason=handover.conflict_reason or case.conflict_reason,
    )  # fmt: skip
    return stepped(done, "handOver", entry, document=handover.document_number, now=now)


def refuse_orphan(handler: Practitioner, offices: Collection[str], on: dt.date) -> None:
    """Raise HANDOVER_MISSING: whoever left the office closes none of its matters (GO-15)."""
    if office_on(handler, on) not in offices:
        raise RuleViolated(
            "HANDOVER_MISSING",
            "承办人已不是该所执业人员，结案前应当将案件移交本所其他人员承办（GO-15）。请先办理移交（handOver）。",
            rules=("GO-15",),
        )


def orphaned(matters: Iterable[RunningMatter], staff: Iterable[Practitioner]) -> tuple[str, ...]:
    """Running matters whose handler does not practise at the office any more, or is suspended (GO-15, K2)."""
    there = {one.name for one in staff if one.state is not PractitionerState.SUSPENDED}
    return tuple(one.name for one in matters if one.handler not in there)


def discussed(case: OfficeCase, entry: Entry, *, document: str, now: dt.datetime) -> OfficeCase:
    """The office has discussed it as a group (GO-77)."""
    done = replace(case, discussion_document=document)
    return stepped(done, "recordDiscussion", entry, document=document, now=now)


def closed(case: OfficeCase, end: CaseEnd, entry: Entry, *, now: dt.datetime) -> OfficeCase:
    """Closed. Raises DISCUSSION_MISSING for a major one that was not discussed (GO-77)."""
    if case.major and not case.discussion_document:
        raise RuleViolated(
            "DISCUSSION_MISSING",
            "重大案件未经集体讨论不得结案（GO-77）。请先登记集体讨论记录（recordDiscussion）。",
            rules=("GO-77",),
        )
    done = replace(case, outcome=end.outcome)
    return _moved(done, OfficeCaseState.CLOSED, "close", entry, document=end.document_number, now=now)


def archived(case: OfficeCase, filing: CaseFiling, entry: Entry, *, now: dt.datetime) -> OfficeCase:
    """Its file is in the archive: the fourth of the four steps (GO-17)."""
    done = replace(case, archive_number=filing.archive_number)
    return _moved(done, OfficeCaseState.ARCHIVED, "archive", entry, document=filing.document_number, now=now)


def stepped(case: OfficeCase, action: str, entry: Entry, *, document: str, now: dt.datetime) -> OfficeCase:
    """The matter with one step more; a late one marks it for good (GO-17, P-06)."""
    step = Step(
        action=action, happened_date=entry.happened_date, enter_time=now, late=entry.late, reason=entry.reason,
        document_number=document,
    )  # fmt: skip
    return replace(case, steps=(*case.steps, step), late=case.late or entry.late, etag=str(int(case.etag) + 1))


def _moved(
    case: OfficeCase, state: OfficeCaseState, action: str, entry: Entry, *, document: str, now: dt.datetime
) -> OfficeCase:
    done = replace(case, state=state, state_date=entry.happened_date)
    return stepped(done, action, entry, document=document, now=now)


def _faults(draft: OfficeCaseDraft, today: dt.date) -> Iterator[Violation]:
    def fault(field: str, reason: str, description: str) -> Violation:
        return Violation(field=f"office_case.{field}", reason=reason, description=description)

    if not any(one.role is CasePartyRole.CLIENT for one in draft.parties):
        yield fault("parties", "CLIENT_MISSING", "至少应有一名委托人（GO-15），请补充当事人")
    if both_sides(tuple(plain_party(one.role, one.display_name, one.identity_number) for one in draft.parties)):
        yield fault("parties", "PARTY_ON_BOTH_SIDES", "同一人不能既是委托人又是对方当事人（GO-44），请核对当事人")
    if draft.legal_aid and draft.fee_fen:
        yield fault("fee_fen", "AID_IS_FREE", "法律援助案件不得向受援人收费（GO-44），收费应为 0")
    for place, one in enumerate(draft.parties):
        number = one.identity_number
        if number and identity_number_fault(number, today=today) and credit_code_fault(number):
            yield fault(
                f"parties[{place}].identity_number", "IDENTITY_NUMBER_UNSOUND",
                "不是有效的居民身份证号码或者统一社会信用代码，请核对证件",
            )  # fmt: skip


def plain_party(role: CasePartyRole, display_name: str, identity: str) -> IndexedParty:
    """A party that has not been indexed yet."""
    return IndexedParty(role=role, display_name=folded(display_name), identity=identity)
