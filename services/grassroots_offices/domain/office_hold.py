"""Holds of offices (暂停整改): what runs, what it stops (K2, SV-33). It must not call a hold a penalty."""

from __future__ import annotations

from dataclasses import replace

from chassis.kernel.errors import RuleViolated
from services.grassroots_offices.domain.hold import HoldLifted, HoldStarted, OfficeHold
from services.grassroots_offices.domain.office import OPEN, Office
from services.grassroots_offices.domain.staff_events import PracticeStatus, PracticeStatusChanged


def running_holds(office: Office) -> frozenset[str]:
    """Names of the holds that run (SV-33)."""
    return frozenset(one.hold for one in office.holds if one.lifted_date is None)


def with_hold(office: Office, started: HoldStarted) -> Office:
    """A signed hold runs (K2, XF-12); told twice it is one."""
    if any(one.hold == started.hold for one in office.holds):
        return office
    begun = OfficeHold(
        hold=started.hold, from_date=started.on, document_number=started.document_number, lifted_date=None
    )
    return replace(office, holds=(*office.holds, begun), etag=str(int(office.etag) + 1))


def without_hold(office: Office, lifted: HoldLifted) -> Office:
    """A hold was lifted (XF-13); it stays readable, and others may still run."""
    if lifted.hold not in running_holds(office):
        return office
    holds = tuple(replace(one, lifted_date=lifted.on) if one.hold == lifted.hold else one for one in office.holds)
    return replace(office, holds=holds, etag=str(int(office.etag) + 1))


def told_hold(before: Office, after: Office, fact: HoldStarted | HoldLifted) -> PracticeStatusChanged | None:
    """What others are told when the first hold begins or the last one ends (XF-12, XF-13).

    None in between, and of an office that takes no matters anyway: its end is the newest that was told.
    """
    was, is_now = bool(running_holds(before)), bool(running_holds(after))
    if was is is_now or after.state not in OPEN:
        return None
    standing = {True: PracticeStatus.ON_HOLD, False: PracticeStatus.ACTIVE}
    return PracticeStatusChanged(
        subject=after.name, division=after.division, status=standing[is_now], previous_status=standing[was],
        office="", former_office="", from_date=fact.on, document_number=fact.document_number,
    )  # fmt: skip


def refuse_held(office: Office, *, cured_hold: str) -> None:
    """Raise OFFICE_ON_HOLD, HOLD_UNKNOWN: while held, an office applies only for what cures the problem (SV-33)."""
    running = running_holds(office)
    if cured_hold and cured_hold not in running:
        raise RuleViolated(
            "HOLD_UNKNOWN",
            "所填的暂停整改决定不存在、不属于该所或者已经解除（SV-33）。请核对，已解除的无须填写。",
            rules=("SV-33",),
        )
    if running and not cured_hold:
        raise RuleViolated(
            "OFFICE_ON_HOLD",
            "该所正在暂停整改，除为整改问题所需外不得申请设立、变更、分立或者合并（SV-33）。"
            "确为整改所需的，请在 cured_hold 中填写所整改的暂停决定；否则请待解除后申请。",
            rules=("SV-33",),
            holds=",".join(sorted(running)),
        )
