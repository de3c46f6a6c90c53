"""The one context object of a unit of work: session, time, caller, policy, calendar, events, audit.

It must not commit: whoever opened it does, so that state, event, audit entry and reply stand or fall together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.auth.seal import Seal
from chassis.clock import derived_id
from chassis.events.encode import EncodeEvent
from chassis.events.event_log import LoggedEvent, append_events
from chassis.files.store import FileStore
from chassis.kept_packs import keep_pack
from chassis.kernel.calendar import WorkCalendar
from chassis.kernel.policy import Parameter, PolicyBook
from chassis.principal import Principal
from chassis.rules import Rule
from chassis.schema import audit_entry
from chassis.sealing import Sealing
from chassis.separation import Excluded, check_separation

_NOTE = sa.insert(audit_entry).inline()
ReadCalendar = Callable[[Session], WorkCalendar]


@dataclass(slots=True, kw_only=True)
class Tx:
    """A unit of work. `cause` is the request id, event id or job that led to it; `now` does not move within it."""

    session: Session
    now: dt.datetime
    today: dt.date
    principal: Principal
    cause: str
    new_id: Callable[[], str]
    book: PolicyBook
    rules: Mapping[str, Rule]
    excluded: Excluded
    read_calendar: ReadCalendar
    encode_event: EncodeEvent
    files: FileStore
    sealing: Sealing
    repeatable: bool = False
    _emitted: int = 0
    _calendar: WorkCalendar | None = None

    def policy(self, key: str, *, division: str, on: dt.date) -> Parameter:
        """The parameter in force in the division on the case's date. Raises RuleViolated POLICY_NOT_FOUND."""
        return self.book.find(key, division=division, on=on)

    def keep_pack(self, parameter: Parameter) -> None:
        """Keep the pack that the parameter came from, so that what is decided by it can be replayed (by its hash)."""
        pack = self.book.pack(parameter.sha256)
        if pack is None:
            raise ValueError(f"no pack of this service holds {parameter.key}")
        keep_pack(self.session, pack, now=self.now)

    @property
    def calendar(self) -> WorkCalendar:
        """The confirmed working years; read when first asked for and then the same for the whole unit of work."""
        if self._calendar is None:
            self._calendar = self.read_calendar(self.session)
        return self._calendar

    @property
    def seal(self) -> Seal:
        """What this service seals with, read when it is first needed. Raises KeyMissing, SealedOtherwise."""
        return self.sealing.of(self.session)

    def cite(self, rule_id: str) -> str:
        """The provision that a rule of this service rests on. KeyError for an id that rules.toml lacks."""
        return self.rules[rule_id].citation

    def emit(self, event: object, *, subject: str) -> None:
        """Write a past-tense fact to the event log. A reaction that runs again repeats its facts under the same ids."""
        self.emit_each([(event, subject)])

    def emit_each(self, facts: Sequence[tuple[object, str]]) -> None:
        """Write facts, each with its subject, in their order and in one statement, as `emit` writes one."""
        append_events(self.session, [self._logged(event, subject) for event, subject in facts])

    def _logged(self, event: object, subject: str) -> LoggedEvent:
        type_name, body = self.encode_event(event)
        event_id = derived_id(self.cause, self._emitted) if self.repeatable else self.new_id()
        self._emitted += 1
        return LoggedEvent(id=event_id, position=None, type=type_name, subject=subject, body=body, created=self.now)

    def note(self, action: str, object_: str, *, rules: tuple[str, ...] = (), document: str = "") -> None:
        """Write the audit entry of a state change: who, when, what, by which rules, on which document (P-02).

        Raises PERMISSION_DENIED SEPARATION_OF_DUTIES when the caller did an action on the object that excludes this one
        (P-04). NOTE: the object's row must be locked by then, and both actions must be noted on the same object.
        """
        self.note_each(action, [object_], rules=rules, document=document)

    def note_each(
        self, action: str, objects: Sequence[str], *, rules: tuple[str, ...] = (), document: str = ""
    ) -> None:
        """Write the audit entry of the same change for each object, asked and written as `note` does (P-02, P-04).

        NOTE: one query asks about all of them, so all their rows must be locked by then.
        """
        actor = self.principal.subject
        check_separation(self.session, self.excluded, actor=actor, action=action, objects=objects)
        entries = [
            {
                "at": self.now, "actor": actor, "cause": self.cause, "action": action, "object": one,
                "rules": ",".join(rules), "document": document,
            }
            for one in objects
        ]  # fmt: skip
        if entries:
            self.session.execute(_NOTE, entries)
