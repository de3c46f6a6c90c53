"""Move a practitioner from one state to the next: span, facts, staff of the offices. It must not decide whether."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.tx import Tx
from services.grassroots_offices.domain.practising import moved
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState, allow
from services.grassroots_offices.domain.staff_events import told
from services.grassroots_offices.handlers.office import changing_staff, chosen_office
from services.grassroots_offices.handlers.register_keeping import show_practitioner
from services.grassroots_offices.persistence import practitioner as rows
from services.grassroots_offices.persistence.practice_span import insert_span, spans_of


def open_practitioner(tx: Tx, name: str, action: str, *, etag: str = "") -> Practitioner:
    """The practitioner, locked, if the state allows the action. Raises NotFound, ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    found = found_practitioner(rows.load_practitioner(tx.session, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    return found


def move(
    tx: Tx, before: Practitioner, state: PractitionerState, *, office: str, entry: Entry, document: str
) -> Practitioner:
    """Save the practitioner in another state, tell it, and look at the offices whose staff that changes.

    Whoever comes to practise while a hold of supervision runs is held at once (K2).
    """
    touched = [chosen_office(tx, name) for name in sorted({before.office, office} - {""})]
    division = next((one.division for one in touched if one.name == office), before.division)
    after = moved(
        before, state, office=office, division=division, span=new_span_name(tx), entry=entry, document=document
    )  # fmt: skip
    with ExitStack() as around:
        for one in touched:
            around.enter_context(changing_staff(tx, one, on=entry.happened_date))
        save_move(tx, before, after)
    if after.state is PractitionerState.ACTIVE and after.holds:
        return move(tx, after, PractitionerState.HOLD, office=office, entry=entry, document=after.holds[-1])
    return after


def save_move(tx: Tx, before: Practitioner, after: Practitioner) -> None:
    """Write the practitioner with the span that follows, and tell others what they must know (XF-06)."""
    rows.update_practitioner(tx.session, after)
    insert_span(tx.session, after.spans[-1], len(before.spans))
    show_practitioner(tx, after)
    if fact := told(before, after):
        tx.emit(fact, subject=after.name)


def with_deadlines(tx: Tx, practitioner: Practitioner) -> Practitioner:
    """The practitioner with the time limits of his spans as they now stand."""
    return replace(practitioner, spans=spans_of(tx.session, [practitioner.name])[practitioner.name])


def new_span_name(tx: Tx) -> str:
    """The name of the next span."""
    return f"practiceSpans/{tx.new_id()}"


def found_practitioner(practitioner: Practitioner | None) -> Practitioner:
    """The practitioner. Raises NotFound."""
    if practitioner is None:
        raise NotFound("基层法律服务工作者")
    return practitioner


def chosen_practitioner(tx: Tx, name: str) -> Practitioner:
    """The practitioner that an application names, locked. Raises RuleViolated PRACTITIONER_UNKNOWN."""
    found = rows.load_practitioner(tx.session, name, tx.principal, lock=True)
    if found is None:
        raise practitioner_unknown()
    return found


def practitioner_unknown() -> RuleViolated:
    """The refusal of a name that nobody within the caller's divisions has (GO-32)."""
    message = "所填人员不存在或不在您的管辖范围内，请从人员列表中选择（GO-32）；跨县转所的由市级登记。"
    return RuleViolated("PRACTITIONER_UNKNOWN", message, rules=("GO-32",))
