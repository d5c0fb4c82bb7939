#!/bin/sh
# The backup service: one backup a day at ZS_BACKUP_AT (county time), and one at once where the
# newest is older than a day. A failed one is tried again after a quarter of an hour.
set -eu
here=$(dirname -- "$0")
: "${ZS_BACKUP_AT:=02:00}"

trap 'exit 0' INT TERM
rest() { # in the background, so that a stop is heard at once
    sleep "$1" &
    wait $!
}

until_next() { # seconds to the next HH:MM
    now=$(date '+%s')
    next=$(date --date="$ZS_BACKUP_AT" '+%s')
    [ "$next" -gt "$now" ] || next=$(date --date="tomorrow $ZS_BACKUP_AT" '+%s')
    echo $((next - now))
}

if "$here/verify.sh" --fresh 24 2>/dev/null; then rest "$(until_next)"; fi
while :; do
    if "$here/backup.sh" scheduled; then
        rest "$(until_next)"
    else
        rest 900
    fi
done
