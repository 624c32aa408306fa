"""What the columns of a table are: by their printed headers, and by what stands under them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from reconcile.names.country import country_codes
from reconcile.names.dates import ambiguous_date, parse_date
from reconcile.reading.document.vocabulary import joined
from reconcile.reading.formats.blocks import Row

_MOST_HEADERS: Final = 4
OTHER: Final = "other"  # a column of no interest
_UNITS: Final = re.compile(r"[(（\[［][^()（）\[\]［］]{0,30}[)）\]］]|[\s*:：.．。_/／、\-–]+")
_FOREIGN: Final = (
    r"(?:外方|国外|外国|國外|外國|对方|對方|结好|友好|姐妹|姊妹|友城|缔结|締盟|伙伴|"
    r"foreign|sister|twin|partner|friendship|overseas)"
)


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return joined("columns", FOREIGN=_FOREIGN)


@lru_cache(maxsize=4096)
def column_of(header: str) -> str:
    """The column that a printed header names; empty where it is not known.

    Example:
        >>> [column_of(text) for text in ("序 号", "Sister city", "签约时间（年）", "Oulu")]
        ['ordinal', 'name', 'date', '']
    """
    plain = unicodedata.normalize("NFKC", header)
    bare = _UNITS.sub("", re.sub(r"([a-z])([A-Z])", r"\1 \2", plain)).casefold()
    if not bare and plain.strip(" .*"):
        bare = re.sub(r"[\W_]+", "", plain).casefold()
    if plain.strip() in {"#", "No.", "№"}:
        return "ordinal"
    if not bare or len(bare) > 40:
        return ""
    found = next((column for column, pattern in _columns() if pattern.fullmatch(bare)), "")
    if found or "." not in plain:
        return found
    # `partner.name`, `country.code` of nested values: the outer word says what, the inner how.
    outer, _, inner = plain.rpartition(".")
    if re.fullmatch(r"(?:code|iso|id|lat|lon|geonames|alpha\d)", inner.casefold()):
        return OTHER
    whole = column_of(outer.rpartition(".")[2])
    return (
        whole
        if whole in {"country", "region", "date", "subject", "location"}
        else (column_of(inner) or whole)
    )


def columns_of(headers: Sequence[Sequence[str]], declared: Mapping[str, str]) -> tuple[str, ...]:
    """The column of each place of a header, whose rows are given from top to bottom.

    Args:
        headers: Printed header rows; a cell over several columns stands in each.
        declared: Printed header to column (`""`: of no interest), before the general words.

    Returns:
        A column per place, each but `other` and empty once; empty where none holds names.
    """
    width = max(map(len, headers), default=0)
    chosen: list[str] = []
    for at in range(width):
        texts = list(dict.fromkeys(row[at] for row in headers if at < len(row) and row[at]))
        chosen.append(_column([" ".join(text.split()) for text in texts], declared))
    for column in set(chosen) - {OTHER, ""}:
        first = chosen.index(column)
        for at in range(first + 1, width):
            if chosen[at] == column:
                chosen[at] = OTHER
    if "name" not in chosen and "region" in chosen and not declared:
        # A list of provinces and states: what names the region names the partner.
        chosen[chosen.index("region")] = "name"
    return tuple(chosen) if "name" in chosen else ()


def _column(texts: Sequence[str], declared: Mapping[str, str]) -> str:
    if not texts:
        return ""
    for text in (" ".join(texts), *reversed(texts)):
        if text in declared:
            return declared[text] or OTHER
    found = [column_of(text) for text in reversed(texts)]
    whole = column_of("".join(texts))
    if "subject" in found or whole == "subject":
        own = next(filter(None, found), "")
        return "subject" if own in {"subject", "name", ""} else OTHER
    return next(filter(None, (*found[:1], whole, *found[1:])), "")


def columns_by_content(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The columns of rows without a header, told by their values; empty where none holds names."""
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or not width:
        return ()
    chosen = [""] * width
    for at in range(width):
        values = [row[at] for row in rows if at < len(row) and row[at].strip()]
        if len(values) < 0.5 * len(rows):
            continue
        if _part(values, lambda v: bool(re.fullmatch(r"\d{1,4}\s?[.．、)）]?", v.strip()))) > 0.9:
            years = _part(values, lambda v: 1900 <= int(re.sub(r"\D", "", v) or 0) <= 2100)
            chosen[at] = "date" if years > 0.9 else "ordinal"
        elif _part(values, lambda v: bool(country_codes(v))) > 0.6:
            chosen[at] = "country"
        elif _part(values, lambda v: bool(parse_date(v) or ambiguous_date(v))) > 0.6:
            chosen[at] = "date"
    for column in ("ordinal", "country", "date"):
        for at in [n for n, c in enumerate(chosen) if c == column][1:]:
            chosen[at] = OTHER
    free = [
        at
        for at, column in enumerate(chosen)
        if not column and _part([r[at] for r in rows if at < len(r)], _is_name) > 0.6
    ]
    if not free or not {"country", "date"} & set(chosen):
        return ()
    chosen[max(free, key=lambda at: len({r[at] for r in rows if at < len(r)}))] = "name"
    return tuple(chosen)


def _part(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _is_name(text: str) -> bool:
    return bool(re.match(r"\W{0,2}[^\W\d_]", text.strip())) and len(text) <= 60


def header_at(
    rows: Sequence[Row], at: int, declared: Mapping[str, str]
) -> tuple[int, tuple[str, ...]]:
    """How many rows from here are a header, and the columns that they name."""
    texts = [[cell.flat() for cell in row.cells] for row in rows[at : at + _MOST_HEADERS]]
    filled = [text for text in dict.fromkeys(texts[0]) if text]
    if len(filled) == 1 and len(rows[at].cells) > 1:
        return 0, ()  # a title over the table
    narrow = len(rows[at].cells) < 2 or not rows[at].header
    if len(filled) < (1 if declared else 2) and narrow:
        return _list_header(rows, at, texts)
    best: tuple[int, tuple[str, ...]] = (0, ())
    for count in range(1, len(texts) + 1):
        if not all(_may_be_header(line, row) for line, row in zip(
            texts[:count], rows[at : at + count], strict=True)):  # fmt: skip
            break
        columns = columns_of(texts[:count], declared)
        known = [c for c in columns if c and c != OTHER]
        before = [c for c in best[1] if c and c != OTHER]
        good = len(known) >= 2 or (known and len(columns) <= 2) or any(
            r.header for r in rows[at : at + count])  # fmt: skip
        if columns and good and (not best[1] or len(known) > len(before) or (
            _extends(rows, at, count))):  # fmt: skip
            best = (count, columns)
    return best


def _list_header(
    rows: Sequence[Row], at: int, texts: Sequence[Sequence[str]]
) -> tuple[int, tuple[str, ...]]:
    """A header of one column: names alone."""
    single = all(len(row.cells) == 1 for row in rows[at : at + 4])
    if single and len(rows) > at + 1 and column_of(texts[0][0]) == "name":
        return 1, ("name",)
    return 0, ()


def _extends(rows: Sequence[Row], at: int, count: int) -> bool:
    """Whether the last of these rows goes on with the header above: merged cells, or marked so."""
    row = rows[at + count - 1]
    own = [cell for n, cell in enumerate(row.cells) if n not in row.copies]
    named = bool(row.copies) and any(column_of(cell.flat()) for cell in own)
    return count > 1 and (row.header or named)


def _may_be_header(texts: Sequence[str], row: Row) -> bool:
    filled = [text for text in texts if text]
    if not filled or any(len(text) > 60 for text in filled):
        return False
    known = sum(bool(column_of(text)) for text in filled)
    return row.header or known >= 0.5 * len(filled)
