"""Use cases of work briefs and typical cases: submit, send back, take, note who used it. It must not count a month."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.work_brief import (
    Adoption,
    BriefReturn,
    RewardLine,
    WorkBrief,
    WorkBriefDraft,
    WorkBriefFilter,
    accepted,
    adopted,
    allow,
    returned,
    reward_lines,
    rewarded,
    submit_brief,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import work_brief as rows


def create_work_brief(tx: Tx, draft: WorkBriefDraft) -> WorkBrief:
    """Enter what an office has submitted (GO-82)."""
    brief = new_brief(tx, draft)
    keep_brief(tx, brief)
    return brief


def new_brief(tx: Tx, draft: WorkBriefDraft) -> WorkBrief:
    """What would be entered, looked at under all rules; nothing is written. Raises BRIEF_TWICE."""
    office = chosen_office(tx, draft.office)
    happening = Happening(happened_date=draft.submitted_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=None, field="work_brief.submitted_date"
    )  # fmt: skip
    brief = submit_brief(draft, division=office.division, name=f"workBriefs/{tx.new_id()}", entry=entry, now=tx.now)
    rows.refuse_twice(tx.session, brief)
    return brief


def keep_brief(tx: Tx, brief: WorkBrief) -> None:
    """Write what was looked at in the same unit of work; the office's row is locked meanwhile."""
    rows.insert_work_brief(tx.session, brief)
    tx.note("work_brief.create", brief.name, rules=("GO-82",), document=brief.document_number)


def get_work_brief(tx: Tx, name: str) -> WorkBrief:
    """One of them within the caller's divisions."""
    return _found(rows.load_work_brief(tx.session, name, tx.principal))


def list_work_briefs(tx: Tx, wanted: WorkBriefFilter, page: Page) -> tuple[list[WorkBrief], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_work_briefs(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def return_work_brief(tx: Tx, name: str, back: BriefReturn, *, etag: str) -> WorkBrief:
    """Send it back (GO-82)."""
    brief, entry = _opened(tx, name, "return", back, etag=etag)
    return _saved(tx, returned(brief, back, entry), "return")


def accept_work_brief(tx: Tx, name: str, happening: Happening, *, etag: str) -> WorkBrief:
    """Take it (GO-82)."""
    brief, entry = _opened(tx, name, "accept", happening, etag=etag)
    return _saved(tx, accepted(brief, entry), "accept")


def adopt_work_brief(tx: Tx, name: str, adoption: Adoption, *, etag: str) -> WorkBrief:
    """A level has used it (GO-82)."""
    brief, entry = _opened(tx, name, "adopt", adoption, etag=etag)
    scheme = tx.policy("go.brief_rewards", division=brief.division, on=entry.happened_date)
    reward_fen = scheme.value[f"{adoption.level.name.lower()}_fen"] if scheme.is_set else 0
    return _saved(tx, adopted(brief, adoption, entry, reward_fen=reward_fen), "adopt")


def pay_reward(tx: Tx, name: str, payment: Adoption, *, etag: str) -> WorkBrief:
    """The reward of a level was paid (GO-82). Raises NO_REWARD, REWARD_PAID."""
    brief, entry = _opened(tx, name, "payReward", payment, etag=etag)
    return _saved(tx, rewarded(brief, payment, entry), "payReward")


def list_rewards(tx: Tx, year: int) -> list[RewardLine]:
    """What the adoptions of a year earned in the caller's divisions (GO-82)."""
    return reward_lines(rows.adopted_briefs(tx.session, tx.principal), year)


def _opened(tx: Tx, name: str, action: str, happening: Happening, *, etag: str) -> tuple[WorkBrief, Entry]:
    brief = _found(rows.load_work_brief(tx.session, name, tx.principal, lock=True))
    allow(brief, action, etag=etag)
    return brief, enter_happening(tx, happening, division=brief.division, not_before=brief.state_date)


def _saved(tx: Tx, brief: WorkBrief, action: str) -> WorkBrief:
    rows.update_work_brief(tx.session, brief)
    tx.note(f"work_brief.{action}", brief.name, rules=("GO-82",))
    return brief


def _found(brief: WorkBrief | None) -> WorkBrief:
    if brief is None:
        raise NotFound("信息、典型案例")
    return brief
