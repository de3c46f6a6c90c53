-- Roles and databases of sifa, rendered from the manifests by `make deploy-files`. Do not edit.
-- Run by a superuser with psql; what is there already stays. Passwords are set elsewhere.
\set ON_ERROR_STOP on
REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC;

SELECT 'CREATE ROLE grassroots_offices_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'grassroots_offices_owner') \gexec
SELECT 'CREATE ROLE grassroots_offices_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'grassroots_offices_app') \gexec
SELECT 'CREATE DATABASE grassroots_offices OWNER grassroots_offices_owner ENCODING ''UTF8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'grassroots_offices') \gexec
REVOKE ALL ON DATABASE grassroots_offices FROM PUBLIC;
GRANT CONNECT ON DATABASE grassroots_offices TO grassroots_offices_app;
\connect grassroots_offices
ALTER SCHEMA public OWNER TO grassroots_offices_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO grassroots_offices_app;

SELECT 'CREATE ROLE legal_aid_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'legal_aid_owner') \gexec
SELECT 'CREATE ROLE legal_aid_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'legal_aid_app') \gexec
SELECT 'CREATE DATABASE legal_aid OWNER legal_aid_owner ENCODING ''UTF8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'legal_aid') \gexec
REVOKE ALL ON DATABASE legal_aid FROM PUBLIC;
GRANT CONNECT ON DATABASE legal_aid TO legal_aid_app;
\connect legal_aid
ALTER SCHEMA public OWNER TO legal_aid_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO legal_aid_app;

SELECT 'CREATE ROLE mediation_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mediation_owner') \gexec
SELECT 'CREATE ROLE mediation_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mediation_app') \gexec
SELECT 'CREATE DATABASE mediation OWNER mediation_owner ENCODING ''UTF8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'mediation') \gexec
REVOKE ALL ON DATABASE mediation FROM PUBLIC;
GRANT CONNECT ON DATABASE mediation TO mediation_app;
\connect mediation
ALTER SCHEMA public OWNER TO mediation_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO mediation_app;

SELECT 'CREATE ROLE party_building_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'party_building_owner') \gexec
SELECT 'CREATE ROLE party_building_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'party_building_app') \gexec
SELECT 'CREATE DATABASE party_building OWNER party_building_owner ENCODING ''UTF8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'party_building') \gexec
REVOKE ALL ON DATABASE party_building FROM PUBLIC;
GRANT CONNECT ON DATABASE party_building TO party_building_app;
\connect party_building
ALTER SCHEMA public OWNER TO party_building_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO party_building_app;

SELECT 'CREATE ROLE supervision_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'supervision_owner') \gexec
SELECT 'CREATE ROLE supervision_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'supervision_app') \gexec
SELECT 'CREATE DATABASE supervision OWNER supervision_owner ENCODING ''UTF8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'supervision') \gexec
REVOKE ALL ON DATABASE supervision FROM PUBLIC;
GRANT CONNECT ON DATABASE supervision TO supervision_app;
\connect supervision
ALTER SCHEMA public OWNER TO supervision_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO supervision_app;
