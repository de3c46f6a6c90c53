"""gRPC door of accounts of offices' people. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import staff_account_pb2
from sifa.grassroots_offices.v1 import staff_account_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import staff_account as handlers
from services.grassroots_offices.translate import staff_account as translate
from services.grassroots_offices.translate.staff_account import staff_account_to_proto


class StaffAccountService(Servicer):
    """sifa.grassroots_offices.v1.StaffAccountService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["StaffAccountService"]

    def CreateStaffAccount(self, tx: Tx, request: pb.CreateStaffAccountRequest) -> staff_account_pb2.StaffAccount:
        """Enter one."""
        draft = translate.read_staff_account_draft(request.staff_account)
        return staff_account_to_proto(handlers.create_staff_account(tx, draft))

    def GetStaffAccount(self, tx: Tx, request: pb.GetStaffAccountRequest) -> staff_account_pb2.StaffAccount:
        """One of them."""
        return staff_account_to_proto(handlers.get_staff_account(tx, request.name))

    def ListStaffAccounts(self, tx: Tx, request: pb.ListStaffAccountsRequest) -> pb.ListStaffAccountsResponse:
        """A page of them."""
        wanted = translate.read_staff_account_filter(request, "")
        found, after = handlers.list_staff_accounts(tx, wanted, self.pager.read(request))
        return pb.ListStaffAccountsResponse(
            staff_accounts=map(staff_account_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndStaffAccount(self, tx: Tx, request: pb.EndStaffAccountRequest) -> pb.EndStaffAccountResponse:
        """It stands for nothing any more."""
        done = handlers.end(tx, request.name, etag=request.etag)
        return pb.EndStaffAccountResponse(staff_account=staff_account_to_proto(done))
