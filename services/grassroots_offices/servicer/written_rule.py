"""gRPC door of written rules. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import written_rule_pb2
from sifa.grassroots_offices.v1 import written_rule_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import written_rule as handlers
from services.grassroots_offices.translate import written_rule as translate
from services.grassroots_offices.translate.written_rule import written_rule_to_proto


class WrittenRuleService(Servicer):
    """sifa.grassroots_offices.v1.WrittenRuleService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["WrittenRuleService"]

    def CreateWrittenRule(self, tx: Tx, request: pb.CreateWrittenRuleRequest) -> written_rule_pb2.WrittenRule:
        """Enter one."""
        draft = translate.read_written_rule_draft(request.written_rule)
        return written_rule_to_proto(handlers.create_written_rule(tx, draft))

    def GetWrittenRule(self, tx: Tx, request: pb.GetWrittenRuleRequest) -> written_rule_pb2.WrittenRule:
        """One of them."""
        return written_rule_to_proto(handlers.get_written_rule(tx, request.name))

    def ListWrittenRules(self, tx: Tx, request: pb.ListWrittenRulesRequest) -> pb.ListWrittenRulesResponse:
        """A page of them."""
        wanted = translate.read_written_rule_filter(request, "")
        found, after = handlers.list_written_rules(tx, wanted, self.pager.read(request))
        return pb.ListWrittenRulesResponse(
            written_rules=map(written_rule_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def PostWrittenRule(self, tx: Tx, request: pb.PostWrittenRuleRequest) -> pb.PostWrittenRuleResponse:
        """It is on the wall now."""
        done = handlers.post(tx, request.name, etag=request.etag)
        return pb.PostWrittenRuleResponse(written_rule=written_rule_to_proto(done))

    def RecordRuleUse(self, tx: Tx, request: pb.RecordRuleUseRequest) -> pb.RecordRuleUseResponse:
        """Evidence that it is used."""
        done = handlers.record_use(tx, request.name, translate.read_record_use(request, ""), etag=request.etag)
        return pb.RecordRuleUseResponse(written_rule=written_rule_to_proto(done))

    def RepealWrittenRule(self, tx: Tx, request: pb.RepealWrittenRuleRequest) -> pb.RepealWrittenRuleResponse:
        """It is in force no more."""
        done = handlers.repeal(tx, request.name, translate.read_repeal(request, ""), etag=request.etag)
        return pb.RepealWrittenRuleResponse(written_rule=written_rule_to_proto(done))

    def CheckWrittenRules(self, tx: Tx, request: pb.CheckWrittenRulesRequest) -> pb.CheckWrittenRulesResponse:
        """How each of the twelve stands in a year."""
        found = handlers.check_written_rules(tx, request.name, request.year)
        return pb.CheckWrittenRulesResponse(lines=map(translate.rule_line_to_proto, found))
