#!/usr/bin/env bash
# The check of action.yml: annotations to stdout, the report into the step's summary, what was
# asked for into files, the exit code into the step's outputs.
set -euo pipefail

options=(--fail-on "${FAIL_ON:-error}" --format github)
[ -z "${BASELINE:-}" ] || options+=(--baseline "$BASELINE")
while read -r format; do # without IFS=, so that outer white space goes
    [ -z "$format" ] || options+=(--format "$format")
done <<< "${FORMATS:-}"
read -rd '' -a reports <<< "${REPORTS:-}" || true

status=0
reconcile --workspace "${WORKSPACE:-.}" check "${options[@]}" -- ${reports[@]+"${reports[@]}"} || status=$?
echo "exit-code=$status" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
