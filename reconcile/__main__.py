"""`reconcile` and `python -m reconcile`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from reconcile.cli import cli

        cli.main(prog_name="reconcile")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
