"""Use cases of penalty cases up to the decision (GO-46, GO-73). It must not decide about the law."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import deadlines_of
from chassis.kernel.calendar import Limit
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.penalty import Penalty, PenaltyDraft, PenaltyFilter, allow
from services.grassroots_offices.domain.penalty_command import (
    AnnouncedHearing,
    CommissionSession,
    GivenNotice,
    GivenStatement,
    HeldHearing,
)
from services.grassroots_offices.domain.penalty_deciding import FineRules, check_measure
from services.grassroots_offices.domain.penalty_procedure import (
    advised,
    check_draft,
    file_case,
    heard,
    hearing_announced,
    hearing_requested,
    served,
    stated,
)
from services.grassroots_offices.domain.step import Step
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening, start_limit
from services.grassroots_offices.persistence import penalty as rows


def create_penalty(tx: Tx, draft: PenaltyDraft) -> Penalty:
    """File a case inside the time bar, also on what an assessment brought to light (GO-44, GO-46, GO-61)."""
    check_draft(draft)
    office, division = _subject(tx, draft)
    happening = Happening(happened_date=draft.filed_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=division, not_before=draft.found_date, field="penalty.filed_date"
    )  # fmt: skip
    bar = limit_on(tx, "go.penalty_bar_grave" if draft.grave else "go.penalty_bar", division, entry)
    filed = file_case(
        draft, name=f"penalties/{tx.new_id()}", office=office, division=division, entry=entry, bar=bar, now=tx.now
    )
    rows.insert_penalty(tx.session, filed)
    start_limit(
        tx, DeadlineKind.DECIDE_PENALTY, subject=filed.name, owner=f"bureaus/{division}", division=division,
        start=entry.happened_date,
    )  # fmt: skip
    return record(tx, filed, filed, "file", entry, document=filed.document_number, rules=("GO-44", "GO-46"))


def _subject(tx: Tx, draft: PenaltyDraft) -> tuple[str, str]:
    """The office, empty for somebody without one, and the division."""
    if draft.practitioner:
        practitioner = chosen_practitioner(tx, draft.practitioner)
        return practitioner.office, practitioner.division
    office = chosen_office(tx, draft.office)
    return office.name, office.division


def chosen_penalty(tx: Tx, name: str) -> Penalty:
    """The case that a request names. Raises RuleViolated PENALTY_UNKNOWN."""
    found = rows.load_penalty(tx.session, name, tx.principal)
    if found is None:
        message = "所填处罚案件不存在或不在您的管辖范围内，请从处罚案件列表中选择（GO-44）。"
        raise RuleViolated("PENALTY_UNKNOWN", message, rules=("GO-44",))
    return found


def get_penalty(tx: Tx, name: str) -> Penalty:
    """One case within the caller's divisions."""
    return _found(rows.load_penalty(tx.session, name, tx.principal))


def list_penalties(tx: Tx, wanted: PenaltyFilter, page: Page) -> tuple[list[Penalty], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_penalties(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def serve_notice(tx: Tx, name: str, notice: GivenNotice, *, etag: str) -> Penalty:
    """Serve what is intended with its facts, grounds and rights (GO-46)."""
    before, entry = opened(tx, name, "serveNotice", notice, etag=etag)
    check_measure(before, notice.measure, fine_rules(tx, before, entry))
    last = tx.calendar.due(entry.happened_date, limit_on(tx, "go.hearing_request", before.division, entry))
    least = tx.policy("go.hearing_from_fen", division=before.division, on=entry.happened_date).value
    after = served(before, notice, entry.happened_date, last=last, hearing_from_fen=least)
    return record(tx, before, after, "serveNotice", entry, document=notice.document_number, rules=("GO-45", "GO-46"))


def record_statement(tx: Tx, name: str, statement: GivenStatement, *, etag: str) -> Penalty:
    """Enter what the subject said (GO-46)."""
    before, entry = opened(tx, name, "recordStatement", statement, etag=etag)
    after = stated(before, statement, entry.happened_date)
    return record(tx, before, after, "recordStatement", entry, document=statement.document_number, rules=("GO-46",))


def request_hearing(tx: Tx, name: str, request: Documented, *, etag: str) -> Penalty:
    """Enter a request for a hearing (GO-46)."""
    before, entry = opened(tx, name, "requestHearing", request, etag=etag)
    after = hearing_requested(before, entry.happened_date)
    return record(tx, before, after, "requestHearing", entry, document=request.document_number, rules=("GO-46",))


def announce_hearing(tx: Tx, name: str, announced: AnnouncedHearing, *, etag: str) -> Penalty:
    """Serve day and place of the hearing (GO-46)."""
    before, entry = opened(tx, name, "announceHearing", announced, etag=etag)
    notice = limit_on(tx, "go.hearing_notice", before.division, entry)
    after = hearing_announced(before, announced, entry.happened_date, notice=notice, calendar=tx.calendar)
    return record(tx, before, after, "announceHearing", entry, document=announced.document_number, rules=("GO-46",))


def record_hearing(tx: Tx, name: str, held: HeldHearing, *, etag: str) -> Penalty:
    """Enter what came of the hearing (GO-46)."""
    before, entry = opened(tx, name, "recordHearing", held, etag=etag)
    after = heard(before, held, entry.happened_date)
    return record(tx, before, after, "recordHearing", entry, document=held.document_number, rules=("GO-46",))


def record_commission(tx: Tx, name: str, session: CommissionSession, *, etag: str) -> Penalty:
    """Enter the commission's advice with its votes (GO-73)."""
    before, entry = opened(tx, name, "recordCommission", session, etag=etag)
    quorum = tx.policy("go.commission_quorum_percent", division=before.division, on=entry.happened_date).value
    after = advised(before, session, entry.happened_date, quorum_percent=quorum)
    return record(tx, before, after, "recordCommission", entry, document=session.document_number, rules=("GO-73",))


def opened(tx: Tx, name: str, action: str, happening: Happening, *, etag: str) -> tuple[Penalty, Entry]:
    """The case, locked, if its state allows the action, and the day: not before the newest step (P-06)."""
    found = _found(rows.load_penalty(tx.session, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    last = found.steps[-1].happened_date
    return found, enter_happening(tx, happening, division=found.division, not_before=last)


def record(
    tx: Tx, before: Penalty, after: Penalty, action: str, entry: Entry, *, document: str, rules: tuple[str, ...]
) -> Penalty:
    """Save what an action made of a case with its step and audit entry; returns it as it now stands."""
    step = Step(
        action=action, happened_date=entry.happened_date, enter_time=tx.now, late=entry.late, reason=entry.reason,
        document_number=document,
    )  # fmt: skip
    changed = replace(after, etag=str(int(after.etag) + 1), steps=(*before.steps, step))
    rows.update_penalty(tx.session, changed)
    tx.note(f"penalty.{action}", changed.name, rules=rules, document=document)
    return replace(changed, deadlines=deadlines_of(tx.session, [changed.name]).get(changed.name, ()))


def fine_rules(tx: Tx, penalty: Penalty, entry: Entry) -> FineRules:
    """The caps and the discretion table in force; no bands where the bureau has published none."""
    on = entry.happened_date
    cap = tx.policy("go.fine_cap", division=penalty.division, on=on).value
    bands = tx.policy("go.fine_bands", division=penalty.division, on=on)
    table = {code: (low, high) for code, (low, high) in bands.value.items()} if bands.is_set else {}
    return FineRules(times=cap["times"], most_fen=cap["most_fen"], bands=table)


def limit_on(tx: Tx, key: str, division: str, entry: Entry) -> Limit:
    """The limit in force on the day of the entry."""
    return tx.policy(key, division=division, on=entry.happened_date).limit


def _found(penalty: Penalty | None) -> Penalty:
    if penalty is None:
        raise NotFound("处罚案件")
    return penalty
