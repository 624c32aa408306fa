"""Reads the tab-separated dumps of GeoNames, as text or inside their zip, line by line.

The columns are those of https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import errno
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from reconcile.errors import UnreadableError
from reconcile.gazetteer.keys import is_han

Row = TypeVar("Row")
PATIENCE = 20  # lines that may be wrong before the file is taken for one of another format
_SHOWN = 5  # malformed lines that are quoted
_LONGEST = 1 << 20  # bytes of a line; the longest of allCountries.txt has some 12,000
_ADMIN = {"ADM1": "province", "ADM2": "county", "ADM3": "district", "ADM4": "district"}
_GONE = {"PPLH", "PPLQ", "PPLW"}  # historical, abandoned, destroyed
_NO_NAMES = {
    "link", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon", "wkdt", "ja", "ko",
}  # fmt: skip
_OTHER_HAN = re.compile("[\u3040-\u30ff\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")  # kana, hangul
_QID = re.compile(r"Q[1-9][0-9]*")
_BESIDE = {"readme.txt", "iso-languagecodes.txt"}  # travels in the zips with the data


@dataclass(slots=True)
class Malformed:
    """Lines of one file that could not be understood: how many, and the first of them."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, where: str, why: str) -> None:
        """Count a line, and remember it if it is one of the first."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(f"{where}: {why}")


class Spot(NamedTuple):
    """A place as a source tells of it; `names` are in the order of their rank, best first.

    `number` is its GeoNames id, or 0 for a subdivision known by `admin1` in `country` alone.
    """

    number: int
    name: str
    country: str
    level: str
    admin1: str
    latitude: float | None
    longitude: float | None
    population: int
    names: tuple[str, ...]
    qid: str = ""


class Alternate(NamedTuple):
    """One further name of a place, or its Q-id. A lower `rank` is the more usual name."""

    number: int
    text: str
    rank: int
    is_qid: bool


def spots(path: Path, malformed: Malformed, *, han: bool) -> Iterator[Spot | None]:
    """Populated places and subdivisions of `allCountries.txt`, `cities500.txt` or one country.

    Args:
        path: The file or its zip.
        malformed: Takes the lines that could not be understood.
        han: Whether the unlabelled Chinese names count; some of them are Japanese.

    Yields:
        `None` for a line of no use here: a river, a ruined city, a place without a country.

    Raises:
        UnreadableError: The file is missing or of another format.
    """
    return _rows(path, lambda cells: _spot(cells, han), malformed, "19 tab-separated columns of a "
                 "GeoNames dump, beginning with an id", {19})  # fmt: skip


def alternates(path: Path, malformed: Malformed) -> Iterator[Alternate | None]:
    """Chinese names, names in Latin letters and Q-ids of `alternateNamesV2.txt`.

    Yields:
        `None` for a line of no use here: a link, a postal code, a name in Cyrillic.

    Raises:
        UnreadableError: The file is missing or of another format.
    """
    return _rows(path, _alternate, malformed, "10 tab-separated columns of alternateNamesV2.txt, "
                 "beginning with two ids", {8, 10})  # fmt: skip


def is_latin(text: str) -> bool:
    """Whether all letters are Latin ones, and there are some."""
    letters = [char for char in text if char.isalpha() and not "\u02b0" <= char <= "\u02ff"]
    return bool(letters) and all(
        char < "\u0250" or "\u1e00" <= char <= "\u1eff" for char in letters
    )


def is_chinese(text: str) -> bool:
    """Whether a name is written in Han characters without kana or hangul."""
    return is_han(text) and not _OTHER_HAN.search(text)


def _spot(cells: list[str], han: bool) -> Spot | None:
    number, latitude, longitude = int(cells[0]), float(cells[4]), float(cells[5])
    population = int(cells[14] or 0)
    kind, code = cells[6], cells[7]
    if not (0 < number < 1 << 31 and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("an id or a coordinate is out of range")
    if not cells[1]:
        raise ValueError("there is no name")
    level = "city" if kind == "P" and code not in _GONE else _ADMIN.get(code, "")
    if kind not in {"P", "A"} or not level or len(cells[8]) != 2:
        return None
    others = [" ".join(text.split()) for text in (cells[2], *cells[3].split(","))]
    names = [text for text in others if (is_latin(text) and not _is_code(text))
             or (han and is_chinese(text))]  # fmt: skip
    return Spot(number, cells[1], cells[8], level, cells[10], latitude, longitude,
                max(population, 0), tuple(dict.fromkeys(names)))  # fmt: skip


def _alternate(cells: list[str]) -> Alternate | None:
    int(cells[0])
    number, language, text = int(cells[1]), cells[2], " ".join(cells[3].split())
    if language == "wkdt":
        return Alternate(number, text, 0, True) if _QID.fullmatch(text) else None
    if language in _NO_NAMES or not text:
        return None
    preferred, _, colloquial, historic = (cell == "1" for cell in cells[4:8])
    if language.partition("-")[0] == "zh" and is_chinese(text):
        regional = language not in {"zh", "zh-CN", "zh-Hans", "zh-SG"}
        return Alternate(number, text, _rank(historic or colloquial, regional, preferred), False)
    if is_latin(text) and not _is_code(text):
        other = language != "en"
        return Alternate(number, text, 8 + _rank(historic, other, preferred), False)
    return None


def _rank(doubtful: bool, second: bool, preferred: bool) -> int:
    return 24 * doubtful + 2 * second + (not preferred)


def _is_code(text: str) -> bool:
    return text.isupper() and len(text) <= 4 and is_latin(text)


def _rows(
    path: Path, parse: Callable[[list[str]], Row], malformed: Malformed, expected: str,
    widths: set[int],
) -> Iterator[Row]:  # fmt: skip
    understood = False
    with opened(path) as file:
        for where, data in _lines(file):
            try:
                text = data.decode("utf-8-sig" if where == 1 else "utf-8").rstrip("\r\n")
                if not text:
                    continue
                row = parse(_cells(text, widths))
            except ValueError as error:
                malformed.add(f"{path}:{where}", _why(error))
                if not understood and malformed.count >= PATIENCE:
                    break
                continue
            understood = True
            yield row
    if not understood:
        first = malformed.first
        raise UnreadableError(
            f"found line {first[0].removeprefix(f'{path}:')}" if first else "found no lines",
            where=str(path),
            hint=f"Expected {expected}, in UTF-8, as GeoNames publishes them.",
        )


def _cells(text: str, widths: set[int]) -> list[str]:
    cells = text.split("\t")
    if len(cells) not in widths:
        raise ValueError(f"{len(cells)} columns, expected {max(widths)}")
    return cells


def _why(error: ValueError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 0
    while data := file.readline(_LONGEST):
        number += 1
        yield number, data


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of the largest text in a zip.

    Raises:
        UnreadableError: It is missing, no zip in spite of its name, or holds no text.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "a folder, a pipe or a device")  # noqa: TRY301 - told below
        if path.suffix.lower() != ".zip":
            with path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive:
            texts = [
                item for item in archive.infolist()
                if Path(item.filename).suffix.lower() in {".txt", ".json", ".geojson"}
                and Path(item.filename).name.lower() not in _BESIDE
            ]  # fmt: skip
            if not texts:
                raise UnreadableError(
                    f"found {len(archive.namelist())} files and no data among them",
                    where=str(path), hint="Expected a .txt or .geojson file in the zip.",
                )  # fmt: skip
            with archive.open(max(texts, key=lambda item: item.file_size)) as member:
                yield member
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        RuntimeError,
        EOFError,
    ) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableError(
            f"cannot be read: {why}", where=str(path), hint="Name a file that exists."
        ) from error
