"""What the application role of a service may do with each table of its database, on PostgreSQL.

It must not make a role: where there is none, the one who migrates also serves.
"""

from __future__ import annotations

import sqlalchemy as sa

from chassis.deployment.plan import app_role

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
KEPT = "SELECT, INSERT, UPDATE"
ADDED = "SELECT, INSERT"
# NOTE: what is not listed is a service's own table. Balances are moved by a trigger that has the caller's rights.
PLATFORM = {
    "audit_entry": ADDED,
    "event_log": f"{ADDED}, UPDATE (position)",
    "event_head": "SELECT, UPDATE",
    "ledger_entry": ADDED,
    "ledger_transfer": ADDED,
    "ledger_account": f"{ADDED}, UPDATE (debits_fen, credits_fen)",
    "ledger": KEPT,
    "policy_pack": ADDED,
    "sealing": ADDED,
    "request_reply": KEPT,
    "inbox": KEPT,
    "cursor": KEPT,
    "lease": KEPT,
    "deadline": KEPT,
    "api_key": KEPT,
    "outgoing_message": KEPT,
    "calendar_year": EVERYTHING,
    "parked_event": EVERYTHING,
    "alarm": EVERYTHING,
    "platform_version": "SELECT",
    "schema_version": "SELECT",
}


def grant_to_app(connection: sa.Connection, service: str) -> bool:
    """Give the application role exactly its rights, in the caller's transaction; False when there is no such role."""
    role = app_role(service)
    if connection.dialect.name != "postgresql" or not _exists(connection, role):
        return False
    quote = connection.dialect.identifier_preparer.quote
    for table in sa.inspect(connection).get_table_names():
        connection.execute(sa.text(f"REVOKE ALL ON {quote(table)} FROM {quote(role)}"))
        connection.execute(sa.text(f"GRANT {PLATFORM.get(table, EVERYTHING)} ON {quote(table)} TO {quote(role)}"))
    connection.execute(sa.text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}"))
    return True


def _exists(connection: sa.Connection, role: str) -> bool:
    """Whether the server knows the role and it is not the one who asks, who owns the tables."""
    found = sa.text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role AND rolname <> current_user)")
    return bool(connection.execute(found, {"role": role}).scalar_one())
