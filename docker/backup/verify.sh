#!/bin/sh
# Check backups:  verify.sh [--manifest SHA256] FOLDER   one backup, to the last byte
#                 verify.sh --fresh HOURS                is the newest backup that young? (health check)
set -eu
# shellcheck source=docker/backup/lib.sh
. "$(dirname -- "$0")/lib.sh"

case ${1:-} in
--fresh)
    newest=$(finished_backups | head -n 1)
    [ -n "$newest" ] || fail "there is no backup of $ZS_DATABASE yet"
    [ -n "$(find "$ZS_BACKUP_DIR/$newest/MANIFEST.sha256" -mmin "-$(($2 * 60))")" ] \
        || fail "the newest backup, $newest, is older than $2 hours"
    ;;
--manifest)
    echo "$2  $3/MANIFEST.sha256" | sha256sum --check --strict --quiet \
        || fail "$3 is not the backup that was logged with manifest=$2"
    verify_backup "$3"
    log "OK $3"
    ;;
"" | -*)
    fail "usage: verify.sh [--manifest SHA256] FOLDER | verify.sh --fresh HOURS"
    ;;
*)
    verify_backup "$1"
    log "OK $1"
    ;;
esac
