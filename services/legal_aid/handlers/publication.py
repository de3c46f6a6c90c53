"""Use cases of published tables: compute at a position, compute again, publish. It must not count anything itself."""

from __future__ import annotations

from dataclasses import replace

from chassis.clock import SHANGHAI
from chassis.kernel.errors import Kind, NotFound, Refusal
from chassis.paging import Page
from chassis.principal import significant
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.legal_aid.domain import publication as rules
from services.legal_aid.domain.period import Period, read_period
from services.legal_aid.domain.public_table import PublicTable
from services.legal_aid.domain.publication import (
    Publication,
    PublicationDraft,
    PublicationFilter,
    PublicationState,
    Publishing,
    Recomputation,
)
from services.legal_aid.domain.table_forms import FORMS
from services.legal_aid.domain.told import Scope
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.handlers.publication_duty import meet_publication_duties
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import publication as rows
from services.legal_aid.persistence.told import awaits_numbers, last_position, shown_of, told_until


def create_publication(tx: Tx, draft: PublicationDraft) -> Publication:
    """Compute a table of the year (LA-114) or of a quarter (LA-98) from all that was done until now."""
    period = rules.period_of(draft, today=tx.today)
    division, subject_name = _subject(tx, draft)
    if awaits_numbers(tx.session):
        raise Refusal(
            Kind.UNAVAILABLE,
            "FACTS_NOT_NUMBERED",
            "刚刚办理的事项尚在登记顺序号，公开表须按完整的顺序号编制（LA-114），请稍后用同一 request_id 重试。",
            metadata={"rules": "LA-114"},
        )
    kind = draft.kind.value
    empty = Publication(
        name=f"publications/{tx.new_id()}", kind=draft.kind, institution=draft.institution, division=division,
        period=draft.period, subject_name=subject_name, supervision_contact=draft.supervision_contact,
        basis=tuple(f"{tx.cite(rule)}（{rule}）" for rule in kind.rules), position=last_position(tx.session),
        content="", readable_text="", sha256="", state=PublicationState.COMPUTED, published_date=None, published_at="",
        entry_reason="", due_date=None, late=False, create_time=tx.now, etag="1",
    )  # fmt: skip
    made = rules.written(empty, _table(tx, empty, period))
    rows.insert_publication(tx.session, made)
    tx.note("publication.compute", made.name, rules=kind.rules)
    return made


def get_publication(tx: Tx, name: str) -> Publication:
    """One table within the caller's divisions."""
    return _found(rows.load_publication(tx.session, name, tx.principal))


def list_publications(tx: Tx, wanted: PublicationFilter, page: Page) -> tuple[list[Publication], str | None]:
    """A page without the texts, and the key behind which the next one begins."""
    found, after = page.cut(
        rows.find_publications(tx.session, wanted, page, tx.principal), key=lambda item: item.name
    )  # fmt: skip
    return [replace(one, content="", readable_text="") for one in found], after


def recompute_publication(tx: Tx, name: str) -> Recomputation:
    """Compute a table again at its position; nothing is written."""
    kept = get_publication(tx, name)
    again = rules.written(kept, _table(tx, kept, _period(kept)))
    return rules.compare(kept, again)


def publish_publication(tx: Tx, name: str, publishing: Publishing, *, etag: str) -> Publication:
    """The table was published; late after the limit that follows the end of the quarter (LA-98)."""
    computed = _found(rows.load_publication(tx.session, name, tx.principal, lock=True))
    computed_on = computed.create_time.astimezone(SHANGHAI).date()
    entry = enter_happening(tx, publishing, division=computed.division, not_before=computed_on)
    due = None
    if computed.kind.value.limited:
        ended = _period(computed).last
        due = tx.calendar.due(ended, tx.policy("la.publish_days", division=computed.division, on=ended).limit)
    done, fact = rules.publish(computed, publishing, on=entry.happened_date, due=due, etag=etag)
    rows.save_published(tx.session, done)
    meet_publication_duties(tx, done, on=entry.happened_date)
    tx.emit(fact, subject=name)
    tx.note("publication.publish", name, rules=done.kind.value.rules)
    return done


def _subject(tx: Tx, draft: PublicationDraft) -> tuple[str, str]:
    """Division and name of whom the table is about."""
    if draft.institution:
        institution = chosen_institution(tx, draft.institution)
        return institution.division, institution.display_name
    require_division(tx.principal, draft.division)
    return draft.division, draft.division


def _table(tx: Tx, publication: Publication, period: Period) -> PublicTable:
    """The table at the publication's position; nothing but the log and what is written once goes into it."""
    prefix = publication.division if publication.institution else significant(publication.division)
    told = told_until(
        tx.session, publication.position, Scope(institution=publication.institution, division_prefix=prefix)
    )  # fmt: skip
    form = FORMS[publication.kind]
    contact = f"监督电话 {publication.supervision_contact}" if publication.supervision_contact else ""
    return PublicTable(
        form=form.name, title=publication.kind.value.title, subject=publication.subject_name, period=period.title,
        basis=(*publication.basis, *((contact,) if contact else ())),
        sections=form.sections(told, period, shown_of(tx.session, told)),
    )  # fmt: skip


def _period(publication: Publication) -> Period:
    period = read_period(publication.period)
    if period is None:
        raise ValueError("a kept period is always one")
    return period


def _found(publication: Publication | None) -> Publication:
    if publication is None:
        raise NotFound("公开表")
    return publication
