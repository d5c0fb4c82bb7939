#!/bin/sh
# Remove old backups. Kept are the newest of each of the last ZS_KEEP_DAILY days that have one,
# ZS_KEEP_WEEKLY weeks and ZS_KEEP_MONTHLY months.
set -eu
# shellcheck source=docker/backup/lib.sh
. "$(dirname -- "$0")/lib.sh"

: "${ZS_KEEP_DAILY:=7}"
: "${ZS_KEEP_WEEKLY:=5}"
: "${ZS_KEEP_MONTHLY:=12}"

finished_backups | while read -r name; do
    day=${name##*-}
    day=${day%T*}
    printf '%s %s %s %s\n' "$name" "$day" "$(date --date="$day" '+%G%V')" "${day%??}"
done | awk -v daily="$ZS_KEEP_DAILY" -v weekly="$ZS_KEEP_WEEKLY" -v monthly="$ZS_KEEP_MONTHLY" '
    {
        keep = (NR == 1)  # the newest, whatever the numbers say
        if (!($2 in day)) { day[$2]; if (++days <= daily) keep = 1 }
        if (!($3 in week)) { week[$3]; if (++weeks <= weekly) keep = 1 }
        if (!($4 in month)) { month[$4]; if (++months <= monthly) keep = 1 }
        if (!keep) print $1
    }
' | while read -r name; do
    # without its manifest it is no backup any more, should this be interrupted
    rm -f "$ZS_BACKUP_DIR/$name/MANIFEST.sha256"
    rm -rf "${ZS_BACKUP_DIR:?}/$name"
    log "removed $name"
done
