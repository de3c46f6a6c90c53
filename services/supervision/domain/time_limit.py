"""Which time limits there are. It must not know a number of days: policy packs do."""

from __future__ import annotations

import enum

from chassis.kernel.time_limit import TimeLimit


class DeadlineKind(enum.Enum):
    """The deadlines of this service; the name is what the due list shows."""

    VERIFY_RECTIFICATION = TimeLimit("sv.verify_days", "SV-20")
    SIGN_HOLD = TimeLimit("sv.hold_days", "SV-32")
    REVEAL_SECRETS = TimeLimit("sv.reveal_days", "SV-65")
    ASSIGN_CLUE = TimeLimit("sv.clue_assign_days", "SV-40")
    VERIFY_CLUE = TimeLimit("sv.clue_days", "SV-40")
    PUBLISH_DRAW = TimeLimit("sv.random", "SV-64")
