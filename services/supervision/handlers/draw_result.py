"""Use cases of draws from the reveal to the published proof (SV-05, SV-61, SV-64, SV-65).

It must not let a result out before the visits begin: not in a reply, an event, an audit entry or a log.
"""

from __future__ import annotations

from chassis.deadlines import finish_deadline
from chassis.kernel.calendar import Limit
from chassis.kernel.entry import Happening
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.supervision.domain.draw import Draw, DrawExtension
from services.supervision.domain.draw_bundle import bundle_text
from services.supervision.domain.draw_commitment import sha256_of
from services.supervision.domain.draw_events import DrawPublished
from services.supervision.domain.draw_running import ran, ready_to_run, revealed, secrets_in_order
from services.supervision.domain.draw_visits import (
    extended,
    finished,
    published,
    recused,
    refuse_sealed,
    refuse_unstaffed,
    started,
)
from services.supervision.domain.drawing import DrawRecusal, DrawResult, draw_result, drawn_again
from services.supervision.domain.time_limit import DeadlineKind
from services.supervision.handlers.draw import found, get_draw, opened, saved
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence.draw import load_published_draw
from services.supervision.persistence.draw_result import (
    load_roster,
    results_of,
    save_result,
    save_secret,
    secrets_of,
)


def reveal_secret(tx: Tx, name: str, secret: str, *, etag: str) -> Draw:
    """Somebody hands in the secret that he committed to (SV-65); it is kept sealed."""
    draw = opened(tx, name, "revealSecret", etag=etag)
    holder = tx.principal.subject
    told = revealed(draw, secret, holder, now=tx.now)
    (own,) = [one for one in told.secrets if one.holder == holder]
    save_secret(tx.session, tx.seal, name, own.sha256, secret)
    return saved(tx, told, "revealSecret", rules=("SV-65",))


def run_draw(tx: Tx, name: str, public_value: str, *, document: str, etag: str) -> Draw:
    """Draw, and keep the result sealed until the visits (SV-05, SV-64, SV-65)."""
    draw = opened(tx, name, "run", etag=etag)
    random = tx.policy("sv.random", division=draw.division, on=tx.today).value
    ready_to_run(draw, now=tx.now, today=tx.today, days_before=random["draw_days_before"])
    secrets = secrets_in_order(draw, secrets_of(tx.session, tx.seal, name))
    result = draw_result(draw, load_roster(tx.session, name), secrets, public_value)
    save_result(tx.session, tx.seal, name, result)
    finish_deadline(tx, name, DeadlineKind.REVEAL_SECRETS.name, on=tx.today)
    return saved(tx, ran(draw, public_value, on=tx.today), "run", rules=("SV-65",), document=document)


def start_visits(tx: Tx, name: str, *, etag: str) -> Draw:
    """The visits begin: from now on the targets can be read (SV-05)."""
    return saved(
        tx, started(opened(tx, name, "startVisits", etag=etag), today=tx.today), "startVisits", rules=("SV-05",)
    )  # fmt: skip


def get_result(tx: Tx, name: str) -> DrawResult:
    """Whom it drew, and who goes there. Raises DRAW_SEALED before the visits began (SV-05)."""
    refuse_sealed(get_draw(tx, name))
    return _result(tx, name)


def recuse_officer(tx: Tx, name: str, recusal: DrawRecusal, *, etag: str) -> Draw:
    """An officer withdraws; the next ticket takes his place, and both stay on record (SV-61)."""
    draw = opened(tx, name, "recuseOfficer", etag=etag)
    result = drawn_again(draw, load_roster(tx.session, name), recused(_result(tx, name), recusal), draw.public_value)
    refuse_unstaffed(result.assignments)
    save_result(tx.session, tx.seal, name, result)
    return saved(tx, draw, "recuseOfficer", rules=("SV-61",), document=recusal.document_number)


def extend_draw(tx: Tx, name: str, extension: DrawExtension, *, etag: str) -> Draw:
    """More targets by the next tickets of the same seed (SV-65)."""
    draw = extended(opened(tx, name, "extend", etag=etag), extension)
    result = drawn_again(draw, load_roster(tx.session, name), _result(tx, name), draw.public_value)
    save_result(tx.session, tx.seal, name, result)
    return saved(tx, draw, "extend", rules=("SV-65",), document=extension.document_number)


def finish_visits(tx: Tx, name: str, happening: Happening, *, document: str, etag: str) -> Draw:
    """Every target was visited; the result is to be published in time (SV-64)."""
    draw = opened(tx, name, "finishVisits", etag=etag)
    entry = enter_happening(tx, happening, division=draw.division, not_before=draw.started_date)
    random = tx.policy("sv.random", division=draw.division, on=entry.happened_date).value
    start_limit(
        tx, DeadlineKind.PUBLISH_DRAW, subject=name, owner=f"bureaus/{draw.division}", division=draw.division,
        start=entry.happened_date, limit=Limit.of(random["publish"]),
    )  # fmt: skip
    return saved(tx, finished(draw, entry), "finishVisits", rules=("SV-64",), document=document)


def publish_draw(tx: Tx, name: str, *, document: str, etag: str) -> Draw:
    """Publish the proof (SV-60, SV-65)."""
    draw = opened(tx, name, "publish", etag=etag)
    draw = published(draw, sha256_of(_bundle(tx, draw)), on=tx.today)
    finish_deadline(tx, name, DeadlineKind.PUBLISH_DRAW.name, on=tx.today)
    tx.emit(
        DrawPublished(
            draw=draw.name, division=draw.division, bundle_sha256=draw.bundle_sha256,
            published_date=tx.today,
        ),
        subject=draw.name,
    )  # fmt: skip
    return saved(tx, draw, "publish", rules=("SV-60", "SV-65"), document=document)


def get_bundle(tx: Tx, name: str) -> str:
    """The proof, for everybody. Raises NOT_FOUND before it is published (SV-60)."""
    return _bundle(tx, found(load_published_draw(tx.session, name)))


def _bundle(tx: Tx, draw: Draw) -> str:
    return bundle_text(draw, load_roster(tx.session, draw.name), _result(tx, draw.name))


def _result(tx: Tx, name: str) -> DrawResult:
    return results_of(tx.session, tx.seal, [name])[name]
