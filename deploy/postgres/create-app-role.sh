#!/bin/sh
# Run once by the image of Postgres, when its volume is empty: the role that the desk works with, which owns nothing.
set -eu
psql --set ON_ERROR_STOP=1 --set secret="$(cat /run/secrets/database-app)" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role coupon_desk_app login password :'secret';
SQL
