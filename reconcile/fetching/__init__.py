"""Getting a published page: politely, within limits, and kept by its hash.

    limits.py     how long, how much, how often
    addresses.py  which addresses are public, so that no page leads us into a private network
    bodies.py     compressed bodies, opened within a limit
    wire.py       one request and its answer
    robots.py     what a site's robots.txt allows
    visitor.py    all of that: redirects followed, retried when the server asks for patience
    store.py      snapshots by hash, and the log of what was fetched when

Nothing here knows what is in a page. `httpx` is imported when the first page is asked for.
"""

from __future__ import annotations

from reconcile.fetching.limits import Limits
from reconcile.fetching.store import Fetch, Store
from reconcile.fetching.visitor import Page, Validators, Visitor

__all__ = ["Fetch", "Limits", "Page", "Store", "Validators", "Visitor"]
