#!/bin/sh
# Any CI that can run a shell: the report as text in the log, the same for programs in files.
# BASELINE names a baseline, where there is one; its findings stay open and do not fail the run.
set -eu
if ! command -v reconcile > /dev/null; then
    python3 -m venv .reconcile
    .reconcile/bin/pip install --quiet "${RECONCILE:-reconcile-places}"
    PATH="$PWD/.reconcile/bin:$PATH"
fi

status=0
reconcile check ${BASELINE:+--baseline "$BASELINE"} \
    --format text --format json=reconcile.json --format junit=reconcile.xml || status=$?
case $status in
    0) echo "reconcile: nothing new is open" ;;
    1) echo "reconcile: errors are open, see above" ;;
    5) echo "reconcile: nothing was checked" ;;
    *) echo "reconcile: the check itself failed ($status)" ;;
esac
exit "$status"
