"""What a cell may hold, as Polars expressions: each function gives true where the cell is fine.

`reconcile.schema` names these in its models; a user's own model can use them in the same way.
An expression gives null for an empty cell, which Pandera lets pass.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from reconcile.fold import fold
from reconcile.names.country import country_codes

# Everything that a reader cannot see: control and format characters (zero-width, bidirectional,
# soft hyphen, byte-order mark), fillers, variation selectors, line and paragraph separators.
_INVISIBLE = (
    r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\x{034F}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180B}-\x{180F}"
    r"\x{3164}\x{FFA0}\x{FE00}-\x{FE0F}]"
)
# Second and later bytes of UTF-8, as Latin-1 and as Windows-1252 show them.
_TAIL = r"[\x{80}-\x{BF}ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
_WRECKED = "|".join(
    (
        r"[\x{FFFD}\p{Co}]",  # a decoder gave up; private use, where GB18030 puts what GBK lacks
        r"\?\?+",  # an encoder gave up
        "锟斤拷|烫烫|屯屯",  # U+FFFD read as GBK; the fillers of a C debugger
        rf"[ÂÃÄÅÐÑ]{_TAIL}",  # two bytes of UTF-8 (Latin, Cyrillic) read as Windows-1252
        r"[ÎÏØÙ][\x{80}-\x{BF}]",  # the same of Greek and Arabic
        rf"[à-ï]{_TAIL}{_TAIL}|ð{_TAIL}{_TAIL}{_TAIL}",  # three and four bytes (Han, emoji)
        r"[\x{A1}-\x{FF}]{4,}",  # GBK read as Latin-1: ÖÐ¹ú for 中国
    )
)
_HAN_ONLY = r"^[\p{Han}\p{Common}\p{Inherited}]*\p{Han}[\p{Han}\p{Common}\p{Inherited}]*$"
_LATIN_ONLY = r"^[\p{Latin}\p{Common}\p{Inherited}]*\p{Latin}[\p{Latin}\p{Common}\p{Inherited}]*$"


def visible(column: str) -> pl.Expr:
    """No control, zero-width or otherwise invisible character."""
    return ~pl.col(column).str.contains(_INVISIBLE)


def trimmed(column: str) -> pl.Expr:
    """No white space outside, U+00A0 and U+3000 included."""
    return ~pl.col(column).str.contains(r"^\s|\s$")


def intact(column: str) -> pl.Expr:
    """No trace of a wrong decoding: `Ã©` for é, `鍖椾含` for 北京, `ÖÐ¹ú` for 中国, `??`."""
    text = pl.col(column)
    return ~(text.str.contains(_WRECKED) | text.str.contains(_utf8_as_gbk()))


def han(column: str) -> pl.Expr:
    """Chinese characters, with digits and punctuation at most."""
    return pl.col(column).str.contains(_HAN_ONLY)


def latin(column: str) -> pl.Expr:
    """Latin letters of any language, with digits and punctuation at most."""
    return pl.col(column).str.contains(_LATIN_ONLY)


def iso_date(column: str) -> pl.Expr:
    """A day, month or year that exists, in ISO 8601 with its own precision."""
    text = pl.col(column)
    day = (text + "-01-01").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    shape = text.str.contains(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
    return text.is_null() | (shape & day.is_not_null())


def whole_day(column: str) -> pl.Expr:
    """A date with year, month and day."""
    return pl.col(column).str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def absent(column: str) -> pl.Expr:
    """Nothing at all."""
    return pl.col(column).is_null()


def known_country(column: str) -> pl.Expr:
    """A country's name in English or Chinese, or its ISO 3166-1 code."""

    def known(cells: pl.Series) -> pl.Series:
        names = [name for name in cells.unique().to_list() if name and country_codes(name)]
        return cells.is_in(names)

    return pl.col(column).map_batches(known, return_dtype=pl.Boolean)


def numbers(column: str) -> pl.Expr:
    """Whole numbers joined by `;`."""
    return pl.col(column).str.contains(r"^[0-9]+(;[0-9]+)*$")


def lines_rise() -> pl.Expr:
    """True where the line is later than the row above's."""
    return pl.col("line") > pl.col("line").shift(1)


def lines_keep_order() -> pl.Expr:
    """True where the line is not earlier than the row above's."""
    return pl.col("line") >= pl.col("line").shift(1)


def ordinals_follow() -> pl.Expr:
    """True where an ordinal follows the one before it in its list (1 at the start).

    A list is a subject's relation. One wrong number makes one fault, at its own row: the row
    after it passes when it follows the row before the wrong one. A list without any ordinal
    passes; one empty cell in a numbered list does not.
    """
    lists = ["subject", "relation"]
    here = pl.col("ordinal").cast(pl.Int64)
    place = pl.int_range(pl.len()).over(lists)
    before = here.shift(1).over(lists).fill_null(0)
    earlier = here.shift(2).over(lists).fill_null(0)
    follows = here == before + 1
    after_fault = (before != earlier + 1) & (place > 0)
    resumes = after_fault & ((here == earlier + 1) | (here == earlier + 2))
    unnumbered = here.is_null().all().over(lists)
    return unnumbered | (follows | resumes).fill_null(value=False)


def listed_once() -> pl.Expr:
    """True unless the same place stands further up in the same list.

    Names, countries and regions are compared without case, diacritics and punctuation.
    """
    places = (_folded(column) for column in ("name", "country", "region"))
    return pl.col("name").is_null() | pl.struct("subject", "relation", *places).is_first_distinct()


def _folded(column: str) -> pl.Expr:
    def folded(cells: pl.Series) -> pl.Series:
        keys = [None if cell is None else fold(cell) for cell in cells.to_list()]
        return pl.Series(cells.name, keys, dtype=pl.String)

    return pl.col(column).map_batches(folded, return_dtype=pl.String)


@cache
def _utf8_as_gbk() -> str:
    """Pattern of Chinese UTF-8 read as GBK, which makes three characters of two.

    The bytes of two Han characters are E4-E9, 80-BF, 80-BF twice, and GBK cuts them in pairs. None
    of 200,000 place names in the gazetteer has such characters one after the other by itself.
    """
    lead, tail = range(0xE4, 0xEA), range(0x80, 0xC0)
    return f"{_gbk_class(lead, tail)}{_gbk_class(tail, lead)}[\\p{{Han}}\\x{{FFFD}}]"


def _gbk_class(leads: range, tails: range) -> str:
    pairs = (bytes((lead, tail)) for lead in leads for tail in tails)
    # U+FFFD stands for a pair that GBK leaves undefined.
    characters = sorted({pair.decode("gbk", "replace")[0] for pair in pairs})
    return f"[{''.join(characters)}]"
