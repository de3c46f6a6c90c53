"""How an application is filed: what is stated, which papers are missing, who may not move (GO-05, GO-30, GO-37).

It must not weigh an application; `licence_deciding` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.grassroots_offices.domain.licence_application import (
    LicenceApplication,
    LicenceApplicationDraft,
    LicenceApplicationState,
    LicencePaper,
    PaperNotice,
    PartyStep,
    PartyStepState,
    TransferStatement,
)
from services.grassroots_offices.domain.office_licensing import has_agreement
from services.grassroots_offices.domain.office_statement import (
    FOUNDING,
    MADE,
    OF_PRACTITIONERS,
    LicenceApplicationKind,
    OfficeStatement,
    statement_faults,
)
from services.grassroots_offices.domain.practitioner import Practitioner

_K, _P = LicenceApplicationKind, LicencePaper
NEEDED = {
    _K.PRACTISE: (_P.APPLICATION_FORM, _P.EDUCATION_PROOF, _P.EXAM_RESULT, _P.INTERNSHIP_PROOF),
    _K.TRANSFER: (_P.APPLICATION_FORM, _P.RELEASE_PROOF, _P.ACCEPTANCE_PROOF),
    _K.ESTABLISH: (
        _P.APPLICATION_FORM, _P.CHARTER, _P.PARTY_PLAN, _P.PREMISES_PROOF, _P.PARTNERSHIP_AGREEMENT,
        _P.LOCAL_AUTHORITY,
    ),
    **dict.fromkeys(
        (_K.CHANGE_NAME, _K.CHANGE_HEAD, _K.CHANGE_PARTNER), (_P.APPLICATION_FORM, _P.RESOLUTION)
    ),
    _K.CHANGE_ADDRESS: (_P.APPLICATION_FORM, _P.RESOLUTION, _P.PREMISES_PROOF),
    _K.CHARTER: (_P.APPLICATION_FORM, _P.RESOLUTION, _P.CHARTER),
    _K.DEREGISTER: (_P.APPLICATION_FORM, _P.LIQUIDATION_REPORT),
    _K.MERGE: (_P.APPLICATION_FORM, _P.RESOLUTION, _P.SUCCESSION_PLAN),
    **dict.fromkeys(
        (_K.SPLIT, _K.CONSOLIDATE),
        (
            _P.APPLICATION_FORM, _P.RESOLUTION, _P.SUCCESSION_PLAN, _P.CHARTER, _P.PARTY_PLAN, _P.PREMISES_PROOF,
            _P.PARTNERSHIP_AGREEMENT, _P.LOCAL_AUTHORITY,
        ),
    ),
}  # fmt: skip
# Which statement belongs to which kind, and to no other.
STATEMENT = {_K.PRACTISE: "practice", _K.TRANSFER: "transfer"}
_STATEMENTS = ("office_statement", "practice", "transfer")
# A step of the party organisation runs together with these (GO-03, GO-35, PB-14).
WITH_PARTY = FOUNDING | OF_PRACTITIONERS


def check_draft(draft: LicenceApplicationDraft) -> None:
    """Raise InvalidFields STATEMENT_MISMATCH unless what the kind needs is there and nothing else (GO-08, SV-33)."""
    if faults := tuple(_faults(draft)):
        raise InvalidFields(faults)


def missing_papers(
    kind: LicenceApplicationKind, papers: tuple[LicencePaper, ...], *, spared: frozenset[LicencePaper]
) -> tuple[LicencePaper, ...]:
    """What is still missing, all of it (GO-05), without what this applicant is `spared`."""
    return tuple(paper for paper in NEEDED[kind] if paper not in spared and paper not in papers)


def spared_papers(practitioner: Practitioner | None, statement: OfficeStatement | None) -> frozenset[LicencePaper]:
    """No exam with a qualification (GO-30), no agreement without partners (GO-02)."""
    qualified = practitioner is not None and practitioner.legal_qualification
    spared = {_P.EXAM_RESULT: qualified, _P.PARTNERSHIP_AGREEMENT: not has_agreement(statement)}
    return frozenset(paper for paper, there in spared.items() if there)


def refuse_barred(statement: TransferStatement, *, running_matters: bool) -> None:
    """Raise TRANSFER_BARRED while matters, debts or an investigation are open, naming each (GO-37).

    What is stated of the handover does not help while the case register has a running matter of his.
    """
    bars = {
        "HANDOVER": not statement.handover_done, "DEBTS": not statement.debts_clear,
        "INVESTIGATION": statement.under_investigation, "MATTERS": running_matters,
    }  # fmt: skip
    found = ",".join(name for name, there in bars.items() if there)
    if found:
        raise RuleViolated(
            "TRANSFER_BARRED",
            "本人承办事项未办结或者未移交、与所在所有未了债务、正在接受违纪调查的，不得转所（GO-37）。请了结后再申请；案件登记簿中在办的案件请先结案（close）或者移交（handOver）。",
            rules=("GO-37",),
            bars=found,
        )


def refuse_same_office(practitioner: Practitioner, office: str) -> None:
    """Raise SAME_OFFICE: a move goes to another office (GO-36)."""
    if practitioner.office == office:
        raise RuleViolated(
            "SAME_OFFICE", "拟转入的所即为现所在所，无须办理转所（GO-36）。请选择拟转入的所。", rules=("GO-36",)
        )


def receive(
    draft: LicenceApplicationDraft,
    *,
    name: str,
    office: str,
    from_office: str,
    division: str,
    spared: frozenset[LicencePaper],
    entry: Entry,
    now: dt.datetime,
) -> LicenceApplication:
    """The application as filed, not accepted yet."""
    return LicenceApplication(
        name=name, kind=draft.kind, office=office, practitioner=draft.practitioner,
        from_office=from_office, practice=draft.practice, transfer=draft.transfer,
        office_statement=draft.office_statement, verdicts=(), remaining_verdicts=(), papers=draft.papers,
        missing_papers=missing_papers(draft.kind, draft.papers, spared=spared),
        document_number=draft.document_number, received_date=entry.happened_date, entry_reason=entry.reason,
        cured_hold=draft.cured_hold, state=LicenceApplicationState.RECEIVED,
        notice=None, accepted_date=None, opinion=None, decision=None,
        party_step=None, completed_date=None, division=division, deadlines=(), steps=(), create_time=now, etag="1",
    )  # fmt: skip


def accepted(application: LicenceApplication, *, on: dt.date) -> LicenceApplication:
    """Accepted on the day, from which the clocks run; the party organisation's step begins with it (GO-35)."""
    asked = PartyStep(state=PartyStepState.WAITING, reference="", answered_date=None)
    return replace(
        application, state=LicenceApplicationState.ACCEPTED, accepted_date=on,
        party_step=asked if application.kind in WITH_PARTY else None,
    )  # fmt: skip


def asked_for(
    application: LicenceApplication, *, document: str, on: dt.date, due: dt.date | None
) -> LicenceApplication:
    """Everything that is missing is asked for in one notice (GO-05). Raises NOTICE_TOO_LATE."""
    if due is not None and on > due:
        raise RuleViolated(
            "NOTICE_TOO_LATE",
            "逾期未一次性告知补正的，自收到申请材料之日起即为受理（GO-05）。请办理受理（accept）。",
            rules=("GO-05",),
            due_date=due.isoformat(),
        )
    notice = PaperNotice(document_number=document, issued_date=on, papers=application.missing_papers)
    return replace(application, state=LicenceApplicationState.PAPERS_REQUESTED, notice=notice)


def refuse_early_acceptance(on: dt.date, due: dt.date) -> None:
    """Raise NOTICE_DAYS_RUNNING while missing papers may still be asked for (GO-05)."""
    if on <= due:
        raise RuleViolated(
            "NOTICE_DAYS_RUNNING",
            "申请材料不齐，且一次性告知的期限尚未届满（GO-05）。请一次性告知需要补正的全部内容（requestPapers）。",
            rules=("GO-05",),
            due_date=due.isoformat(),
        )


def with_papers(
    application: LicenceApplication, papers: tuple[LicencePaper, ...], *, spared: frozenset[LicencePaper]
) -> LicenceApplication:
    """The application with what came after the notice."""
    there = tuple(dict.fromkeys((*application.papers, *papers)))
    return replace(application, papers=there, missing_papers=missing_papers(application.kind, there, spared=spared))


def _faults(draft: LicenceApplicationDraft) -> Iterator[Violation]:
    own = STATEMENT.get(draft.kind, "" if draft.kind is _K.DEREGISTER else "office_statement")
    for field in _STATEMENTS:
        there = getattr(draft, field) is not None
        if there != (field == own):
            text = "请填写与申请类别相应的内容（GO-30、GO-37）" if field == own else "该内容与申请类别不符，请删除"
            yield _fault(field, "STATEMENT_MISMATCH", text)
    if bool(draft.practitioner) != (draft.kind in OF_PRACTITIONERS):
        yield _fault("practitioner", "STATEMENT_MISMATCH", "执业、转所申请须选择申请人，其他申请不填（GO-32）")
    if draft.kind is not _K.PRACTISE and bool(draft.office) != (draft.kind not in MADE):
        yield _fault("office", "STATEMENT_MISMATCH", "请选择相应的所；设立、新设合并申请不填（GO-08、GO-36）")
    if draft.cured_hold and draft.kind in OF_PRACTITIONERS | MADE | {_K.DEREGISTER}:
        yield _fault(
            "cured_hold", "STATEMENT_MISMATCH", "仅所的变更、分立、吸收合并申请可以填写所整改的暂停决定（SV-33）"
        )
    if draft.kind not in OF_PRACTITIONERS:
        yield from statement_faults(draft.kind, draft.office_statement, path="licence_application.office_statement")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"licence_application.{field}", reason=reason, description=description)
