"""Snapshots by hash, and the log of what was fetched when: outside version control.

.reconcile/snapshots/<sha256>      a page, byte for byte
.reconcile/snapshots/index.jsonl   one line per fetch, in the order in which they happened
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from reconcile.fetching.visitor import Page, Validators
from reconcile.files import replace_file

INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One line of the index: a page, when it was fetched, and what the server said of it."""

    source: str
    url: str
    retrieved: str  # UTC, to the second: 2026-11-22T04:30:00Z
    sha256: str
    bytes: int
    redirects: tuple[str, ...] = ()
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False  # the server said so (304); the snapshot is an earlier one

    @property
    def charset(self) -> str:
        """The encoding that the server named; '' where it named none."""
        from email.message import Message

        message = Message()
        message["Content-Type"] = self.content_type
        return message.get_content_charset("") or ""


@dataclass(frozen=True, slots=True)
class Store:
    """The snapshots of a workspace."""

    folder: Path

    @classmethod
    def of(cls, root: Path) -> Store:
        """The store of the workspace in `root`."""
        return cls(root / ".reconcile" / "snapshots")

    def last(self, source: str, url: str) -> Fetch | None:
        """The latest fetch of a source's page whose snapshot is still here, and whole."""
        for fetch in reversed(self.fetches()):
            if fetch.source == source and fetch.url == url:
                return fetch if self._whole(fetch.sha256) else None
        return None

    def fetches(self) -> tuple[Fetch, ...]:
        """All fetches, oldest first; lines that a crash or an editor broke are passed over."""
        try:
            lines = (self.folder / INDEX).read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        found = (_fetch(line) for line in lines)
        return tuple(each for each in found if each)

    def read(self, fetch: Fetch) -> bytes:
        """The bytes of a snapshot."""
        return (self.folder / fetch.sha256).read_bytes()

    def keep(self, source: str, page: Page, *, retrieved: str, before: Fetch | None) -> Fetch:
        """Keep a page, and note the fetch; `before` is the fetch whose validators were sent."""
        self._make()
        body = page.body
        if body is None:
            assert before, "only a conditional request is answered by 304"
            sha256, size = before.sha256, before.bytes
        else:
            sha256, size = hashlib.sha256(body).hexdigest(), len(body)
            if not self._whole(sha256):
                replace_file(self.folder / sha256, body)
        known = before if before and body is None else None
        fetch = Fetch(
            source=source,
            url=page.url,
            retrieved=retrieved,
            sha256=sha256,
            bytes=size,
            redirects=page.redirects,
            content_type=page.content_type or (known.content_type if known else ""),
            etag=page.validators.etag or (known.etag if known else ""),
            last_modified=page.validators.last_modified or (known.last_modified if known else ""),
            unchanged=body is None,
        )
        line = json.dumps(asdict(fetch), ensure_ascii=False)
        with (self.folder / INDEX).open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
        return fetch

    def _make(self) -> None:
        """The folder, which keeps itself out of version control."""
        self.folder.mkdir(parents=True, exist_ok=True)
        ignored = self.folder.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "utf-8")

    def _whole(self, sha256: str) -> bool:
        try:
            return hashlib.sha256((self.folder / sha256).read_bytes()).hexdigest() == sha256
        except OSError:
            return False


def validators(fetch: Fetch | None) -> Validators:
    """What to send, so that the server may answer that nothing changed."""
    if fetch is None:
        return Validators()
    return Validators(etag=fetch.etag, last_modified=fetch.last_modified)


def _fetch(line: str) -> Fetch | None:
    try:
        values = json.loads(line)
        known = {field.name for field in fields(Fetch)}
        values = {name: value for name, value in values.items() if name in known}
        values["redirects"] = tuple(values.get("redirects", ()))
        fetch = Fetch(**values)
    except (ValueError, TypeError, AttributeError):
        return None
    plain = isinstance(fetch.sha256, str) and len(fetch.sha256) == 64 and fetch.sha256.isalnum()
    return fetch if plain else None
