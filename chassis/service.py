"""One service at run time: its manifest, its own database, its clock and its rules.

It must not hold a connection open or start anything by being made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from chassis.auth.keys import load_seal
from chassis.calendar_rows import CalendarCache
from chassis.clock import Clock
from chassis.database import Database
from chassis.events.encode import EncodeEvent, event_encoder
from chassis.files.choose import open_file_store
from chassis.files.store import FileStore
from chassis.kernel.policy import PolicyBook
from chassis.manifest import ServiceManifest
from chassis.policy_files import policy_folders, read_book
from chassis.principal import Principal, service_principal
from chassis.rules import Rule, read_excluded, read_rules
from chassis.sealing import Sealing
from chassis.separation import Excluded, by_action
from chassis.settings import Settings, SettingsError
from chassis.tx import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What every door of a service needs."""

    manifest: ServiceManifest
    settings: Settings
    database: Database
    clock: Clock
    book: PolicyBook
    rules: Mapping[str, Rule]
    excluded: Excluded
    calendars: CalendarCache
    encode_event: EncodeEvent
    files: FileStore
    sealing: Sealing

    @property
    def name(self) -> str:
        """Folder name, for example `legal_aid`."""
        return self.manifest.name

    @property
    def principal(self) -> Principal:
        """The service acting for itself."""
        return service_principal(self.manifest.name)

    def open_tx(
        self, session: Session, *, principal: Principal, cause: str, repeatable: bool = False, may_emit: bool = True
    ) -> Tx:
        """A unit of work in the session's transaction."""
        return Tx(
            session=session,
            now=self.clock.now(),
            today=self.clock.today(),
            principal=principal,
            cause=cause,
            new_id=self.clock.new_id,
            book=self.book,
            rules=self.rules,
            excluded=self.excluded,
            read_calendar=self.calendars.of,
            encode_event=self.encode_event if may_emit else _refuse_event,
            repeatable=repeatable,
            files=self.files,
            sealing=self.sealing,
        )


def open_service(manifest: ServiceManifest, settings: Settings, *, busy_ms: int = 5000) -> Service:
    """Bring one installed service to life; no connection is opened yet.

    Raises SettingsError when the service or its database does not belong into production.
    """
    if settings.production and manifest.embedded_only:
        raise SettingsError(f"{manifest.name} belongs to the embedded profile alone; name the services to run")
    return Service(
        manifest=manifest,
        settings=settings,
        database=Database(
            settings.database_url(manifest.name), pool_size=settings.grpc_threads(manifest.name) + 2, busy_ms=busy_ms
        ),
        clock=Clock(settings.now),
        book=read_book(policy_folders(manifest, settings)),
        rules=read_rules(manifest.folder),
        excluded=by_action(read_excluded(manifest.folder)),
        calendars=CalendarCache(),
        encode_event=event_encoder(manifest.proto_package),
        files=open_file_store(settings),
        sealing=Sealing(partial(load_seal, settings.keys_dir, manifest.name)),
    )


def _refuse_event(event: object) -> tuple[str, str]:
    raise RuntimeError(f"a projection must not emit {type(event).__name__}")
