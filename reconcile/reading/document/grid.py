"""A table of a document into entries: its title rows, header rows, group rows, rows and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reconcile.names.numbers import parse_number
from reconcile.reading.document.header import OTHER, column_of, columns_by_content, columns_of
from reconcile.reading.document.items import (
    ORDINAL,
    Listed,
    flag_country,
    is_country,
    listed,
    location_of,
    read_date,
)
from reconcile.reading.document.subjects import subject_of
from reconcile.reading.document.totals import totals
from reconcile.reading.document.wording import boilerplate, is_group, relation_of
from reconcile.reading.formats.blocks import Row, Table, Text
from reconcile.reading.lines import comma_parts, without_marks

if TYPE_CHECKING:
    from reconcile.reading.document.layout import Outcome

_NAME: Final = re.compile(r"[\"'’‘ʻ(（]?[^\W\d_](?:[^!?;:。！？；：^<>\[\]|]|\bSt\.){0,79}")
_SENTENCE: Final = re.compile(
    r"\w{4,}\.\s|[。；]|，.*，|\b(?:is|was|are|were|has|have|will|click|please)\b"
)
_MOST_HEADERS: Final = 4
_AHEAD = 40  # rows that tell the columns of what follows; all of them each time take too long
_FOOT: Final = re.compile(
    r"合计|总计|共计|小计|合計|總計|共計|(?:grand|sub)?total(?!ly)|sum$", re.IGNORECASE
)
_SPACED_HAN: Final = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])\s(?=[\u3000-\u9fff\uff00-\uffef])"
)
_NUMBER: Final = re.compile(r"(\d{1,6})\s?[.．、)）]?")


def is_name_like(text: str) -> bool:
    """Whether a text may be the name of a place: short, no sentence.

    Example:
        >>> is_name_like("Frankfurt am Main"), is_name_like("Click here to print this page.")
        (True, False)
    """
    return (
        bool(_NAME.fullmatch(text))
        and not _SENTENCE.search(text)
        and len(text.split()) <= 9
        and not (len(text) > 24 and " " not in text)
    )


def read_grid(out: Outcome, table: Table) -> None:
    """Add the entries of a table; what is none is placed or left."""
    rows = [row for row in table.rows if any(cell.text.strip() for cell in row.cells)]
    several = [at for at, row in enumerate(rows) if len(_distinct(row)) > 1]
    last = several[-1] if several else -1  # below it stand rows of one text only
    columns: tuple[str, ...] = ()
    at = 0
    while at < len(rows):
        row = rows[at]
        head, found = _header_at(out, rows, at)
        if found:
            columns = found
            for each in rows[at : at + head]:
                _place(out, each, "header")
            _note_columns(out, rows[at : at + head], columns)
            _open(out, rows[at], table)
            at += head
            continue
        texts = _distinct(row)
        if _ignored(out, row, texts):
            pass
        elif len(texts) == 1 and (not columns or _is_group_row(row, columns, texts[0])):
            _single(out, texts[0], last=at >= last)
        elif columns:
            _entry(out, row, columns)
        elif guessed := _guessed(rows, at):
            columns = guessed
            _open(out, row, table)
            continue
        else:
            _no_table(out, row)
        at += 1


def _guessed(rows: Sequence[Row], at: int) -> tuple[str, ...]:
    """The columns told by all rows; further down, where they told nothing, by the next ones."""
    ahead = rows[at : at + _AHEAD] if at else rows
    return columns_by_content([[cell.flat() for cell in row.cells] for row in ahead])


def _note_columns(out: Outcome, rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Remember what each printed header was taken for: of several rows the lowest with a text."""
    for at, column in enumerate(columns):
        texts = [row.cells[at].flat() for row in rows if at < len(row.cells)]
        printed = next((text for text in reversed(texts) if text), "")
        if column and printed:
            out.draft.columns.setdefault(printed, column.replace(OTHER, ""))


def _header_at(out: Outcome, rows: Sequence[Row], at: int) -> tuple[int, tuple[str, ...]]:
    """How many rows from here are a header, and the columns that they name."""
    declared = out.options.columns
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


def _open(out: Outcome, row: Row, table: Table) -> None:
    """A table without a heading of its own is a section that begins with its header."""
    section = out.place.section
    if section is None:
        lines = [line for cell in row.cells for line in cell.lines] or [row.line or table.line]
        out.open_section(lines[0])  # else a header that is printed again, on the next page


def _is_group_row(row: Row, columns: Sequence[str], text: Text) -> bool:
    """Whether a row with one text is a heading or a note inside the table, and no entry."""
    plain = text.flat()
    filled = [at for at, cell in enumerate(row.cells) if cell.text.strip()]
    if len(filled) > 1 and len(row.cells) > 1:
        return True  # one cell over several columns
    column = columns[filled[0]] if filled[0] < len(columns) else ""
    return not (column == "name" and len(columns) == 1) and not (
        column == "name" and not (relation_of(plain) or boilerplate(plain) or totals(plain)
                                  or is_group(plain) or is_country(plain))
        and is_name_like(plain)
    )  # fmt: skip


def _single(out: Outcome, text: Text, *, last: bool) -> None:
    """A row of one text: a title, a group, a total, a note; `last` where no other sort follows."""
    from reconcile.reading.document.layout import _leave, _set_aside

    plain = text.flat().strip(" :：")
    rule = next((r for r in out.options.headings if r.pattern.search(plain)), None)
    announces = bool(relation_of(plain) or subject_of(plain) or rule)
    sentence = bool(re.search("[。；]", plain) or (totals(plain) and re.search("[，,]", plain)))
    if announces and not last and len(plain) <= 60 and not sentence:
        relation = rule.value if rule else relation_of(plain)
        out.title_subject = out.title_subject or subject_of(plain)
        out.place.relation = relation or out.place.relation
        if out.headed and subject_of(plain):
            out.place.subject = subject_of(plain)
        out.place.country = ""
        out.place.section = None
        out.open_section(text.line)
        out.state(text)
        _place_text(out, text, "section")
    elif out.state(text):
        pass
    elif is_group(plain):
        out.place.country = ""
        _place_text(out, text, "heading")
    elif is_country(plain) and not last:
        out.place.country = plain
        _place_text(out, text, "heading")
    elif why := boilerplate(plain):
        _set_aside(out, text, why)
    else:
        _leave(out, text, "a row of one cell that is neither a heading, nor a total, nor a note")


def _no_table(out: Outcome, row: Row) -> None:
    """A row outside any table: perhaps a total, boilerplate, or an entry on one line."""
    from reconcile.reading.document.layout import _leave, _set_aside

    texts = _distinct(row)
    whole = " ".join(text.flat() for text in texts)
    for text in texts:
        if out.state(text):
            continue
        if why := boilerplate(text.flat()) or boilerplate(whole):
            _set_aside(out, text, why)
        elif column_of(text.flat()):
            _place_text(out, text, "header")
        else:
            _leave(out, text, "stands in no table: no header row before it")


def _entry(out: Outcome, row: Row, columns: Sequence[str]) -> None:
    """A row of the table: an entry, or a total in its foot."""
    from reconcile.reading.document.layout import _leave

    texts = _distinct(row)
    whole = Text(" ".join(t.flat() for t in texts), tuple(s for t in texts for s in t.spots))
    first = texts[0].flat().strip(" :：")
    if _FOOT.match(re.sub(r"\s", "", first)):
        counted = [t.flat().rstrip("个個座对對 ") for t in texts[1:]]
        number = next((n for t in counted if (n := parse_number(t)) is not None), None)
        stated = Text(f"total {number}", whole.spots) if number is not None else whole
        if out.state(whole) or out.state(stated):
            return
        _leave(out, whole, "the foot of a table without a number")
        return
    if len(row.cells) > len(columns) and any(
        cell.text.strip() for cell in row.cells[len(columns) :]
    ):
        _leave(out, whole, f"{len(row.cells)} cells; the table has {len(columns)}")
        return
    values = {column: cell for column, cell in zip(columns, row.cells, strict=False)
              if column and column != OTHER}  # fmt: skip
    name = values.get("name", Text())
    if not name.text.strip() and len(texts) <= 2 and relation_of(texts[-1].flat()):
        _single(out, whole, last=len(_distinct(row)) <= 1)
        return
    if not name.text.strip() and not name.flags:
        _leave(out, whole, "a row without a name")
        return
    if why := boilerplate(first):
        from reconcile.reading.document.layout import _set_aside

        for text in texts:
            _set_aside(out, text, why)
        return
    _entries_of(out, row, values, whole)


def _entries_of(out: Outcome, row: Row, values: dict[str, Text], whole: Text) -> None:
    def plain(column: str) -> str:
        return without_marks(values[column].flat())[0] if column in values else ""

    number = plain("ordinal")
    ordinal = _NUMBER.fullmatch(number)
    value = int(ordinal[1]) if ordinal else parse_number(number.strip(" .、")) if number else None
    date_text = plain("date").removesuffix(" 00:00:00").strip()
    date, doubt = read_date(date_text, out.day_first)
    date_text = date_text if date or doubt else ""
    if number and value is None:
        doubt = f"{number!r} is no number, under the header of the numbers"
    flags = [f for text in values.values() for f in text.flags]
    country = plain("country") or flag_country(flags, out.source.language)
    relation = relation_of(plain("relation")) if plain("relation") else ""
    references = tuple(dict.fromkeys(n for cell in row.cells for n in _marks(cell)))
    shared = row.copies and "name" in values
    names = _names(values["name"], bool(country))
    for one_text, line in names:
        found = _parsed(one_text, country)
        one = replace(
            found,
            ordinal=value if value is not None else found.ordinal,
            country=found.country or country,
            region=plain("region") or found.region,
            date=date or found.date,
            date_text=date_text or found.date_text,
            doubt=doubt or found.doubt,
        )
        if shared and values["name"] in [row.cells[n] for n in row.copies] and len(
            set(row.copies)) == len(row.cells):  # fmt: skip
            continue
        out.add(
            one, line or row.line, replace(whole, references=references),
            subject=plain("subject") if not out.options.by_headings else "",
            relation=relation, location=location_of(plain("location")),
        )  # fmt: skip


def _parsed(text: str, country: str) -> Listed:
    """Name, region and country of a cell that holds names."""
    if not country:
        found = listed(text)
        return found[0] if len(found) == 1 else Listed(text)
    if number := ORDINAL.match(text):
        text = text[number.end() :]
    parts = [part for part in comma_parts(text) if part]
    if len(parts) > 1:
        end = -1 if is_country(parts[-1]) and len(parts) > 1 else None
        return Listed(parts[0], ", ".join(parts[1:end]))
    return Listed(text)


def _names(text: Text, country: bool) -> list[tuple[str, int]]:
    """The names of a cell, with the line of each: several stand on lines or between 、."""
    found: list[tuple[str, int]] = []
    offset = 0
    pieces = text.text.split("\n")
    if len(pieces) > 1 and not all(is_name_like(p.strip()) for p in pieces if p.strip()):
        pieces = [text.text.replace("\n", " ")]
    elif len(pieces) > 1 and (
        _bilingual(pieces) or not country or text.text.count("\n(") or "\n（" in text.text
    ):
        pieces = [_SPACED_HAN.sub("", " ".join(p.strip() for p in pieces))]
    for piece in pieces:
        for name in re.split("[、；;]", piece) if country and "(" not in piece else [piece]:
            if name.strip():
                at = max(text.text.find(name.strip(), offset), 0)
                found.append((without_marks(" ".join(name.split()))[0], text.line_at(at)))
        offset += len(piece) + 1
    return found


def _bilingual(pieces: Sequence[str]) -> bool:
    """Whether lines of a cell are one name in two scripts."""
    han = [bool(re.search("[\u4e00-\u9fff]", piece)) for piece in pieces if piece.strip()]
    return len(set(han)) > 1


def _marks(text: Text) -> tuple[int, ...]:
    return (*(n for n in text.references if n), *without_marks(text.flat())[1])


def _distinct(row: Row) -> list[Text]:
    """The texts of a row, a cell over several columns once."""
    return [
        cell
        for at, cell in enumerate(row.cells)
        if cell.text.strip() and not (at in row.copies and cell in row.cells[:at])
    ]


def _ignored(out: Outcome, row: Row, texts: Sequence[Text]) -> bool:
    from reconcile.reading.document.layout import _set_aside

    whole = " ".join(text.flat() for text in texts)
    for rule in out.options.ignore:
        if rule.pattern.search(whole):
            for text in texts:
                _set_aside(out, text, rule.value)
            return True
    return row.line in out.options.skip


def _place(out: Outcome, row: Row, role: str) -> None:
    for cell in row.cells:
        _place_text(out, cell, role)


def _place_text(out: Outcome, text: Text, role: str) -> None:
    for line in text.lines:
        out.draft.place(line, role)
