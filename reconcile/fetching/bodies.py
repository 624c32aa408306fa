"""Compressed bodies, opened piece by piece within a limit: a small one may hide gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from reconcile.errors import UnreachableError

ACCEPTED = "gzip"  # what we ask for; also what we can open within a limit


def opened(pieces: Iterable[bytes], encoding: str, *, most: int, whole: bool = True) -> bytes:
    """The body that arrives in pieces.

    Args:
        pieces: Bytes as they come off the wire.
        encoding: The answer's Content-Encoding.
        most: Bytes of the opened body that are taken.
        whole: Whether a longer body is an error, or is cut off.

    Raises:
        UnreachableError: Longer than `most`, broken off, or in an encoding that nobody asked for.
    """
    unzip = _unzipper(encoding)
    body = bytearray()
    for piece in pieces:
        body += unzip(piece, most + 1 - len(body)) if unzip else piece
        if len(body) > most:
            if not whole:
                return bytes(body[:most])
            raise UnreachableError(
                f"is larger than {most // 1_000_000} MB",
                hint="If it really is the list, download it yourself and use `reconcile read`.",
            )
    if unzip and not unzip.complete:
        raise UnreachableError("broke off in the middle of a compressed page")
    return bytes(body)


class _Unzipper:
    """Opens gzip, also of several members, never making more than asked for at once."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self.complete = True

    def __call__(self, piece: bytes, most: int) -> bytes:
        made = bytearray()
        while piece and len(made) < most:
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            try:
                made += self._member.decompress(piece, most - len(made))
            except zlib.error:
                raise UnreachableError("says that it is gzip, and is not") from None
            piece = self._member.unconsumed_tail or self._member.unused_data
        self.complete = self._member.eof
        return bytes(made)


def _unzipper(encoding: str) -> _Unzipper | None:
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return None
    if name in {"gzip", "x-gzip"}:
        return _Unzipper()
    raise UnreachableError(f'is encoded as "{name}", which was not asked for')
