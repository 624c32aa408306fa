"""A process that computes, as `pool.py` starts it; it is of no use to a person."""

from __future__ import annotations

import sys

from reconcile.service.work.worker import main

if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
