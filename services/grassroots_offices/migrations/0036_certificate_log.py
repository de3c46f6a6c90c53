"""The log of certificates. What was handed out before stands in it first, in order of entry; withdrawals behind."""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

from chassis.kernel.merkle import completed_subtrees, leaf_hash

revision = "0036"
down_revision = "0035"
FROZEN = ("certificate_log", "certificate_log_subtree")
CERTIFICATE = sa.table(
    "certificate", *map(sa.column, ("name", "content")), sa.column("issued_date", sa.Date),
    sa.column("withdrawn_date", sa.Date),
)  # fmt: skip
ON_SQLITE = [
    f"""CREATE TRIGGER {table}_stays_on_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, 'what was logged stays'); END"""
    for table in FROZEN
    for act in ("UPDATE", "DELETE")
]
ON_POSTGRESQL = [
    """CREATE FUNCTION certificate_log_refuses() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'what was logged stays' USING ERRCODE = 'check_violation'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
            EXECUTE FUNCTION certificate_log_refuses()"""
        for table in FROZEN
    ),
    *(
        f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} EXECUTE FUNCTION certificate_log_refuses()"
        for table in FROZEN
    ),
]


def upgrade() -> None:
    leaves = op.create_table(
        "certificate_log",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("certificate", sa.Text, sa.ForeignKey("certificate.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("certificate", "kind", name="certificate_log_once"),
    )
    subtrees = op.create_table(
        "certificate_log_subtree",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    length = op.create_table(
        "certificate_log_length",
        sa.Column("log", sa.Text, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    before = _before()
    if before:
        op.bulk_insert(leaves, before)
        op.bulk_insert(subtrees, _subtrees(before))
        op.bulk_insert(length, [{"log": "grassroots_offices/certificates", "size": len(before)}])
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)


def _before() -> list[dict[str, object]]:
    kept = op.get_bind().execute(sa.select(CERTIFICATE).order_by(CERTIFICATE.c.name)).all()
    said = [(row, "ISSUED", row.issued_date) for row in kept]
    said += [(row, "WITHDRAWN", row.withdrawn_date) for row in kept if row.withdrawn_date is not None]
    made = list[dict[str, object]]()
    for position, (row, kind, on) in enumerate(said):
        digest = sha256(row.content.encode()).hexdigest()
        facts = {"certificate": row.name, "date": on.isoformat(), "kind": kind, "sha256": digest}
        content = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        made.append({"position": position, "certificate": row.name, "kind": kind, "content": content})
    return made


def _subtrees(leaves: list[dict[str, object]]) -> list[dict[str, object]]:
    kept = dict[tuple[int, int], bytes]()
    for position, leaf in enumerate(leaves):
        hashed = leaf_hash(str(leaf["content"]).encode())
        for level, place, found in completed_subtrees(lambda *at: kept[at], position, hashed):
            kept[level, place] = found
    return [{"level": level, "place": place, "hash": found.hex()} for (level, place), found in kept.items()]
