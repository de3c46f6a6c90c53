"""The clocks of a complaint (LA-121, LA-123). It must not know a number of days: policy packs and the bureau do."""

from __future__ import annotations

import enum

KEY = "la.complaint_limits"


class ComplaintClock(enum.Enum):
    """The deadlines of a complaint; the name is what the due list shows, the value its part of the policy key."""

    ACCEPT_COMPLAINT = "accept"
    CONCLUDE_COMPLAINT = "conclude"
    ANSWER_COMPLAINT = "answer"


# Set by the bureau and not by a pack: the reply of the complainant, and the time that the head added.
REPLY, REPLY_RULE = "COMPLAINT_REPLY", "LA-121"
EXTENDED, RULE = "CONCLUDE_EXTENDED", "LA-123"
