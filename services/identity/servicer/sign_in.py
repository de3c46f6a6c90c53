"""gRPC door of the built-in issuer. It must not hold a condition."""

from __future__ import annotations

from sifa.identity.v1 import identity_service_pb2 as pb

from chassis.auth.keys import ISSUER, public_jwk
from chassis.auth.tokens import USER_SECONDS, make_user_token
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.identity.domain.account import Account
from services.identity.handlers.account import refresh, sign_in


class IdentityService(Servicer):
    """sifa.identity.v1.IdentityService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["IdentityService"]

    def SignIn(self, tx: Tx, request: pb.SignInRequest) -> pb.SignInResponse:
        """Exchange a password for tokens."""
        tokens = sign_in(tx, request.account, request.password, sign=self._sign)
        return pb.SignInResponse(
            access_token=tokens.access_token, expires_in=USER_SECONDS, refresh_token=tokens.refresh_token
        )

    def Refresh(self, tx: Tx, request: pb.RefreshRequest) -> pb.RefreshResponse:
        """Exchange a refresh token, once."""
        tokens = refresh(tx, request.refresh_token, sign=self._sign)
        return pb.RefreshResponse(
            access_token=tokens.access_token, expires_in=USER_SECONDS, refresh_token=tokens.refresh_token
        )

    def GetJwks(self, tx: Tx, request: pb.GetJwksRequest) -> pb.Jwks:
        """The issuer's public key."""
        return pb.Jwks(keys=[pb.Jwk(**public_jwk(self.service.settings.keys_dir, ISSUER))])

    def _sign(self, account: Account) -> str:
        return make_user_token(
            self.service.settings.keys_dir, subject=account.account, name=account.display_name,
            roles=list(account.roles), divisions=list(account.divisions),
        )  # fmt: skip
