# shellcheck shell=sh
# Shared by the backup scripts. Connection: libpq's own variables (PGHOST, PGPORT, PGUSER, PGPASSFILE).
#
# A backup is a folder <database>-<time> with
#   database.dump    pg_dump -Fc
#   filestore.tar    the attachments' files
#   backup.info      what it is, for people
#   MANIFEST.sha256  the checksum of each of them, written last

: "${ZS_DATABASE:=zhaoshang}"
: "${ZS_DATA_DIR:=/var/lib/odoo}"
: "${ZS_BACKUP_DIR:=/var/backups/zhaoshang}"

# one order for sort and comm; Chinese stays readable
export LC_ALL=C.UTF-8

PARTS="database.dump filestore.tar backup.info"

log() { printf '%s %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$*"; }

fail() {
    log "ERROR $*" >&2
    exit 1
}

# Where PostgreSQL's programs are not on the PATH, take the newest that is installed.
if ! command -v pg_dump >/dev/null 2>&1; then
    for folder in /usr/lib/postgresql/*/bin; do
        [ -x "$folder/pg_dump" ] && PATH="$folder:$PATH"
    done
    command -v pg_dump >/dev/null 2>&1 || fail "pg_dump is not installed"
fi

# The finished backups of the database, newest first; one that is being written does not count.
finished_backups() {
    for folder in "$ZS_BACKUP_DIR/$ZS_DATABASE"-*; do
        name=${folder##*/}
        # "county" has no part in the backups of "county-test"
        [ "${name%-*}" = "$ZS_DATABASE" ] || continue
        if [ -f "$folder/MANIFEST.sha256" ]; then printf '%s\n' "$name"; fi
    done | sort -r
}

# The files of the filestore that a plain dump of ir_attachment names: "ab/abcdef…", one a line.
files_named_in() {
    awk -F '\t' '
        /^COPY public\.ir_attachment / {
            sub(/^[^(]*\(/, ""); sub(/\).*/, "")
            columns = split($0, name, /, */)
            for (i = 1; i <= columns; i++) if (name[i] == "store_fname") column = i
            rows = 1
            next
        }
        $0 == "\\." { rows = 0 }
        rows && column && $column != "\\N" && $column != "" { print $column }
    ' "$1"
}

# Is the backup whole, and is every byte the one that was written?
verify_backup() {
    [ -d "$1" ] || fail "$1 is not a backup: there is no such folder"
    [ -f "$1/MANIFEST.sha256" ] || fail "$1 was never finished: it has no MANIFEST.sha256"
    for part in $PARTS; do
        [ -f "$1/$part" ] || fail "$1 is not whole: $part is missing"
        grep -q "^[0-9a-f]\{64\}  $part\$" "$1/MANIFEST.sha256" \
            || fail "$1 is not whole: $part is not in MANIFEST.sha256"
    done
    (cd "$1" && sha256sum --check --strict --quiet MANIFEST.sha256) \
        || fail "$1 was changed or damaged since it was written: do not use it"
}
