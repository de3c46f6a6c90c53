"""Penalty cases as county and city handle them. It must not assert anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sifa.grassroots_offices.v1 import penalty_pb2 as pb

from tests.doors import Identity
from tests.services.grassroots_offices.desk import Desk

LATE = "补录案件材料"
GAIN = 200_000
SLIGHT: dict[str, Any] = {"minor": False, "first": False, "harm": pb.HARM_SLIGHT}
FINE: dict[str, Any] = {"warning": True, "confiscation_fen": GAIN, "fine_fen": 300_000}
RPCS = {
    "serveNotice": "ServePenaltyNotice", "recordStatement": "RecordStatement", "requestHearing": "RequestHearing",
    "announceHearing": "AnnounceHearing", "recordHearing": "RecordHearing", "warn": "WarnPenalty",
    "recordCommission": "RecordCommissionOpinion", "decide": "DecidePenalty", "close": "ClosePenalty",
    "recordPayment": "RecordPenaltyPayment", "revoke": "RevokePenalty",
}  # fmt: skip
MEMBERS = [
    ("王示例", pb.COMMISSION_BODY_COURT, pb.COMMISSION_VOTE_FOR),
    ("李示例", pb.COMMISSION_BODY_POLICE, pb.COMMISSION_VOTE_FOR),
    ("张示例", pb.COMMISSION_BODY_JUSTICE, pb.COMMISSION_VOTE_AGAINST),
]  # fmt: skip
GIVEN: dict[str, dict[str, Any]] = {
    "serveNotice": {"facts": "私自收费二千元。", "grounds": "示例规章第四十六条", "measure": FINE,
                    "happened_date": "2026-05-08"},
    "recordStatement": {"text": "承认事实，请求从轻。", "happened_date": "2026-05-11"},
    "requestHearing": {"happened_date": "2026-05-12"},
    "announceHearing": {"hearing_date": "2026-05-25", "happened_date": "2026-05-13"},
    "recordHearing": {"held": True, "summary": "听取了双方意见。", "happened_date": "2026-05-25"},
    "recordCommission": {"seats": 5, "happened_date": "2026-05-26",
                         "members": [{"full_name": n, "body": b, "vote": v} for n, b, v in MEMBERS]},
    "warn": {"circumstances": SLIGHT, "reasons": "事实清楚。", "happened_date": "2026-06-01"},
    "decide": {"circumstances": SLIGHT, "reasons": "事实清楚。", "measure": FINE, "happened_date": "2026-06-01"},
    "close": {"ground": pb.CLOSING_GROUND_NO_VIOLATION, "circumstances": SLIGHT, "reasons": "查无此事。",
              "happened_date": "2026-06-01"},
    "recordPayment": {"amount_fen": 500_000, "happened_date": "2026-06-10"},
    "revoke": {"reasons": "复议撤销。", "happened_date": "2026-06-11"},
}  # fmt: skip
# One way to each state that a case can be in.
WAYS: dict[int, tuple[str, ...]] = {
    pb.PENALTY_STATE_FILED: (), pb.PENALTY_STATE_NOTICED: ("serveNotice",),
    pb.PENALTY_STATE_HEARING: ("serveNotice", "requestHearing"),
    pb.PENALTY_STATE_HEARD: ("serveNotice", "requestHearing", "announceHearing", "recordHearing"),
    pb.PENALTY_STATE_PENALISED: ("serveNotice", "decide"), pb.PENALTY_STATE_CLOSED: ("close",),
    pb.PENALTY_STATE_REVOKED: ("serveNotice", "decide", "revoke"),
}  # fmt: skip


def file(desk: Desk, *, who: Identity | None = None, **changes: Any) -> pb.Penalty:
    """The clerk files a case of private fees against an office, or whom the changes name."""
    subject = {} if changes.keys() & {"office", "practitioner"} else {"office": desk.enter_office().name}
    fields: dict[str, Any] = {
        "violation_code": "15", "source": pb.PENALTY_SOURCE_COMPLAINT, "act_date": "2026-03-01",
        "found_date": "2026-04-30", "gain_fen": GAIN, "officers": ["执法证1", "执法证2"],
        "document_number": "立案1号", "filed_date": "2026-05-06", "entry_reason": LATE, **subject, **changes,
    }  # fmt: skip
    made: pb.Penalty = desk.call("CreatePenalty", who or desk.clerk, penalty=pb.Penalty(**fields))
    return made


def step(desk: Desk, case: pb.Penalty, action: str, *, who: Identity | None = None, **changes: Any) -> pb.Penalty:
    """One action on a case, by somebody else than who filed it."""
    fields = {"name": case.name, "document_number": f"{action}1号", "entry_reason": LATE, **GIVEN[action], **changes}
    if "happened_date" in changes and not changes["happened_date"]:
        del fields["happened_date"]
    done: pb.Penalty = desk.call(RPCS[action], who or by(desk, action), **fields).penalty
    return done


def by(desk: Desk, action: str) -> Identity:
    """A second clerk warns; everything else is the city's."""
    return desk.door.person("grassroots_clerk", subject="second") if action == "warn" else desk.city


def brought(desk: Desk, state: int, **changes: Any) -> pb.Penalty:
    """A case in the state."""
    case = file(desk, **changes)
    for action in WAYS[state]:
        case = step(desk, case, action)
    return case


def doing(desk: Desk, case: pb.Penalty, action: str, **changes: Any) -> Callable[[], pb.Penalty]:
    """The action, for somebody who expects it to be refused."""
    return lambda: step(desk, case, action, **changes)
