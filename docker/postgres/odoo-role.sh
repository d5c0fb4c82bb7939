#!/bin/bash
# Run once by the PostgreSQL image, when the cluster is new: Odoo's role may create databases (the
# first one, and those that a restore makes) and nothing else. It is no superuser.
set -euo pipefail

# psql reads the password itself, so that no command line or log shows it
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set password `cat /run/secrets/odoo_db_password`
CREATE ROLE odoo LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION PASSWORD :'password';
SQL
