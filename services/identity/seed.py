"""Demo accounts of the embedded profile. It must not run in production; the command that calls it refuses."""

from __future__ import annotations

from chassis.district.generate import District
from chassis.seeding import ShownAccount
from chassis.tx import Tx
from services.identity.handlers.account import add_account

PASSWORD = "sifa-demo-2026"  # noqa: S105 - printed for everybody at every start
DISTRICT, NEIGHBOUR = "990102", "990103"
ACCOUNTS = (
    ("clerk", "王受理（受理员）", ("legal_aid_clerk",), DISTRICT),
    ("head", "李主任（中心负责人）", ("legal_aid_head",), DISTRICT),
    ("chief", "赵科长（公共法律服务科）", ("bureau_chief", "legal_aid_head", "objection_reviewer"), DISTRICT),
    ("leader", "孙局长（分管负责人）", ("bureau_chief", "objection_reviewer"), DISTRICT),
    ("officer", "陈督察（法治督察科）", ("supervision_officer",), DISTRICT),
    ("neighbour", "周受理（邻区受理员）", ("legal_aid_clerk",), NEIGHBOUR),
)


def seed(tx: Tx, _districts: tuple[District, ...]) -> list[ShownAccount]:
    """Add what is missing; returns what people need to sign in."""
    for account, name, roles, division in ACCOUNTS:
        add_account(
            tx, account=account, password=PASSWORD, display_name=name, roles=roles, divisions=(division,)
        )  # fmt: skip
    return [ShownAccount(account=row[0], password=PASSWORD, name=row[1], roles=list(row[2])) for row in ACCOUNTS]
