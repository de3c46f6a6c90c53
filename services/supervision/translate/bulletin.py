"""Bulletins between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import bulletin_pb2
from sifa.supervision.v1 import bulletin_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.bulletin import MOVES, Bulletin, BulletinDraft, BulletinFilter
from services.supervision.domain.documented import Documented

MADE = (
    "name", "figures", "named", "positions", "state", "compiled_date", "issued_date", "issue_document",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(Bulletin, bulletin_pb2.Bulletin, left_out=("allowed_actions",))
read_draft = from_message(bulletin_pb2.Bulletin, BulletinDraft, left_out=MADE)
read_filter = from_message(pb.ListBulletinsRequest, BulletinFilter, left_out=("page_size", "page_token"))
read_issue = from_message(pb.IssueBulletinRequest, Documented, left_out=("name", "request_id", "etag"))


def bulletin_to_proto(bulletin: Bulletin) -> bulletin_pb2.Bulletin:
    """The bulletin, with what may be done next."""
    message = _to_proto(bulletin)
    message.allowed_actions.extend(allowed_actions(MOVES, bulletin.state))
    return message


def public_to_proto(bulletin: Bulletin) -> bulletin_pb2.PublicBulletin:
    """What everybody reads."""
    whole = _to_proto(bulletin)
    return bulletin_pb2.PublicBulletin(
        bulletin=whole.name, division=whole.division, period=whole.period, remark=whole.remark, figures=whole.figures,
        named=whole.named, positions=whole.positions, issued_date=whole.issued_date,
        issue_document=whole.issue_document,
    )  # fmt: skip
