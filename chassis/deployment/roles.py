"""The roles and databases of a PostgreSQL server: one database, one owner and one application role for each service.

It must not hold a password; `psql` runs it as often as one likes.
"""

from __future__ import annotations

from chassis.deployment.plan import app_role, owner_role
from chassis.manifest import ServiceManifest

HEAD = r"""-- Roles and databases of sifa, rendered from the manifests by `make deploy-files`. Do not edit.
-- Run by a superuser with psql; what is there already stays. Passwords are set elsewhere.
\set ON_ERROR_STOP on
REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC;
"""
ONE = r"""
SELECT 'CREATE ROLE {owner} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{owner}') \gexec
SELECT 'CREATE ROLE {app} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{app}') \gexec
SELECT 'CREATE DATABASE {name} OWNER {owner} ENCODING ''UTF8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') \gexec
REVOKE ALL ON DATABASE {name} FROM PUBLIC;
GRANT CONNECT ON DATABASE {name} TO {app};
\connect {name}
ALTER SCHEMA public OWNER TO {owner};
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {app};
"""


def roles_sql(services: list[ServiceManifest]) -> str:
    """The script. What the application role may do with each table is granted by `sifa migrate`."""
    each = (ONE.format(name=row.name, owner=owner_role(row.name), app=app_role(row.name)) for row in services)
    return HEAD + "".join(each)
