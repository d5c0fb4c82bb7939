#!/bin/sh
# Restore a backup:  restore.sh FOLDER NEW_DATABASE     into a database that does not exist yet
#                    restore.sh --replace FOLDER        in place of ZS_DATABASE, which is kept under
#                                                       another name (stop Odoo first)
#
# Nothing existing is overwritten, and what was restored becomes visible only when it is whole.
set -eu
# shellcheck source=docker/backup/lib.sh
. "$(dirname -- "$0")/lib.sh"

replace=
if [ "${1:-}" = --replace ]; then
    [ $# -eq 2 ] || fail "usage: restore.sh --replace FOLDER"
    replace=1
    folder=$2
    database=$ZS_DATABASE
else
    [ $# -eq 2 ] || fail "usage: restore.sh FOLDER NEW_DATABASE | restore.sh --replace FOLDER"
    folder=$1
    database=$2
fi
case $database in
*[!A-Za-z0-9_-]* | "" | -*) fail "'$database' is no name for a database" ;;
esac

umask 077
sql() { psql -XAtq -v ON_ERROR_STOP=1 -d postgres "$@"; }
exists() { [ "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]; }

verify_backup "$folder"
stores="$ZS_DATA_DIR/filestore"
if [ -z "$replace" ]; then
    if exists "$database"; then fail "the database $database exists already"; fi
    [ ! -e "$stores/$database" ] || fail "$stores/$database exists already"
elif exists "$database" && [ "$(sql -c "SELECT count(*) FROM pg_stat_activity WHERE datname = '$database'")" != 0 ]; then
    fail "the database $database is in use: stop Odoo first"
fi

stamp=$(date '+%Y%m%dT%H%M%S')
incoming="${database}_incoming_$stamp"
undo() {
    rm -rf "${stores:?}/$incoming"
    dropdb --if-exists "$incoming"
}
trap 'undo' EXIT
trap 'exit 130' INT TERM

log "restoring $folder"
createdb --template=template0 --encoding=UTF8 --lc-collate=C "$incoming"
pg_restore --dbname="$incoming" --single-transaction --no-owner --no-privileges "$folder/database.dump"

mkdir -p "$stores/$incoming"
tar --extract --file="$folder/filestore.tar" --directory="$stores/$incoming" --no-same-owner
# Odoo names a file after the SHA-1 of its content
named="$stores/$incoming/.named"
psql -XAtqd "$incoming" -o "$named" -c \
    "SELECT DISTINCT split_part(store_fname, '/', 2) || '  ' || store_fname
       FROM ir_attachment WHERE store_fname IS NOT NULL"
if [ -s "$named" ]; then
    (cd "$stores/$incoming" && sha1sum --check --strict --quiet "$named" 2>&1) >"$named.bad" \
        || { log "WARNING these files were lost or damaged before the backup was made:" && cat "$named.bad"; } >&2
fi
rm -f "$named" "$named.bad"
psql -XAtqd "$incoming" -c ANALYZE

if [ -n "$replace" ]; then
    before="${database}_before_$stamp"
    if exists "$database"; then sql -c "ALTER DATABASE \"$database\" RENAME TO \"$before\""; fi
    if [ -d "$stores/$database" ]; then mv "$stores/$database" "$stores/$before"; fi
    log "what was there is kept as $before"
fi
mv "$stores/$incoming" "$stores/$database"
sql -c "ALTER DATABASE \"$incoming\" RENAME TO \"$database\""
trap - EXIT
log "OK $folder is now the database $database"
