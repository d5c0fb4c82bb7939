#!/bin/sh
# Back up the database and its filestore:  backup.sh [REASON]
#
# The database goes first, then the files: a file is written before the row that names it is
# committed, so that everything the dump names is there to be archived. Only the clean-up of
# deleted attachments can take a file away in between; then all is done once more. A file that is
# missing again was lost before; it is reported and does not stop the backup of the rest.
# A backup is complete when its folder has its final name; a broken run leaves nothing behind.
set -eu
here=$(dirname -- "$0")
# shellcheck source=docker/backup/lib.sh
. "$here/lib.sh"

reason=${1:-scheduled}
umask 077
mkdir -p "$ZS_BACKUP_DIR"

exec 9>"$ZS_BACKUP_DIR/.lock"
flock -n 9 || fail "another backup is running"

rm -rf "$ZS_BACKUP_DIR"/.partial-*
work="$ZS_BACKUP_DIR/.partial-$$"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work"

filestore="$ZS_DATA_DIR/filestore/$ZS_DATABASE"

# Never called in a condition: there sh would go on after a failed command.
dump_and_archive() {
    pg_dump --format=custom --file="$work/database.dump" "$ZS_DATABASE"
    if [ -d "$filestore" ]; then
        # a file that vanishes while tar reads is judged below, by what the dump names
        tar --create --file="$work/filestore.tar" --directory="$filestore" \
            --exclude=./checklist --warning=no-file-removed . || [ $? -eq 1 ]
    else
        tar --create --file="$work/filestore.tar" --files-from=/dev/null
    fi
    pg_restore --data-only --table=ir_attachment --file="$work/attachments" "$work/database.dump"
    files_named_in "$work/attachments" | sort -u >"$work/named"
    tar --list --file="$work/filestore.tar" >"$work/members"
    sed 's|^\./||' "$work/members" | sort >"$work/archived"
    comm -23 "$work/named" "$work/archived" >"$work/missing"
}

started=$(date '+%Y%m%dT%H%M%S')
dump_and_archive
for _ in 1 2; do
    [ -s "$work/missing" ] || break
    sleep 1
    dump_and_archive
done
missing=$(wc -l <"$work/missing" | tr -d ' ')
if [ "$missing" -gt 0 ]; then
    log "WARNING $missing files that the database names are not in $filestore:" >&2
    head -n 20 "$work/missing" >&2
fi

{
    echo "format=1"
    echo "database=$ZS_DATABASE"
    echo "started=$started"
    echo "reason=$reason"
    echo "files=$(wc -l <"$work/named" | tr -d ' ')"
    echo "missing_files=$missing"
    echo "postgresql=$(psql -XAtd "$ZS_DATABASE" -c 'SHOW server_version')"
    psql -XAtd "$ZS_DATABASE" -c "SELECT 'module=' || name || ' ' || latest_version
        FROM ir_module_module WHERE state = 'installed' ORDER BY name"
} >"$work/backup.info"

rm "$work/attachments" "$work/members" "$work/archived" "$work/named" "$work/missing"
# shellcheck disable=SC2086  # three names
(cd "$work" && sha256sum $PARTS >MANIFEST.sha256)
sync
target="$ZS_BACKUP_DIR/$ZS_DATABASE-$started"
[ ! -e "$target" ] || fail "$target exists already"
mv "$work" "$target"
sync

# The checksum of the manifest: kept elsewhere (a log, a notebook), it exposes a backup that was
# replaced together with its manifest.
log "OK $target manifest=$(sha256sum "$target/MANIFEST.sha256" | cut -d' ' -f1)"

"$here/prune.sh"
