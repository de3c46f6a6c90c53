"""Use cases of notices from authorities: take, query, answer. It must not decide about the law."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.deadline import DeadlineState
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import Kind, NotFound, Refusal
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.assignment import Assignment
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.notice import (
    Notice,
    NoticeAnswer,
    NoticeDraft,
    NoticeFilter,
    NoticeQuery,
    allow,
    answer,
    assign,
    check_draft,
    query,
    receive,
)
from services.legal_aid.domain.notice_events import assigned, received
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.case import open_case_for_notice
from services.legal_aid.handlers.institution import chosen_institution, next_number
from services.legal_aid.handlers.time_limit import enter_happening, start_limit
from services.legal_aid.persistence import notice as rows

AUTHORITY = "authority"
NOTIFY, ASSIGN = DeadlineKind.NOTIFY, DeadlineKind.ASSIGN_NOTIFIED


def create_notice(tx: Tx, draft: NoticeDraft) -> Notice:
    """Take a notice whatever the means of the person and however late it is; two clocks, two duty holders (LA-34)."""
    _refuse_other_authority(tx, draft)
    check_draft(draft, today=tx.today)
    institution = chosen_institution(tx, draft.institution)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division, field="notice.received_date")
    name, sender = f"notices/{tx.new_id()}", _own(tx) or tx.principal.subject
    start_limit(
        tx, NOTIFY, subject=name, owner=f"authorities/{draft.authority_name}", division=institution.division,
        start=draft.discovered_date,
    )  # fmt: skip
    notified = finish_deadline(tx, name, NOTIFY.name, on=entry.happened_date)
    days = tx.policy("la.late_notice_days", division=institution.division, on=entry.happened_date)
    notice = receive(
        draft,
        institution,
        name=name,
        number=next_number(tx, institution, DocumentKind.NOTICE),
        sender=sender,
        entry=entry,
        late_notice_days=days.value,
        authority_late=notified is not None and notified.state is DeadlineState.MISSED,
        now=tx.now,
    )
    rows.insert_notice(tx.session, notice)
    start_limit(
        tx, ASSIGN, subject=name, owner=institution.name, division=institution.division, start=entry.happened_date
    )  # fmt: skip
    tx.emit(received(notice), subject=name)
    open_case_for_notice(tx, notice, institution, entry)
    tx.note("notice.receive", name, rules=("LA-13", "LA-34"), document=notice.number)
    return _with_deadlines(tx, notice)


def get_notice(tx: Tx, name: str) -> Notice:
    """One notice within the caller's divisions; an authority sees its own."""
    return _found(rows.load_notice(tx.session, name, tx.principal, sender=_own(tx)))


def list_notices(tx: Tx, wanted: NoticeFilter, page: Page) -> tuple[list[Notice], str | None]:
    """A page, and the key behind which the next one begins; an authority sees its own."""
    found = rows.find_notices(tx.session, wanted, page, tx.principal, sender=_own(tx))
    return page.cut(found, key=lambda item: item.name)


def query_notice(tx: Tx, name: str, asked: NoticeQuery, *, etag: str) -> Notice:
    """Ask the authority about a wrong category or an incomplete notice; the clock runs on (LA-13)."""
    return _save(tx, query(_open(tx, name, "query", etag), asked), "notice.query", ("LA-13",))


def answer_notice(tx: Tx, name: str, given: NoticeAnswer, *, etag: str) -> Notice:
    """The authority answers, and may correct the category."""
    return _save(tx, answer(_open(tx, name, "answer", etag), given), "notice.answer", ("LA-13",))


def show_notice_assignment(tx: Tx, name: str, assignment: Assignment, entry: Entry) -> None:
    """Write down unit and person, as the case tells; the authority reads them in the notice (LA-34)."""
    notice = _found(rows.load_notice(tx.session, name, tx.principal, sender="", lock=True))
    if notice.assignment is None:
        finish_deadline(tx, name, ASSIGN.name, on=entry.happened_date)
        tx.emit(assigned(notice, on=entry.happened_date), subject=name)
    _save(tx, assign(notice, assignment), "notice.assign", ("LA-34",))


def _open(tx: Tx, name: str, action: str, etag: str) -> Notice:
    notice = _found(rows.load_notice(tx.session, name, tx.principal, sender=_own(tx), lock=True))
    allow(notice, action, etag=etag)
    return notice


def _save(tx: Tx, notice: Notice, action: str, relied_on: tuple[str, ...]) -> Notice:
    rows.update_notice(tx.session, notice)
    tx.note(action, notice.name, rules=relied_on, document=notice.number)
    return _with_deadlines(tx, notice)


def _with_deadlines(tx: Tx, notice: Notice) -> Notice:
    return replace(notice, deadlines=deadlines_of(tx.session, [notice.name]).get(notice.name, ()))


def _own(tx: Tx) -> str:
    """The authority to which a key's holder is bound, whichever key it uses; empty for the institution's people."""
    return (tx.principal.name or tx.principal.subject) if AUTHORITY in tx.principal.roles else ""


def _refuse_other_authority(tx: Tx, draft: NoticeDraft) -> None:
    """A department's key speaks for its holder: its own kind of authority under its own name, and no other."""
    speaks_for = (draft.authority_type.name, draft.authority_name)
    if AUTHORITY in tx.principal.roles and (tx.principal.authority_type, tx.principal.name) != speaks_for:
        raise Refusal(
            Kind.PERMISSION_DENIED,
            "AUTHORITY_DIFFERS",
            "通知机关的类型或名称与接口密钥登记的机关不符（LA-34），请以本机关名义发送。",
        )


def _found(notice: Notice | None) -> Notice:
    if notice is None:
        raise NotFound("通知")
    return notice
