"""Written rules between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import written_rule_pb2
from sifa.grassroots_offices.v1 import written_rule_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.written_rule import (
    MOVES,
    RuleRepeal,
    WrittenRule,
    WrittenRuleDraft,
    WrittenRuleFilter,
    WrittenRuleLine,
)

OUTPUT_ONLY = (
    "name",
    "state",
    "uses",
    "repealed_date",
    "repeal_reason",
    "division",
    "create_time",
    "etag",
    "allowed_actions",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(WrittenRule, written_rule_pb2.WrittenRule, left_out=("allowed_actions",))
_read_draft = from_message(written_rule_pb2.WrittenRule, WrittenRuleDraft, left_out=OUTPUT_ONLY)
read_written_rule_filter = from_message(
    pb.ListWrittenRulesRequest, WrittenRuleFilter, left_out=("page_size", "page_token")
)
read_record_use = from_message(pb.RecordRuleUseRequest, Documented, left_out=ENVELOPE)
read_repeal = from_message(pb.RepealWrittenRuleRequest, RuleRepeal, left_out=ENVELOPE)
rule_line_to_proto = to_message(WrittenRuleLine, written_rule_pb2.WrittenRuleLine)


def written_rule_to_proto(rule: WrittenRule) -> written_rule_pb2.WrittenRule:
    """The message, with what may be done next."""
    message = _to_proto(rule)
    message.allowed_actions.extend(allowed_actions(MOVES, rule.state))
    return message


def read_written_rule_draft(message: written_rule_pb2.WrittenRule) -> WrittenRuleDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "written_rule")
