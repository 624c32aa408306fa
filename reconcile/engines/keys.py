"""Names of finished results: hashes of all that a result depends on.

A result of other rows, other options, another gazetteer or another version of this program has
another name, so what is found under a name is never stale.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from reconcile.matching import MatchOptions


def key_of(*parts: bytes) -> str:
    """32 hex digits over the parts, their number and their bounds."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(hashlib.blake2b(part).digest())
    return digest.hexdigest()


def knowledge_key(options: MatchOptions) -> bytes:
    """A hash of what the matcher knows: this program with its tables, and the gazetteer named."""
    named = b""
    if isinstance(options.gazetteer, Path):
        try:
            with options.gazetteer.open("rb") as file:
                named = hashlib.file_digest(file, "blake2b").digest()
        except OSError:
            named = b""  # the matcher says what is wrong with it
    return _program() + named


@cache
def _program() -> bytes:
    root = Path(__file__).parent.parent
    digest = hashlib.blake2b()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(root)).encode())
            digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.digest()
