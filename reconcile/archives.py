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
MAX_ELEMENTS: Final = 12_000_000  # of one part: 200,000 rows of 20 columns have 8 million
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
    """The parser, and the elements of the tag that it has built."""

    def __init__(self, tag: str) -> None:
        self.done: list[ET.Element] = []
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._handle(tag.removeprefix("{"))

    @staticmethod
    def _refuse(*_: object) -> None:
        raise ValueError("it declares a document type, which no such file does")

    def _handle(self, wanted: str) -> None:
        # Functions over local names: they are called for every element of a sheet, and take half
        # the time of methods over attributes.
        builder: ET.TreeBuilder | None = None
        depth = began = inside = total = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal builder, depth, began, inside, total
            depth += 1
            total += 1
            if depth > MAX_DEPTH:
                raise ValueError(f"its XML is nested more than {MAX_DEPTH} deep")
            if total > MAX_ELEMENTS:
                raise ValueError(f"its XML has more than {MAX_ELEMENTS:,} elements")
            if builder is None:
                if name != wanted:
                    return
                builder, began, inside = ET.TreeBuilder(), depth, 0
            inside += 1
            if inside > MAX_INSIDE:
                raise ValueError(f"more than {MAX_INSIDE:,} elements inside one")
            if attributes:
                attributes = {_named(key): value for key, value in attributes.items()}
            builder.start(_named(name), attributes)

        def end(name: str) -> None:
            nonlocal builder, depth
            if builder is not None:
                builder.end(_named(name))
                if depth == began:
                    self.done.append(builder.close())
                    builder = None
            depth -= 1

        def data(text: str) -> None:
            if builder is not None:
                builder.data(text)

        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end
        self.parser.CharacterDataHandler = data


def _named(name: str) -> str:
    """A name as ElementTree writes it."""
    return "{" + name if "}" in name else name
