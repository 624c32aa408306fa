"""A process that decides one finding after the other and says so when each is safe.

python writer.py FOLDER NAME FIRST NUMBER
"""

from __future__ import annotations

import sys
from pathlib import Path

from reconcile.decisions import Decision, add_decision, remove_decision


def main(folder: str, name: str, first: int, number: int) -> None:
    path = Path(folder) / "decisions.toml"
    for i in range(first, first + number):
        decision = Decision(
            number=0, line=0, finding=f"possible_match-{name}-{i}", verdict="accepted",
            reason=f"decided by {name}, who took his time over it", by=name, date="2026-01-01",
        )  # fmt: skip
        add_decision(path, decision, at="2026-01-01T00:00:00Z")
        print(f"+{decision.finding}", flush=True)
        if i % 5 == 4:
            remove_decision(path, decision.finding, by=name, at="2026-01-01T00:00:00Z")
            print(f"-{decision.finding}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
