"""A call of 12348: which line, when answered, by whom (LA-133). It must not count calls."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation


class HotlineLine(enum.Enum):
    """Which line was called."""

    GENERAL = enum.auto()
    MIGRANT_WORKERS = enum.auto()
    WOMEN = enum.auto()
    MINORS = enum.auto()
    ELDERLY = enum.auto()
    ETHNIC_MINORITIES = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineCall:
    """A call; without `answer_time` nobody answered it."""

    line: HotlineLine
    language: str
    ring_time: dt.datetime
    answer_time: dt.datetime | None
    end_time: dt.datetime | None
    handler: str


def check_times(call: HotlineCall, *, by_hotline: bool, now: dt.datetime) -> None:
    """A call came by the hotline, rang before it was answered and ended after (LA-133).

    Raises InvalidFields NOT_A_CALL, DATE_IN_FUTURE, TIMES_REVERSED, END_MISSING.
    """
    faults = []
    if not by_hotline:
        faults.append(_fault("call", "NOT_A_CALL", "只有热线来电登记通话信息（LA-133），请核对 door"))
    if call.ring_time > now:
        faults.append(_fault("call.ring_time", "DATE_IN_FUTURE", "来电时间不能晚于现在（P-06），请填写实际时间"))
    if call.answer_time is not None and call.end_time is None:
        faults.append(_fault("call.end_time", "END_MISSING", "已接听的来电须填写结束时间（LA-133），请补充"))
    times = [time for time in (call.ring_time, call.answer_time, call.end_time) if time is not None]
    if times != sorted(times):
        faults.append(
            _fault("call.end_time", "TIMES_REVERSED", "来电、接听、结束时间须依次先后（LA-133），请核对三个时间")
        )
    if faults:
        raise InvalidFields(tuple(faults))


def handler_unknown() -> InvalidFields:
    """INVALID_ARGUMENT HANDLER_UNKNOWN."""
    text = "所填值班律师未登记（LA-133），请从承办人名册中选择"
    return InvalidFields((_fault("call.handler", "HANDLER_UNKNOWN", text),))


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=f"contact.{field}", reason=reason, description=text)
