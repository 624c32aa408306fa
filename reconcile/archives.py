"""Zip archives of XML from strangers, opened with limits.

What a part unpacks to is counted as it comes out, whatever the archive says of itself. A document
type is refused (entities that multiply or point elsewhere stand only there), and of a part only the
elements asked for are ever built, so no file costs more memory than its limits say.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Final, Protocol
from xml.etree import ElementTree as ET
from xml.parsers import expat

MAX_INSIDE: Final = 200_000  # elements inside one: a sheet's row has up to 16,384 cells
MAX_DEPTH: Final = 100
_CHUNK: Final = 1 << 16


class Stream(Protocol):
    """Whatever gives bytes."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size`; none at the end."""


class Part:
    """One part of an archive as a stream that ends in an error where it becomes too long."""

    def __init__(self, archive: zipfile.ZipFile, name: str, most: int) -> None:
        self._stream = archive.open(name)
        self._left, self._most = most, most

    def read(self, size: int, /) -> bytes:
        """The next bytes.

        Raises:
            ValueError: More than the limit came out, or the part is broken.
        """
        chunk = self._stream.read(min(size, self._left + 1))
        self._left -= len(chunk)
        if self._left < 0:
            raise ValueError(f"it unpacks to more than {self._most >> 20} MiB")
        return chunk


def elements(stream: Stream, tag: str) -> Iterator[ET.Element]:
    """The elements of a tag (`{namespace}name`), in order; of the rest nothing is kept.

    Raises:
        ValueError: The XML is broken, declares a document type, or is nested or filled too much.
    """
    building = _Building(tag)
    while True:
        chunk = stream.read(_CHUNK)
        try:
            building.parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise ValueError(f"its XML is broken: {error}") from None
        yield from building.done
        building.done.clear()
        if not chunk:
            return


def refuse_document_type(stream: Stream) -> None:
    """Raise a ValueError where XML declares a document type, in whatever encoding."""
    building = _Building("")
    building.parser.StartElementHandler = _begun
    try:
        while chunk := stream.read(_CHUNK):
            building.parser.Parse(chunk, False)
    except _BegunError:
        pass  # a document type can only stand before the first element
    except expat.ExpatError as error:
        raise ValueError(f"its XML is broken: {error}") from None


class _BegunError(Exception):
    """The first element has begun."""


def _begun(*_: object) -> None:
    raise _BegunError


class _Building:
    """The parser, and the element of the tag that is being built."""

    def __init__(self, tag: str) -> None:
        self.done: list[ET.Element] = []
        self._tag = tag
        self._builder: ET.TreeBuilder | None = None
        self._depth = self._began = self._inside = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse

    @staticmethod
    def _refuse(*_: object) -> None:
        raise ValueError("it declares a document type, which no such file does")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError(f"its XML is nested more than {MAX_DEPTH} deep")
        tag = _named(name)
        if self._builder is None and tag == self._tag:
            self._builder, self._began, self._inside = ET.TreeBuilder(), self._depth, 0
        if self._builder is not None:
            self._inside += 1
            if self._inside > MAX_INSIDE:
                raise ValueError(f"more than {MAX_INSIDE:,} elements inside one")
            self._builder.start(tag, {_named(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(_named(name))
            if self._depth == self._began:
                self.done.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def _data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)


def _named(name: str) -> str:
    """A name as ElementTree writes it."""
    return "{" + name if "}" in name else name
