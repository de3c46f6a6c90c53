"""How an application is received: checks, flags, and who else has the same matter (LA-04 to LA-09, P-06).

It must not turn anybody away for missing papers or a missing calendar year.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Violation
from services.legal_aid.domain.application import (
    Application,
    ApplicationDraft,
    ApplicationFlag,
    ApplicationState,
    Channel,
)
from services.legal_aid.domain.detention import detention_faults
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.paper import Paper, PaperKind
from services.legal_aid.domain.person import agent_faults, applicant_faults, barrier_free_missing
from services.legal_aid.domain.place import place_faults

TRANSFERS = frozenset({Channel.DETENTION_TRANSFER, Channel.DUTY_LAWYER_TRANSFER})


def check_draft(draft: ApplicationDraft, *, now: dt.datetime, today: dt.date) -> None:
    """Raise InvalidFields that names every bad field."""
    faults = tuple(_faults(draft, now, today))
    if faults:
        raise InvalidFields(faults)


def receive(
    draft: ApplicationDraft,
    institution: Institution,
    *,
    name: str,
    number: str,
    entry: Entry,
    late_transfer: bool,
    received_elsewhere: bool,
    now: dt.datetime,
) -> Application:
    """Log a checked draft at its institution."""
    shown = {
        ApplicationFlag.LATE_ENTRY: entry.late,
        ApplicationFlag.LATE_TRANSFER: late_transfer,
        ApplicationFlag.BARRIER_FREE_NOT_RECORDED: barrier_free_missing(draft.applicant),
        ApplicationFlag.DUPLICATE_ELSEWHERE: received_elsewhere,
    }
    return Application(
        name=name,
        number=number,
        institution=institution.name,
        division=institution.division,
        channel=draft.channel,
        received_date=entry.happened_date,
        applicant=draft.applicant,
        agent=draft.agent,
        detention=draft.detention,
        matter=draft.matter,
        supplementary_matter=draft.supplementary_matter,
        place=draft.place,
        means=draft.means,
        opponents=draft.opponents,
        papers=dated(draft.papers, entry.happened_date),
        limitation_expiry_date=draft.limitation_expiry_date,
        urgencies=draft.urgencies,
        entry_reason=entry.reason,
        state=ApplicationState.RECEIVED,
        state_before_death=None,
        supplement=None,
        assignment=None,
        referred_divisions=(),
        flags=tuple(flag for flag, there in shown.items() if there),
        decision=None,
        deadlines=(),
        steps=(),
        create_time=now,
        update_time=now,
        etag="1",
    )


def dated(papers: tuple[Paper, ...], on: dt.date) -> tuple[Paper, ...]:
    """Papers without a date of their own came with the command."""
    return tuple(replace(paper, received_date=paper.received_date or on) for paper in papers)


def matter_key(draft: ApplicationDraft) -> str:
    """The same person's same matter has the same key wherever it is filed (LA-04); it tells nothing by itself."""
    applicant = draft.applicant
    parts = [applicant.identity_number or applicant.credit_code, draft.matter.name, draft.supplementary_matter]
    return hashlib.sha256("\x1f".join([*parts, *sorted(draft.opponents)]).encode()).hexdigest()


def _faults(draft: ApplicationDraft, now: dt.datetime, today: dt.date) -> Iterator[Violation]:
    yield from applicant_faults(draft.applicant, field="application.applicant", today=today)
    yield from place_faults(draft.place, field="application.place")
    if draft.received_date is not None and draft.received_date > today:
        yield Violation(
            field="application.received_date",
            reason="DATE_IN_FUTURE",
            description="收到日期不能晚于今天（P-06），请填写实际收到申请的日期",
        )
    if draft.agent is not None:
        yield from agent_faults(
            draft.agent, draft.applicant, detained=draft.detention is not None, field="application.agent", today=today
        )
    if draft.detention is not None:
        yield from detention_faults(draft.detention, field="application.detention", now=now)
    elif draft.channel in TRANSFERS:
        yield _missing("application.detention", "经监管场所或者值班律师转交的，请填写羁押场所和提出、转交时间（LA-05）")
    if draft.matter is Matter.SUPPLEMENTARY and not draft.supplementary_matter:
        yield _missing("application.supplementary_matter", "请填写省级规定的补充事项名称（LA-149）")
    for place, paper in enumerate(draft.papers):
        if paper.kind is PaperKind.OTHER and not paper.title:
            yield _missing(f"application.papers[{place}].title", "其他材料请写明名称（LA-09）")


def _missing(field: str, description: str) -> Violation:
    return Violation(field=field, reason="REQUIRED", description=description)
