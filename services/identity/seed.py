"""Demo accounts of the embedded profile, as the installed services wish them.

It must not run in production; the command that calls it refuses.
"""

from __future__ import annotations

from chassis.district.generate import District
from chassis.manifest import installed_services
from chassis.seeding import ShownAccount
from chassis.tx import Tx
from services.identity.handlers.account import add_account

PASSWORD = "sifa-demo-2026"  # noqa: S105 - printed for everybody at every start


def seed(tx: Tx, _districts: tuple[District, ...]) -> list[ShownAccount]:
    """Add what is missing; returns what people need to sign in."""
    wishes = [wish for manifest in installed_services().values() for wish in manifest.demo_accounts]
    for wish in wishes:
        add_account(
            tx, account=wish.account, password=PASSWORD, display_name=wish.name, roles=wish.roles,
            divisions=(wish.division,),
        )  # fmt: skip
    return [
        ShownAccount(account=wish.account, password=PASSWORD, name=wish.name, roles=list(wish.roles)) for wish in wishes
    ]
