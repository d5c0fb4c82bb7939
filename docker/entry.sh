#!/bin/sh
# What a container of ours does:
#
#   serve                 Odoo (the default)
#   init                  make the database, or bring it to the version of this image; may be repeated
#   odoo …                Odoo's own command line with our configuration, e.g. odoo shell
#   backup [REASON]  schedule  verify …  restore …      see docker/backup/
#
# The connection comes from libpq's variables (PGHOST, PGPORT, PGUSER), passwords only from files in
# ZS_SECRETS: none is ever in the environment, on a command line or in the image.
set -eu

root=$(cd "$(dirname -- "$0")/.." && pwd)
: "${ZS_DATABASE:=zhaoshang}"
: "${ZS_DATA_DIR:=/var/lib/odoo}"
: "${ZS_SECRETS:=/run/secrets}"
: "${ZS_RUNTIME:=/run/zhaoshang/private}"
: "${ZS_CONF:=/etc/odoo/odoo.conf}"
: "${ZS_ODOO:=odoo}"
: "${ZS_PYTHON:=python3}"
export ZS_DATABASE ZS_DATA_DIR ZS_SECRETS

log() { printf '%s %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$*"; }

fail() {
    log "ERROR $*" >&2
    exit 1
}

# --- runtime: the password file of libpq, the configuration of Odoo ---------------------------------

prepare() {
    umask 077
    mkdir -p "$ZS_RUNTIME"
    if [ -r "$ZS_SECRETS/odoo_db_password" ]; then
        # in a .pgpass file, \ and : are escaped
        printf '*:*:*:%s:%s\n' "${PGUSER:-odoo}" \
            "$(sed 's/[\\:]/\\&/g' "$ZS_SECRETS/odoo_db_password")" >"$ZS_RUNTIME/pgpass"
        export PGPASSFILE="$ZS_RUNTIME/pgpass"
    fi
    # The database manager is closed; its master password is one that nobody knows.
    {
        cat "$ZS_CONF"
        printf 'data_dir = %s\ndb_name = %s\ndbfilter = ^%s$\nadmin_passwd = %s\n' \
            "$ZS_DATA_DIR" "$ZS_DATABASE" "$ZS_DATABASE" "$(od -An -tx1 -N32 /dev/urandom | tr -d ' \n')"
        printf 'addons_path = %s/addons%s\n' "$root" "${ZS_MORE_ADDONS:+,$ZS_MORE_ADDONS}"
    } >"$ZS_RUNTIME/odoo.conf"
    export ODOO_RC="$ZS_RUNTIME/odoo.conf"
}

wait_for_postgresql() {
    tries=60
    until psql -XAtqd postgres -c 'SELECT 1' >/dev/null 2>"$ZS_RUNTIME/psql.err"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail "PostgreSQL does not answer: $(cat "$ZS_RUNTIME/psql.err")"
        sleep 1
    done
}

# --- init: each step looks at the database and does only what is missing ------------------------------

sql() { psql -XAtq -v ON_ERROR_STOP=1 -d "$ZS_DATABASE" "$@"; }

# shellcheck disable=SC2086  # ZS_ODOO may be several words
run_odoo() { $ZS_ODOO "$@"; }

odoo_to_the_end() {
    run_odoo server -d "$ZS_DATABASE" --workers=0 --max-cron-threads=0 --no-http --stop-after-init "$@"
}

odoo_script() {
    log "running ${1##*/}"
    run_odoo shell -d "$ZS_DATABASE" --workers=0 --max-cron-threads=0 --no-http <"$1"
}

our_list() { # dependencies | ours | fingerprints
    (cd "$root" && PYTHONDONTWRITEBYTECODE=1 "$ZS_PYTHON" docker/modules.py "$1")
}

installed() { sql -c "SELECT name FROM ir_module_module WHERE state = 'installed'"; }

create_database() {
    if [ -z "$(psql -XAtqd postgres -c "SELECT 1 FROM pg_database WHERE datname = '$ZS_DATABASE'")" ]; then
        log "creating the database $ZS_DATABASE"
        createdb --template=template0 --encoding=UTF8 --lc-collate=C "$ZS_DATABASE"
    fi
    sql -c 'CREATE EXTENSION IF NOT EXISTS pg_trgm' 2>/dev/null || fail "the extension pg_trgm is missing"
}

install_base() {
    state=
    if [ -n "$(sql -c "SELECT to_regclass('ir_module_module')")" ]; then
        state=$(sql -c "SELECT state FROM ir_module_module WHERE name = 'base'")
    fi
    [ "$state" = installed ] || odoo_to_the_end -i base --load-language=zh_CN
}

# The company must be Chinese before account is installed: only then it gets the Chinese chart.
install_modules() {
    our_list dependencies >"$ZS_RUNTIME/wanted"
    our_list ours >>"$ZS_RUNTIME/wanted"
    installed >"$ZS_RUNTIME/installed"
    missing=$(grep -vxFf "$ZS_RUNTIME/installed" "$ZS_RUNTIME/wanted" | paste -sd, -)
    [ -n "$missing" ] || return 0
    grep -qx account "$ZS_RUNTIME/installed" || odoo_script "$root/tools/scripts/company.py"
    log "installing $missing"
    odoo_to_the_end -i "$missing"
    remember_fingerprints 'DO NOTHING'
}

# An addon whose files differ from those that were installed is upgraded, after a backup.
upgrade_modules() {
    our_list fingerprints >"$ZS_RUNTIME/now"
    sql -F ' ' -c "SELECT replace(key, 'zhaoshang.fingerprint.', ''), value FROM ir_config_parameter
        WHERE key LIKE 'zhaoshang.fingerprint.%'" >"$ZS_RUNTIME/before"
    changed=$(grep -vxFf "$ZS_RUNTIME/before" "$ZS_RUNTIME/now" | cut -d' ' -f1 | paste -sd, -)
    [ -n "$changed" ] || return 0
    "$root/docker/backup/backup.sh" "before the upgrade of $changed"
    log "upgrading $changed"
    odoo_to_the_end -u "$changed" --i18n-overwrite
    remember_fingerprints 'DO UPDATE SET value = excluded.value'
}

remember_fingerprints() { # what to do where one is known already
    our_list fingerprints >"$ZS_RUNTIME/now"
    while read -r name value; do
        sql -c "INSERT INTO ir_config_parameter (key, value)
            VALUES ('zhaoshang.fingerprint.$name', '$value') ON CONFLICT (key) $1"
    done <"$ZS_RUNTIME/now"
}

init() {
    [ -s "$ZS_SECRETS/odoo_admin_password" ] || fail "the secret odoo_admin_password is missing"
    exec 8>"$ZS_DATA_DIR/.init.lock"
    flock 8
    create_database
    install_base
    # at once: no minute of life with the password that Odoo gives
    odoo_script "$root/docker/admin_password.py"
    install_modules
    odoo_script "$root/tools/scripts/quiet.py"
    upgrade_modules
    log "the database $ZS_DATABASE is ready"
}

# -----------------------------------------------------------------------------------------------------

command=${1:-serve}
[ $# -eq 0 ] || shift
case $command in
serve)
    prepare
    wait_for_postgresql
    # licensed fonts of the county, mounted into the image's font folders
    if command -v fc-cache >/dev/null; then fc-cache || true; fi
    # shellcheck disable=SC2086
    exec $ZS_ODOO server "$@"
    ;;
init)
    prepare
    wait_for_postgresql
    init
    ;;
odoo)
    prepare
    # shellcheck disable=SC2086
    exec $ZS_ODOO "$@"
    ;;
backup | restore | verify | schedule)
    prepare
    exec "$root/docker/backup/$command.sh" "$@"
    ;;
*)
    fail "unknown command: $command (serve, init, odoo, backup, schedule, verify, restore)"
    ;;
esac
