"""What people decided: read from `decisions.toml`, laid over findings, fed to the matcher.

    [[decision]]
    finding = "missing_entry-155e0c262425"   # the finding's id
    verdict = "accepted"                     # accepted, wrong, fixed-upstream, same, not-the-same
    reason = "the tie was suspended in 2012"
    by = "Ada"
    date = 2026-11-22
    until = 2027-12-31                       # optional: look again after this day
    pair = [{ source = "a", name = "罗兹", country = "波兰" }, ...]   # with a verdict on a pair

`load.py` reads the file, `lay.py` lays decisions over findings, `write.py` makes the text of the
file, `store.py` changes it safely where many work at once, `history.py` tells who did what.
"""

from reconcile.decisions.history import Act, load_history, noticed
from reconcile.decisions.lay import lay_over, pairs
from reconcile.decisions.load import Decision, Key, key_of, load_decisions
from reconcile.decisions.store import add_all, add_decision, note_unsure, remove_decision

__all__ = [
    "Act",
    "Decision",
    "Key",
    "add_all",
    "add_decision",
    "key_of",
    "lay_over",
    "load_decisions",
    "load_history",
    "note_unsure",
    "noticed",
    "pairs",
    "remove_decision",
]
