"""Cells of XLSX workbooks as text, for all who read them: strings, styles, columns.

The format is ECMA-376 (Office Open XML): a zip of XML parts. How much of a workbook is unpacked,
and which of its sheets, is up to the reader.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from xml.etree import ElementTree as ET

from reconcile.errors import UnreadableError

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Whatever a broken or hostile zip, or XML inside it, makes the standard library raise.
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, IndexError, ValueError, EOFError,
    NotImplementedError, RuntimeError, OverflowError, OSError, lzma.LZMAError,
)  # fmt: skip
_LAST_COLUMN: Final = 16384
_DATES: Final = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_NO_CODE: Final = re.compile(r'"[^"]*"|\[[^]]*\]')  # what a number format prints as it stands


def no_workbook(error: Exception, where: str) -> UnreadableError:
    """The error of a file that is no workbook, or a broken one."""
    return UnreadableError(
        f"this is no XLSX workbook that can be read ({error})",
        where=where,
        hint="Save it again as .xlsx (not .xls), or export the sheet as CSV.",
    )


def date_styles(
    number_formats: Iterable[ET.Element], cell_formats: Iterable[ET.Element]
) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a date; a mere time of day is none.

    Args:
        number_formats: The `numFmt` elements of the styles.
        cell_formats: What stands in `cellXfs`, in order.
    """
    own = {
        int(item.get("numFmtId") or 0)
        for item in number_formats
        if re.search("[yd]|mmm", _NO_CODE.sub("", item.get("formatCode") or ""), re.IGNORECASE)
    }
    return frozenset(
        number
        for number, item in enumerate(cell_formats)
        if int(item.get("numFmtId") or 0) in own | _DATES
    )


def cell_text(
    cell: ET.Element, strings: Sequence[str], dates: frozenset[int], *, days: bool = False
) -> str:
    """The value of a cell (`c`) as text; dates in ISO form, 3.0 as 3.

    Args:
        cell: The element.
        strings: The shared strings of the workbook.
        dates: From `date_styles`.
        days: Leave the time of day away.

    Raises:
        ValueError, IndexError, OverflowError: The cell is broken.
    """
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return "".join(string_of(item) for item in cell.iter(f"{MAIN}is"))
    text = cell.findtext(f"{MAIN}v") or ""
    if kind == "d":
        return text.strip().removesuffix("T00:00:00")
    if not text.strip() or kind in {"str", "e"}:
        return text
    if kind == "s":
        return strings[int(text)]
    if kind == "b":
        return "true" if text.strip() == "1" else "false"
    number = float(text)
    if int(cell.get("s") or 0) in dates:
        moment = datetime(1899, 12, 30) + timedelta(days=number)
        whole = days or number.is_integer()
        return moment.date().isoformat() if whole else moment.isoformat(" ")
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else text.strip()


def string_of(item: ET.Element) -> str:
    """Text of a string item, its runs joined, phonetic hints left out."""
    runs = [item.findtext(f"{MAIN}t") or ""]
    return "".join([*runs, *(run.findtext(f"{MAIN}t") or "" for run in item.findall(f"{MAIN}r"))])


def column_of(cell: ET.Element, otherwise: int) -> int:
    """The column of a cell from 0; `otherwise` where it names none.

    Raises:
        ValueError: No sheet has that column.
    """
    letters = re.match("[A-Z]+", cell.get("r") or "")
    return column_number(letters[0]) if letters else otherwise


def column_number(letters: str) -> int:
    """The column of its letters, from 0: `A` is 0.

    Raises:
        ValueError: No sheet has that column.
    """
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - 64
    if number > _LAST_COLUMN:
        raise ValueError(f"column {letters[:20]} is none")
    return number - 1
