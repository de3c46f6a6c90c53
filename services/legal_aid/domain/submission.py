"""What papers and statements that are handed in make of an application (LA-31, LA-37). It must not count days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.means import Means
from services.legal_aid.domain.paper import Paper
from services.legal_aid.domain.person import Agent, agent_faults
from services.legal_aid.domain.receiving import dated
from services.legal_aid.domain.supplement import outstanding, replied


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Happening):
    """What the person handed in; None leaves a part as it is."""

    papers: tuple[Paper, ...]
    means: Means | None
    agent: Agent | None


def submit(application: Application, submission: Submission, *, on: dt.date, late: bool, today: dt.date) -> Application:
    """The application with the papers; as the reply to a notice, a late one ends it and a complete one lets it go on.

    Raises InvalidFields for an agent who is not entitled (LA-06).
    """
    if submission.agent is not None:
        detained = application.detention is not None
        faults = tuple(
            agent_faults(submission.agent, application.applicant, detained=detained, field="agent", today=today)
        )
        if faults:
            raise InvalidFields(faults)
    filled = replace(
        application,
        papers=(*application.papers, *dated(submission.papers, on)),
        means=submission.means or application.means,
        agent=submission.agent or application.agent,
    )
    notice = filled.supplement
    if filled.state is not ApplicationState.SUPPLEMENT or notice is None:
        return filled
    if late:
        return replace(filled, state=ApplicationState.DEEMED_WITHDRAWN)
    if outstanding(notice, filled.missing_papers, filled.papers):
        return filled
    return replace(filled, state=ApplicationState.RECEIVED, supplement=replied(notice, on=on))
