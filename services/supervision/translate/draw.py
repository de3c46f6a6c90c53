"""Draws between proto and domain. It must not know rows, nor show who holds a secret or who approved."""

from __future__ import annotations

from sifa.supervision.v1 import draw_pb2
from sifa.supervision.v1 import draw_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.entry import Happening
from chassis.mapping import from_message, to_message
from services.supervision.domain.draw import Draw, DrawExtension, DrawFilter, DrawPlan, DrawSecret, methods_of
from services.supervision.domain.drawing import DrawAssignment, DrawRecusal, DrawResult

ENTERED = frozenset(DrawPlan.__dataclass_fields__)
OUTPUT_ONLY = tuple(name for name in draw_pb2.Draw.DESCRIPTOR.fields_by_name if name not in ENTERED)
STEP = ("name", "request_id", "etag")
_secret = to_message(DrawSecret, draw_pb2.DrawSecret, hidden=("holder",))
_to_proto = to_message(
    Draw, draw_pb2.Draw, left_out=("allowed_actions",), hidden=("approvers",),
    parts={"secrets": _secret, "deadlines": deadline_to_message},
)  # fmt: skip
_assignment = to_message(DrawAssignment, draw_pb2.DrawAssignment)
_recusal = to_message(DrawRecusal, draw_pb2.DrawRecusal)
_read_plan = from_message(draw_pb2.Draw, DrawPlan, left_out=OUTPUT_ONLY)
read_draw_filter = from_message(pb.ListDrawsRequest, DrawFilter, left_out=("page_size", "page_token"))
read_recusal = from_message(pb.RecuseOfficerRequest, DrawRecusal, left_out=STEP)
read_extension = from_message(pb.ExtendDrawRequest, DrawExtension, left_out=STEP)
read_happening = from_message(pb.FinishVisitsRequest, Happening, left_out=(*STEP, "document_number"))


def draw_to_proto(draw: Draw) -> draw_pb2.Draw:
    """The draw, with what may be done next."""
    message = _to_proto(draw)
    message.allowed_actions.extend(methods_of(draw.state))
    return message


def read_plan(message: draw_pb2.Draw) -> DrawPlan:
    """What is planned; output-only fields are ignored."""
    return _read_plan(message, "draw")


def result_to_proto(result: DrawResult) -> pb.GetDrawResultResponse:
    """Whom it drew, and who withdrew; neither seed nor secrets."""
    return pb.GetDrawResultResponse(
        assignments=map(_assignment, result.assignments), recusals=map(_recusal, result.recusals)
    )


def notice_to_proto(draw: Draw) -> draw_pb2.DrawNotice:
    """What is public: neither the day of the visits nor where the draw stands before its proof."""
    shown = draw_to_proto(draw)
    names = (name for name in draw_pb2.DrawNotice.DESCRIPTOR.fields_by_name if name not in ("draw", "commit_time"))
    notice = draw_pb2.DrawNotice(draw=draw.name, **{name: getattr(shown, name) for name in names})
    notice.MergeFrom(draw_pb2.DrawNotice(commit_time=shown.commit_time))
    return notice
