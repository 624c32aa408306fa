"""One documented Python call per command: what `reconcile` offers under its own name.

check.py      check, report
find.py       find_finding: what `show` prints
validate.py   validate, validate_file
lists.py      match, resolve, explain, evaluate: lists without a workspace
read.py       read an original, and write what was read
fetch.py      fetch a source's page, read it, and tell the drift
history.py    history, drift: what sources said before
decide.py     decide, undo
decide_from.py, filled_rows.py   decisions from a table that a person filled in
export.py     the merged list, and what is made of it
inputs.py     what all of them are given: names, days, the clock

Files, clock and environment are read here, no deeper.
"""
