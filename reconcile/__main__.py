"""`reconcile` and `python -m reconcile`."""

from __future__ import annotations

import gc
import sys

_NEW_OBJECTS = 100_000  # between two searches for cycles; Python's own 700 suits small programmes


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A command imports some hundred thousand objects that stay: looking through them for cycles
    # dozens of times took a sixth of `check`.
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
    try:
        from reconcile.cli import cli

        cli.main(prog_name="reconcile")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
