"""Demonstration over HTTP: a whole campaign, from the plan to the look-back report. It must not read a database."""

from __future__ import annotations

from chassis.journey import Recorder
from services.supervision.journeys.draw import DrawnVisit
from services.supervision.journeys.hold import OfficeHeld
from services.supervision.journeys.notice import NoticeCarriedOut


def run_campaign(recorder: Recorder) -> None:
    """Every unit inspects itself, an office is drawn and visited, held and free again; the proof and the report."""
    notice = NoticeCarriedOut(recorder)
    drawn = DrawnVisit(recorder, notice.units)
    held = OfficeHeld(recorder, lambda: drawn.office, notice.found_at)
    notice.plan()
    drawn.visit()
    held.run()
    drawn.publish()
    notice.look_back()
