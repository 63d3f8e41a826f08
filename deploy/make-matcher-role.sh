#!/bin/sh
# Run once by the database's image, before anything connects: the matcher's role with its password. The server leaves a
# role that is there as it is.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$MATCHER_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
create role backchannel_matcher login nosuperuser nocreatedb nocreaterole password :'password';
SQL
