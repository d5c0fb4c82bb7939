#!/bin/sh
# Make the passwords that compose.yaml mounts as files:  sh docker/make-secrets.sh
# What exists stays. The folder is closed to other users of the server; the files in it must be
# readable by the users inside the containers, to whom only their own are mounted.
set -eu
cd "$(dirname -- "$0")"
umask 077
mkdir -p secrets
chmod 0700 secrets
for name in postgres_password odoo_db_password odoo_admin_password; do
    if [ ! -s "secrets/$name" ]; then
        od -An -tx1 -N20 /dev/urandom | tr -d ' \n' >"secrets/$name"
        chmod 0444 "secrets/$name"
        echo "made secrets/$name"
    fi
done
echo "The password of Odoo's technical superuser (admin) is in $(pwd)/secrets/odoo_admin_password"
